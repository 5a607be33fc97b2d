import pytest

from bulletin import richtext
from bulletin.reading import islands, markup, read
from tests.reading import accounts

DIGEST = "a" * 64
TABLE = (
    '<table><tbody><tr><th colspan="2"><p>名称</p></th></tr>'
    "<tr><td><p>甲</p></td><td><p>乙 &lt; 丙</p></td></tr></tbody></table>"
)
LET_THROUGH = [
    TABLE,
    "<ul><li><p>甲</p></li><li><p>乙</p></li></ul>",
    '<ol start="3"><li><p>甲<br>乙</p></li></ol>',
    f'<figure><img alt="流程图" data-digest="{DIGEST}"><figcaption>图一</figcaption></figure>',
    "<blockquote><p>甲<strong>乙</strong><em>丙</em></p></blockquote>",
    '<blockquote><p class="label">见 <a href="https://example.org/?a=1&amp;b=2">网页</a></p></blockquote>',
]
STAYS_TEXT = [
    '<table><tbody><tr><td onclick="alert(1)"><p>甲</p></td></tr></tbody></table>',
    "<table><tbody><tr><td><p>甲</p></td></tr></tbody></table><script>alert(1)</script>",
    "<ul><li><p><script>alert(1)</script></p></li></ul>",
    "<ul><li><p>甲</p></ul>",
    "<ul><li><p>甲</p></li></ul><ul><li><p>乙</p></li></ul>",
    "<ul><li><p>甲 < 乙</p></li></ul>",
    '<figure><img src="https://example.org/a.png"></figure>',
    '<figure><img alt="图" data-digest="../../etc/passwd"></figure>',
    '<blockquote><p style="color:red">甲</p></blockquote>',
    '<blockquote><p><a href="javascript:alert(1)">甲</a></p></blockquote>',
    '<blockquote><p><a href="java&#115;cript:alert(1)">甲</a></p></blockquote>',
    "<blockquote><p>甲</p></blockquote >",
    "<TABLE><tr><td>甲</td></tr></TABLE>",
    "<ul>" * 40 + "</ul>" * 40,
    "<div><p>甲</p></div>",
]
AROUND = "国家级\n1、某局关于甲的通知\n见下表：\n{}\n特此通知。\n某某管理局\n2021年1月8日\n"


@pytest.mark.parametrize("island", LET_THROUGH)
def test_an_island_goes_into_the_body_as_it_is(island: str) -> None:
    text = AROUND.format(island)
    reading = read(text)
    accounts.assert_nothing_lost(text, reading)
    [entry] = reading.snapshot.entries()
    assert island in (entry.body_html or "")
    assert entry.signed_on == "2021-01-08"
    assert richtext.canonical(entry.body_html or "") == entry.body_html


@pytest.mark.parametrize("text", STAYS_TEXT)
def test_anything_else_in_angle_brackets_is_text(text: str) -> None:
    assert not islands.is_island(text)
    reading = read(AROUND.format(text))
    body = reading.snapshot.entries()[0].body_html or ""
    assert richtext.is_clean(body)
    assert f"<p>{markup.escape(text)}</p>" in body


def test_titles_and_numbers_are_not_looked_for_in_an_island() -> None:
    island = "<ul><li><p>2、某局关于乙的通知</p></li><li><p>某某管理局 2021年3月3日</p></li></ul>"
    reading = read(AROUND.format(island))
    assert len(reading.snapshot.entries()) == 1
    assert reading.snapshot.entries()[0].signed_on == "2021-01-08"


UNEVEN = "| 名称 | 数量 | 备注 |\n|:---|---:|\n| 甲 |\n| 乙 \\| 丙 | **2** | [网页](https://example.org) | 多 |\n"


def test_a_pipe_table_of_uneven_rows_is_made_regular() -> None:
    text = AROUND.format(UNEVEN.rstrip())
    reading = read(text)
    accounts.assert_nothing_lost(text, reading)
    accounts.assert_bodies_are_canonical(reading)
    body = reading.snapshot.entries()[0].body_html or ""
    assert "<th><p>名称</p></th><th><p>数量</p></th><th><p>备注</p></th><th><p></p></th>" in body
    assert '<td><p>甲</p></td><td colspan="3"><p></p></td>' in body
    assert "<td><p>乙 | 丙</p></td><td><p><strong>2</strong></p></td>" in body


def test_pipes_without_a_rule_are_text() -> None:
    text = AROUND.format("| 甲 | 乙 |\n| 丙 | 丁 |")
    assert "<p>| 甲 | 乙 |</p>" in (read(text).snapshot.entries()[0].body_html or "")


INLINE = {
    "H<sub>2</sub>O": "H<sub>2</sub>O",
    "**甲<em>乙</em>**": "<strong>甲<em>乙</em></strong>",
    "[**甲**乙](https://example.org)": '<a href="https://example.org"><strong>甲</strong>乙</a>',
    "**见[甲](https://example.org)**": '<strong>见</strong><a href="https://example.org"><strong>甲</strong></a>',
    "<em>甲<sup>1</sup></em><em>乙</em>": "<em>甲<sup>1</sup>乙</em>",
    "<sub>未完": "&lt;sub&gt;未完",
    "<em></em>": "&lt;em&gt;&lt;/em&gt;",
    "<em class=x>甲</em>": "&lt;em class=x&gt;甲&lt;/em&gt;",
    "<EM>甲</EM>": "&lt;EM&gt;甲&lt;/EM&gt;",
    "甲 <em> 乙 </em> 丙": "甲 <em>乙 </em>丙",
}


@pytest.mark.parametrize(("text", "shown"), INLINE.items())
def test_marks_inside_a_line(text: str, shown: str) -> None:
    assert markup.block(text) == f"<p>{shown}</p>"
    assert richtext.is_clean(f"<p>{shown}</p>")


FENCES = {
    "closed": "```\n# 一\n```",
    "named": "```python\n1、某局关于乙的通知\n```",
    "tildes": "~~~\n- 甲\n~~~",
    "open": "```\n正文还在继续。",
}


@pytest.mark.parametrize("fence", FENCES.values(), ids=FENCES)
def test_fenced_text_is_kept_as_typed(fence: str) -> None:
    text = AROUND.format(fence)
    reading = read(text)
    accounts.assert_nothing_lost(text, reading)
    [entry] = reading.snapshot.entries()
    assert f"<p>{fence.splitlines()[1]}</p>" in (entry.body_html or "")


def test_a_fence_is_closed_by_as_many_marks_as_opened_it() -> None:
    text = (
        "## 通知\n\n### 某局关于接口调整的通知\n\n样例：\n\n````\n```\n# 1、报文头\n## 2、报文体\n```\n````\n\n"
        "请知悉。\n\n国家药监局\n2023年2月28日\n"
    )
    [entry] = read(text).snapshot.entries()
    assert (entry.title, entry.signed_on) == ("某局关于接口调整的通知", "2023-02-28")
