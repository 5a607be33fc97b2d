"""The page of one entry: opened, filled, saved through the functions of the desk; and what else hangs on an entry."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from bulletin import compat
from bulletin.refusal import Refused
from editorial import autosaving, roles
from editorial.admin import autosaves, downloads, entry_lock, proofing, staffed
from editorial.admin.autosaves import Offer
from editorial.admin.base import permitted, permitted_row, person
from editorial.admin.editor_words import spoken
from editorial.admin.entry_draft import Draft, posted_draft
from editorial.admin.entry_panels import panels, suggestions
from editorial.admin.rows import section_for, sections_seen
from editorial.drafting.entries import UNDER_REVIEW
from editorial.models import Entry, Issue
from editorial.roles import Verb

# The one style that the editor writes into a page; a newer editor brings another, and the browser test says so.
EDITOR_STYLE = "'sha256-PlumsSlvJ7vvWzjqibGAYKq92O3y/4JTxWWsWJvyUYA='"


def change(request: HttpRequest, admin: ModelAdmin[Any], pk: str) -> HttpResponse:
    """An entry as its form; who may only look gets it without controls."""
    verb = Verb.EDIT if request.method == "POST" else Verb.VIEW
    entry = permitted_row(request, verb, _entries(request, admin), pk=int(pk) if pk.isdecimal() else 0)
    if request.method != "POST":
        return _page(request, admin, *autosaves.opened(request, entry))
    draft = posted_draft(entry, request)
    save = draft.suggest if _suggests(request, entry) else draft.save
    try:
        saved = save(by=person(request)) if draft.is_valid() else None
    except Refused as refused:
        draft, saved = draft.after(refused), None
    if saved is None:
        return _page(request, admin, draft)
    autosaving.discard(entry, by=person(request))
    done = _("Saved.") if saved.version != entry.version else _("Nothing was changed.")
    messages.success(request, draft.done or done)
    staffed.warn(request, saved)
    return _onwards(request, saved)


def add(request: HttpRequest, admin: ModelAdmin[Any], kind: str) -> HttpResponse:
    """A new entry at the end of the section that ``?section=`` names; without one, a choice of sections."""
    permitted(request, Verb.EDIT)
    if "section" not in request.GET:
        return _choice_of_sections(request, admin)
    key = request.GET["section"]
    section = section_for(request, int(key) if key.isdecimal() else 0)
    row = Entry(kind=kind, section=section)
    if request.method != "POST":
        return _page(request, admin, *autosaves.opened(request, row))
    draft = posted_draft(row, request)
    try:
        saved = draft.save(by=person(request), section=section) if draft.is_valid() else None
    except Refused as refused:
        draft, saved = draft.after(refused), None
    if saved is None:
        return _page(request, admin, draft)
    autosaving.discard(row, by=person(request))
    messages.success(request, _("Added."))
    staffed.warn(request, saved)
    return _onwards(request, saved)


def revisions(request: HttpRequest, admin: ModelAdmin[Any], pk: int) -> HttpResponse:
    """Every text that this entry ever was: who wrote it and when."""
    entry = permitted_row(request, Verb.VIEW, _entries(request, admin), pk=pk)
    rows = entry.revisions.select_related("by", "issue").defer("content").order_by("-pk")
    return _render(request, admin, "revisions", entry, {"entry": entry, "revisions": rows})


def attachment(request: HttpRequest, admin: ModelAdmin[Any], pk: int, digest: str) -> HttpResponse:
    """A file that was uploaded to this entry, to be saved and never shown in place."""
    entry = permitted_row(request, Verb.VIEW, _entries(request, admin), pk=pk)
    found = entry.attachments.filter(digest=digest).exclude(digest="").first()
    if found is None:
        raise Http404
    return downloads.download(downloads.stored(found.digest), found.title, found.type or downloads.OCTETS)


def _entries(request: HttpRequest, admin: ModelAdmin[Any]) -> QuerySet[Any]:
    return admin.get_queryset(request).select_related("section__part__issue__masthead")


def _choice_of_sections(request: HttpRequest, admin: ModelAdmin[Any]) -> HttpResponse:
    rows = sections_seen(request).filter(part__issue__state__in=(Issue.State.OPEN, Issue.State.SUBMITTED))
    ordered = rows.order_by("part__issue__masthead", "-part__issue__number", "part__position", "position")
    offered = [row for row in ordered if roles.may(request.user, Verb.EDIT, row)]
    return _render(request, admin, "sections", None, {"sections": offered})


def _page(request: HttpRequest, admin: ModelAdmin[Any], draft: Draft, offer: Offer | None = None) -> HttpResponse:
    entry = draft.row if draft.row.pk else None
    # What was posted stays editable even when it came too late, so that nothing typed is lost.
    lock = entry_lock.of_entry(draft.row, person(request)) if request.method != "POST" else None
    entry_lock.shut(lock, *draft.forms)
    media: Any = sum((formset.media for formset in draft.tables.values()), draft.main.media)
    values = {
        "draft": draft,
        "entry": entry,
        "section": draft.row.section,
        "editable": lock is None,
        "lock": lock,
        "offer": offer if lock is None else None,
        "autosave": autosaves.address(draft.row),
        "previews": entry is not None and roles.may(request.user, Verb.PREVIEW, entry),
        "suggests": entry is not None and _suggests(request, entry),
        "panels": panels(draft),
        "suggestions": suggestions(),
        "proof": proofing.groups(draft),
        "proof_address": proofing.address(draft.row),
        "editor_words": spoken(),
        "media": media.with_nonce(compat.nonce(request)),
    }
    response = _render(request, admin, "form", entry, values)
    compat.allow_style(response, EDITOR_STYLE)
    return response


def _suggests(request: HttpRequest, entry: Entry) -> bool:
    """Whether what this person saves is a suggestion: the text is in review, and they are one of its reviewers."""
    return entry.state in UNDER_REVIEW and roles.may(request.user, Verb.SUGGEST, entry)


def _render(
    request: HttpRequest, admin: ModelAdmin[Any], template: str, entry: Entry | None, values: dict[str, Any]
) -> HttpResponse:
    context = {
        **admin.admin_site.each_context(request),
        "opts": admin.opts,
        "title": str(entry) if entry else _("Add %(kind)s") % {"kind": admin.opts.verbose_name},
        "issue": entry.section.part.issue if entry else None,
        **values,
    }
    return TemplateResponse(request, f"editorial/entry/{template}.html", context)


def _onwards(request: HttpRequest, entry: Entry) -> HttpResponse:
    """Back to the outline, or to the entry when the person asked to go on."""
    if "_continue" in request.POST:
        return HttpResponseRedirect(reverse(f"desk:editorial_{entry.kind}_change", args=[entry.pk]))
    issue = reverse("desk:editorial_issue_change", args=[entry.section.part.issue_id])
    return HttpResponseRedirect(f"{issue}#entry-{entry.pk}")
