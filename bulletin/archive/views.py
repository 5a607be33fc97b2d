"""The pages of the archive: home, a masthead, an issue, an entry; all they show comes through ``public``."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
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
    edition = _found(code, number, whole=True)
    before, after = public.neighbours(edition)
    snapshot = public.snapshot_of(edition)
    composed = printed.composed(snapshot)
    context = {
        "masthead": edition.masthead,
        "issue": printed.line(edition),
        "edition": composed,
        "parts": contents.outline(edition, snapshot, composed),
        "revisions": _older_revisions(edition),
        "citation": printed.citation(edition),
        "before": before,
        "after": after,
    }
    return pages.page(request, "issue", context)


@require_safe
@pages.whole_or_unavailable
@gone.explained
def entry(request: HttpRequest, code: str, number: int, ref: str) -> HttpResponseBase:
    edition = _found(code, number)
    try:
        row = public.entry(edition, ref)
    except PublishedEntry.DoesNotExist as missing:
        raise Http404 from missing
    text, beside = public.text_of(row), public.entries_beside(row)
    context = {
        "masthead": edition.masthead,
        "issue": printed.line(edition),
        "row": row,
        "words": printed.words(),
        "entry": printed.composed_entry(edition.masthead, text),
        "attachments": files.attachments(row, text),
        "corrections": _corrections(edition, ref),
        "related": [*relations.refers_to(row, text), *relations.referred_by(row)],
        "before": beside.get(row.position - 1),
        "after": beside.get(row.position + 1),
    }
    page = files.with_images(pages.written(request, "entry", context), row)
    return pages.revalidated(request, HttpResponse(page))


def masthead_of(code: str) -> Masthead:
    """The masthead at an address. Raises Http404."""
    try:
        return public.mastheads().get(code=code)
    except Masthead.DoesNotExist as missing:
        raise Http404 from missing


def _found(code: str, number: int, *, whole: bool = False) -> Edition:
    try:
        return public.issue(code, number) if whole else public.issues().get(masthead__code=code, number=number)
    except Edition.DoesNotExist as missing:
        raise Http404 from missing


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
    titles = [(each.ref, each.title) for each in snapshot.entries()][:TITLES_SHOWN]
    return {"newest": printed.line(edition), "highlights": snapshot.issue.highlights, "titles": titles}


def _older_revisions(edition: Edition) -> list[Edition]:
    older = public.revisions(edition.masthead).filter(number=edition.number, revision__lt=edition.revision)
    return list(older.defer("snapshot"))


def _corrections(edition: Edition, ref: str) -> list[Any]:
    if edition.revision == 1:
        return []
    return [each for each in public.snapshot_of(edition).corrections if each.ref == ref]
