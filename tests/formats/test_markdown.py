from __future__ import annotations

import hashlib
import re
from dataclasses import replace

import pytest

from bulletin.formats import losses
from bulletin.formats.markdown import markdown
from bulletin.formats.markdown_text import escaped, linked
from bulletin.reading import read
from bulletin.refusal import Refused
from bulletin.richtext import canonical
from bulletin.snapshot import Entry, Part, Section, Snapshot
from tests.formats.comparing import body
from tests.formats.conftest import ADDRESS
from tests.rendering import builders

HEAD = "<tr><th><p>甲</p></th><th><p>乙|丙</p></th></tr>"
SPANNED = "<tr><th rowspan='2'><p>甲</p></th><td><p>1</p></td></tr><tr><td><p>2</p></td></tr>"


@pytest.fixture
def lines(issue: Snapshot) -> list[str]:
    return markdown(issue).splitlines()


def one(source: str) -> Snapshot:
    entry = Entry(kind="notice", number=1, title="关于受理事项的通知", body_html=canonical(source))
    return Snapshot(parts=(Part(title="法规篇", sections=(Section(title="国家级", entries=(entry,)),)),))


def again(source: str) -> str:
    """The text of the only entry after reading it back."""
    (entry,) = read(markdown(one(source))).snapshot.entries()
    return entry.body_html or ""


def test_depths_are_issue_part_section_entry_and_text(lines: list[str]) -> None:
    assert lines[0] == "# 示例科技信息周报 第145期"
    assert "## 知识产权信息篇（2021年1月4日—1月15日）" in lines
    assert "### 补充" in lines
    assert "#### 1、关于<药品>受理\\*事项的通知" in lines
    assert "##### 一、办理事项" in lines
    assert "###### （一）流程" in lines


def test_the_front_tells_of_the_correction_the_deadlines_and_the_address(issue: Snapshot, lines: list[str]) -> None:
    assert "更正版  " in lines
    assert f"<{ADDRESS}>" in lines
    assert "- 本期更正：2.1.3 误：三十日 正：二十日" in lines
    assert any(line.startswith("- 正在征求意见：2021年1月15日截止（10个工作日） 2.1.4 ") for line in lines)
    assert "- 本期随附读者问卷。" in lines


def test_of_a_removed_entry_only_the_sentence_about_it_is_left(lines: list[str]) -> None:
    at = lines.index("#### 3、本条已撤")
    assert lines[at : at + 4] == ["#### 3、本条已撤", "", "2021年1月20日撤稿：发文机关已废止", ""]
    assert lines[at + 4].startswith("发布时间：")


def test_a_picture_is_named_by_its_address_in_the_archive(issue: Snapshot, image: bytes) -> None:
    digest = hashlib.sha256(image).hexdigest()
    assert f"![受理流程示意]({ADDRESS}1.3.1/files/{digest}/)" in markdown(issue)
    nowhere = replace(issue, imprint=replace(issue.imprint, address=None)) if issue.imprint else issue
    assert "!\\[受理流程示意\\]" in markdown(nowhere)
    assert digest not in markdown(nowhere)


def test_simple_lists_and_tables_have_marks_and_all_others_are_one_line_of_html(lines: list[str]) -> None:
    assert "- 线上提交；" in lines
    at = lines.index("| 事项 | 时限\\|天 |")
    assert lines[at + 1 : at + 3] == ["| --- | --- |", "| 受理 | 1 |"]
    assert any(line.startswith('<ol start="3"><li><p>第三项材料。</p>') for line in lines)
    assert any(line.startswith('<table><tbody><tr><th rowspan="2">') for line in lines)
    assert any(line.startswith("<blockquote><p>“程序简便了。”") for line in lines)


def test_no_words_act_as_marks_or_tags(issue: Snapshot) -> None:
    found = markdown(issue)
    assert "\\<script>alert(1)\\</script>" in found
    assert not re.search(r"(?<!\\)<script", found)
    assert "1. 星号 \\* 与 \\[括号\\](x)、" in found
    assert "\n\\- 横线开头" in found
    assert "\n\\# 井号开头" in found
    assert "C:&#92;\\*.txt" in found


