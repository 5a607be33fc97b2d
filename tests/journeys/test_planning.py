from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from bulletin.models import Masthead
from editorial.drafting import rhythm
from editorial.models import Issue
from editorial.review import planning
from tests import builders
from tests.cast import PASSWORD, Cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def page(browser: Browser, live_server: LiveServer, cast: Cast) -> Iterator[Page]:
    """The chief at the desk in a narrow browser that runs no scripts."""
    context = browser.new_context(
        locale="en-US",
        base_url=live_server.url,
        java_script_enabled=False,
        viewport={"width": 375, "height": 800},
    )
    page = context.new_page()
    page.goto("/desk/")
    page.get_by_label("User name").fill("chief")
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Desk", exact=True).first).to_be_visible()
    yield page
    context.close()


def stages(page: Page) -> list[str]:
    return [box.input_value() for box in page.locator(".plan-stage input[id$=-name]").all()]


def test_a_plan_is_rearranged_and_saved_by_keyboard_without_scripts(page: Page, masthead: Masthead) -> None:
    page.goto(f"/desk/editorial/plan/{masthead.plan.pk}/change/")
    page.locator("button[value=proof]").press("Enter")
    assert stages(page) == ["初审", "复审", "校对", "终审"]
    page.locator("button[value=down-2]").press("Enter")
    assert stages(page) == ["初审", "复审", "终审", "校对"]
    page.locator("button[value=up-3]").press("Enter")
    page.locator("button[value=remove-1]").press("Enter")
    assert stages(page) == ["初审", "校对", "终审"]
    page.locator("input[id$='0-name']").fill("一审")
    page.locator("input[id$='0-name']").press("Enter")
    assert [stage.name for stage in planning.live(masthead)] == ["一审", "校对", "终审"]


def test_a_combined_issue_is_looked_at_and_opened_without_scripts(page: Page, cast: Cast, masthead: Masthead) -> None:
    builders.open_issue(masthead, by=cast.writer)
    rhythm.found(masthead)
    page.goto(f"/desk/editorial/issue/open/{masthead.pk}/")
    page.locator("input[value=combined]").check()
    page.locator("#id_numbers").fill("3")
    page.locator("form.opening button").press("Enter")
    expect(page.get_by_text("第8—10期")).to_be_visible()
    page.locator("form[method=post] button.primary").press("Enter")
    issue = Issue.objects.get(number=8)
    assert (issue.last_number, issue.deadlines.count()) == (10, 7)
