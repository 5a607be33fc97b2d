"""The Atom feed of a masthead: one entry a revision that was news, in the masthead's language, with absolute links.

An issue and its correction both stand in it; a silent fix does not, and what was withdrawn leaves it.
A back issue stands in it by the date that it bears, marked as entered late, so that nobody takes it for new.
"""

from __future__ import annotations

import datetime as dt
import html
import re

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import translation
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from bulletin.archive import pages, printed, public
from bulletin.archive.views import masthead_of
from bulletin.models import Edition, Masthead

NEWEST = 20
# What XML 1.0 cannot hold; Django's generator refuses the whole feed for one of them.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


class _Feed(Atom1Feed):
    def latest_post_date(self) -> dt.datetime:
        """The newest release; for an empty feed a fixed instant, so that the feed stays the same until a release."""
        return max((item["updateddate"] for item in self.items), default=dt.datetime.fromtimestamp(0, dt.UTC))


@require_safe
@pages.whole_or_unavailable
def feed(request: HttpRequest, code: str) -> HttpResponseBase:
    masthead = masthead_of(code)
    with translation.override(masthead.language.lower()):
        content = _written(masthead)
    response = HttpResponse(content, content_type=_Feed.content_type)
    response["Content-Language"] = masthead.language
    return pages.revalidated(request, response)


def _written(masthead: Masthead) -> str:
    address = printed.absolute(reverse("archive:masthead", args=[masthead.code]))
    found = _Feed(
        title=_clean(masthead.title),
        link=address,
        description=None,
        language=masthead.language,
        author_name=_clean(masthead.publisher) or None,
        feed_url=printed.absolute(reverse("archive:feed", args=[masthead.code])),
        feed_guid=address,
    )
    for edition in public.appeared(masthead, NEWEST):
        _add(found, edition)
    return found.writeString("utf-8")


def _add(found: _Feed, edition: Edition) -> None:
    address = printed.absolute(printed.address(edition, "issue"))
    title = printed.marked(printed.plain_title(edition), edition)
    if edition.is_back_issue:
        dated_on = printed.day(edition.dated_on)
        title = _("%(issue)s (late entry, first published %(day)s)") % {"issue": title, "day": dated_on}
    found.add_item(
        title=_clean(title),
        link=printed.absolute(printed.address(edition, "issue", permanent=hasattr(edition, "superseded_by"))),
        description=_summary(edition),
        unique_id=f"{address}r{edition.revision}/",
        pubdate=public.appeared_at(edition),
        updateddate=public.appeared_at(edition),
    )


def _summary(edition: Edition) -> str:
    """The highlights as HTML, or the number of entries where there are none."""
    highlights = public.snapshot_of(edition).issue.highlights
    if not highlights:
        return _("Entries: %(count)s") % {"count": edition.entry_count}
    return "<ul>" + "".join(f"<li>{html.escape(_clean(each))}</li>" for each in highlights) + "</ul>"


def _clean(text: str) -> str:
    return _NOT_XML.sub("", text)