@pytest.mark.parametrize(
    ("words", "written"),
    [
        ("\\<script>", "&#92;\\<script>"),
        ("a\\", "a&#92;"),
        ("&lt;b&gt; &#60;", "\\&lt;b\\&gt; \\&#60;"),
        ("<!-- x", "\\<!-- x"),
        ("</p>", "\\</p>"),
        ("1<2 且 《甲》", "1<2 且 《甲》"),
        ("`x` _y_ a_b", "\\`x\\` \\_y\\_ a_b"),
        ("[1]: https://example.org", "\\[1\\]: https://example.org"),
        ("法办[2020]421号", "法办[2020]421号"),
        ("1月4日~15日", "1月4日~15日"),
        ("~~甲~~", "\\~\\~甲\\~\\~"),
        ("> 引", "\\> 引"),
        ("---", "\\---"),
        ("两行\n一行", "两行 一行"),
    ],
)
def test_what_could_act_is_escaped_and_nothing_else(words: str, written: str) -> None:
    assert escaped(words) == written


def test_an_address_cannot_end_its_link_early() -> None:
    assert linked("https://example.org/a(b) <c>", "甲]乙") == "[甲\\]乙](https://example.org/a%28b%29%20%3Cc%3E)"


@pytest.mark.parametrize(
    "source",
    [
        "<p>一段文字，有<strong>重点</strong>和<a href='https://example.org/a'>链接</a>。</p>",
        "<p>有<strong>“引号里的重点”</strong>与<em>强调</em>，x<sub>1</sub>。</p>",
        "<p>链接里有<a href='https://example.org/a'>办事<strong>指南</strong></a>。</p>",
        "<ul><li><p>线上提交；</p></li><li><p>线下咨询。</p></li></ul><p>以上两种方式均可。</p>",
        "<ol start='3'><li><p>第三项。</p></li><li><p>第四项。</p><p>说明。</p></li></ol><p>以上各项。</p>",
        f"<p>表如下。</p><table><tbody>{HEAD}<tr><td><p>1*2</p></td><td><p></p></td></tr></tbody></table><p>以上。</p>",
        f"<table><tbody>{HEAD}{SPANNED}</tbody></table>",
        "<blockquote><p>程序简便了。</p></blockquote><p>以上是一位负责人的话。</p>",
        "<p>*号、`码`、_线_、&lt;b&gt;、[甲](x)、#、~~删~~ 都是文字。</p>",
        "<p># 不是标题。</p><p>- 不是列表。</p><p>&gt; 不是引文。</p><p>| 不是表格 |</p>",
        "<p>1. 总体要求。</p><p>2. 基本原则。</p><p>（一）坚持公开。</p>",
    ],
)
def test_a_text_comes_back_as_it_was(source: str) -> None:
    assert again(source) == canonical(source)


def test_what_markdown_cannot_hold_comes_back_as_words(issue: Snapshot) -> None:
    entry = issue.entries()[3]
    found = again((entry.body_html or "").replace("C:\\*.txt", ""))
    wanted = canonical((entry.body_html or "").replace("C:\\*.txt", ""))
    kept = [each for each in body(found, losses.MARKDOWN) if "受理流程" not in each[1]]
    assert kept == body(wanted, losses.MARKDOWN)


def test_a_text_that_did_not_pass_the_sanitiser_is_refused() -> None:
    entry = builders.entry(body_html="<p onclick='x()'>文</p>")
    with pytest.raises(Refused):
        markdown(Snapshot(parts=(Part(sections=(Section(entries=(entry,)),)),)))


def test_english_issues_have_english_labels() -> None:
    plain = builders.weekly(1)
    found = markdown(replace(plain, masthead=replace(plain.masthead, language="en")))
    assert "**Highlights**" in found
    assert "Covering: 4 January 2021 – 15 January 2021" in found
    assert "#### 1. " in found
