"""What the edition's templates are given: plain words and links made of a snapshot, in the order of print.

It reads nothing but the snapshot, and no body gets past it that the sanitiser would not have written.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.safestring import SafeString

from bulletin import richtext
from bulletin.refusal import Refused
from bulletin.rendering import colophon, facts, fitting, front, reasons
from bulletin.rendering.facts import Fact, labelled
from bulletin.rendering.pieces import AttachmentLine as AttachmentLine
from bulletin.rendering.pieces import Edition as Edition
from bulletin.rendering.pieces import EntryPiece as EntryPiece
from bulletin.rendering.pieces import PartPiece as PartPiece
from bulletin.rendering.pieces import SectionPiece as SectionPiece
from bulletin.rendering.words import Words, words_for
from bulletin.snapshot import Attachment, Entry, Part, Section, Snapshot

TOP = 2  # The masthead's name is the only heading of level 1.
BRIEF = 2  # With so few entries a page of its own for every part would be nearly empty.


def compose(snapshot: Snapshot, watermark: str | None = None) -> Edition:
    """Everything an edition prints. Raises Refused naming every entry whose body is not in canonical form."""
    bodies = _bodies(snapshot)
    masthead, issue = snapshot.masthead, snapshot.issue
    words = words_for(masthead.language)
    number, name = words.issue_number(issue.number_label, issue.number), front.name(snapshot)
    parts = tuple(_part(part, place, bodies, words) for place, part in enumerate(snapshot.parts, start=1))
    corrected_edition = words.corrected_edition if snapshot.is_corrected() else ""
    return Edition(
        language=masthead.language or "zh-Hans",
        design=masthead.design or "",
        accent=masthead.accent,
        words=words,
        title=" ".join(filter(None, (name, number, corrected_edition))) or words.contents,
        author=masthead.publisher or "",
        name=name,
        issue_title=issue.title if issue.title and issue.title not in (name, f"{name}{number}") else "",
        number=number,
        year_number=words.year_number.format(issue.year_number) if issue.year_number is not None else "",
        logo_digest=masthead.logo_digest,
        dateline=front.dateline(snapshot, words),
        windows=_windows(snapshot.parts, words),
        extent=_extent(snapshot.entries(), words),
        highlights=issue.highlights,
        boxes=issue.written_boxes(),
        computed_boxes=front.boxes(snapshot, words),
        documents=front.documents(snapshot, words),
        corrected_edition=corrected_edition,
        corrected=front.corrected(snapshot, words),
        corrections=front.corrections(snapshot),
        parts=parts,
        whole_contents=fitting.on_one_page(parts, masthead.design or ""),
        imprint=colophon.composed(snapshot, snapshot.imprint, number, words) if snapshot.imprint else None,
        watermark=watermark or "",
        brief=len(snapshot.entries()) <= BRIEF,
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


def _windows(parts: Sequence[Part], words: Words) -> tuple[Fact, ...]:
    """What each part covers, where parts have names to tell them apart."""
    periods = ((part.title, words.period(part.covers_from_on, part.covers_to_on)) for part in parts)
    return labelled(*((title, period) for title, period in periods if title))


def _extent(entries: Sequence[Entry], words: Words) -> str:
    kinds = [entry.kind for entry in entries if entry.removal is None]
    counts = ((words.notices, kinds.count("notice")), (words.articles, kinds.count("article")))
    return words.comma.join(pattern.format(count) for pattern, count in counts if count)


def _part(part: Part, place: int, bodies: dict[int, SafeString], words: Words) -> PartPiece:
    level = TOP + bool(part.title)
    return PartPiece(
        anchor=f"part-{place}",
        level=TOP,
        title=part.title or "",
        line=facts.of_part(part, words),
        sections=tuple(
            _section(section, f"{place}.{number}", level, bodies, words)
            for number, section in enumerate(part.sections, start=1)
        ),
        covers=words.period(part.covers_from_on, part.covers_to_on),
        extent=_extent([entry for section in part.sections for entry in section.entries], words),
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
    number = "" if entry.number is None else str(entry.number)
    anchor = f"entry-{entry.ref or place}"
    if entry.removal is not None:
        told = facts.removal(entry.removal, words)
        return EntryPiece(anchor=anchor, level=level, number=number, title=words.removed, language=None, removed=told)
    return EntryPiece(
        anchor=anchor,
        level=level,
        number=number,
        title=entry.title,
        language=entry.language,
        byline=labelled(
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
