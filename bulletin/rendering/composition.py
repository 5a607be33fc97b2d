"""What the edition's templates are given: plain words and links made of a snapshot, in the order of print.

It reads nothing but the snapshot, and no body gets past it that the sanitiser would not have written.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from django.utils.safestring import SafeString

from bulletin import richtext
from bulletin.refusal import Refused
from bulletin.rendering import facts, reasons
from bulletin.rendering.facts import Fact
from bulletin.rendering.words import Words, words_for
from bulletin.snapshot import Attachment, BackIssue, Entry, Imprint, Part, Section, SignOffLine, Snapshot

TOP = 2  # The masthead's name is the only heading of level 1.


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachmentLine:
    title: str
    href: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryPiece:
    anchor: str
    level: int
    number: str
    title: str
    language: str | None
    byline: tuple[Fact, ...]
    standfirst: str
    editor_note: str
    facts: tuple[tuple[Fact, ...], ...]
    body: SafeString
    attachments: tuple[AttachmentLine, ...]
    signed_by: tuple[str, ...]
    signed_on: str
    signed_on_iso: str
    source_url: str | None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionPiece:
    anchor: str
    level: int
    title: str
    entries: tuple[EntryPiece, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PartPiece:
    anchor: str
    level: int
    title: str
    line: tuple[Fact, ...]
    sections: tuple[SectionPiece, ...]
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StageRows:
    """The sign-offs of one stage: its name once, then who, when and under which number."""

    stage: str
    rows: tuple[tuple[str, str, str], ...]

    @property
    def height(self) -> str:
        return str(len(self.rows))


@dataclass(frozen=True, slots=True, kw_only=True)
class ImprintPiece:
    facts: tuple[Fact, ...]
    stages: tuple[StageRows, ...]
    numbered: bool
    override: str | None
    back_issue: str
    notice: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    language: str
    design: str
    accent: str | None
    words: Words
    title: str
    author: str
    name: str
    issue_title: str
    number: str
    year_number: str
    logo_digest: str | None
    dateline: tuple[Fact, ...]
    extent: str
    highlights: tuple[str, ...]
    boxes: tuple[str, ...]
    corrections: tuple[tuple[str, str, str, str], ...]
    parts: tuple[PartPiece, ...]
    imprint: ImprintPiece | None
    watermark: str


def compose(snapshot: Snapshot, watermark: str | None = None) -> Edition:
    """Everything an edition prints. Raises Refused naming every entry whose body is not in canonical form."""
    bodies = _bodies(snapshot)
    masthead, issue = snapshot.masthead, snapshot.issue
    words = words_for(masthead.language)
    number = issue.number_label or (words.number.format(issue.number) if issue.number is not None else "")
    name = masthead.title or issue.title or ""
    return Edition(
        language=masthead.language or "zh-Hans",
        design=masthead.design or "",
        accent=masthead.accent,
        words=words,
        title=" ".join(filter(None, (name, number))) or words.contents,
        author=masthead.publisher or "",
        name=name,
        issue_title=issue.title if issue.title and issue.title not in (name, f"{name}{number}") else "",
        number=number,
        year_number=words.year_number.format(issue.year_number) if issue.year_number is not None else "",
        logo_digest=masthead.logo_digest,
        dateline=_dateline(snapshot, words),
        extent=_extent(snapshot, words),
        highlights=issue.highlights,
        boxes=tuple(each for each in issue.boxes if isinstance(each, str)),
        corrections=_corrections(snapshot, words),
        parts=tuple(_part(part, place, bodies, words) for place, part in enumerate(snapshot.parts, start=1)),
        imprint=_imprint(snapshot, snapshot.imprint, words) if snapshot.imprint else None,
        watermark=watermark or "",
    )


def _bodies(snapshot: Snapshot) -> dict[int, SafeString]:
    bodies: dict[int, SafeString] = {}
    unclean: list[object] = []
    for entry in snapshot.entries():
        try:
            bodies[id(entry)] = richtext.safe(entry.body_html or "")
        except Refused:
            unclean.append(reasons.unclean_body(entry))
    if unclean:
        raise Refused(unclean)
    return bodies


def _dateline(snapshot: Snapshot, words: Words) -> tuple[Fact, ...]:
    issue = snapshot.issue
    return _facts(
        (words.dated_on, _dated_on(snapshot, words)),
        (words.coverage, words.period(issue.covers_from_on, issue.covers_to_on)),
        (words.publisher, snapshot.masthead.publisher),
    )


def _dated_on(snapshot: Snapshot, words: Words) -> str:
    """The date that the issue bears, marked where it was recorded long after."""
    dated_on = words.date(snapshot.issue.dated_on)
    return words.late.format(dated_on) if dated_on and snapshot.imprint and snapshot.imprint.back_issue else dated_on


def _extent(snapshot: Snapshot, words: Words) -> str:
    kinds = [entry.kind for entry in snapshot.entries()]
    counts = ((words.notices, kinds.count("notice")), (words.articles, kinds.count("article")))
    return words.comma.join(pattern.format(count) for pattern, count in counts if count)


def _corrections(snapshot: Snapshot, words: Words) -> tuple[tuple[str, str, str, str], ...]:
    return tuple(
        (words.correction_of.format(each.ref), each.wrong or "", each.right or "", each.note or "")
        for each in snapshot.corrections
    )


def _part(part: Part, place: int, bodies: dict[int, SafeString], words: Words) -> PartPiece:
    level = TOP + bool(part.title)
    return PartPiece(
        anchor=f"part-{place}",
        level=TOP,
        title=part.title or "",
        line=_facts(
            (words.coverage, words.period(part.covers_from_on, part.covers_to_on)),
            (words.compiler, part.compiler),
            (words.compiled_on, words.date(part.compiled_on)),
        ),
        sections=tuple(
            _section(section, f"{place}.{number}", level, bodies, words)
            for number, section in enumerate(part.sections, start=1)
        ),
    )


def _section(section: Section, place: str, level: int, bodies: dict[int, SafeString], words: Words) -> SectionPiece:
    return SectionPiece(
        anchor=f"section-{place}",
        level=level,
        title=section.title or "",
        entries=tuple(
            _entry(entry, f"{place}.{number}", level + bool(section.title), bodies[id(entry)], words)
            for number, entry in enumerate(section.entries, start=1)
        ),
    )


def _entry(entry: Entry, place: str, level: int, body: SafeString, words: Words) -> EntryPiece:
    return EntryPiece(
        anchor=f"entry-{entry.ref or place}",
        level=level,
        number="" if entry.number is None else str(entry.number),
        title=entry.title,
        language=entry.language,
        byline=_facts(
            (words.source, entry.source_name),
            (words.byline, entry.byline),
            (words.accessed_on, words.date(entry.accessed_on)),
        ),
        standfirst=entry.standfirst or "",
        editor_note=entry.editor_note or "",
        facts=facts.rows(entry, words),
        body=body,
        attachments=tuple(_attachment(each) for each in entry.attachments),
        signed_by=entry.signed_by,
        signed_on=words.date(entry.signed_on),
        signed_on_iso=entry.signed_on or "",
        source_url=richtext.safe_href(entry.source_url or ""),
    )


def _attachment(attachment: Attachment) -> AttachmentLine:
    return AttachmentLine(title=attachment.title, href=richtext.safe_href(attachment.url or ""))


def _imprint(snapshot: Snapshot, imprint: Imprint, words: Words) -> ImprintPiece:
    masthead, issue = snapshot.masthead, snapshot.issue
    number = issue.number_label or (words.number.format(issue.number) if issue.number is not None else "")
    return ImprintPiece(
        facts=_facts(
            (words.name, " ".join(filter(None, (masthead.title, number)))),
            (words.dated_on, _dated_on(snapshot, words)),
            *_entered_late(imprint.back_issue, words),
            (words.publisher, masthead.publisher),
            (words.departments, words.comma.join(imprint.departments)),
            (words.revision, words.revision_number.format(imprint.revision)),
            (words.contact, imprint.contact),
            (words.next_issue, words.date(issue.next_dated_on)),
            (words.audit_head, imprint.audit_head),
        ),
        stages=(*_stages(imprint, words), *_attested(imprint.back_issue, words)),
        numbered=any(line.number for line in imprint.sign_offs),
        override=imprint.override,
        back_issue=words.back_issue if imprint.back_issue else "",
        notice=masthead.notice or "",
    )


def _stages(imprint: Imprint, words: Words) -> tuple[StageRows, ...]:
    return tuple(
        StageRows(
            stage=words.stages.get(stage, stage),
            rows=tuple(dict.fromkeys((_signer(line, words), words.date(line.on), line.number or "") for line in lines)),
        )
        for stage, lines in groupby(imprint.sign_offs, key=lambda line: line.stage)
    )


def _entered_late(found: BackIssue | None, words: Words) -> tuple[tuple[str, str], ...]:
    """Who brought a back issue in, when it was recorded, and the file that it was read from with its digest."""
    if found is None:
        return ()
    file = f"{found.name} SHA-256 {found.original}"
    return (
        (words.brought_in_by, found.brought_in_by),
        (words.recorded_on, words.date(found.recorded_on)),
        (words.original_file, words.original_stands.format(file) if found.pdf else file),
    )


def _attested(found: BackIssue | None, words: Words) -> tuple[StageRows, ...]:
    if found is None:
        return ()
    return (
        StageRows(stage=words.attested, rows=tuple((each.by, words.date(each.on), "") for each in found.attested_by)),
    )


def _signer(line: SignOffLine, words: Words) -> str:
    return line.by + (words.deputy_for.format(line.deputy_for) if line.deputy_for else "")


def _facts(*pairs: tuple[str, str | None]) -> tuple[Fact, ...]:
    return tuple(Fact(label, text) for label, text in pairs if text)
