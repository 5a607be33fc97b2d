from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from playwright.sync_api import Locator, Page, expect

from bulletin.models import Masthead
from editorial.admin import documents
from editorial.intake import pooling, receiving, taking
from editorial.models import Candidate, Entry, Section, SourceDocument
from tests import builders
from tests.cast import Cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

Desk = Callable[[str], AbstractContextManager[Page]]

TITLE = "示例省药品监督管理局关于发布第三批示范名单的通告（2026年第8号）"
PAGE = f"""<html><head><title>{TITLE} - 示例省药品监督管理局</title></head><body>
<header><nav><ul><li><a href="/">首页</a></li><li><a href="/law">政策法规</a></li></ul></nav></header>
<p>当前位置：<a href="/">首页</a> &gt; <a href="/n">通知公告</a></p>
<main><article><h1>{TITLE}</h1><p>发布日期：2026-03-12</p>
<p>为做好示范工作，根据《示范工作管理办法》（示药监规〔2025〕3号），现将第三批示范名单予以发布，自发布之日起施行。</p>
<table><tr><th>序号</th><th>单位</th></tr><tr><td>1</td><td>甲单位</td></tr><tr><td>2</td><td>乙单位</td></tr></table>
<p>特此通告。</p><p>示例省药品监督管理局</p><p>2026年3月10日</p></article></main>
<aside><h3>相关信息</h3><ul><li><a href="/1">第一批名单</a></li><li><a href="/2">第二批名单</a></li></ul></aside>
<footer>版权所有 网站地图 联系我们</footer></body></html>"""
TEXT = f"{TITLE}\n现将第三批示范名单予以发布。\n特此通告。\n示例省药品监督管理局\n2026年3月10日\n"
PASTE = """(box, [rich, plain]) => {
    const clipboard = new DataTransfer();
    clipboard.setData("text/html", rich);
    clipboard.setData("text/plain", plain);
    box.dispatchEvent(new ClipboardEvent("paste", { clipboardData: clipboard, bubbles: true, cancelable: true }));
}"""


class Hand:
    """Clicks, and counts how often."""

    def __init__(self) -> None:
        self.clicks = 0

    def click(self, place: Locator) -> None:
        self.clicks += 1
        place.click()


def document_of(cast: Cast, masthead: Masthead, text: str = TEXT) -> SourceDocument:
    return receiving.receive(text.encode(), "一.txt", masthead, by=cast.writer)


def test_a_pasted_web_page_is_a_placed_recognised_and_dated_draft_in_under_ten_clicks(
    desk_of: Desk, cast: Cast, masthead: Masthead
) -> None:
    builders.open_issue(masthead, by=cast.writer)
    hand = Hand()
    with desk_of("editor") as page:
        hand.click(page.get_by_role("link", name="New material"))
        hand.click(page.get_by_label("Paste a text or a web page"))
        page.get_by_label("Paste a text or a web page").evaluate(PASTE, [PAGE, TEXT])
        expect(page.get_by_text("Pasted with its formatting")).to_be_visible()
        hand.click(page.get_by_role("button", name="Read it"))
        expect(page.get_by_label("Document number", exact=True)).to_have_value("2026年第8号")
        expect(page.get_by_label("Signed on", exact=True)).to_have_value("2026-03-10")
        # A list is chosen from with one click to open it and one to choose.
        page.get_by_label("Section", exact=True).select_option(label="政策法规篇 · 地方级")
        hand.clicks += 2
        hand.click(page.get_by_role("button", name="Place in this section"))
        expect(page.get_by_text("One entry is placed.")).to_be_visible()
    assert hand.clicks < 10
    draft = Entry.objects.get(title=TITLE)
    assert (draft.section.title, draft.state, draft.created_by) == ("地方级", "draft", cast.editor)
    assert (draft.document_type, draft.number_canonical) == ("通告", "2026年第8号")
    assert (str(draft.signed_on), str(draft.published_on)) == ("2026-03-10", "2026-03-12")
    assert draft.authorities == ["示例省药品监督管理局"]
    assert [each["rule"] for each in draft.effective] == ["on-publication"]
    assert [each["number"] for each in draft.cites] == ["示药监规〔2025〕3号"]
    assert "<table>" in draft.body_html
    for left_out in ("首页", "当前位置", "相关信息", "版权所有"):
        assert left_out not in draft.body_html


@pytest.mark.faults
def test_a_paste_that_is_changed_by_hand_is_read_as_the_text_that_stands_there(
    desk_of: Desk, cast: Cast, masthead: Masthead
) -> None:
    with desk_of("writer") as page:
        page.goto("/desk/editorial/sourcedocument/add/")
        box = page.get_by_label("Paste a text or a web page")
        box.evaluate(PASTE, [PAGE, TEXT])
        box.press("End")
        box.type("。")
        expect(page.get_by_text("read as plain text")).to_be_visible()
        page.get_by_role("button", name="Read it").click()
        expect(page.get_by_role("heading", name=TITLE).first).to_be_visible()
    assert SourceDocument.objects.get().name == documents.PASTED


