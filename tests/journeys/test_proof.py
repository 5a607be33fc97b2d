from __future__ import annotations

import pytest
from playwright.sync_api import expect

from bulletin.models import Masthead
from editorial.drafting import entries
from editorial.models import Entry, Section
from tests import builders
from tests.cast import Cast
from tests.journeys.conftest import Desk

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

BODY = (
    "<p>公示期限:2021年1月4日至15日。</p><ul><li><p>甲,乙</p></li><li><p>甲,乙</p></li></ul>"
    "<p>按照<strong>国知发[2019]46号</strong>办理，共收到 5 件，其中3件有效、 2 件无效、在 3 个月内办结。</p>"
)


@pytest.fixture
def entry(masthead: Masthead, cast: Cast) -> Entry:
    builders.open_issue(masthead, by=cast.writer)
    section = Section.objects.get(code="national")
    return entries.add(section, builders.notice(90, title="关于某事的的通知", body_html=BODY), by=cast.writer)


def test_marks_are_mended_one_by_one_by_mouse_and_keyboard_and_saved_by_the_editor_alone(
    desk_of: Desk, entry: Entry, cast: Cast
) -> None:
    with desk_of("editor") as page:
        complaints: list[str] = []
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: complaints.append(said.text) if "Security Policy" in said.text else None)
        page.goto(f"/desk/editorial/notice/{entry.pk}/change/")
        expect(page.locator(".tiptap")).to_be_visible()
        # The second of two passages alike.
        page.locator(".proof-mark[data-before='甲']").nth(1).get_by_role("button", name="Mend").click()
        expect(page.locator(".tiptap li").nth(1)).to_have_text("甲，乙")
        expect(page.locator(".tiptap li").nth(0)).to_have_text("甲,乙")
        expect(page.locator(".proof-mark[data-before='甲']")).to_have_count(1)
        # By keyboard, in a field of one line.
        page.locator(".proof-mark[data-field=title]").get_by_role("button", name="Mend").focus()
        page.keyboard.press("Enter")
        expect(page.locator("[name=title]")).to_have_value("关于某事的通知")
        # Within bold words, which stay bold.
        page.get_by_role("button", name="Mend: 〔2019〕46号 for [2019]46号").click()
        expect(page.locator(".tiptap strong")).to_have_text("国知发〔2019〕46号")
        # All of a kind, though they stand against each other.
        page.locator(".proof-group[data-code=mixed-spacing] summary").click()
        page.get_by_role("button", name="Mend all").last.click()
        expect(page.locator(".tiptap p").last).to_contain_text("共收到5件，其中3件有效、 2件无效、在3个月内办结。")
        assert Entry.objects.get(pk=entry.pk).version == entry.version
        page.locator(".tiptap").click()
        page.keyboard.press("Control+z")
        expect(page.locator(".tiptap p").last).to_contain_text("共收到 5")
        page.get_by_role("button", name="Save and go on editing").click()
        expect(page.locator(".messagelist .success")).to_be_visible()
        assert complaints == []
    saved = Entry.objects.get(pk=entry.pk)
    assert saved.title == "关于某事的通知"
    assert "<strong>国知发〔2019〕46号</strong>" in saved.body_html
    assert saved.body_html.count("甲,乙") == saved.body_html.count("甲，乙") == 1
