from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from bulletin.models import Edition, Masthead, Withdrawal
from editorial.models import Entry, Issue
from editorial.publishing import press, taking_down, undoing, withdrawing
from tests import builders
from tests.cast import Cast
from tests.correcting import way
from tests.journeys.test_axe import opened, severe
from tests.withdrawing.conftest import CLAIM, WRONG

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

CORRECTED, GONE = "1.1.1", "1.1.2"


@dataclass(frozen=True)
class Published:
    """Three numbers: one corrected and with an entry taken down, one being corrected, one withdrawn as a whole."""

    corrected: Issue
    in_work: Issue
    withdrawn: Issue

    def entry(self, issue: Issue, ref: str) -> Entry:
        return Entry.objects.get(section__part__issue=issue, ref=ref)

    def newest(self, issue: Issue) -> Edition:
        return Edition.objects.filter(number=issue.number).latest("revision")


@pytest.fixture
def published(cast: Cast, masthead: Masthead) -> Published:
    issues = [builders.signed_issue(cast, masthead, number=number, entries=4) for number in (7, 8, 9)]
    for issue in issues:
        press.release(issue, by=cast.chief)
    found = Published(*map(builders.refreshed, issues))
    way.corrected_edition(found.corrected, found.entry(found.corrected, CORRECTED), cast)
    taking_down.take_down(found.newest(found.corrected), GONE, CLAIM, by=cast.chief)
    way.begin(found.in_work, cast)
    way.corrected(found.entry(found.in_work, CORRECTED), cast)
    way.worded(found.entry(found.in_work, CORRECTED), cast)
    withdrawal = withdrawing.withdraw(found.newest(found.withdrawn), WRONG, by=cast.chief)
    undoing.ask(withdrawal, reason="复核后认为原文无误。", by=cast.chief)
    return found


def on_the_desk(found: Published) -> Iterator[tuple[str, str]]:
    """The pages of corrections and withdrawals, and what else shows them, by what they are."""
    number, whole = found.newest(found.corrected).pk, found.newest(found.withdrawn).pk
    takedown = Withdrawal.objects.get(ref=GONE).pk
    for name, page, *place in (
        ("outline of an issue with revisions", "editorial_issue_change", found.corrected.pk),
        ("board of an issue with revisions", "editorial_issue_board", found.corrected.pk),
        ("outline of an issue being corrected", "editorial_issue_change", found.in_work.pk),
        ("beginning of a correction", "editorial_issue_correction", found.corrected.pk),
        ("correction", "editorial_issue_correction", found.in_work.pk),
        ("readiness of a correction", "editorial_issue_readiness", found.in_work.pk),
        ("release of a correction", "editorial_issue_release", found.in_work.pk),
        ("entry taken up", "editorial_notice_change", found.entry(found.in_work, CORRECTED).pk),
        ("entry that is gone", "editorial_notice_change", found.entry(found.corrected, GONE).pk),
        ("list of editions", "bulletin_edition_changelist"),
        ("edition", "bulletin_edition_change", number),
        ("revisions and withdrawals", "bulletin_edition_standing", number),
        ("issue that is withdrawn", "bulletin_edition_standing", whole),
        ("withdrawing an issue", "bulletin_edition_withdraw", number),
        ("withdrawing an entry", "bulletin_edition_withdraw_entry", number, CORRECTED),
        ("taking down", "bulletin_edition_take_down", number, CORRECTED),
        ("undoing", "bulletin_edition_undo", takedown),
        ("looks of a masthead", "bulletin_masthead_change", found.corrected.masthead_id),
    ):
        yield name, reverse(f"desk:{page}", args=place)


def in_public() -> Iterator[tuple[str, str, int]]:
    """The reader's pages, by what they are, with the status that each has."""
    yield "front page", "/", 200
    yield "masthead", "/weekly/", 200
    yield "search", "/weekly/entries/?title=通告", 200
    yield "issue with corrections", "/weekly/7/", 200
    yield "corrected entry", f"/weekly/7/{CORRECTED}/", 200
    yield "revision", "/weekly/7/r3/", 200
    yield "entry of a revision", f"/weekly/7/r3/{CORRECTED}/", 200
    yield "entry that is gone", f"/weekly/7/{GONE}/", 410
    yield "revision that is gone", "/weekly/7/r1/", 410
    yield "issue being corrected", "/weekly/8/", 200
    yield "issue that is withdrawn", "/weekly/9/", 410
    yield "subscribing", "/weekly/subscribe/", 200


def findings(page: Page, address: str, status: int, width: int) -> list[str]:
    response = page.goto(address)
    assert response is not None
    assert response.status == status, address
    found = severe(page)
    if page.evaluate("document.documentElement.scrollWidth") > width:
        found.append("wider than the window")
    return found


@pytest.mark.parametrize(("locale", "width"), [("zh-CN", 1200), pytest.param("en-US", 375, marks=pytest.mark.faults)])
def test_no_page_of_corrections_and_withdrawals_has_a_serious_finding_for_editors_or_readers(
    browser: Browser, live_server: LiveServer, cast: Cast, published: Published, locale: str, width: int
) -> None:
    page = opened(browser, live_server, cast.chief, locale, width)
    desk = {f"desk: {name}": (address, 200) for name, address in on_the_desk(published)}
    public = {name: (address, status) for name, address, status in in_public()}
    assert len(desk) + len(public) >= 30
    found = {name: findings(page, *place, width) for name, place in (desk | public).items()}
    assert {name: each for name, each in found.items() if each} == {}
