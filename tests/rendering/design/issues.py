"""Issues of every shape that a design must hold: corrected, with one entry, in English, with hundreds of entries."""

from __future__ import annotations

from dataclasses import replace
from html import escape

from bulletin import boxes, removing
from bulletin.richtext import canonical
from bulletin.snapshot import (
    Consultation,
    Correction,
    DocumentNumber,
    EffectiveDate,
    Entry,
    Imprint,
    Issue,
    Masthead,
    Part,
    Removal,
    Section,
    SignOffLine,
    Snapshot,
    normal_form,
)
from tests.rendering import builders

ADDRESS = "https://bulletin.example.org/tech-weekly/145/"
GONE = Removal(kind="withdrawn", on="2021-01-20", reason="发文机关已以新通告替代。")
DESIGNS = ("classic", "digest")
LONG_ADDRESS = (
    "https://www.example.org/regulatory/consultations/2026/notices/guideline-on-variations.html"
    "?department=quality&section=annex-2&document=EMA/CHMP/12345/2026"
)

ENGLISH = (
    "The agency has published a draft framework for comparability studies and invites comments from manufacturers.",
    "Applications that were received before the date of publication continue under the rules that applied to them.",
    "Whoever relies on data from abroad shall explain why the populations are comparable and state the limitations.",
    "The office publishes its counts every month; the tables can be downloaded without registration.",
    "Comments may be sent by mail or through the electronic docket, and the reference number should be given in both.",
    "Where a deadline falls on a public holiday, the period ends with the next working day at the close of business.",
)


def usual(design: str | None = None, accent: str | None = None) -> Snapshot:
    """The weekly issue with its boxes, an address to find it at, and a correction of an earlier number."""
    issue = builders.weekly()
    earlier = Correction(ref="2.1.3", number=144, issue="第144期", wrong="2020年第54号", right="2020年第55号")
    imprint = replace(builders.imprint(), address=ADDRESS, audit_head="审计链第1024条")
    issue = replace(issue, corrections=(replace(earlier, note="上期刊印有误。"),), imprint=imprint)
    issue = replace(issue, parts=_with_days(issue.parts))
    return boxes.with_boxes(designed(issue, design, accent))


def designed(snapshot: Snapshot, design: str | None, accent: str | None = None) -> Snapshot:
    return replace(snapshot, masthead=replace(snapshot.masthead, design=design, accent=accent))


