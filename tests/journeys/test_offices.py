"""An issue from empty to released: by five people, each at the desk once, and by the two of the smallest office."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from bulletin import snapshot as shape
from bulletin.models import Edition, Masthead
from editorial.models import Issue, Membership
from editorial.publishing import press
from editorial.review import planning
from tests import builders
from tests.cast import Cast, make_cast, make_masthead, make_user
from tests.journeys.conftest import Desk

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
EVERYTHING = (Membership.Role.EDITOR, Membership.Role.FIRST_REVIEWER, Membership.Role.CHIEF)


@pytest.fixture
def office() -> tuple[Masthead, Cast]:
    """A masthead whose number 7 is out, so that the next one can be opened from it."""
    masthead = make_masthead()
    cast = make_cast(masthead)
    press.release(builders.signed_issue(cast, masthead), by=cast.chief)
    return masthead, cast


def opened(desk: Page) -> Issue:
    desk.get_by_role("button", name="Open the next issue").click()
    expect(desk.get_by_role("heading", level=1)).to_contain_text("第8期")
    return Issue.objects.get(number=8)


def written(desk: Page, issue: Issue, section: str, title: str) -> None:
    desk.goto(f"/desk/editorial/issue/{issue.pk}/change/")
    head = desk.locator(".section-head").filter(has_text=section)
    head.get_by_role("link", name="Article").click()
    desk.locator("#id_title").fill(title)
    desk.locator(".tiptap").click()
    desk.keyboard.type(f"{title}，写给这次出刊的一段话。")
    desk.get_by_role("button", name="Save", exact=True).click()
    expect(desk.locator(".entry-title").filter(has_text=title)).to_be_visible()


def submitted(desk: Page) -> None:
    desk.get_by_role("button", name="Submit for review").click()
    expect(desk.locator(".issue-head .state-submitted")).to_be_visible()


def signed(desk: Page, issue: Issue, stage: str) -> None:
    desk.goto(f"/desk/editorial/issue/{issue.pk}/change/")
    desk.locator("#review").get_by_role("button", name=f"Sign: {stage}").click()
    expect(desk.locator("#review .stage.complete").filter(has_text=stage)).to_be_visible()


def released(desk: Page) -> Edition:
    desk.get_by_role("link", name="Release…").click()
    desk.get_by_role("button", name="Release now").click()
    expect(desk.locator(".issue-head .state-released")).to_be_visible(timeout=30_000)
    return Edition.objects.get(number=8)


def printed(edition: Edition) -> list[tuple[str, str]]:
    imprint = shape.loads(bytes(edition.snapshot)).imprint
    assert imprint is not None
    assert imprint.override is None
    return [(line.stage, line.by) for line in imprint.sign_offs]


def test_five_people_bring_an_issue_out_in_five_sign_ins(office: tuple[Masthead, Cast], desk_of: Desk) -> None:
    with desk_of("editor") as desk:
        issue = opened(desk)
    with desk_of("writer") as desk:
        written(desk, issue, "国家级", "一场关于说明书的培训")
        written(desk, issue, "资讯", "一次关于检索的讲座")
        submitted(desk)
    with desk_of("reviewer1") as desk:
        signed(desk, issue, "初审")
    with desk_of("reviewer2") as desk:
        signed(desk, issue, "复审")
    with desk_of("chief") as desk:
        signed(desk, issue, "终审")
        edition = released(desk)
    assert printed(edition) == [("初审", "楚初审"), ("复审", "付复审"), ("终审", "朱主编")]


def test_the_smallest_office_of_two_reads_each_other(office: tuple[Masthead, Cast], desk_of: Desk) -> None:
    masthead, cast = office
    planning.revise(masthead.plan, planning.MUTUAL, by=cast.chief, seen_version=masthead.plan.version)
    Membership.objects.filter(masthead=masthead).delete()
    for name, printed_name in (("wang", "王一"), ("li", "李二")):
        person = make_user(name, printed_name)
        Membership.objects.bulk_create(Membership(user=person, masthead=masthead, role=role) for role in EVERYTHING)
    with desk_of("wang") as desk:
        issue = opened(desk)
        written(desk, issue, "国家级", "一场关于说明书的培训")
        written(desk, issue, "资讯", "一次关于检索的讲座")
        submitted(desk)
        expect(desk.locator("#review").get_by_role("button", name="Sign:")).to_have_count(0)
    with desk_of("li") as desk:
        signed(desk, issue, "互审")
        signed(desk, issue, "签发")
        edition = released(desk)
    assert printed(edition) == [("互审", "李二"), ("签发", "李二")]
