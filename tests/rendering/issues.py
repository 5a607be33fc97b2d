"""Issues that hold every construct an edition may print, in both designs and languages; sentences are our own."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

from PIL import Image

from bulletin import store
from bulletin.boxes import with_boxes
from bulletin.richtext import canonical
from bulletin.snapshot import Correction, Entry, Removal, Snapshot, Source, normal_form
from bulletin.store import Store
from tests.rendering import builders

DESIGNS = ("classic", "digest")
SAVED = "<!doctype html><title>通告</title><p>原文。</p>".encode()


def picture(width: int = 120, height: int = 80, colour: str = "firebrick") -> bytes:
    found = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(found, "PNG")
    return found.getvalue()


def spanning_table(rows: int = 6) -> str:
    body = "".join(f"<tr><th>第{row}行</th><td>{row * 7}</td><td></td></tr>" for row in range(1, rows + 1))
    return (
        "<table><caption>表一</caption><tr><th rowspan=2>项目</th><th colspan=2>数量</th></tr>"
        f"<tr><th>甲</th><th>乙</th></tr>{body}<tr><td colspan=2>合计</td><td>{rows}</td></tr></table>"
    )


def wide_table(columns: int = 12) -> str:
    head = "".join(f"<th>第{each}项检测指标</th>" for each in range(columns))
    row = "".join(f"<td>{each * 3}.5 毫克每升</td>" for each in range(columns))
    return f"<table><tr>{head}</tr><tr>{row}</tr><tr>{row}</tr></table>"


def body(picture_digest: str, rows: int = 6) -> str:
    """Headings, links with emphasis, lists in lists, tables, a picture, quotations, notes."""
    return canonical(
        "<h4>一、总则</h4><p>办理见<a href='https://www.example.org/x'>办事<strong>指南</strong><em>新版</em></a>，"
        "面积 20 m<sup>2</sup>，注<sup>1</sup>。</p>"
        "<ol start='3'><li><p>第一项</p><ul><li><p>其中</p></li></ul></li><li><p>第二项</p></li></ol>"
        f"{spanning_table(rows)}<figure><img alt='一张红色的图' data-digest='{picture_digest}'>"
        "<figcaption>图一</figcaption></figure><blockquote><p>“引文一段。”</p></blockquote>"
        f"<h5>（一）小标题</h5><p>1. 条款。</p>{wide_table()}<p>注1：数据截至上年末。</p>"
    )


def everything(design: str = "classic", rows: int = 6, **masthead: Any) -> Snapshot:
    """What one issue can hold at all; its picture and its saved copy are put into the store."""
    held = store.released()
    digest = held.put(picture())
    entries = (
        builders.entry(title="一切俱全的通知", body_html=body(digest, rows), sources=(_saved(held),)),
        builders.table_article(),
        english(),
        Entry(
            kind="notice", title="本条已撤", removal=Removal(kind="withdrawn", on="2021-01-16", reason="机关已更正。")
        ),
    )
    plain = builders.weekly(guidelines=1)
    first, second = plain.parts
    first = replace(first, sections=(first.sections[0], replace(first.sections[1], entries=entries)))
    look: dict[str, Any] = {"design": design, "logo_digest": digest, "accent": "#7a1f2b", "embeds_sources": True}
    whole = normal_form(
        replace(
            plain,
            masthead=replace(plain.masthead, **{**look, "embeds_snapshot": True, **masthead}),
            issue=replace(plain.issue, boxes=("下期休刊一次。",)),
            corrections=(*plain.corrections, Correction(ref="1.1.1", number=145, wrong="三日", right="五日")),
            parts=(first, second),
            imprint=replace(builders.imprint(), address="https://weekly.example.org/tech-weekly/145/"),
        )
    )
    return with_boxes(whole)


def small(design: str = "classic") -> Snapshot:
    """One entry with every construct of a body, a saved copy and the snapshot inside: a few pages."""
    held = store.released()
    entry = {"body_html": body(held.put(picture())), "sources": (_saved(held),)}
    plain = builders.single(title="一切俱全的通知", **entry)
    masthead = replace(plain.masthead, design=design, embeds_sources=True, embeds_snapshot=True)
    imprint = replace(builders.imprint(), address="https://weekly.example.org/tech-weekly/145/")
    return replace(plain, masthead=masthead, imprint=imprint)


def english() -> Entry:
    return Entry(
        kind="article",
        language="en",
        title="Guideline on variations",
        body_html=canonical("<p>Plain words with <a href='https://www.example.org/en'>a link</a> in them.</p>"),
    )


def _saved(held: Store) -> Source:
    return Source(url="https://example.org/1", digest=held.put(SAVED), fetched_at="2026-11-20T08:00:00+00:00")
