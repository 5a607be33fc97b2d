from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from bulletin import store
from bulletin.models import Edition
from editorial.models import Issue
from editorial.publishing import press
from tests import builders
from tests.cast import make_cast, make_masthead
from tests.journeys.conftest import Desk

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_released_issue_is_corrected_end_to_end(desk_of: Desk, page: Page, live_server: LiveServer) -> None:
    masthead = make_masthead()
    cast = make_cast(masthead)
    issue = builders.signed_issue(cast, masthead)
    first = press.release(issue, by=cast.chief)
    later = builders.open_issue(masthead, by=cast.writer, number=8)
    right = builders.notice(1).title.replace("第1项", "第一批")

    corrected_by_the_editor(desk_of, issue, right)
    signed_and_released(desk_of, issue)

    second = Edition.objects.get(revision=2)
    assert second.supersedes == first
    assert Issue.objects.get(pk=later.pk).corrections[0]["number"] == issue.number
    page.goto(f"{live_server.url}/weekly/7/")
    expect(page.locator("body")).to_contain_text(right)
    for edition in (first, second):
        answer = page.request.get(f"{live_server.url}/weekly/7/r{edition.revision}/pdf/")
        assert answer.body() == store.released().get(edition.pdf_digest)


def corrected_by_the_editor(desk_of: Desk, issue: Issue, right: str) -> None:
    with desk_of("editor") as desk:
        desk.goto(page_of(issue))
        desk.get_by_role("link", name="Correct…").click()
        desk.get_by_label("Correction with notice").check()
        desk.get_by_label("What is to be corrected").fill("题目有误。")
        desk.get_by_role("button", name="Begin the correction").click()
        desk.get_by_role("button", name="Take up").first.click()
        desk.locator(".piece").get_by_role("link", name="Edit").click()
        desk.locator("#id_title").fill(right)
        desk.get_by_role("button", name="Save", exact=True).first.click()
        expect(desk.locator(".messagelist")).to_be_visible()
        desk.goto(f"/desk/editorial/issue/{issue.pk}/correction/")
        expect(desk.locator(".piece del").first).to_have_text("1项")
        desk.get_by_role("button", name="Save the line").click()
        expect(desk.locator(".messagelist")).to_contain_text("Saved.")
        desk.get_by_role("link", name="Submit, sign and release").click()
        expect(desk.locator(".correcting")).to_contain_text("revision 2")
        desk.get_by_role("button", name="Submit for review").click()


def signed_and_released(desk_of: Desk, issue: Issue) -> None:
    for name, stage in (("reviewer1", "初审"), ("reviewer2", "复审"), ("chief", "终审")):
        with desk_of(name) as desk:
            desk.goto(page_of(issue))
            desk.locator("#review").get_by_role("button", name=f"Sign: {stage}").click()
            expect(desk.locator("#review .stage.complete").filter(has_text=stage)).to_be_visible()
            if name == "chief":
                desk.get_by_role("link", name="Release…").click()
                desk.get_by_role("button", name="Release now").click()
                desk.wait_for_url(f"**{page_of(issue)}")
                expect(desk.locator(".revisions li")).to_have_count(2)


def page_of(issue: Issue) -> str:
    return f"/desk/editorial/issue/{issue.pk}/change/"
