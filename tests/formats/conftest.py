"""An issue that has everything a form may meet: boxes, corrections, a removed entry, rich texts in two languages."""

from __future__ import annotations

import hashlib
import io
from dataclasses import replace

import pytest
from PIL import Image

from bulletin.boxes import with_boxes
from bulletin.removing import stub
from bulletin.richtext import canonical
from bulletin.snapshot import Correction, Entry, Removal, Section, Snapshot, normal_form
from tests.rendering import builders

ADDRESS = "https://reader.example.org/tech/145/"


def picture() -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (640, 320), (120, 160, 200)).save(buffer, "PNG")
    return buffer.getvalue()


def rich_text(digest: str) -> str:
    return canonical(
        '<p class="addressee">各有关单位：</p><p>正文有<strong>加粗</strong>、<em>强调</em>、m<sup>2</sup>与'
        '<a href="https://example.org/x?a=1&amp;b=2">办事<strong>指南</strong></a>。</p><h4>一、办理事项</h4>'
        "<ol start='3'><li><p>第三项材料。</p><ul><li><p>内层一项。</p></li></ul></li><li><p>第四项材料。</p></li></ol>"
        "<ul><li><p>线上提交；</p></li><li><p>线下咨询。</p></li></ul><h5>（一）流程</h5>"
        f"<figure><img data-digest='{digest}' alt='受理流程示意'><figcaption>图一 受理流程</figcaption></figure>"
        "<table><tbody><tr><th rowspan='2'><p>年度</p></th><th colspan='2'><p>受理</p></th></tr><tr><th><p>甲</p></th>"
        "<th><p>乙</p></th></tr><tr><td><p>2020</p></td><td><p>1</p></td><td><p>2</p></td></tr></tbody></table>"
        "<table><tbody><tr><th><p>事项</p></th><th><p>时限|天</p></th></tr><tr><td><p>受理</p></td><td><p>1</p></td></tr>"
        "</tbody></table><blockquote><p>“程序简便了。”一位负责人说。</p></blockquote>"
        "<p>1. 星号 * 与 [括号](x)、&lt;script&gt;alert(1)&lt;/script&gt;、**不是粗体**、C:\\*.txt</p>"
        '<p>- 横线开头，不是列表。</p><p># 井号开头，不是标题。</p><p class="closing">特此通知。</p>'
    )


@pytest.fixture
def image() -> bytes:
    return picture()


@pytest.fixture
def issue(image: bytes) -> Snapshot:
    return full_issue(hashlib.sha256(image).hexdigest())


def full_issue(digest: str) -> Snapshot:
    plain = builders.weekly(3)
    rich = builders.entry(title="关于<药品>受理*事项的通知", body_html=rich_text(digest), signed_on="2021-01-06")
    english = Entry(
        kind="article",
        language="en",
        title="Guidance on [stability] published",
        source_url="https://example.org/news(1)",
        body_html="<p>The agency published <strong>guidance</strong> on stability.</p>",
    )
    gone = stub(builders.guideline(9), Removal(kind="withdrawn", on="2021-01-20", reason="发文机关已废止"))
    first, second = plain.parts
    added = Section(title="补充", entries=(rich, english, gone))
    parts = (replace(first, sections=(*first.sections, added)), second)
    front = replace(plain.issue, dated_on="2021-01-10", next_dated_on="2021-02-15", boxes=("本期随附读者问卷。",))
    corrections = (
        Correction(ref="2.1.3", number=145, wrong="三十日", right="二十日"),
        Correction(ref="1.1.2", number=144, issue="第144期", wrong="2020年第54号", right="2020年第55号"),
    )
    assert plain.imprint is not None
    imprint = replace(plain.imprint, revision=2, address=ADDRESS)
    whole = replace(plain, parts=parts, issue=front, corrections=corrections, imprint=imprint)
    return with_boxes(normal_form(whole))
