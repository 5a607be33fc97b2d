"""来稿: new material is pasted or uploaded, and the list of what came in; the page of each is the reading view."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin import display, register
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from bulletin.models import Masthead
from bulletin.refusal import Refused
from editorial import roles
from editorial.admin import reading_page
from editorial.admin.base import DeskAdmin, MastheadFilter, permitted, person, show_on
from editorial.admin.site import desk
from editorial.intake import receiving, rereading
from editorial.models import SourceDocument
from editorial.roles import Verb

PASTED = "pasted.txt"
# What is read while the form waits for its answer; anything larger is read on a page that shows how far it is.
AT_ONCE = 256 * 1024


class IntakeForm(forms.Form):
    """A file, or what was pasted (``html`` as the clipboard had it), for a masthead at which the person may import."""

    masthead = forms.ModelChoiceField(Masthead.objects.none(), label=gettext_lazy("Masthead"), empty_label=None)
    text = forms.CharField(label=gettext_lazy("Paste a text or a web page"), required=False, strip=False)
    html = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)
    file = forms.FileField(label=gettext_lazy("Or choose a file"), required=False, allow_empty_file=True)
    source_url = forms.CharField(
        label=gettext_lazy("Source address"),
        required=False,
        max_length=rereading.LONGEST_ADDRESS,
        widget=forms.TextInput(attrs={"dir": "ltr", "inputmode": "url", "placeholder": "https://"}),
    )

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(*((request.POST, request.FILES) if request.method == "POST" else ()))
        mastheads = roles.mastheads(request.user, Verb.IMPORT)
        self.fields["masthead"].queryset = mastheads  # type: ignore[attr-defined]
        self.fields["masthead"].initial = mastheads.first()

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        pasted = bool(values.get("text") or values.get("html"))
        if not self.errors and bool(values.get("file")) == pasted:
            raise forms.ValidationError(_("Choose a file or paste a text: one of the two."))
        return values

    def matter(self) -> tuple[bytes, str]:
        """The bytes that came in and the name they came under."""
        values = self.cleaned_data
        if upload := values["file"]:
            return upload.read(), upload.name or ""
        return (values["html"].encode(), rereading.PASTED_RICH) if values["html"] else (values["text"].encode(), PASTED)


@register(SourceDocument, site=desk)
class SourceDocumentAdmin(DeskAdmin):
    masthead_path = "masthead"
    change_list_template = "editorial/intake/list.html"
    list_display = ("named", "masthead", "by", "at", "state", "became")
    list_display_links = ("named",)
    list_filter = ("state", ("masthead", MastheadFilter))
    list_select_related = ("masthead", "by", "issue__masthead")
    list_per_page = 50
    search_fields = ("title", "name", "source_url")

    def get_urls(self) -> list[URLPattern]:
        views = (("take", reading_page.take), ("read", reading_page.reread), ("original", reading_page.original))
        own = [
            path(
                f"<int:document_id>/{name}/", self.admin_site.admin_view(view), name=f"editorial_sourcedocument_{name}"
            )
            for name, view in views
        ]
        return [*own, *(each for each in super().get_urls() if not str(each.name).endswith("_delete"))]

    @display(description=gettext_lazy("title"), ordering="title")
    def named(self, document: SourceDocument) -> str:
        return str(document)

    @display(description=gettext_lazy("became"))
    def became(self, document: SourceDocument) -> str:
        """The issue that it was accepted as, or how many entries somebody took out of it."""
        if document.issue is not None:
            return str(document.issue)
        count = document.candidates.count()
        return ngettext("one entry taken", "%(count)s entries taken", count) % {"count": count} if count else ""

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return super().changelist_view(request, {"title": _("What came in"), **(extra_context or {})})

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        permitted(request, Verb.IMPORT)
        form = IntakeForm(request)
        document = _received(request, form) if request.method == "POST" and form.is_valid() else None
        if document is not None:
            return HttpResponseRedirect(reverse("desk:editorial_sourcedocument_change", args=[document.pk]))
        context = {**self.admin_site.each_context(request), "title": _("New material"), "opts": self.opts, "form": form}
        return TemplateResponse(request, "editorial/intake/new.html", context)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        permitted(request, Verb.VIEW)
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET", "HEAD"])
        key = int(object_id) if object_id.isdecimal() else 0
        return reading_page.page(request, reading_page.document_for(request, Verb.VIEW, key))


def _received(request: HttpRequest, form: IntakeForm) -> SourceDocument | None:
    """The document kept and, unless it is large, read; where it was refused, the form keeps what was pasted."""
    (matter, name), values, by = form.matter(), form.cleaned_data, person(request)
    try:
        document, is_new = receiving.keep(matter, name, values["masthead"], by=by, source_url=values["source_url"])
        if not is_new:
            messages.info(request, _came_before(document))
        elif len(matter) <= AT_ONCE:
            return rereading.read(document, by=by)
    except Refused as refused:
        show_on(form, refused)
        return None
    return document


def _came_before(document: SourceDocument) -> str:
    day = formats.date_format(timezone.localtime(document.at), "SHORT_DATETIME_FORMAT")
    return _("This came in before: %(who)s brought it on %(day)s. Here it is.") % {"who": document.by, "day": day}
