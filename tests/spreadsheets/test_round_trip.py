from __future__ import annotations

from collections.abc import Callable

import pytest
from django.utils import timezone

from bulletin.models import Authority, AuthorityName, Masthead, Subscriber
from editorial.drafting import entries
from editorial.models import AuditEntry, Entry, Revision, User
from editorial.spreadsheets.sheets import FORMATS, SHEETS, exported
from tests import builders
from tests.cast import Cast
from tests.spreadsheets.books import looked_at

FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\0=1", "＝1+1", "＋1", "－1", "＠A1", "'=1", "''+1"]


def fill_notices(masthead: Masthead, cast: Cast) -> None:
    issue = builders.open_issue(masthead, by=cast.editor)
    first = Entry.objects.filter(section__part__issue=issue, kind="notice")[0]
    rich = {"on": "2026-05-01", "rule": "after-publication", "text": "自2026年5月1日起施行", "basis": "stated"}
    long_body = "<p>" + "长" * 40_000 + "</p>"
    Entry.objects.filter(pk=first.pk).update(
        effective=[rich, {"rule": "on-publication", "basis": "computed"}],
        topics=["药品", "器械"],
        standfirst="第一行\r\n第二行",
        reuse_basis="official",
        body_html=long_body,
        consultation_closes_on="2026-06-01",
        consultation_working_days=20,
    )


def fill_articles(masthead: Masthead, cast: Cast) -> None:
    issue = builders.open_issue(masthead, by=cast.editor)
    section = Entry.objects.filter(section__part__issue=issue)[0].section
    for place, formula in enumerate(FORMULAS, start=10):
        content = builders.article(place, title=f"{formula}{place}", byline=formula.strip("\0\r\t"))
        entries.add(section, content, by=cast.editor)


def fill_authorities(masthead: Masthead, cast: Cast) -> None:
    parent = Authority.objects.create(name="示例总局", level="national", kind="ministry", prefixes="示 示办")
    child = Authority.objects.create(name="示例总局审评中心", parent=parent, kind="centre", valid_from_on="2018-03-01")
    Authority.objects.create(name="示例旧局", successor=parent, valid_to_on="2018-03-01")
    AuthorityName.objects.create(authority=child, name="示例审评中心", kind="short")
    AuthorityName.objects.create(authority=parent, name="EXA", kind="latin")


def fill_issues(masthead: Masthead, cast: Cast) -> None:
    builders.open_issue(masthead, by=cast.editor)
    builders.open_issue(masthead, by=cast.editor, number=8, highlights=("=甲；乙", "丙"))


def fill_subscribers(masthead: Masthead, cast: Cast) -> None:
    now = timezone.now()
    Subscriber.objects.create(masthead=masthead, email="a@example.org", language="en", confirmed_at=now)
    Subscriber.objects.create(masthead=masthead, email="Gone@example.org", unsubscribed_at=now)


FILLED: dict[str, Callable[[Masthead, Cast], None]] = {
    "notices": fill_notices,
    "articles": fill_articles,
    "authorities": fill_authorities,
    "issues": fill_issues,
    "subscribers": fill_subscribers,
}


def bringer(kind: str, cast: Cast) -> User:
    return {"authorities": cast.chief, "subscribers": cast.subscription_manager}.get(kind, cast.editor)


@pytest.mark.parametrize("ending", FORMATS)
@pytest.mark.parametrize("kind", FILLED)
def test_what_is_taken_out_changes_nothing_when_it_is_brought_in(
    cast: Cast, masthead: Masthead, kind: str, ending: str
) -> None:
    FILLED[kind](masthead, cast)
    before = (Revision.objects.count(), AuditEntry.objects.count())
    plan = looked_at(exported(SHEETS[kind], masthead, ending), kind, masthead, bringer(kind, cast))
    assert plan.faults == ()
    assert [(line.number, line.faults, line.changes) for line in plan.lines if line.act != "unchanged"] == []
    assert plan.counts["unchanged"] == SHEETS[kind].rows(masthead).count() > 0
    assert (Revision.objects.count(), AuditEntry.objects.count()) == before
