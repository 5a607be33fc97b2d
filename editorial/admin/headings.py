"""The forms of front matter, parts and sections; what they hold is saved by the functions of arranging."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bulletin.refusal import Refused
from editorial.admin.base import person
from editorial.admin.rows import LARGEST, issue_for, part_in, section_in, to_issue
from editorial.admin.site import desk
from editorial.drafting import outline
from editorial.models import Issue, Part, Section
from editorial.roles import Verb


class LinesField(forms.CharField):
    """A list of strings, one a line."""

    widget = forms.Textarea

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        return [line.strip() for line in (value or "").splitlines() if line.strip()]

    def validate(self, value: Any) -> None: ...

    def run_validators(self, value: Any) -> None: ...


class DayInput(forms.DateInput):
    """The browser's own calendar."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class HeadingForm(forms.ModelForm[Any]):
    """Its ``version`` is the issue's, whatever it edits; it is never saved by itself."""

    version = forms.IntegerField(min_value=0, max_value=LARGEST, widget=forms.HiddenInput)

    def changes(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


class FrontForm(HeadingForm):
    highlights = LinesField(
        label=gettext_lazy("Highlights"),
        help_text=gettext_lazy("One a line, in the order in which they are printed."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    class Meta:
        model = Issue
        fields = (
            "title",
            "number_label",
            "year_number",
            "dated_on",
            "next_dated_on",
            "covers_from_on",
            "covers_to_on",
            "highlights",
        )
        widgets = dict.fromkeys(("dated_on", "next_dated_on", "covers_from_on", "covers_to_on"), DayInput)


class PartForm(HeadingForm):
    class Meta:
        model = Part
        fields = ("title", "covers_from_on", "covers_to_on", "compiler", "compiled_on")
        widgets = dict.fromkeys(("covers_from_on", "covers_to_on", "compiled_on"), DayInput)


class SectionForm(HeadingForm):
    class Meta:
        model = Section
        fields = ("title",)


def front(request: HttpRequest, issue_id: int) -> HttpResponse:
    issue = issue_for(request, Verb.ARRANGE, issue_id)
    return _page(request, issue, issue, FrontForm, outline.revise_issue, _("Front matter"))


def part(request: HttpRequest, issue_id: int, part_id: int) -> HttpResponse:
    issue = issue_for(request, Verb.ARRANGE, issue_id)
    return _page(request, issue, part_in(issue, part_id), PartForm, outline.revise_part, _("Part"))


def section(request: HttpRequest, issue_id: int, section_id: int) -> HttpResponse:
    issue = issue_for(request, Verb.ARRANGE, issue_id)
    return _page(request, issue, section_in(issue, section_id), SectionForm, outline.revise_section, _("Section"))


def _page(
    request: HttpRequest,
    issue: Issue,
    row: Model,
    form_class: type[HeadingForm],
    revise: Callable[..., None],
    title: str,
) -> HttpResponse:
    posted = request.POST if request.method == "POST" else None
    form = form_class(posted, instance=row, initial={"version": issue.version})
    if posted is not None and form.is_valid() and _revised(request, form, row, revise):
        messages.success(request, _("Saved."))
        return to_issue(issue)
    context = {**desk.each_context(request), "title": title, "issue": issue, "form": form, "opts": Issue._meta}
    return TemplateResponse(request, "editorial/heading.html", context)


def _revised(request: HttpRequest, form: HeadingForm, row: Model, revise: Callable[..., None]) -> bool:
    """Whether the change was saved; where it was refused the form keeps what was typed and says why."""
    try:
        revise(row, form.changes(), by=person(request), seen_version=form.cleaned_data["version"])
    except Refused as refused:
        for reason in refused.reasons:
            form.add_error(None, str(reason))
        return False
    return True
