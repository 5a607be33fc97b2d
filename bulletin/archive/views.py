"""The pages of the archive: home, a masthead, an issue, an entry; all they show comes through ``public``."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from bulletin.archive import contents, files, gone, pages, printed, public, relations
from bulletin.models import Edition, Masthead, PublishedEntry

# How many titles stand in for highlights that an issue does not have.
TITLES_SHOWN = 8


@require_safe
@pages.whole_or_unavailable
def home(request: HttpRequest) -> HttpResponseBase:
    """The only masthead's page, or the list of all."""
    mastheads = list(public.mastheads())
    if len(mastheads) == 1:
        return _masthead(request, mastheads[0])
    newest = public.newest_of_each()
    rows = [(each, printed.line(newest[each.pk]) if each.pk in newest else None) for each in mastheads]
    return pages.page(request, "home", {"mastheads": rows})


@require_safe
@pages.whole_or_unavailable
def masthead(request: HttpRequest, code: str) -> HttpResponseBase:
    return _masthead(request, masthead_of(code))


@require_safe
@pages.whole_or_unavailable
@gone.explained
def issue(request: HttpRequest, code: str, number: int) -> HttpResponseBase:
    return _issue(request, get_object_or_404(public.at(code, number).defer(None)))


@require_safe
@pages.whole_or_unavailable
@gone.explained
def revision(request: HttpRequest, code: str, number: int, revision: int) -> HttpResponseBase:
    """The page of one revision, at its address for good; where there is a newer one it says so."""
    return _issue(request, get_object_or_404(public.at(code, number, revision).defer(None)), permanent=True)


def _issue(request: HttpRequest, edition: Edition, *, permanent: bool = False) -> HttpResponseBase:
    before, after = public.neighbours(edition)
    snapshot = public.snapshot_of(edition)
    composed = printed.composed(snapshot)
    context = {
        "masthead": edition.masthead,
        "issue": printed.line(edition, permanent=permanent),
        "edition": composed,
        "parts": contents.outline(edition, snapshot, composed, permanent=permanent),
        "formats": printed.forms(edition, permanent=permanent),
        "newer": _newer(edition, permanent),
        "canonical": printed.absolute(printed.address(edition, "issue")),
        "corrections": contents.corrections(edition),
        "earlier_corrections": contents.earlier_corrections(edition, snapshot),
        "revisions": public.other_revisions(edition),
        "citation": printed.citation(edition),
        "before": before,
        "after": after,
    }
    return pages.page(request, "issue", context)


@require_safe
@pages.whole_or_unavailable
@gone.explained
def entry(request: HttpRequest, code: str, number: int, ref: str, revision: int | None = None) -> HttpResponseBase:
    """An entry as the newest revision has it, or as a given one has."""
    edition, permanent = get_object_or_404(public.at(code, number, revision)), revision is not None
    try:
        row = public.entry(edition, ref)
    except PublishedEntry.DoesNotExist as missing:
        raise Http404 from missing
    text, (before, after) = public.text_of(row), public.entries_beside(row)
    newer = _newer(edition, permanent)
    context = {
        "masthead": edition.masthead,
        "issue": printed.line(edition, permanent=permanent),
        "row": row,
        "words": printed.words(),
        "entry": printed.composed_entry(edition.masthead, text),
        "attachments": files.attachments(row, text, permanent=permanent),
        "newer": newer,
        "newer_address": printed.entry_address(edition, ref),
        "canonical": printed.absolute(printed.entry_address(edition, ref)),
        "corrections": contents.corrections(edition, ref),
        # What refers to what is worked out among the newest revisions, to which an older one does not belong.
        "related": [] if newer else [*relations.refers_to(row, text), *relations.referred_by(row)],
        "before": _beside(edition, before, permanent),
        "after": _beside(edition, after, permanent),
    }
    page = files.with_images(pages.written(request, "entry", context), row, permanent=permanent)
    return pages.revalidated(request, HttpResponse(page))


def masthead_of(code: str) -> Masthead:
    """The masthead at an address. Raises Http404."""
    return get_object_or_404(public.mastheads(), code=code)


def _newer(edition: Edition, permanent: bool) -> printed.IssueLine | None:
    """The revision by which the number is public, where this page is of an older one."""
    found = public.newer(edition) if permanent else None
    return printed.line(found) if found else None


def _beside(edition: Edition, row: PublishedEntry | None, permanent: bool) -> tuple[str, str] | None:
    """Address and title of a neighbour."""
    return (printed.entry_address(edition, row.ref, permanent=permanent), row.title) if row else None


def _masthead(request: HttpRequest, masthead: Masthead) -> HttpResponseBase:
    context = {
        "masthead": masthead,
        "years": printed.by_year(public.issues(masthead)),
        **_newest(public.newest(masthead)),
    }
    return pages.page(request, "masthead", context)


def _newest(edition: Edition | None) -> dict[str, Any]:
    if edition is None:
        return {}
    snapshot = public.snapshot_of(edition)
    titles = [(each.ref, each.title) for each in snapshot.entries() if not each.removal][:TITLES_SHOWN]
    return {"newest": printed.line(edition), "highlights": snapshot.issue.highlights, "titles": titles}
