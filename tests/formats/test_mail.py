from __future__ import annotations

import hashlib
import itertools
import re
from dataclasses import replace

import pytest
from lxml import html

from bulletin.formats.inline_styles import Looks
from bulletin.formats.mail import mail_html
from bulletin.formats.markdown import markdown
from bulletin.formats.text import text
from bulletin.refusal import Refused
from bulletin.snapshot import Part, Section, Snapshot
from tests.formats.conftest import ADDRESS
from tests.rendering import builders


@pytest.fixture
def page(issue: Snapshot) -> str:
    return mail_html(issue).decode()


def test_every_look_stands_in_its_element(page: str) -> None:
    root = html.document_fromstring(page)
    assert not root.xpath("//style | //script | //link | //@class | //@id | //*[@*[starts-with(name(), 'on')]]")
    bare = [each.tag for each in root.body.iter() if "style" not in each.attrib]
    assert set(bare) <= {"section", "strong", "em", "sub", "sup", "thead", "tbody", "tr"}


def test_nothing_is_embedded_and_a_picture_has_the_address_of_the_archive(page: str, image: bytes) -> None:
    assert "data:" not in page
    (picture,) = html.document_fromstring(page).xpath("//img")
    assert picture.get("src") == f"{ADDRESS}1.3.1/files/{hashlib.sha256(image).hexdigest()}/"
    assert picture.get("alt") == "受理流程示意"


def test_without_an_address_a_picture_is_told_in_words(issue: Snapshot) -> None:
    assert issue.imprint is not None
    page = mail_html(replace(issue, imprint=replace(issue.imprint, address=None))).decode()
    assert "<img" not in page
    assert "［受理流程示意］" in page
    assert "图一 受理流程" in page


def test_headings_never_skip_a_level(page: str) -> None:
    levels = [
        int(each.tag[1])
        for each in html.document_fromstring(page).xpath(
            "//*[re:test(local-name(),'^h[1-6]$')]", namespaces={"re": "http://exslt.org/regular-expressions"}
        )
    ]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


def test_the_front_tells_of_the_correction_and_the_deadlines(page: str) -> None:
    assert "第145期 更正版" in page
    assert "· 正在征求意见：2021年1月15日截止（10个工作日） 2.1.4 " in page
    assert "· 本期更正：2.1.3 误：三十日 正：二十日" in page


def test_of_a_removed_entry_only_the_sentence_about_it_is_left(page: str) -> None:
    section = html.document_fromstring(page).xpath("//section[h4[contains(., '本条已撤')]]")[0]
    assert [each.text_content() for each in section] == ["3、本条已撤", "2021年1月20日撤稿：发文机关已废止"]


def test_words_are_words(page: str) -> None:
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "关于&lt;药品&gt;受理*事项的通知" in page
    assert page.count("<script") == 0


def test_words_that_look_like_our_own_marks_are_words_too(issue: Snapshot) -> None:
    entry = builders.entry(
        title='标签 <h4 class="own"> 的用法', body_html='<h4>写作 class="own"</h4><p>写作 class="own" 即可。</p>'
    )
    page = mail_html(replace(issue, parts=(Part(sections=(Section(entries=(entry,)),)),))).decode()
    words = html.document_fromstring(page).text_content()
    assert words.count('写作 class="own"') == 2
    assert '标签 <h4 class="own"> 的用法' in words


def test_the_address_of_a_source_is_legible_and_no_other_scheme_is_linked(issue: Snapshot) -> None:
    entry = builders.entry(source_url="javascript:alert(1)", title="甲<乙")
    part = Part(sections=(Section(entries=(entry, replace(entry, source_url="https://example.org/a?b=1&c=2"))),))
    page = mail_html(replace(issue, parts=(part,))).decode()
    assert "javascript" not in page
    assert 'href="https://example.org/a?b=1&amp;c=2"' in page
    assert ">https://example.org/a?b=1&amp;c=2</a>" in page


def test_an_address_of_the_issue_that_is_none_is_left_out_of_every_form(issue: Snapshot) -> None:
    assert issue.imprint is not None
    forged = replace(issue, imprint=replace(issue.imprint, address="javascript:alert(document.domain)"))
    assert "javascript" not in mail_html(forged).decode() + markdown(forged) + text(forged)


def test_the_colour_is_that_of_the_masthead_and_nothing_else(issue: Snapshot) -> None:
    page = mail_html(replace(issue, masthead=replace(issue.masthead, accent="#0a5c36"))).decode()
    assert "color:#0a5c36" in page
    forged = mail_html(replace(issue, masthead=replace(issue.masthead, accent='red"onload="x'))).decode()
    assert "onload" not in forged
    red = mail_html(replace(issue, masthead=replace(issue.masthead, accent="#c00000"))).decode()
    assert "#c00000" not in red
    assert Looks.of(None).part in mail_html(replace(issue, masthead=replace(issue.masthead, accent=None))).decode()


def test_text_in_another_language_says_so(page: str) -> None:
    (section,) = html.document_fromstring(page).xpath("//section[@lang='en']")
    assert "stability" in section.text_content()


def test_lists_begin_where_they_begin(page: str) -> None:
    assert re.search(r'<ol start="3" style="[^"]+">', page)


def test_a_text_that_did_not_pass_the_sanitiser_is_refused() -> None:
    entry = builders.entry(body_html="<p onclick='x()'>文</p>")
    with pytest.raises(Refused):
        mail_html(Snapshot(parts=(Part(sections=(Section(entries=(entry,)),)),)))
