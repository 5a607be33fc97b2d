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

from bulletin import snapshot as shape
from bulletin.refusal import Refused
from editorial.admin import entry_lock, heading_lines, side_by_side, staffed
from editorial.admin.base import person, show_on
from editorial.admin.controls import DayInput, LinesField
from editorial.admin.heading_lines import CorrectionFormSet
from editorial.admin.rows import LARGEST, issue_for, part_in, section_in, to_issue
from editorial.admin.site import desk
from editorial.drafting import errata, outline
from editorial.models import Issue, Part, Section
from editorial.review import rules
from editorial.roles import Verb


class HeadingForm(forms.ModelForm[Any]):
    """Its ``version`` is the issue's, whatever it edits; it is never saved by itself."""

    version = forms.IntegerField(min_value=0, max_value=LARGEST, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        side_by_side.remember(self.fields)

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
        fields = ("title", "covers_from_on", "covers_to_on", "compiler", "compiled_on", "asks_sign_off")
        widgets = dict.fromkeys(("covers_from_on", "covers_to_on", "compiled_on"), DayInput)

    def _post_clean(self) -> None:
        """Asks of the part as the form has filled it."""
        super()._post_clean()  # type: ignore[misc]
        for reason in rules.department_gap(self.instance):
            self.add_error("asks_sign_off", str(reason))


class SectionForm(HeadingForm):
    class Meta:
        model = Section
        fields = ("title",)


def front(request: HttpRequest, issue_id: int) -> HttpResponse:
    issue = issue_for(request, Verb.ARRANGE, issue_id)
    # A form that does not carry the table leaves it as it is.
    posted = request.POST if "corrections-TOTAL_FORMS" in request.POST else None
    present = errata.about_others(issue)
    rows: Any = CorrectionFormSet(posted, prefix="corrections", initial=present, form_kwargs={"issue": issue})
    rows.seen = request.POST.get("corrections-seen") or shape.digest(present)
    return _page(request, issue, issue, FrontForm, outline.revise_issue, _("Front matter"), rows)


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
    rows: Any = None,
) -> HttpResponse:
    posted = request.POST if request.method == "POST" else None
    form = form_class(posted, instance=row, initial={"version": issue.version})
    if posted is not None and form.is_valid() and _rows_fit(rows):
        if _revised(request, form, row, revise, rows):
            messages.success(request, _("Saved."))
            staffed.warn_of_frame(request, issue)
            return to_issue(issue)
        form, rows = side_by_side.renewed(form, row, issue), side_by_side.renewed_rows(rows, issue)
    context = {**desk.each_context(request), "title": title, "issue": issue, "form": form, "opts": Issue._meta}
    if posted is None:
        context["lock"] = entry_lock.shut(entry_lock.of_issue(issue, person(request)), form, *(rows or ()))
    context["corrections"] = rows
    return TemplateResponse(request, "editorial/heading.html", context)


def _rows_fit(rows: Any) -> bool:
    return rows is None or not rows.is_bound or rows.is_valid()


def _revised(request: HttpRequest, form: HeadingForm, row: Model, revise: Callable[..., None], rows: Any) -> bool:
    """Whether the change was saved; where it was refused the form keeps what was typed and says why."""
    table = {"corrections": heading_lines.lines(row, rows)} if rows is not None and rows.is_bound else {}
    try:
        revise(row, form.changes() | table, by=person(request), seen_version=form.cleaned_data["version"])
    except Refused as refused:
        show_on(form, refused)
        return False
    return True
