"""The reading view: source and reading side by side, corrected in place, divided by hand, taken; and the original."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from bulletin.refusal import Refused
from bulletin.rendering import html
from editorial import roles
from editorial.admin import downloads
from editorial.admin.base import permitted_row, person, refusals_shown
from editorial.admin.reading_fields import EntryFields
from editorial.admin.reading_pieces import pieces
from editorial.admin.reading_sheet import MARKS, Sheet
from editorial.admin.rows import SeenForm, section_for, sent, to_issue
from editorial.admin.site import desk
from editorial.intake import accept, correcting, placing, pooling, rereading
from editorial.models import SourceDocument
from editorial.roles import Verb

State = SourceDocument.State


class TakeForm(SeenForm):
    """Which entries of the page are ticked, and what shall become of them."""

    step = forms.ChoiceField(choices=[(each, each) for each in ("save", "pool", "place", "issue")])
    section = forms.IntegerField(required=False, min_value=1)


def document_for(request: HttpRequest, verb: Verb, pk: int) -> SourceDocument:
    seen = SourceDocument.objects.filter(masthead__in=roles.mastheads(request.user, Verb.VIEW))
    return permitted_row(request, verb, seen.select_related("masthead", "issue__masthead", "by"), pk=pk)


def page(request: HttpRequest, document: SourceDocument, bound: dict[str, EntryFields] | None = None) -> HttpResponse:
    """What was read, for a person to compare with the source before anything becomes a draft."""
    context: dict[str, Any] = {
        **desk.each_context(request),
        "title": str(document),
        "opts": SourceDocument._meta,
        "document": document,
        "imports": document.issue_id is None and roles.may(request.user, Verb.IMPORT, document),
    }
    if document.state != State.READY:
        return TemplateResponse(request, "editorial/intake/waiting.html", context)
    sheet = Sheet(document, request.POST.get("page") or request.GET.get("page", 1))
    marking = "mark" in request.GET and context["imports"] and bool(sheet.texts)
    context |= {"sheet": sheet, "other_title": accept.other_title(document), "marks": MARKS}
    if marking:
        return TemplateResponse(request, "editorial/intake/marking.html", context)
    found = list(pieces(sheet, bound))
    context |= {
        "pieces": found,
        "waiting": [each for each in found if each.candidate is None],
        "sections": placing.sections(document.masthead, person(request)) if context["imports"] else [],
        "is_whole": len(sheet.found) > 1 and all(each.candidate is None for each in found),
        "with_errors": bool(bound),
    }
    return illustrated(TemplateResponse(request, "editorial/intake/reading.html", context), sheet.pictures)


def illustrated(response: TemplateResponse, pictures: Mapping[str, bytes]) -> HttpResponse:
    """A page with the pictures of its bodies in place; without any where one is lost."""
    response.render()
    if pictures:
        with suppress(KeyError):
            response.content = html.illustrated(response.content.decode(), pictures)
    return response


@require_POST
def take(request: HttpRequest, document_id: int) -> HttpResponse:
    """Keep what was corrected, then do what the pressed button says with the entries that are ticked."""
    document = document_for(request, Verb.IMPORT, document_id)
    values, shown, ticked = sent(request, TakeForm), request.POST.getlist("shown"), request.POST.getlist("ref")
    sheet = Sheet(document) if document.state == State.READY else None
    if sheet is None:
        raise BadRequest
    bound = _bound(request, sheet, shown)
    if {form.is_valid() for form in bound.values()} - {True}:
        return page(request, document, bound)
    with refusals_shown(request):
        fixes = {ref: form.fixes() for ref, form in bound.items()}
        document = correcting.correct(document, fixes, by=person(request), seen_version=values["version"])
        return _done(request, document, values, shown, ticked)
    return _back(request, document)


@require_POST
def reread(request: HttpRequest, document_id: int) -> HttpResponse:
    """Read it, or read it again with what somebody said of its lines; a script is answered in JSON."""
    document = document_for(request, Verb.IMPORT, document_id)
    version = sent(request, SeenForm)["version"]
    told = request.headers.get("Accept") == "application/json"
    try:
        document = rereading.read(document, by=person(request), marks=_marks(request, document), seen_version=version)
    except Refused as refused:
        if told:
            return JsonResponse({"reasons": [str(each) for each in refused.reasons]}, status=409)
        for reason in refused.reasons:
            messages.error(request, str(reason))
    return JsonResponse({"state": document.state}) if told else _back(request, document)


@require_safe
def original(request: HttpRequest, document_id: int) -> HttpResponse:
    """The file as it came, to be saved and never shown in place."""
    document = document_for(request, Verb.VIEW, document_id)
    return downloads.download(downloads.stored(document.digest), document.name)


def _bound(request: HttpRequest, sheet: Sheet, shown: list[str]) -> dict[str, EntryFields]:
    """The forms of the entries that were on the page and can still be corrected."""
    taken = set(sheet.document.candidates.values_list("ref", flat=True))
    wanted = set(shown) - taken
    return {
        each.ref: EntryFields(each.read, each.entry, request.POST, prefix=each.ref)
        for each in sheet.found
        if each.ref in wanted
    }


def _done(
    request: HttpRequest, document: SourceDocument, values: dict[str, Any], shown: list[str], ticked: list[str]
) -> HttpResponse:
    by, step = person(request), values["step"]
    if step == "issue":
        left = set(shown) - set(ticked)
        issue = accept.accept(document, by=by, leaving=left, seen_version=document.version)
        messages.success(request, _("Accepted as %(issue)s.") % {"issue": issue})
        return to_issue(issue)
    if step == "pool":
        count = len(pooling.pool(document, ticked, by=by, seen_version=document.version))
        said = ngettext("One entry waits in the pool.", "%(count)s entries wait in the pool.", count)
        messages.success(request, said % {"count": count})
    elif step == "place":
        section = section_for(request, values["section"])
        drafts = placing.place(document, ticked, section, by=by, seen_version=document.version)
        said = ngettext("One entry is placed.", "%(count)s entries are placed.", len(drafts))
        messages.success(request, said % {"count": len(drafts)})
        return to_issue(drafts[0].section.part.issue, drafts[0].pk)
    else:
        messages.success(request, _("Your corrections are kept. Nothing became a draft yet."))
    return _back(request, document)


def _marks(request: HttpRequest, document: SourceDocument) -> dict[int, str] | None:
    """What the form says of the lines it showed, over what was said of others. None when it showed no lines."""
    if "first" not in request.POST:
        return None
    try:
        first, last = int(request.POST["first"]), int(request.POST["last"])
    except (KeyError, ValueError) as error:
        raise BadRequest from error
    kept = {int(line): mark for line, mark in document.marks.items() if not first <= int(line) <= last}
    said = {
        int(name[5:]): str(mark)
        for name, mark in request.POST.items()
        if name.startswith("mark-") and name[5:].isdecimal() and mark
    }
    return kept | {line: mark for line, mark in said.items() if first <= line <= last}


def _back(request: HttpRequest, document: SourceDocument) -> HttpResponse:
    address = reverse("desk:editorial_sourcedocument_change", args=[document.pk])
    number = request.POST.get("page", "")
    return HttpResponseRedirect(f"{address}?page={number}" if number.isdecimal() and number != "1" else address)
