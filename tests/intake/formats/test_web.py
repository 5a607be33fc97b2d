from __future__ import annotations

import base64

import pytest

from editorial.intake import extract
from editorial.intake.extract import Extract, NotRead
from editorial.intake.formats import sentences
from tests.intake.formats import honest
from tests.intake.formats.honest import BODY, TITLE, told

ADDRESS = "https://mpa.example.gov.cn/tz/2026/t1.html"
HEAD = f'<link rel="canonical" href="{ADDRESS}">'
METAS = f"""<meta name="ArticleTitle" content="{TITLE}"><meta name="PubDate" content="2026-05-06 09:30">
<meta name="ContentSource" content="某省药品监督管理局">"""
ROWS = "<tr><th>品种<th>数量</tr><tr><td rowspan=2>甲<td>3</tr><tr><td>4</tr>"
NOTICE = f"""<h1>{TITLE}</h1><div class="info">发布时间：2026-05-06　来源：某省药品监督管理局</div>
<div class="TRS_Editor"><p style="text-indent:2em">{BODY}</p><p>　　一、抽检品种如下：</p><table>{ROWS}</table>
<p align="right">某省药品监督管理局<br>2026年5月6日</p></div>
<ul class="files"><li><a href="./P1.docx">附件1：抽检方案.docx</a></li><li><a href="P2.xls">品种表</a></li></ul>"""
HEAD_ROW = "<tr><th><p>品种</p></th><th><p>数量</p></th></tr>"
TABLE = f"""<table><tbody>{HEAD_ROW}<tr><td rowspan="2"><p>甲</p></td><td><p>3</p></td></tr>\
<tr><td><p>4</p></td></tr></tbody></table>"""
FURNITURE = (
    "首页",
    "政务公开",
    "搜索",
    "当前位置",
    "相关阅读",
    "去年的一则通知",
    "版权所有",
    "网站地图",
    "统计代码",
    "color",
)


def read(inner: str, head: str = HEAD, encoding: str = "utf-8") -> Extract:
    return extract.extract(honest.page(inner, head, encoding), "t1.html")


def test_a_page_in_traditional_characters_is_read() -> None:
    inner = "<h1>公告</h1><p>本公告自即日起施行，特此公告周知，並請各單位一體遵照辦理。</p>"
    page = f'<html><head><meta charset="big5"></head><body>{inner}</body></html>'.encode("big5")
    assert extract.extract(page, "a.html").text.endswith("並請各單位一體遵照辦理。")


@pytest.mark.parametrize("encoding", ["utf-8", "gb2312", "gbk", "gb18030"])
def test_a_saved_page_keeps_its_text_and_loses_its_navigation(encoding: str) -> None:
    found = read(NOTICE, encoding=encoding)
    assert found.title == TITLE
    assert found.source_url == ADDRESS
    assert found.text.split("\n") == [
        f"# {TITLE}",
        "发布时间：2026-05-06　来源：某省药品监督管理局",
        BODY,
        "　　一、抽检品种如下：",
        TABLE,
        "某省药品监督管理局",
        "2026年5月6日",
        "[附件1：抽检方案.docx](https://mpa.example.gov.cn/tz/2026/P1.docx)",
        "[品种表](https://mpa.example.gov.cn/tz/2026/P2.xls)",
    ]
    assert sentences.NAVIGATION in told(found)


@pytest.mark.parametrize("word", FURNITURE)
def test_furniture_is_left_out(word: str) -> None:
    assert word not in read(NOTICE).text


@pytest.mark.parametrize(
    "wrapper",
    [
        '<div id="zoom">{}</div>',
        '<div class="pages_content">{}</div>',
        '<div class="article-content">{}</div>',
        "<article>{}</article>",
        "<table><tr><td><table><tr><td>{}</td></tr></table></td></tr></table>",
        '<form id="form1"><div class="box">{}</div></form>',
        "<div><div><div><div>{}</div></div></div></div>",
        '<div class="article-header-wrapper"><div class="side-by-side">{}</div></div>',
    ],
)
def test_the_text_is_found_wherever_a_site_puts_it(wrapper: str) -> None:
    paragraphs = "".join(f"<p>第{each}段，{BODY}</p>" for each in "一二三四")
    found = read(wrapper.format(f"<h1>{TITLE}</h1>{paragraphs}"))
    assert [line for line in found.text.split("\n") if line.startswith("第")] == [
        f"第{each}段，{BODY}" for each in "一二三四"
    ]
    assert not [word for word in FURNITURE if word in found.text]


def test_what_the_head_tells_stands_where_the_text_does_not_say_it() -> None:
    found = read(f'<div class="TRS_Editor"><p>{BODY}</p></div>', HEAD + METAS)
    assert found.text.split("\n") == [TITLE, "发布时间：2026-05-06 09:30", "来源：某省药品监督管理局", BODY]


def test_the_address_is_told_by_the_page_or_by_the_browser_that_saved_it() -> None:
    saved = f"<!-- saved from url=(0042){ADDRESS} --><html><body><p>{BODY}</p><a href='/b.html'>链接</a></body></html>"
    found = extract.extract(saved.encode(), "a.htm")
    assert found.source_url == ADDRESS
    assert "[链接](https://mpa.example.gov.cn/b.html)" in found.text
    assert read(NOTICE, '<link rel="canonical" href="javascript:x">').source_url is None