def _with_days(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """Two deadlines more, one of them worked out, and a notice that comes into force within the week."""
    section = parts[1].sections[0]
    entries = list(section.entries)
    period = Consultation(closes_on="2021-01-29", computed_working_days=15, basis="computed")
    entries[2] = replace(entries[2], consultation=period)
    entries[4] = replace(entries[4], consultation=replace(period, closes_on="2021-01-15", computed_working_days=10))
    entries[5] = replace(entries[5], effective=(EffectiveDate(on="2021-01-20", basis="computed"),))
    return (parts[0], replace(parts[1], sections=(replace(section, entries=tuple(entries)),)))


def corrected(design: str | None = None, accent: str | None = None) -> Snapshot:
    """更正版: the second revision of number 145, which says what the first got wrong."""
    issue = usual(design, accent)
    own = Correction(ref="1.1.1", number=145, issue="第145期", wrong="2021年3月1日起施行", right="2021年2月1日起施行")
    own = replace(own, note="施行日期误植，特此更正。")
    imprint = replace(issue.imprint or Imprint(revision=1), revision=2, occasion="correction")
    return replace(issue, corrections=(own, *issue.corrections), imprint=imprint)


def with_one_removed(design: str | None = None, language: str = "zh-Hans") -> Snapshot:
    issue = removing.without(usual(design), "2.1.2", GONE)
    return replace(issue, masthead=replace(issue.masthead, language=language))


def lone(design: str | None = None) -> Snapshot:
    """One entry, and everything else that an issue has."""
    issue = builders.weekly(guidelines=1)
    part = issue.parts[1]
    entries = (builders.guideline(3),)
    alone = replace(part, sections=(replace(part.sections[0], entries=entries),))
    imprint = replace(builders.imprint(), address=ADDRESS)
    issue = replace(issue, parts=(alone,), corrections=(), imprint=imprint)
    issue = replace(issue, issue=replace(issue.issue, highlights=issue.issue.highlights[1:2]))
    return boxes.with_boxes(designed(normal_form(issue), design))


def large(design: str | None = None, entries: int = 400) -> Snapshot:
    """So many entries in two parts of several sections."""
    many = [builders.guideline(each) for each in range(entries)]
    titles = ("国家级", "地方级", "行业", "资讯")
    quarter = -(-entries // len(titles))
    sections = tuple(
        Section(title=title, entries=tuple(many[place * quarter : (place + 1) * quarter]))
        for place, title in enumerate(titles)
    )
    first, second = builders.weekly(guidelines=1).parts
    parts = (replace(first, sections=sections[:2]), replace(second, sections=sections[2:]))
    issue = replace(usual(design), parts=parts, corrections=())
    return boxes.with_boxes(normal_form(issue))


def english(design: str | None = None) -> Snapshot:
    """An issue whose masthead speaks English."""
    notices = tuple(_english_notice(place) for place in range(6))
    first = Part(
        title="Medicines",
        covers_from_on="2021-01-04",
        covers_to_on="2021-01-15",
        compiler="Regulatory Affairs",
        compiled_on="2021-01-15",
        sections=(Section(title="Agencies", entries=notices), Section(title="States")),
    )
    second = replace(first, title="Patents", sections=(Section(title="News", entries=(_english_article(),)),))
    issue = Issue(
        number=145,
        year_number=2,
        dated_on="2021-01-15",
        covers_from_on="2021-01-04",
        covers_to_on="2021-01-15",
        next_dated_on="2021-01-22",
        highlights=("Six drafts on comparability are open for comment; the first closes on 15 January.",),
    )
    masthead = Masthead(title="Regulatory Weekly", language="en", publisher="Example Sciences Ltd.", design=design)
    lines = (
        SignOffLine(stage="first", by="Ann Archer", on="2021-01-13"),
        SignOffLine(stage="final", by="Ben Brook", on="2021-01-15", deputy_for="Carol Dean"),
    )
    imprint = Imprint(
        revision=1, address=ADDRESS, departments=("Regulatory Affairs",), sign_offs=lines, contact="editor@example.org"
    )
    return boxes.with_boxes(
        normal_form(Snapshot(masthead=masthead, issue=issue, parts=(first, second), imprint=imprint))
    )


def addressed(design: str | None = None) -> Snapshot:
    """An English entry whose text says a long address that no hyphen may enter."""
    address = escape(LONG_ADDRESS)
    links = (f"{'Long ' * place}see <a href='{address}'>{address}</a>." for place in range(8))
    said = "".join(f"<p>{each}</p>" for each in links)
    entry = replace(_english_article(), body_html=canonical(said))
    first = english(design)
    part = replace(first.parts[0], sections=(Section(entries=(entry,)),))
    return normal_form(replace(first, parts=(part,)))


def english_paragraphs(count: int, seed: int = 0) -> str:
    return "".join(
        f"<p>{' '.join(ENGLISH[(seed + each * 2 + more) % 6] for more in range(4))}</p>" for each in range(count)
    )


def _english_notice(place: int) -> Entry:
    number = f"FDA-2020-D-{1130 + place}"
    return Entry(
        kind="notice",
        title=f"Draft guidance for industry on comparability of biological products, part {place + 1}",
        source_url=f"https://www.example.org/notices/{place}.html",
        document_type="Guidance",
        document_number=DocumentNumber(typed=number, canonical=number),
        authorities=("Food and Drug Administration",),
        signed_on="2021-01-05",
        published_on="2021-01-06",
        consultation=Consultation(opens_on="2021-01-06", closes_on=f"2021-01-{15 + place // 2 * 3}", working_days=8),
        body_html=english_paragraphs(2, place),
    )


def _english_article() -> Entry:
    return Entry(
        kind="article",
        title="Patent offices agree on a common form for priority documents",
        source_name="Example Gazette",
        byline="Dora Ellis",
        source_url="https://news.example.org/2021/priority",
        accessed_on="2021-01-08",
        standfirst="Three offices will take each other’s certified copies from the spring.",
        body_html=f"{english_paragraphs(3, 1)}<h4>What changes</h4>{english_paragraphs(3, 2)}",
    )
