"""Rows of the desk to the interchange type and back; a pure mapping, it checks and changes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Prefetch

from bulletin import boxes, removing
from bulletin import snapshot as shape
from bulletin.models import Masthead
from editorial.models import Entry, Issue, Part, Section

# Entry fields that stand in the snapshot under the same name, as text ("" is absent), and those that are lists of rows.
_TEXTS = (
    "language",
    "standfirst",
    "editor_note",
    "source_url",
    "source_name",
    "byline",
    "reuse_basis",
    "document_type",
    "body_html",
)
_DATES = ("accessed_on", "signed_on", "published_on")
_CONSULTATION = (
    "opens_on",
    "closes_on",
    "working_days",
    "computed_working_days",
    "previous_closes_on",
    "email",
    "text",
    "basis",
)


@dataclass(frozen=True)
class Assembled:
    """An issue with its rows in order, the snapshot they make (without imprint), and the digest of everything."""

    issue: Issue
    parts: tuple[Part, ...]
    snapshot: shape.Snapshot
    entry_digests: Mapping[int, str]
    part_digests: Mapping[int, str]
    digest: str

    def entries(self) -> tuple[Entry, ...]:
        return tuple(entry for part in self.parts for entry in entries_of(part))


def assemble(issue_id: int) -> Assembled:
    """Read an issue whole, in a constant number of queries. Raises Issue.DoesNotExist."""
    issue = Issue.objects.select_related("masthead__plan").prefetch_related(_outline()).get(pk=issue_id)
    parts = tuple(issue.parts.all())
    snapshot = boxes.with_boxes(
        shape.Snapshot(
            masthead=masthead_of(issue.masthead),
            issue=front_matter_of(issue),
            corrections=_rows(shape.Correction, issue.corrections),
            parts=tuple(part_of(part, place) for place, part in enumerate(parts, start=1)),
        )
    )
    frozen = dict(zip((entry.pk for part in parts for entry in entries_of(part)), snapshot.entries(), strict=True))
    return Assembled(
        issue=issue,
        parts=parts,
        snapshot=snapshot,
        entry_digests={pk: shape.entry_digest(entry) for pk, entry in frozen.items()},
        part_digests={row.pk: shape.part_digest(part) for row, part in zip(parts, snapshot.parts, strict=True)},
        digest=shape.issue_digest(snapshot),
    )


def entries_of(part: Part) -> list[Entry]:
    return [entry for section in part.sections.all() for entry in section.entries.all()]


def masthead_of(row: Masthead) -> shape.Masthead:
    return shape.Masthead(
        code=row.code,
        title=row.title,
        language=row.language,
        publisher=row.publisher or None,
        time_zone=row.time_zone,
        design=row.design,
        logo_digest=row.logo_digest or None,
        notice=row.notice or None,
        embeds_sources=row.embeds_sources or None,
        embeds_snapshot=row.embeds_snapshot or None,
        accent=row.accent or None,
    )


def front_matter_of(row: Issue) -> shape.Issue:
    return shape.Issue(
        number=row.number,
        number_label=row.number_label or None,
        year_number=row.year_number,
        title=row.title or None,
        dated_on=_iso(row.dated_on),
        covers_from_on=_iso(row.covers_from_on),
        covers_to_on=_iso(row.covers_to_on),
        next_dated_on=_iso(row.next_dated_on),
        highlights=tuple(row.highlights),
        boxes=tuple(row.boxes),
    )


def part_of(row: Part, place: int) -> shape.Part:
    sections = tuple(
        section_of(section, f"{place}.{section_place}")
        for section_place, section in enumerate(row.sections.all(), start=1)
    )
    return replace(heading_of(row), sections=sections)


def heading_of(row: Part) -> shape.Part:
    """What a part says of itself, without its sections."""
    return shape.Part(
        code=row.code,
        title=row.title or None,
        covers_from_on=_iso(row.covers_from_on),
        covers_to_on=_iso(row.covers_to_on),
        compiler=row.compiler or None,
        compiled_on=_iso(row.compiled_on),
    )


def section_of(row: Section, place: str) -> shape.Section:
    return shape.Section(
        code=row.code,
        title=row.title or None,
        level=row.level or None,
        entries=tuple(
            entry_of(entry, number=number, ref=entry.ref or f"{place}.{number}")
            for number, entry in enumerate(row.entries.all(), start=1)
        ),
    )


def entry_of(row: Entry, *, number: int | None = None, ref: str | None = None) -> shape.Entry:
    """The entry as it would be frozen; number and ref are its place, which its own digest leaves out.

    Of one that was withdrawn or taken down nothing but its place goes on; its columns keep the text for the desk.
    """
    if row.removal:
        return removing.stub(shape.Entry(kind=row.kind, title=row.title, ref=ref, number=number), _removal(row))
    texts: dict[str, Any] = {name: getattr(row, name) or None for name in _TEXTS}
    dates: dict[str, Any] = {name: _iso(getattr(row, name)) for name in _DATES}
    return shape.Entry(
        ref=ref,
        number=number,
        kind=row.kind,
        title=row.title,
        document_number=_number_of(row),
        authorities=tuple(row.authorities),
        signed_by=tuple(row.signed_by),
        effective=_rows(shape.EffectiveDate, row.effective),
        consultation=_consultation_of(row),
        topics=tuple(row.topics),
        attachments=tuple(
            shape.Attachment(
                title=each.title,
                url=each.url or None,
                digest=each.digest or None,
                type=each.type or None,
                size=each.size,
            )
            for each in (row.attachments.all() if row.pk else ())
        ),
        cites=_rows(shape.Citation, row.cites),
        sources=_rows(shape.Source, row.sources),
        **texts,
        **dates,
    )


def _removal(row: Entry) -> shape.Removal:
    return shape.build(shape.Removal, row.removal)


def columns_of(entry: shape.Entry) -> dict[str, Any]:
    """The inverse of ``entry_of`` but for place and attachments: column values of an Entry row."""
    texts = {name: getattr(entry, name) or "" for name in _TEXTS}
    dates = {name: _date(getattr(entry, name)) for name in _DATES}
    return {
        "kind": entry.kind,
        "title": entry.title,
        "number_typed": entry.document_number.typed if entry.document_number else "",
        "number_canonical": entry.document_number.canonical if entry.document_number else "",
        "authorities": list(entry.authorities),
        "signed_by": list(entry.signed_by),
        "effective": rows_json(entry.effective),
        "topics": list(entry.topics),
        "cites": rows_json(entry.cites),
        "sources": rows_json(entry.sources),
        **_consultation_columns(entry.consultation or shape.Consultation()),
        **texts,
        **dates,
    }


def rows_json(rows: Iterable[Any]) -> list[dict[str, Any]]:
    """Dataclasses as the JSON rows that a column holds, absent values left out."""
    return [{key: value for key, value in shape.to_json(row).items() if value is not None} for row in rows]


def _outline() -> Prefetch[Any]:
    entries = Entry.objects.order_by("position", "pk").prefetch_related("attachments")
    sections = Section.objects.order_by("position", "pk").prefetch_related(Prefetch("entries", queryset=entries))
    parts = Part.objects.order_by("position", "pk").prefetch_related(Prefetch("sections", queryset=sections))
    return Prefetch("parts", queryset=parts)


def _number_of(row: Entry) -> shape.DocumentNumber | None:
    if not row.number_typed:
        return None
    return shape.DocumentNumber(typed=row.number_typed, canonical=row.number_canonical or row.number_typed)


def _consultation_of(row: Entry) -> shape.Consultation | None:
    values = {name: getattr(row, f"consultation_{name}") for name in _CONSULTATION}
    values = {name: _iso(each) if isinstance(each, date) else each for name, each in values.items()}
    present = {name: each for name, each in values.items() if each not in (None, "")}
    return shape.Consultation(**present) if present else None


def _consultation_columns(consultation: shape.Consultation) -> dict[str, Any]:
    columns: dict[str, Any] = {}
    for name in _CONSULTATION:
        value = getattr(consultation, name)
        if name.endswith("_on"):
            value = _date(value)
        elif name in {"email", "text", "basis"}:
            value = value or ""
        columns[f"consultation_{name}"] = value
    return columns


def _rows(kind: Any, rows: Iterable[Mapping[str, Any]]) -> tuple[Any, ...]:
    return tuple(shape.build(kind, row) for row in rows)


def _iso(value: date | str | None) -> str | None:
    return value.isoformat() if isinstance(value, date) else value or None


def _date(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None
