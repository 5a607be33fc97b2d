from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from bulletin.models import Masthead
from editorial.models import Entry, Message, Remark, Suggestion
from editorial.review import suggesting
from tests import builders
from tests.cast import Cast
from tests.entries.pages import address

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

Desk = Callable[[str], AbstractContextManager[Page]]
SELECT = """words => {
    const node = document.evaluate(`//*[@id="reading"]//text()[contains(., "${words}")]`, document, null,
        XPathResult.FIRST_ORDERED_NODE_TYPE).singleNodeValue;
    const range = new Range();
    range.setStart(node, node.data.indexOf(words));
    range.setEnd(node, node.data.indexOf(words) + words.length);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
}"""


@pytest.fixture
def entry(cast: Cast, masthead: Masthead) -> Entry:
    return builders.entries_of(builders.submitted_issue(cast, masthead))[0]


def test_selected_words_are_remarked_on_by_keyboard_and_somebody_is_mentioned(
    desk_of: Desk, cast: Cast, entry: Entry
) -> None:
    words = "技术指导原则予以发布"
    with desk_of("reviewer1") as page:
        page.goto(reverse("desk:editorial_issue_discuss", args=[entry.section.part.issue_id, entry.pk]))
        page.evaluate(SELECT, words)
        page.keyboard.press("r")
        expect(page.get_by_label("Passage")).to_have_value(words)
        text = page.locator("#remark-text")
        expect(text).to_be_focused()
        page.keyboard.type("Please check, @温")
        expect(page.get_by_role("option")).to_have_count(1)
        page.keyboard.press("Enter")
        expect(text).to_have_value("Please check, @writer ")
        page.get_by_label("Must fix").check()
        page.get_by_role("button", name="Add the remark", exact=True).click()
        expect(page.locator("blockquote.passage")).to_have_text(words)
        assert page.evaluate("[...CSS.highlights.get('remarked')].map(String)") == [words]
    assert Remark.objects.get().must_fix
    assert [each.to for each in Message.objects.filter(event="mentioned")] == [cast.writer]


@pytest.mark.parametrize(("key", "state"), [("t", "taken"), ("d", "declined")])
def test_a_suggestion_is_settled_with_one_key(desk_of: Desk, cast: Cast, entry: Entry, key: str, state: str) -> None:
    made = suggesting.propose(entry, {"title": "改过的标题"}, by=cast.reviewer1, seen_version=entry.version)
    assert made is not None
    with desk_of("writer") as page:
        page.goto(address(entry))
        expect(page.locator(".suggestion")).to_be_visible()
        page.keyboard.press(key)
        expect(page.locator(".settled")).to_be_visible()
    assert Suggestion.objects.get(pk=made.pk).state == state


def test_a_letter_that_is_typed_into_a_field_settles_nothing(desk_of: Desk, cast: Cast, entry: Entry) -> None:
    suggesting.propose(entry, {"title": "改过的标题"}, by=cast.reviewer1, seen_version=entry.version)
    with desk_of("writer") as page:
        page.goto(address(entry))
        page.get_by_label("Why it is declined").fill("")
        page.keyboard.type("tdr")
        expect(page.get_by_label("Why it is declined")).to_have_value("tdr")
    assert Suggestion.objects.get().state == Suggestion.State.OPEN