def test_a_relative_link_of_an_unknown_site_is_told() -> None:
    found = read(f'<p>{BODY}<a href="/a.html">公告</a></p>', "")
    assert f"{BODY}公告" in found.text
    assert told(found)[sentences.RELATIVE_LINK] == {"label": "公告", "address": "/a.html"}


def test_links_in_islands_are_looked_at_like_any_other() -> None:
    table = '<table><tr><td>甲<td><a href="/a.html">公告</a><tr><td>乙<td><a href="javascript:x">点击</a></table>'
    found = read(f"<h1>{TITLE}</h1><div class='TRS_Editor'><p>{BODY}</p>{table}</div>")
    assert '<a href="https://mpa.example.gov.cn/a.html">公告</a>' in found.text
    assert told(found)[sentences.LOST_LINK] == {"label": "点击", "scheme": "javascript"}


def test_a_list_of_links_is_lines_and_any_other_list_an_island() -> None:
    entries = "".join(
        f'<li><a href="/{each}">关于第{each}号事项的通告</a><span>2026-05-0{each}</span></li>' for each in (1, 2)
    )
    links = read(f"<h1>{TITLE}</h1><div class='TRS_Editor'><p>{BODY}</p><ul>{entries}</ul><ol><li>甲<li>乙</ol></div>")
    assert links.text.split("\n")[2:] == [
        "- [关于第1号事项的通告](https://mpa.example.gov.cn/1)2026-05-01",
        "- [关于第2号事项的通告](https://mpa.example.gov.cn/2)2026-05-02",
        "<ol><li><p>甲</p></li><li><p>乙</p></li></ol>",
    ]


def test_lines_that_the_source_breaks_are_joined_as_chinese_is() -> None:
    found = extract.extract_html_fragment("<p>各市市场\n    监督管理局 and\n  others</p>")
    assert found.text == "各市市场监督管理局 and others"


def test_hidden_and_struck_text_is_told() -> None:
    found = extract.extract_html_fragment('<p>见<span style="display: none">隐藏</span><s>旧文</s>新文</p>')
    assert found.text == "见旧文新文"
    assert told(found) == {sentences.HIDDEN: {"text": "隐藏"}, sentences.STRUCK: {"text": "旧文"}}


def test_pictures_in_the_page_are_kept_and_others_are_told() -> None:
    data = base64.b64encode(honest.picture()).decode()
    found = extract.extract_html_fragment(
        f'<p>图<img src="data:image/png;base64,{data}" alt="示意图"></p><img src="/a.png">'
    )
    (file,) = found.files
    assert (file.name, file.type, file.data) == ("示意图", "image/png", honest.picture())
    assert found.text.split("\n")[1].startswith('<figure><img alt="示意图" data-digest="')
    assert told(found) == {sentences.REMOTE_PICTURE: {"name": "a.png"}}


def test_what_is_pasted_from_word_keeps_its_marks_and_its_typed_numbers() -> None:
    pasted = """<html><body><!--StartFragment--><p class=MsoNormal style='mso-list:l0 level1'><![if !supportLists]>
    <span>1.<span>&nbsp;&nbsp;</span></span><![endif]><b>加强</b>领导<o:p></o:p></p><!--EndFragment--></body></html>"""
    assert extract.extract_html_fragment(pasted).text == "1.\xa0\xa0**加强**领导"


def test_an_empty_paste_is_refused() -> None:
    for source, sentence in (("", sentences.EMPTY), ("<p> </p><script>x</script>", sentences.NO_BODY)):
        with pytest.raises(NotRead) as refused:
            extract.extract_html_fragment(source)
        assert refused.value.sentence == sentence


def test_a_page_without_an_ending_is_known_by_how_it_begins() -> None:
    assert extract.extract(honest.page(NOTICE), "content_4412").kind == "html"
    assert extract.extract(honest.page(NOTICE), "通知.doc").kind == "html"
    assert extract.extract(honest.page(NOTICE), "通知.txt").kind == "text"


def test_a_table_that_only_arranges_the_page_is_read_as_lines() -> None:
    paragraphs = "".join(f"<p>第{each}段，{BODY * 4}</p>" for each in "一二三四五六")
    page = f"<table><tr><td>通知公告</td><td>{paragraphs}</td><td>电话</td></tr></table>"
    found = extract.extract_html_fragment(page)
    assert [line[:3] for line in found.text.split("\n")] == [
        "通知公",
        *(f"第{each}段" for each in "一二三四五六"),
        "电话",
    ]
    assert sentences.LAYOUT_TABLE in told(found)


def test_a_text_that_a_script_would_show_is_no_hidden_text() -> None:
    found = read(f'<h1>{TITLE}</h1><div id="js_content" style="visibility: hidden"><p>{BODY}</p></div>')
    assert found.text.split("\n") == [f"# {TITLE}", BODY]


def test_the_name_of_the_site_is_not_the_title() -> None:
    inner = f'<div class="TRS_Editor"><p>{BODY}</p></div>'
    page = honest.page(inner).replace(b'<div class="header">', '<div class="header"><h1>某局网站</h1>'.encode())
    assert extract.extract(page, "a.html").text.split("\n") == [TITLE, BODY]
