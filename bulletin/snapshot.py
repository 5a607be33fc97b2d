"""The one interchange type: what intake reads, freeze produces, editions store and renderers consume.

A snapshot is a tree of frozen dataclasses with one canonical JSON form and digests over it.
This module knows nothing of Django, of the desk or of any renderer.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from bulletin.box_lines import Box as Box
from bulletin.box_lines import BoxLine as BoxLine
from bulletin.imprint import AttestedLine as AttestedLine
from bulletin.imprint import BackIssue as BackIssue
from bulletin.imprint import Imprint as Imprint
from bulletin.imprint import SignOffLine as SignOffLine
from bulletin.shaping import SnapshotError as SnapshotError
from bulletin.shaping import build as build
from bulletin.shaping import canonical as canonical
from bulletin.shaping import to_json as to_json

SCHEMA = "bulletin/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Masthead:
    code: str | None = None
    title: str | None = None
    language: str | None = None
    publisher: str | None = None
    time_zone: str | None = None
    design: str | None = None
    logo_digest: str | None = None
    notice: str | None = None
    embeds_sources: bool | None = None
    embeds_snapshot: bool | None = None
    accent: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """Front matter; dates are ISO 8601 calendar dates, as everywhere in a snapshot.

    ``boxes`` are sentences that somebody wrote, and after them what ``bulletin.boxes`` computed at freeze.
    """

    number: int | None = None
    number_label: str | None = None
    year_number: int | None = None
    title: str | None = None
    dated_on: str | None = None
    covers_from_on: str | None = None
    covers_to_on: str | None = None
    next_dated_on: str | None = None
    highlights: tuple[str, ...] = ()
    boxes: tuple[Box | str, ...] = ()

    def written_boxes(self) -> tuple[str, ...]:
        return tuple(each for each in self.boxes if isinstance(each, str))


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What was wrong at ``ref``, and what is right; ``number`` and ``issue`` (as printed) say in which issue.

    A line that bears the number of its own issue makes that edition a corrected one (更正版).
    """

    ref: str
    number: int | None = None
    issue: str | None = None
    wrong: str | None = None
    right: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentNumber:
    """发文字号 as typed, and with brackets 〔〕 and without spaces (GB/T 9704—2012, 7.2.5)."""

    typed: str
    canonical: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EffectiveDate:
    """When a document takes effect; ``rule`` names a date that is only described ("on-publication")."""

    on: str | None = None
    rule: str | None = None
    text: str | None = None
    basis: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Consultation:
    """A period for comments; ``working_days`` as stated, ``computed_working_days`` as counted, both ends included."""

    opens_on: str | None = None
    closes_on: str | None = None
    working_days: int | None = None
    computed_working_days: int | None = None
    previous_closes_on: str | None = None
    email: str | None = None
    text: str | None = None
    basis: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A named annex: linked by ``url``, held in the store under ``digest`` (``size`` in bytes), or only named."""

    title: str
    url: str | None = None
    digest: str | None = None
    type: str | None = None
    size: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A document that the text names; ``target`` is the entry of ours that an editor chose, "masthead/number/ref"."""

    number: str | None = None
    title: str | None = None
    document_type: str | None = None
    relation: str | None = None
    target: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    url: str
    digest: str | None = None
    fetched_at: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Removal:
    """Why nothing of an entry stands at its place any more (本条已撤): ``kind`` is "withdrawn" or "taken-down"."""

    kind: str
    on: str
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A notice or an article at its place; ``ref`` is the place at first release, kept for good.

    One that bears a ``removal`` has nothing else than its place, its kind and a title that says so.
    """

    ref: str | None = None
    number: int | None = None
    kind: str
    language: str | None = None
    title: str
    standfirst: str | None = None
    editor_note: str | None = None
    source_url: str | None = None
    source_name: str | None = None
    byline: str | None = None
    reuse_basis: str | None = None
    accessed_on: str | None = None
    document_type: str | None = None
    document_number: DocumentNumber | None = None
    authorities: tuple[str, ...] = ()
    signed_by: tuple[str, ...] = ()
    signed_on: str | None = None
    published_on: str | None = None
    effective: tuple[EffectiveDate, ...] = ()
    consultation: Consultation | None = None
    topics: tuple[str, ...] = ()
    body_html: str | None = None
    attachments: tuple[Attachment, ...] = ()
    cites: tuple[Citation, ...] = ()
    sources: tuple[Source, ...] = ()
    removal: Removal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    code: str | None = None
    title: str | None = None
    level: str | None = None
    entries: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    code: str | None = None
    title: str | None = None
    covers_from_on: str | None = None
    covers_to_on: str | None = None
    compiler: str | None = None
    compiled_on: str | None = None
    sections: tuple[Section, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    schema: str = SCHEMA
    masthead: Masthead = field(default_factory=Masthead)
    issue: Issue = field(default_factory=Issue)
    corrections: tuple[Correction, ...] = ()
    parts: tuple[Part, ...] = ()
    imprint: Imprint | None = None

    def entries(self) -> tuple[Entry, ...]:
        return tuple(entry for part in self.parts for section in part.sections for entry in section.entries)

    def is_own(self, correction: Correction) -> bool:
        """Whether a line is about this very number, which an earlier revision of it got wrong."""
        return correction.number is not None and correction.number == self.issue.number

    def is_corrected(self) -> bool:
        """更正版: whether it says what an earlier revision of the same number got wrong."""
        return any(map(self.is_own, self.corrections))


def digest(value: Any) -> str:
    """SHA-256 of the canonical form, 64 hexadecimal digits."""
    return hashlib.sha256(canonical(value)).hexdigest()


def entry_digest(entry: Entry) -> str:
    """The digest that an entry's sign-offs name; its place is left out, so moving it disturbs none of them."""
    return digest(replace(entry, ref=None, number=None))


def part_digest(part: Part) -> str:
    return digest(part)


def issue_digest(snapshot: Snapshot) -> str:
    """The digest that final sign-offs name; the imprint, which prints them, is left out."""
    return digest(replace(snapshot, imprint=None))


def snapshot_digest(snapshot: Snapshot) -> str:
    """The digest of an edition's stored bytes, imprint included."""
    return digest(snapshot)


def normal_form(snapshot: Snapshot) -> Snapshot:
    """Entries numbered by their place in the section, refs by place in the issue: how a new issue is frozen."""
    parts = tuple(
        replace(
            part,
            sections=tuple(
                replace(
                    section,
                    entries=tuple(
                        replace(entry, number=place, ref=f"{part_place}.{section_place}.{place}")
                        for place, entry in enumerate(section.entries, start=1)
                    ),
                )
                for section_place, section in enumerate(part.sections, start=1)
            ),
        )
        for part_place, part in enumerate(snapshot.parts, start=1)
    )
    return replace(snapshot, parts=parts)


def from_json(data: Any) -> Snapshot:
    """The snapshot that ``to_json`` or ``canonical`` wrote; unknown keys are ignored (adding a key is free).

    Raises SnapshotError when the schema is not one of ours or a value has the wrong shape.
    """
    if not isinstance(data, Mapping) or data.get("schema") != SCHEMA:
        raise SnapshotError(f"not a snapshot of schema {SCHEMA}")
    return build(Snapshot, data)


def loads(stored: bytes | str) -> Snapshot:
    """The snapshot in stored canonical bytes. Raises SnapshotError."""
    try:
        return from_json(json.loads(stored))
    except ValueError as error:
        raise SnapshotError(str(error)) from error
