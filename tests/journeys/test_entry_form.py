from __future__ import annotations

import random
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from bulletin import snapshot as shape
from bulletin.models import Masthead
from bulletin.richtext import canonical
from editorial import assembly
from editorial.drafting import entries
from editorial.models import Entry, Revision, Section
from tests import builders
from tests.cast import Cast
from tests.richtext.bodies import SHAPES, TOKENS

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ALL_SHAPES = "".join(SHAPES.values())
ROUND_TRIP = """bodies => {
    const editor = document.querySelector(".tiptap").editor;
    return bodies.map((body) => { editor.commands.setContent(body); return editor.getHTML(); });
}"""


def generated(count: int, seed: int) -> list[str]:
    dice = random.Random(seed)
    found = (canonical("".join(dice.choices(TOKENS, k=dice.randint(5, 60)))) for _ in range(count))
    return [body for body in found if body]


@pytest.fixture
def desk(browser: Browser, live_server: LiveServer, cast: Cast) -> Iterator[Page]:
    """The editor's browser, in English; whatever it says of errors or of the policy fails the test."""
    client = Client()
    client.force_login(cast.editor)
    context = browser.new_context(locale="en-US", base_url=live_server.url)
    name = settings.SESSION_COOKIE_NAME
    context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": live_server.url}])
    context.set_default_timeout(10_000)
    page = context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda said: complaints.append(said.text) if "Content Security Policy" in said.text else None)
    yield page
    context.close()
    assert complaints == []


@pytest.fixture
def section(masthead: Masthead, cast: Cast) -> Section:
    builders.open_issue(masthead, by=cast.writer)
    return Section.objects.get(code="national")


def piece(section: Section, cast: Cast, body: str) -> Entry:
    entry = entries.add(section, builders.notice(90, body_html=body), by=cast.writer)
    assert entry.body_html == body
    return entry


def opened(desk: Page, entry: Entry) -> None:
    desk.goto(f"/desk/editorial/{entry.kind}/{entry.pk}/change/")
    expect(desk.locator(".tiptap")).to_be_visible()


def state(entry: Entry) -> tuple[str, int, int]:
    row = Entry.objects.get(pk=entry.pk)
    return shape.entry_digest(assembly.entry_of(row)), row.version, Revision.objects.filter(entry=row).count()


@pytest.mark.parametrize("body", [ALL_SHAPES, *generated(5, seed=7)])
def test_a_piece_that_is_opened_and_saved_keeps_its_digest(desk: Page, section: Section, cast: Cast, body: str) -> None:
    entry = piece(section, cast, body)
    before = state(entry)
    opened(desk, entry)
    desk.get_by_role("button", name="Save and go on editing").click()
    expect(desk.locator(".messagelist li", has_text="Nothing was changed.")).to_be_visible()
    assert state(entry) == before


def test_a_word_typed_and_taken_back_leaves_the_digest_though_the_editor_wrote_the_body_anew(
    desk: Page, section: Section, cast: Cast
) -> None:
    entry = piece(section, cast, ALL_SHAPES)
    before = state(entry)
    opened(desk, entry)
    desk.locator(".tiptap p").last.click()
    desk.keyboard.type("x")
    desk.keyboard.press("Backspace")
    assert desk.locator("textarea[name=body_html]").input_value() != ALL_SHAPES
    desk.get_by_role("button", name="Save and go on editing").click()
    expect(desk.locator(".messagelist li", has_text="Nothing was changed.")).to_be_visible()
    assert state(entry) == before


def test_the_editor_gives_every_body_back_in_canonical_form(desk: Page, section: Section, cast: Cast) -> None:
    bodies = [*SHAPES.values(), *generated(600, seed=11)]
    opened(desk, piece(section, cast, SHAPES["plain"]))
    returned = [html for at in range(0, len(bodies), 100) for html in desk.evaluate(ROUND_TRIP, bodies[at : at + 100])]
    assert [canonical(html) for html in returned] == bodies


def test_the_editor_speaks_the_language_of_the_desk(desk: Page, section: Section, cast: Cast) -> None:
    opened(desk, piece(section, cast, SHAPES["classes"]))
    menu = desk.locator(".prose-menubar")
    expect(menu.get_by_title("Numbered list")).to_be_visible()
    desk.locator(".tiptap p.closing").click()
    menu.locator(".prose-menubar__selected").last.click()
    expect(menu.get_by_text("paragraph: closing formula")).to_be_visible()
    desk.keyboard.press("Escape")
    menu.get_by_title("Insert a table").click()
    expect(desk.get_by_label("With a row of headings")).to_be_visible()


def test_what_is_typed_into_the_body_is_saved(desk: Page, section: Section, cast: Cast) -> None:
    entry = piece(section, cast, SHAPES["plain"])
    opened(desk, entry)
    desk.locator(".tiptap p").last.click()
    desk.keyboard.press("End")
    desk.keyboard.type("另行通知。")
    desk.get_by_role("button", name="Save and go on editing").click()
    expect(desk.locator(".messagelist .success", has_text="Saved.")).to_be_visible()
    assert Entry.objects.get(pk=entry.pk).body_html == "<p>现予发布，自发布之日起施行。另行通知。</p>"


def test_rows_are_added_and_removed_and_names_chosen_from_the_register(
    desk: Page, section: Section, cast: Cast
) -> None:
    entry = piece(section, cast, SHAPES["plain"])
    opened(desk, entry)
    dates = desk.locator(".rows[data-rows=effective]")
    dates.get_by_label("Remove").first.check()
    for day in ("2026-03-01", "2026-06-01"):
        dates.get_by_role("button", name="Add a row").click()
        dates.locator(".row:visible").last.get_by_label("Day").fill(day)
    names = desk.locator(".line-authorities")
    names.locator(".names-add").fill("国家知识产权局")
    names.locator(".names-add").press("Enter")
    desk.get_by_role("button", name="Save and go on editing").click()
    expect(desk.locator(".messagelist .success", has_text="Saved.")).to_be_visible()
    saved = Entry.objects.get(pk=entry.pk)
    assert [row["on"] for row in saved.effective] == ["2026-03-01", "2026-06-01"]
    assert saved.authorities == ["国家药监局药审中心", "国家知识产权局"]
