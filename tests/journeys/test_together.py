from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from bulletin.models import Masthead
from editorial.models import Autosave, Entry, Issue, Presence, Remark, SignOff
from tests import builders
from tests.cast import PASSWORD, Cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SignIn = Callable[..., Page]
KEPT = "Kept for you at"
# Typing is kept after a pause of three seconds, and a busy machine takes its time.
PATIENT = 20_000


@pytest.fixture
def issue(cast: Cast, masthead: Masthead) -> Issue:
    return builders.open_issue(masthead, by=cast.writer, entries=5)


def enter(page: Page, name: str) -> None:
    page.goto("/desk/")
    page.get_by_label("User name").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.locator("#logout-form")).to_be_attached()


@pytest.fixture
def sign_in(browser: Browser, live_server: LiveServer) -> Iterator[SignIn]:
    """Somebody at the desk in a browser of their own; errors of our scripts fail the test."""
    contexts, complaints = [], []

    def signed_in(name: str, **options: Any) -> Page:
        context = browser.new_context(locale="en-US", base_url=live_server.url, **options)
        context.set_default_timeout(10_000)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: complaints.append(said.text) if "Content Security" in said.text else None)
        enter(page, name)
        return page

    yield signed_in
    for context in contexts:
        context.close()
    assert complaints == []


def address(entry: Entry) -> str:
    return f"/desk/editorial/{entry.kind}/{entry.pk}/change/"


def typed(page: Page, entry: Entry, title: str) -> None:
    page.goto(address(entry))
    expect(page.locator(".tiptap")).to_be_visible()
    page.locator("[name=title]").fill(title)


def test_an_issue_is_read_and_signed_by_keyboard(cast: Cast, masthead: Masthead, sign_in: SignIn) -> None:
    issue = builders.submitted_issue(cast, masthead, entries=5)
    rows = builders.entries_of(issue)
    page = sign_in("reviewer1")
    page.goto(f"/desk/editorial/issue/{issue.pk}/read/")
    for row, key in zip([rows[0], rows[1], rows[0]], "jjk", strict=True):
        page.keyboard.press(key)
        expect(page.locator(f"#entry-{row.pk}")).to_be_focused()
    page.keyboard.press("s")
    expect(page.get_by_text("One sign-off given.")).to_be_visible()
    expect(page.locator(f"#entry-{rows[0].pk} .mark.live")).to_be_visible()
    expect(page.locator(f"#entry-{rows[0].pk}")).to_be_focused()
    page.keyboard.press("j")
    page.keyboard.press("j")
    button = page.get_by_role("button", name="Sign all I have opened: 初审")
    expect(button).to_contain_text("2")
    button.click()
    expect(page.get_by_text("2 sign-offs given.")).to_be_visible()
    expect(button).to_be_disabled()
    assert set(SignOff.objects.values_list("entry", flat=True)) == {row.pk for row in rows[:3]}


def test_a_remark_is_made_while_reading_and_keeps_its_place(cast: Cast, masthead: Masthead, sign_in: SignIn) -> None:
    issue = builders.submitted_issue(cast, masthead, entries=5)
    row = builders.entries_of(issue)[0]
    page = sign_in("reviewer1")
    page.goto(f"/desk/editorial/issue/{issue.pk}/read/")
    page.keyboard.press("j")
    page.keyboard.press("r")
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Remark", exact=True).fill("标题里的文号请核对")
    dialog.get_by_role("button", name="Remark").click()
    expect(page.get_by_text("Your remark stands.")).to_be_visible()
    expect(page.locator(f"#entry-{row.pk}")).to_be_focused()
    expect(page.locator(f"#entry-{row.pk} .read-remark .count")).to_have_text("1")
    assert [(each.entry, each.text) for each in Remark.objects.all()] == [(row, "标题里的文号请核对")]
    page.keyboard.press("r")
    page.context.clear_cookies()
    dialog.get_by_label("Remark", exact=True).fill("这一句不能丢")
    dialog.get_by_role("button", name="Remark").click()
    expect(dialog.get_by_role("alert")).to_contain_text("Your remark is still here")
    expect(dialog.get_by_label("Remark", exact=True)).to_have_value("这一句不能丢")


