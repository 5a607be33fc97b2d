"""Spreadsheets: a page for each kind, with its empty template, its lists to take away, and files to bring in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from bulletin.models import Masthead
from bulletin.refusal import Refused
from editorial import roles
from editorial.admin import spreadsheets_preview
from editorial.admin.base import permitted, show_on
from editorial.admin.site import desk
from editorial.admin.spreadsheets_seal import LARGEST, sealed
from editorial.roles import Verb
from editorial.spreadsheets import books, sheets, writing
from editorial.spreadsheets.resource import SheetResource
from editorial.spreadsheets.sheets import SHEETS, TITLES

TOO_LARGE = gettext_lazy("The file is larger than 50 MiB; divide it.")


class UploadForm(forms.Form):
    masthead = forms.ModelChoiceField(Masthead.objects.none(), label=gettext_lazy("Masthead"), empty_label=None)
    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("A workbook (.xlsx), comma-separated text (.csv), or a zip file with one of them."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv,.zip"}),
    )

    def __init__(self, request: HttpRequest, sheet: type[SheetResource]) -> None:
        super().__init__(*((request.POST, request.FILES) if request.method == "POST" else ()))
        allowed = roles.mastheads(request.user, sheet.brings)
        if sheet.has_masthead:
            self.fields["masthead"].queryset = allowed  # type: ignore[attr-defined]
            self.fields["masthead"].initial = allowed.first()
        else:
            del self.fields["masthead"]

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(TOO_LARGE)
        return file


def urls() -> list[URLPattern]:
    """Four addresses a kind, so that each has its own verbs."""
    found = [path("spreadsheets/", desk.admin_view(overview), name="spreadsheets")]
    for kind in SHEETS:
        for step, view in (
            ("", page),
            ("template", template),
            ("export", export),
            ("preview", spreadsheets_preview.preview),
        ):
            address = f"spreadsheets/{kind}/{step}/" if step else f"spreadsheets/{kind}/"
            name = f"spreadsheets_{kind}_{step}" if step else f"spreadsheets_{kind}"
            found.append(path(address, desk.admin_view(view), {"kind": kind}, name=name))
    return found


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Every kind that the person may bring in or take out."""
    granted = roles.granted(request.user)
    shown = [
        {"kind": kind, "title": TITLES[kind], "brings": sheet.brings in granted, "takes": sheet.takes in granted}
        for kind, sheet in SHEETS.items()
        if {sheet.brings, sheet.takes} & granted
    ]
    context = {**desk.each_context(request), "title": _("Spreadsheets"), "kinds": [_linked(each) for each in shown]}
    return TemplateResponse(request, "editorial/spreadsheets/overview.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, kind: str) -> HttpResponse:
    """The file is kept as it came and shown as what it would do; nothing else is written."""
    sheet = SHEETS[kind]
    permitted(request, sheet.brings)
    form = UploadForm(request, sheet)
    if request.method == "POST" and form.is_valid():
        try:
            return HttpResponseRedirect(_kept(request, form, kind))
        except Refused as refused:
            show_on(form, refused)
    taken = roles.mastheads(request.user, sheet.takes) if sheet.has_masthead else Masthead.objects.none()
    context = {
        **desk.each_context(request),
        "title": TITLES[kind],
        "form": form,
        "columns": [column for column in sheet.columns if not column.only_out],
        "mastheads": taken,
        "takes": roles.may(request.user, sheet.takes),
        "takes_files": kind in ("notices", "articles"),
        "has_masthead": sheet.has_masthead,
        "template_address": reverse(f"desk:spreadsheets_{kind}_template"),
        "export_address": reverse(f"desk:spreadsheets_{kind}_export"),
    }
    return TemplateResponse(request, "editorial/spreadsheets/page.html", context)


@require_safe
def template(request: HttpRequest, kind: str) -> HttpResponse:
    permitted(request, SHEETS[kind].brings)
    return _file(books.template(SHEETS[kind].columns), f"{kind}-template", "xlsx")


@require_safe
def export(request: HttpRequest, kind: str) -> HttpResponse:
    """The rows of one masthead, as a workbook or, where it is asked for, as comma-separated text."""
    sheet = SHEETS[kind]
    permitted(request, sheet.takes)
    ending = "csv" if request.GET.get("format") == "csv" else "xlsx"
    masthead = _asked(request, sheet.takes) if sheet.has_masthead else None
    stem = f"{kind}-{masthead.code}" if masthead else kind
    return _file(sheets.exported(sheet, masthead, ending), stem, ending)


def _asked(request: HttpRequest, verb: Verb) -> Masthead | None:
    """The masthead that is asked for, of those that the person may take from; else the first of them."""
    allowed = roles.mastheads(request.user, verb)
    return allowed.filter(code=request.GET.get("masthead", "")).first() or allowed.first()


def _kept(request: HttpRequest, form: UploadForm, kind: str) -> str:
    """The address at which the file that was sent is looked at."""
    file, masthead = form.cleaned_data["file"], form.cleaned_data.get("masthead")
    digest = writing.keep(file.read())
    return f"{reverse(f'desk:spreadsheets_{kind}_preview')}?sheet={sealed(request, kind, digest, file.name, masthead)}"


def _linked(kind: dict[str, Any]) -> dict[str, Any]:
    stem = f"desk:spreadsheets_{kind['kind']}"
    return kind | {"address": reverse(stem), "export": reverse(f"{stem}_export")}


def _file(data: bytes, stem: str, ending: str) -> HttpResponse:
    book = sheets.FORMATS[ending]()
    name = f"{stem}-{timezone.localdate().isoformat()}.{ending}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(data, content_type=book.get_content_type(), headers=headers)
