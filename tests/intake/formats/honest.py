from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from PIL import Image

from editorial.intake.extract import Extract

TITLE = "某省药品监督管理局关于印发医疗器械抽检方案的通知"
BODY = "各市市场监督管理局：现将方案印发给你们，请结合实际认真组织实施。"


def told(found: Extract) -> dict[str, dict[str, str]]:
    """What was lost: the values by the sentence."""
    return {loss.sentence: dict(loss.values) for loss in found.losses}


def word(fill: Callable[[Document], Any]) -> bytes:
    """A document that python-docx makes; ``fill`` writes into it."""
    document = docx.Document()
    fill(document)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def picture(shade: int = 200, kind: str = "PNG") -> bytes:
    target = io.BytesIO()
    Image.new("RGB", (12, 8), (shade, 20, 20)).save(target, kind)
    return target.getvalue()


def numbered(document: Document, form: str, text: str, *paragraphs: str, start: int = 1) -> None:
    """Paragraphs of a list that Word numbers by itself."""
    numbering = document.part.numbering_part.element
    key = str(900 + len(numbering))
    abstract = parse_xml(
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{key}"><w:lvl w:ilvl="0"><w:start w:val="{start}"/>'
        f'<w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl></w:abstractNum>'
    )
    numbering.insert(0, abstract)
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="{key}"><w:abstractNumId w:val="{key}"/></w:num>'))
    for each in paragraphs:
        properties = document.add_paragraph(each)._p.get_or_add_pPr()
        properties.append(parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="0"/><w:numId w:val="{key}"/></w:numPr>'))


def head_row(table: Any) -> None:
    """Mark the first row as one that is repeated on every page."""
    properties = table.rows[0]._tr.get_or_add_trPr()
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    properties.append(mark)


def link(paragraph: Any, address: str, label: str) -> None:
    relation = paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    paragraph._p.append(
        parse_xml(f'<w:hyperlink {nsdecls("w", "r")} r:id="{relation}"><w:r><w:t>{label}</w:t></w:r></w:hyperlink>')
    )


def page(inner: str, head: str = "", encoding: str = "utf-8") -> bytes:
    """A page as a site of the authorities serves it, with all that stands around a notice."""
    navigation = "".join(f'<li><a href="/{each}">{each}</a></li>' for each in ("首页", "机构", "政务公开", "互动交流"))
    return f"""<!DOCTYPE html><html><head><meta charset="{encoding}"><title>{TITLE}_某省药品监督管理局</title>{head}
<script>var _data = "统计代码";</script><style>.a {{ color: red }}</style></head><body>
<div class="header"><ul class="nav">{navigation}</ul>
<form action="/s"><input name="q"><button>搜索</button></form></div>
<div class="position">当前位置：<a href="/">首页</a> &gt; <a href="/tz">通知公告</a></div>
<div class="main">{inner}</div>
<div class="related"><h3>相关阅读</h3><a href="/1">去年的一则通知</a><a href="/2">前年的一则通知</a></div>
<div class="footer"><p>版权所有：某省药品监督管理局 <a href="/map">网站地图</a></p></div></body></html>""".encode(
        encoding
    )