def test_all_of_an_issue_that_was_scrolled_through_can_be_signed_part_by_part(
    cast: Cast, masthead: Masthead, sign_in: SignIn
) -> None:
    issue = builders.submitted_issue(cast, masthead, entries=5)
    for name, stage, count in (("reviewer1", "初审", 5), ("reviewer2", "复审", 2), ("chief", "终审", 1)):
        page = sign_in(name, viewport={"width": 375, "height": 700})
        page.goto(f"/desk/editorial/issue/{issue.pk}/read/")
        page.mouse.move(180, 400)
        for _turn in range(40):
            page.mouse.wheel(0, 300)
            page.wait_for_timeout(30)
        button = page.get_by_role("button", name=f"Sign all I have opened: {stage}")
        expect(button.locator(".read-count")).to_have_text(str(count))
        button.click()
        expect(page.locator(".read-said")).to_contain_text("given.")
    assert SignOff.objects.count() == 5 + 2 + 1


def test_who_comes_and_goes_is_seen_without_reloading(cast: Cast, issue: Issue, sign_in: SignIn) -> None:
    entry = builders.entries_of(issue)[0]
    first, second = sign_in("writer"), sign_in("editor")
    first.clock.install()
    first.goto(address(entry))
    expect(first.locator(".presence")).to_be_hidden()
    second.goto(address(entry))
    expect(second.locator(".presence")).to_contain_text("温采编")
    first.clock.run_for(15_000)
    expect(first.locator(".presence .present.active")).to_contain_text("卞责编")
    expect(first.locator("[data-presence-said]")).to_have_text("卞责编 has this open too.")
    second.goto("/desk/")
    first.clock.run_for(15_000)
    expect(first.locator(".presence")).to_be_hidden()
    assert list(Presence.objects.values_list("user", flat=True)) == [cast.writer.pk]


def test_what_was_typed_is_offered_after_the_tab_is_killed(cast: Cast, issue: Issue, sign_in: SignIn) -> None:
    entry = builders.entries_of(issue)[0]
    page = sign_in("writer")
    typed(page, entry, "写到一半")
    page.locator(".tiptap p").last.click()
    page.keyboard.type("另行通知。")
    expect(page.get_by_text(KEPT)).to_be_visible(timeout=PATIENT)
    context = page.context
    page.close(run_before_unload=False)
    page = context.new_page()
    page.goto(address(entry))
    expect(page.locator("[name=title]")).to_have_value(entry.title)
    page.get_by_role("link", name="Restore").click()
    expect(page.locator("[name=title]")).to_have_value("写到一半")
    expect(page.locator(".tiptap")).to_contain_text("另行通知。")
    page.get_by_role("button", name="Save and go on editing").click()
    expect(page.locator(".messagelist .success", has_text="Saved.")).to_be_visible()
    assert Entry.objects.get(pk=entry.pk).title == "写到一半"
    assert not Autosave.objects.exists()


def test_a_save_after_the_sign_in_expired_loses_nothing(cast: Cast, issue: Issue, sign_in: SignIn) -> None:
    entry = builders.entries_of(issue)[0]
    page = sign_in("writer")
    typed(page, entry, "没有丢的题")
    page.context.clear_cookies()
    page.get_by_role("button", name="Save and go on editing").click()
    expect(page.get_by_text("You are no longer signed in.")).to_be_visible(timeout=PATIENT)
    expect(page.locator("[name=title]")).to_have_value("没有丢的题")
    other = page.context.new_page()
    enter(other, "writer")
    page.get_by_role("button", name="Save and go on editing").click()
    expect(page.locator(".messagelist .success", has_text="Saved.")).to_be_visible(timeout=PATIENT)
    assert Entry.objects.get(pk=entry.pk).title == "没有丢的题"


def test_what_a_browser_kept_without_a_sign_in_is_offered_after_it(cast: Cast, issue: Issue, sign_in: SignIn) -> None:
    entry = builders.entries_of(issue)[0]
    page = sign_in("writer")
    typed(page, entry, "只在浏览器里")
    page.context.clear_cookies()
    expect(page.get_by_text("You are no longer signed in.")).to_be_visible(timeout=PATIENT)
    context = page.context
    page.close(run_before_unload=False)
    page = context.new_page()
    enter(page, "editor")
    page.goto(address(entry))
    expect(page.locator(".tiptap")).to_be_visible(timeout=PATIENT)
    expect(page.get_by_text("This browser kept unsaved text of yours")).to_be_hidden()
    context.clear_cookies()
    enter(page, "writer")
    page.goto(address(entry))
    expect(page.get_by_text("This browser kept unsaved text of yours")).to_be_visible(timeout=PATIENT)
    page.get_by_role("button", name="Restore").click()
    expect(page.locator("[name=title]")).to_have_value("只在浏览器里")
    expect(page.get_by_text("This browser kept unsaved text of yours")).to_be_hidden()
