from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from bulletin.models import Masthead
from editorial.drafting import outline
from editorial.models import Entry, Issue, Remark
from tests import builders
from tests.cast import PASSWORD, Cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SignIn = Callable[..., Page]
# Everything that is dragged, and where to, is in sight.
TALL = {"width": 1280, "height": 1200}


@pytest.fixture
def issue(cast: Cast, masthead: Masthead) -> Issue:
    return builders.open_issue(masthead, by=cast.writer, entries=5)


@pytest.fixture
def sign_in(browser: Browser, live_server: LiveServer) -> Iterator[SignIn]:
    """Somebody at the desk in a browser of their own; what the console complains of fails the test."""
    contexts, complaints = [], []

    def signed_in(name: str, **options: Any) -> Page:
        context = browser.new_context(locale="en-US", base_url=live_server.url, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto("/desk/")
        page.get_by_label("User name").fill(name)
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        return page

    yield signed_in
    for context in contexts:
        context.close()
    assert [each for each in complaints if "favicon" not in each and "404" not in each] == []


def address(issue: Issue) -> str:
    return f"/desk/editorial/issue/{issue.pk}/change/"


def titles(page: Page) -> list[str]:
    return page.locator(".entry-line a.entry-title").all_inner_texts()


def stored(issue: Issue) -> list[str]:
    return [entry.title for entry in builders.entries_of(issue)]


def line(page: Page, entry: Entry) -> Locator:
    return page.locator(f"#entry-{entry.pk}")


def test_an_entry_is_dragged_to_another_place(sign_in: SignIn, issue: Issue) -> None:
    first, second, third, *_rest = builders.entries_of(issue)
    page = sign_in("editor", viewport=TALL)
    page.goto(address(issue))
    line(page, first).locator(".handle").drag_to(line(page, third), target_position={"x": 200, "y": 40})
    expect(page.locator("#announcement")).to_have_text("Moved to place 3 of 国家级.")
    assert titles(page)[:3] == [second.title, third.title, first.title]
    assert stored(issue)[:3] == [second.title, third.title, first.title]


def test_an_entry_is_dragged_into_another_section(sign_in: SignIn, issue: Issue) -> None:
    first, *_rest, local, _news = builders.entries_of(issue)
    page = sign_in("editor", viewport=TALL)
    page.goto(address(issue))
    line(page, first).locator(".handle").drag_to(line(page, local), target_position={"x": 200, "y": 4})
    expect(page.locator("#announcement")).to_have_text("Moved to place 1 of 地方级.")
    assert Entry.objects.get(pk=first.pk).section_id == local.section_id
    expect(line(page, local).locator(".number")).to_have_text("2")


def test_the_arrow_keys_move_an_entry_through_the_issue_and_the_focus_stays_with_it(
    sign_in: SignIn, issue: Issue
) -> None:
    first = builders.entries_of(issue)[0]
    page = sign_in("editor")
    page.goto(address(issue))
    handle = line(page, first).locator(".handle")
    handle.focus()
    for place, section in ((2, "国家级"), (3, "国家级"), (1, "地方级")):
        page.keyboard.press("ArrowDown")
        expect(page.locator("#announcement")).to_have_text(f"Moved to place {place} of {section}.")
        expect(handle).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(page.locator("#announcement")).to_have_text("Moved to place 3 of 国家级.")
    assert stored(issue)[2] == first.title


def test_without_scripts_the_buttons_move_it(sign_in: SignIn, issue: Issue) -> None:
    first, second, *_rest = builders.entries_of(issue)
    page = sign_in("editor", java_script_enabled=False)
    page.goto(address(issue))
    line(page, first).get_by_role("button", name="Down:").click()
    page.wait_for_url(f"**{address(issue)}#entry-{first.pk}")
    assert titles(page)[:2] == [second.title, first.title]


def test_a_move_on_an_old_page_says_why_and_shows_the_present_order(
    sign_in: SignIn, issue: Issue, cast: Cast, masthead: Masthead
) -> None:
    first, second, *_rest = builders.entries_of(issue)
    page = sign_in("editor")
    page.goto(address(issue))
    outline.move(second, second.section, 1, by=cast.chief, seen_version=issue.version)
    line(page, first).locator(".handle").focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator(".messagelist .error")).to_contain_text("Somebody else changed this in the meantime.")
    assert titles(page)[:2] == [second.title, first.title]


