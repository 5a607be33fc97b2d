"""来稿: a document is uploaded or pasted, what was read is looked at with its warnings, and accepted as an issue."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin import register
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from bulletin.models import Masthead
from bulletin.refusal import Refused
from editorial import roles
from editorial.admin.base import DeskAdmin, MastheadFilter, permitted, permitted_row, person, refusals_shown, show_on
from editorial.admin.rows import to_issue
from editorial.admin.site import desk
from editorial.intake import accept as intake
from editorial.models import SourceDocument
from editorial.roles import Verb

PASTED = "pasted.txt"


class IntakeForm(forms.Form):
    """A file or a pasted text, for a masthead at which the person may import."""

    masthead = forms.ModelChoiceField(Masthead.objects.none(), label=gettext_lazy("Masthead"), empty_label=None)
    file = forms.FileField(
        label=gettext_lazy("File"),
        required=False,
        allow_empty_file=True,
        help_text=gettext_lazy("Text, at most 10 MiB."),
    )
    text = forms.CharField(
        label=gettext_lazy("Or paste the text"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 14, "spellcheck": "false"}),
    )

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(*((request.POST, request.FILES) if request.method == "POST" else ()))
        mastheads = roles.mastheads(request.user, Verb.IMPORT)
        self.fields["masthead"].queryset = mastheads  # type: ignore[attr-defined]
        self.fields["masthead"].initial = mastheads.first()

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if not self.errors and bool(values.get("file")) == bool(values.get("text")):
            raise forms.ValidationError(_("Choose a file or paste a text: one of the two."))
        return values

    def received(self, request: HttpRequest) -> SourceDocument:
        """Raises Refused."""
        values = self.cleaned_data
        upload = values["file"]
        data, name = (upload.read(), upload.name) if upload else (values["text"].encode(), PASTED)
        return intake.receive(data, name, values["masthead"], by=person(request))


@register(SourceDocument, site=desk)
class SourceDocumentAdmin(DeskAdmin):
    masthead_path = "masthead"
    list_display = ("name", "masthead", "by", "at", "issue")
    list_filter = (("masthead", MastheadFilter),)
    list_select_related = ("masthead", "by", "issue__masthead")
    search_fields = ("name",)

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(accept)
        urls = [each for each in super().get_urls() if getattr(each, "name", "") != "editorial_sourcedocument_delete"]
        return [path("<int:document_id>/accept/", view, name="editorial_sourcedocument_accept"), *urls]

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        permitted(request, Verb.IMPORT)
        form = IntakeForm(request)
        document = _receive(request, form) if request.method == "POST" and form.is_valid() else None
        if document is not None:
            return HttpResponseRedirect(reverse("desk:editorial_sourcedocument_change", args=[document.pk]))
        return self._page(request, "import.html", _("Import a document"), form=form)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """What was read, for a person to compare with the original before it becomes an issue."""
        permitted(request, Verb.VIEW)
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET", "HEAD"])
        key = int(object_id) if object_id.isdecimal() else 0
        document = permitted_row(request, Verb.VIEW, self.get_queryset(request), pk=key)
        found = intake.snapshot_of(document)
        return self._page(
            request,
            "document.html",
            str(document),
            document=document,
            found=found,
            other_title=intake.other_title(document),
            accepts=document.issue_id is None and roles.may(request.user, Verb.IMPORT, document),
        )

    def _page(self, request: HttpRequest, template: str, title: str, **values: Any) -> HttpResponse:
        context = {**self.admin_site.each_context(request), "title": title, "opts": self.opts, **values}
        return TemplateResponse(request, f"editorial/{template}", context)


@require_POST
def accept(request: HttpRequest, document_id: int) -> HttpResponse:
    seen = SourceDocument.objects.filter(masthead__in=roles.mastheads(request.user, Verb.VIEW))
    document = permitted_row(request, Verb.IMPORT, seen.select_related("masthead", "issue"), pk=document_id)
    with refusals_shown(request):
        issue = intake.accept(document, by=person(request))
        messages.success(request, _("Accepted as %(issue)s.") % {"issue": issue})
        return to_issue(issue)
    return HttpResponseRedirect(reverse("desk:editorial_sourcedocument_change", args=[document.pk]))


def _receive(request: HttpRequest, form: IntakeForm) -> SourceDocument | None:
    """The document kept and read; where it was refused, the form keeps what was pasted and says why."""
    try:
        return form.received(request)
    except Refused as refused:
        show_on(form, refused)
    return None
