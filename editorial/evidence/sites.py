"""The source checklist of a masthead: which sites are looked through for which part, and who did so for an issue."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bulletin.models import Masthead
from bulletin.refusal import require
from editorial.drafting import trail
from editorial.evidence.reach import host_of
from editorial.models import Issue, Source, SourceLook, User
from editorial.roles import Verb, may

FORBIDDEN = _("Your role does not allow you to keep the source checklist of this issue.")
OTHER_MASTHEAD = _("This source is not on the checklist of this masthead.")
CLOSED = _("This issue is released; its checklist is closed.")


@dataclass(frozen=True)
class Line:
    """A source with the last look at it for an issue, None where nobody looked yet, and the last look ever."""

    source: Source
    look: SourceLook | None
    before: SourceLook | None


def hosts(masthead: Masthead) -> frozenset[str]:
    """The hosts of every listed site, without www., in their Latin form; what is no address lists nothing."""
    urls = Source.objects.filter(masthead=masthead).values_list("url", flat=True)
    found = (_host(url).removeprefix("www.") for url in urls)
    return frozenset(host for host in found if "." in host)


def checklist(issue: Issue) -> list[tuple[str, list[Line]]]:
    """The active sources by part, in the order of the issue's parts; those of no part come last, titled ""."""
    sources = list(Source.objects.filter(masthead=issue.masthead_id, is_active=True))
    looks = SourceLook.objects.filter(source__in=sources).select_related("by", "issue")
    here, ever = _newest(looks.filter(issue=issue)), _newest(looks.exclude(issue=issue))
    parts = [(part.code, str(part)) for part in issue.parts.order_by("position", "pk")]
    known = {code for code, _title in parts}
    groups = [(title, [each for each in sources if each.part_code == code]) for code, title in parts]
    groups.append(("", [each for each in sources if each.part_code not in known]))
    lined = [(title, [Line(each, here.get(each.pk), ever.get(each.pk)) for each in rows]) for title, rows in groups]
    return [group for group in lined if group[1]]


def look(issue: Issue, source: Source, *, nothing_new: bool, by: User) -> SourceLook:
    """Note that somebody looked through a source for an issue. Raises Refused."""
    with trail.attempt("look", issue, by=by) as act:
        require(
            (may(by, Verb.IMPORT, issue.parts.filter(code=source.part_code).first() or issue), FORBIDDEN),
            (source.masthead_id == issue.masthead_id, OTHER_MASTHEAD),
            (issue.state != Issue.State.RELEASED, CLOSED),
        )
        act.remark = source.name
        return SourceLook.objects.create(issue=issue, source=source, nothing_new=nothing_new, by=by, at=timezone.now())


def _host(url: str) -> str:
    try:
        return host_of(url)
    except ValueError:
        return ""


def _newest(looks: Iterable[SourceLook]) -> dict[int, SourceLook]:
    found: dict[int, SourceLook] = {}
    for each in looks:
        found.setdefault(each.source_id, each)
    return found