@pytest.mark.faults
def test_a_field_lights_up_the_line_that_it_was_read_from(desk_of: Desk, cast: Cast, masthead: Masthead) -> None:
    document = document_of(cast, masthead)
    with desk_of("writer") as page:
        page.goto(f"/desk/editorial/sourcedocument/{document.pk}/change/")
        page.get_by_label("Signed on", exact=True).focus()
        expect(page.locator(".source-line.lit")).to_have_text([("5" + "2026年3月10日")])
        page.locator(".field-document_number a.passage").hover()
        expect(page.locator(".source-line.lit")).to_have_id("L1")


@pytest.mark.faults
def test_the_reading_view_is_worked_by_keys_alone(desk_of: Desk, cast: Cast, masthead: Masthead) -> None:
    text = "甲篇\n国家级\n1、一项通知\n现予发布。\n2、另一项通知\n现予发布。\n3、又一项通知\n现予发布。\n"
    document = document_of(cast, masthead, text)
    with desk_of("writer") as page:
        page.goto(f"/desk/editorial/sourcedocument/{document.pk}/change/")
        expect(page.get_by_text("3 ticked")).to_be_visible()
        page.keyboard.press("j")
        page.keyboard.press("j")
        page.keyboard.press("x")
        expect(page.get_by_text("2 ticked")).to_be_visible()
        page.get_by_role("button", name="Put into the pool").press("Enter")
        expect(page.get_by_text("2 entries wait in the pool.")).to_be_visible()
    assert set(Candidate.objects.values_list("title", flat=True)) == {"一项通知", "又一项通知"}


@pytest.mark.faults
def test_boundaries_are_drawn_by_keys_and_the_text_is_read_again(desk_of: Desk, cast: Cast, masthead: Masthead) -> None:
    document = document_of(cast, masthead, "随手记下的一行\n正文写在这里，说明一件事情。\n另一件事\n它的正文写在这里。")
    with desk_of("writer") as page:
        page.goto(f"/desk/editorial/sourcedocument/{document.pk}/change/")
        page.get_by_role("link", name="Mark boundaries by hand").click()
        expect(page.get_by_role("button", name="Read it again")).to_be_visible()
        page.wait_for_load_state()
        for key in ("j", "e", "j", "b", "j", "e", "j", "b"):
            page.keyboard.press(key)
        page.get_by_role("button", name="Read it again").click()
        expect(page.get_by_role("heading", name="另一件事")).to_be_visible()
    assert [each.read.title for each in taking.found_in(SourceDocument.objects.get())] == ["随手记下的一行", "另一件事"]


@pytest.mark.faults
def test_a_large_document_is_read_while_its_page_tells_how_long_it_takes(
    desk_of: Desk, cast: Cast, masthead: Masthead
) -> None:
    document, _new = receiving.keep(TEXT.encode(), "一.txt", masthead, by=cast.writer)
    with desk_of("writer") as page:
        page.goto(f"/desk/editorial/sourcedocument/{document.pk}/change/")
        expect(page.get_by_label("Document number", exact=True)).to_have_value("2026年第8号")
    assert SourceDocument.objects.get().state == SourceDocument.State.READY


def test_without_scripts_a_notice_goes_from_paste_over_the_pool_into_an_issue(
    desk_of: Desk, cast: Cast, masthead: Masthead
) -> None:
    builders.open_issue(masthead, by=cast.writer)
    document = document_of(cast, masthead)
    (found,) = taking.found_in(document)
    (candidate,) = pooling.pool(document, [found.ref], by=cast.writer)
    with desk_of("editor") as page:
        state = page.context.storage_state()
        bare = page.context.browser.new_context(  # type: ignore[union-attr]
            java_script_enabled=False, locale="en-US", storage_state=state, base_url=page.url.split("/desk")[0]
        ).new_page()
        bare.goto("/desk/editorial/sourcedocument/add/")
        bare.get_by_label("Paste a text or a web page").fill(TEXT.replace("第三批", "第四批"))
        bare.get_by_role("button", name="Read it").click()
        bare.get_by_label("Signed on", exact=True).fill("2026-03-09")
        bare.get_by_role("button", name="Put into the pool").click()
        bare.get_by_role("link", name="Open it").click()
        bare.get_by_role("button", name="Place in this section").click()
        expect(bare.get_by_text("第四批").first).to_be_visible()
        bare.context.close()
    draft = Entry.objects.get(title__contains="第四批")
    assert str(draft.signed_on) == "2026-03-09"
    assert draft.section == Section.objects.get(code="national")
    assert json.loads(json.dumps(Candidate.objects.get(entry=draft).content))["signed_on"] == "2026-03-09"
    assert Candidate.objects.get(pk=candidate.pk).state == Candidate.State.WAITING
