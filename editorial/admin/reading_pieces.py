"""The entries of a reading as its page shows them: field by field, each with the passage that was the evidence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from bulletin import richtext
from bulletin import snapshot as shape
from editorial.admin.reading_fields import NEEDED, EntryFields, present
from editorial.admin.reading_lines import FieldLine, Quoted, field_lines, quoted_from
from editorial.admin.reading_sheet import Sheet
from editorial.intake.known import Match, Shelf
from editorial.intake.taking import Found
from editorial.models import Candidate


@dataclass(frozen=True)
class Heading:
    """The part and the section that begin with an entry; the part only where it is a new one."""

    part: shape.Part | None
    section: shape.Section


@dataclass(frozen=True)
class EntryPiece:
    """One entry of the reading with what is known of it; ``candidate`` tells where it is when somebody took it."""

    found: Found
    form: EntryFields
    lines: Sequence[FieldLine]
    missing: Sequence[FieldLine]
    body: SafeString | str
    body_line: FieldLine | None
    warnings: Sequence[tuple[int, str]]
    candidate: Candidate | None
    matches: Sequence[Match]
    heading: Heading | None


def pieces(sheet: Sheet, bound: Mapping[str, EntryFields] | None = None) -> Iterator[EntryPiece]:
    """The entries of one page; ``bound`` holds the forms of those whose fields could not be kept."""
    rows = sheet.document.candidates.select_related("entry__section__part__issue__masthead", "by")
    taken = {row.ref: row for row in rows}
    shelf = Shelf(sheet.document.masthead)
    before = ""
    for found in sheet.page:
        form = (bound or {}).get(found.ref) or EntryFields(found.read, found.entry, prefix=found.ref)
        candidate = taken.get(found.ref)
        matches = () if candidate else shelf.matches(found.entry)
        yield _piece(sheet, found, form, candidate, matches, _heading(sheet, found.path, before))
        before = found.path


def _heading(sheet: Sheet, path: str, before: str) -> Heading | None:
    (part, section), former = _places(path), _places(before)
    if (part, section) == former:
        return None
    found = sheet.snapshot.parts[part]
    return Heading(found if part != former[0] else None, found.sections[section])


def _places(path: str) -> tuple[int, int]:
    """The places of the part and the section of an entry; (-1, -1) before the first."""
    numbers = [int(each) for each in re.findall(r"\d+", path)]
    return (numbers[0], numbers[1]) if numbers else (-1, -1)


def _piece(
    sheet: Sheet,
    found: Found,
    form: EntryFields,
    candidate: Candidate | None,
    matches: Sequence[Match],
    heading: Heading | None,
) -> EntryPiece:
    quoted: dict[str, list[Quoted]] = {}
    for name, each in sheet.passages.get(found.path, ()):
        quoted.setdefault(name, []).append(quoted_from(each, sheet.texts))
    lines = field_lines(form, quoted)
    body = lines.pop("body_html", None)
    there = {*present(found.read), *present(found.entry), *NEEDED}
    return EntryPiece(
        found,
        form,
        [line for name, line in lines.items() if name in there],
        [line for name, line in lines.items() if name not in there],
        richtext.safe(found.read.body_html) if found.read.body_html else "",
        body,
        sheet.warnings(found.ref),
        candidate,
        matches,
        heading,
    )
