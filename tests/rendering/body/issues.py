"""Whole issues of such bodies: a mixed one, an English one, and long ones of random length."""

from __future__ import annotations

import random
from html import escape

from bulletin.richtext import canonical
from bulletin.snapshot import Attachment, Consultation, DocumentNumber, Entry, Removal, Snapshot
from tests.rendering.body.builders import (
    ENGLISH,
    LONG_ADDRESS,
    SUBJECTS,
    clauses,
    english,
    figure,
    full_facts,
    issue,
    lists,
    notes,
    notice,
    picture,
    prose_table,
    register_table,
    spanned_table,
    table,
    wide_table,
)
from tests.rendering.builders import SENTENCES, paragraphs


def mixed(design: str = "classic") -> Snapshot:
    """A Chinese issue with wide and long tables, pictures, notes, quotations, lists and an English entry."""
    signature = {"signed_by": ("国家药品监督管理局",), "signed_on": "2026-11-02"}
    return issue(
        notice(
            "国家药监局 国家知识产权局关于变更管理有关事项的公告",
            f'<p class="addressee">各省药品监督管理局：</p>{clauses()}<p class="closing">特此公告。</p>',
            **full_facts(),
        ),
        notice("关于一项事实的通知", paragraphs(1), document_type="通知", source_url="#"),
        notice(
            "多地公布受理情况",
            f"{paragraphs(1)}{register_table(30)}{paragraphs(2, 1)}{wide_table()}"
            f"{paragraphs(1, 3)}{spanned_table()}{notes()}",
            kind="article",
            source_name="示例日报",
            byline="林远",
            standfirst="过去一年，各地受理的件数明显增加。",
            editor_note="数据截至上年末。",
        ),
        notice(
            "图说审评流程",
            f"{paragraphs(1, 2)}{figure(picture(1600, 700), '流程图', '图1 审评流程示意')}{paragraphs(2, 4)}"
            f"{figure(picture(120, 80), '图标')}{figure(picture(500, 2600), '路线图', '图2 申报路线')}"
            f"{paragraphs(1, 5)}",
            **signature,
        ),
        notice("清单与引文", f"{lists()}{prose_table()}", **signature),
        notice(
            "EMA opens a consultation on variations",
            english_body(),
            language="en",
            source_name="EMA",
            document_type="Notice",
        ),
        notice("本条已撤", "", removal=Removal(kind="withdrawn", on="2026-11-21", reason="发布机关已经替换原文。")),
        design=design,
    )


def english_body() -> str:
    return canonical(
        f"{english(2)}<h4>What changes for applicants</h4>{english(2, 1)}"
        f"<h5>Timetable</h5><p>1. {ENGLISH[2]}</p><p>2. {ENGLISH[0]}</p><p>(a) {ENGLISH[4]}</p><p>(b) {ENGLISH[1]}</p>"
        f"<h6>Who may answer</h6><ul><li>{ENGLISH[0]}</li>"
        f"<li>{ENGLISH[1]}<ul><li>{ENGLISH[4]}</li></ul></li></ul><blockquote><p>{ENGLISH[3]}</p></blockquote>"
        f"<p>See {escape(LONG_ADDRESS)} for the documents.</p><p>Note: figures are provisional.</p>{english(2, 2)}"
    )


def english_issue(design: str = "classic") -> Snapshot:
    head = ("Procedure", "Received", "Finished", "Share", "Remarks")
    rows = [
        (
            f"Type {each} variation",
            f"{each * 1203:,}",
            f"{each * 1100:,}",
            f"{each * 1.5:.1f} %",
            "Excluding withdrawn applications and those under a stop of the clock.",
        )
        for each in range(1, 9)
    ]
    return issue(
        notice(
            "EMA opens a consultation on variations",
            english_body(),
            document_type="Notice",
            document_number=DocumentNumber(typed="EMA/CHMP/12345/2026", canonical="EMA/CHMP/12345/2026"),
            authorities=("European Medicines Agency",),
            signed_on="2026-11-02",
            signed_by=("European Medicines Agency",),
            consultation=Consultation(
                opens_on="2026-11-02",
                closes_on="2026-12-04",
                computed_working_days=25,
                email="consultation@example.org",
            ),
            source_url=LONG_ADDRESS,
            attachments=(Attachment(title="Draft guideline", url="https://www.example.org/a.pdf"),),
        ),
        notice(
            "Figures of the third quarter",
            f"{english(1)}{table(head, rows, 'Table 1. Variations received and finished')}{english(2, 1)}",
            document_type="Report",
        ),
        notice("国家药监局关于变更管理的公告", f"{paragraphs(2)}{clauses()}", language="zh-Hans"),
        language="en",
        design=design,
    )


def random_issue(seed: int, entries: int = 120, design: str = "classic") -> Snapshot:
    """Entries of random length with headings of every sort, to see where pages break."""
    chance = random.Random(seed)
    return issue(*(_random_entry(chance, at) for at in range(1, entries + 1)), design=design)


def _random_entry(chance: random.Random, at: int) -> Entry:
    kinds = chance.choices(("text", "h4", "clause", "h5"), [6, 1, 2, 1], k=chance.randint(1, 7))
    body = "".join(_random_block(chance, kind) for kind in kinds)
    signed = {"signed_by": ("国家药品监督管理局",), "signed_on": "2026-11-02"} if chance.random() < 0.6 else {}
    return notice(f"关于第{at}项{chance.choice(SUBJECTS)}有关事项的通知", body, document_type="通知", **signed)


def _random_block(chance: random.Random, kind: str) -> str:
    subject, sentence = chance.choice(SUBJECTS), chance.choice(SENTENCES)
    if kind == "text":
        return f"<p>{''.join(chance.choices(SENTENCES, k=chance.randint(1, 5)))}</p>"
    if kind == "clause":
        return f"<p>{chance.choice('一二三四')}、{subject}</p><p>{sentence}</p>"
    return f"<{kind}>{subject}的要求</{kind}><p>{sentence}</p>"
