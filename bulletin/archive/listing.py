"""The page that filters the published entries of a masthead; a form by GET, so that a result has an address."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, QueryDict
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from bulletin.archive import pages, printed
from bulletin.archive.filters import EntryFilter
from bulletin.archive.views import masthead_of
from bulletin.models import PublishedEntry

PER_PAGE = 20


@dataclass(frozen=True, slots=True)
class EntryLine:
    """A published entry in a list: its title, where it stood and the facts that tell it from others."""

    code: str
    issue_number: int
    ref: str
    title: str
    issue: str
    place: str
    facts: list[str]
    is_back_issue: bool = False


@require_safe
def entries(request: HttpRequest, code: str) -> HttpResponseBase:
    masthead = masthead_of(code)
    found = EntryFilter(request.GET, masthead=masthead)
    page = Paginator(found.qs, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "masthead": masthead,
        "form": found.form,
        "page": page,
        "lines": [line(entry) for entry in page],
        "is_narrowed": any(found.form[name].value() for name in found.form.fields),
        "previous_query": _query(request.GET, page, -1),
        "next_query": _query(request.GET, page, 1),
    }
    return pages.page(request, "entries", context)


def line(entry: PublishedEntry) -> EntryLine:
    authorities = printed.words().comma.join(each.name for each in entry.authorities.all())
    facts = [entry.document_type, entry.document_number, authorities, printed.day(entry.signed_on)]
    return EntryLine(
        code=entry.edition.masthead.code,
        issue_number=entry.edition.number,
        ref=entry.ref,
        title=entry.title,
        issue=printed.number_of(entry.edition),
        place=" · ".join(filter(None, (entry.part_title, entry.section_title))),
        facts=[fact for fact in facts if fact],
        is_back_issue=entry.edition.is_back_issue,
    )


def _query(given: QueryDict, page: Page[PublishedEntry], step: int) -> str:
    """The query string of a page beside this one, "" where there is none; empty fields are left out."""
    if not 1 <= page.number + step <= page.paginator.num_pages:
        return ""
    query = QueryDict(mutable=True)
    query.update({name: given[name] for name in EntryFilter.base_filters if given.get(name)})
    query["page"] = str(page.number + step)
    return query.urlencode()