def test_an_entry_is_held_over_from_its_menu(sign_in: SignIn, issue: Issue) -> None:
    first = builders.entries_of(issue)[0]
    page = sign_in("editor")
    page.goto("/desk/editorial/issue/")
    page.get_by_role("button", name="Open the next issue").click()
    page.goto(address(issue))
    line(page, first).locator("summary").click()
    page.get_by_role("button", name="Hold over to the next issue").and_(page.locator(":visible")).click()
    expect(page.locator(".messagelist .success")).to_contain_text("is held over to")
    assert Entry.objects.get(pk=first.pk).section.part.issue.number == issue.number + 1


def test_an_entry_is_signed_and_another_returned_on_a_phone(sign_in: SignIn, cast: Cast, masthead: Masthead) -> None:
    issue = builders.submitted_issue(cast, masthead)
    first, second, *_rest = builders.entries_of(issue)
    page = sign_in("reviewer1", viewport={"width": 390, "height": 800})
    page.goto(address(issue))
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    line(page, first).get_by_role("button", name="Sign: 初审").click()
    expect(line(page, first).locator(".mark.live")).to_have_text("初审 ✓ 楚初审")
    page.goto(f"/desk/editorial/notice/{second.pk}/change/")
    page.get_by_role("link", name="Return…").click()
    page.get_by_label("Remark").fill("日期与原文不符，请核对。")
    page.get_by_role("button", name="Return", exact=True).click()
    expect(page.locator(".messagelist .success")).to_contain_text("is returned.")
    assert Remark.objects.get().entry_id == second.pk


def test_a_release_that_takes_its_time_says_so_and_cannot_be_sent_twice(
    sign_in: SignIn, cast: Cast, masthead: Masthead
) -> None:
    issue = builders.signed_issue(cast, masthead)
    page = sign_in("chief")
    page.goto(f"/desk/editorial/issue/{issue.pk}/release/")
    # Nothing is sent in the end: what the page does meanwhile is what this is about.
    page.evaluate("window.addEventListener('submit', (event) => event.preventDefault())")
    page.get_by_role("button", name="Release now").click()
    expect(page.get_by_role("status")).to_contain_text("Releasing")
    expect(page.get_by_role("button", name="Release now")).to_be_disabled()


def test_the_web_preview_shows_its_styles_and_runs_no_script(sign_in: SignIn, issue: Issue) -> None:
    page = sign_in("editor")
    answer = page.goto(f"/desk/editorial/issue/{issue.pk}/preview.html")
    assert answer is not None
    assert answer.status == 200
    assert page.locator("body").evaluate("body => getComputedStyle(body).maxWidth") != "none"
    expect(page.get_by_role("note")).to_contain_text("预览稿")


def test_a_section_is_chosen_whole_by_keyboard_and_submitted_at_once(sign_in: SignIn, issue: Issue) -> None:
    page = sign_in("editor")
    page.goto(address(issue))
    section = page.locator(".section").first
    section.locator("[data-pick-all]").focus()
    page.keyboard.press("Space")
    expect(page.locator(".picked")).to_have_text("3")
    page.get_by_role("button", name="Do it").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".messagelist .success")).to_have_text("Submit for review: 3 done.")
    expect(section.locator(".chip.state-submitted")).to_have_count(3)


def test_on_a_phone_the_board_stacks_its_columns_and_a_card_is_submitted_from_it(sign_in: SignIn, issue: Issue) -> None:
    first = builders.entries_of(issue)[0]
    page = sign_in("editor", viewport={"width": 375, "height": 800})
    page.goto(f"/desk/editorial/issue/{issue.pk}/board/")
    assert page.evaluate("document.documentElement.scrollWidth") == 375
    places = [column.bounding_box() for column in page.locator(".column").all()]
    assert len({place["x"] for place in places if place}) == 1
    line(page, first).get_by_role("button", name="Submit").click()
    expect(page.locator(".column-submitted .board-card")).to_have_attribute("id", f"entry-{first.pk}")


def test_without_scripts_chosen_entries_are_given_to_somebody(sign_in: SignIn, issue: Issue, cast: Cast) -> None:
    first, second, *_rest = builders.entries_of(issue)
    page = sign_in("editor", java_script_enabled=False)
    page.goto(f"/desk/editorial/issue/{issue.pk}/board/")
    for entry in (first, second):
        page.get_by_label(f"Choose {entry.title}").check()
    page.get_by_label("With the chosen entries").select_option("Assign…")
    page.get_by_role("button", name="Do it").click()
    page.get_by_label(cast.editor.name).check()
    page.get_by_role("button", name="Assign", exact=True).click()
    expect(page.locator(".messagelist .success")).to_have_text("Assign · writing: 2 done.")
    assert [each.to for each in issue.assignments.all()] == [cast.editor, cast.editor]
