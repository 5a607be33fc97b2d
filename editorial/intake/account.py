"""The account of a reading as it is stored with its document: the snapshot, and where each line of the source went."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from typing import Any

from bulletin import reading, richtext
from bulletin import snapshot as shape
from editorial.models import SourceDocument


@dataclass(frozen=True)
class Passage:
    """Lines of the source that a field was read from; ``words`` where it was only part of a line."""

    path: str
    first: int
    last: int
    basis: str
    words: str = ""


def as_json(found: reading.Reading) -> dict[str, Any]:
    """Everything a reading says, its bodies in the one form that is stored."""
    return {
        "snapshot": shape.to_json(with_canonical_bodies(found.snapshot)),
        "leftovers": [asdict(each) for each in found.leftovers],
        "warnings": [asdict(each) for each in found.warnings],
        "evidence": [[each.path, each.first, each.last, each.basis, each.words] for each in passages(found.evidence)],
    }


def passages(evidence: Iterable[reading.Evidence]) -> list[Passage]:
    """Evidence by passage: lines that follow one another and are at home in one field are one."""
    found: list[Passage] = []
    for each in evidence:
        is_home = each.basis == reading.HOME
        last = found[-1] if found else None
        if is_home and last and last.basis == reading.HOME and last.path == each.path:
            found[-1] = replace(last, last=each.line)
        else:
            found.append(Passage(each.path, each.line, each.line, each.basis, "" if is_home else each.text))
    return found


def passages_of(document: SourceDocument) -> list[Passage]:
    return [Passage(*row) for row in document.reading.get("evidence", ())]


def with_canonical_bodies(found: shape.Snapshot) -> shape.Snapshot:
    """The snapshot with every body as the sanitiser writes it, whatever the document brought along."""
    parts = tuple(replace(part, sections=tuple(_section(section) for section in part.sections)) for part in found.parts)
    return replace(found, parts=parts)


def _section(section: shape.Section) -> shape.Section:
    return replace(section, entries=tuple(_entry(entry) for entry in section.entries))


def _entry(entry: shape.Entry) -> shape.Entry:
    return replace(entry, body_html=richtext.canonical(entry.body_html) or None) if entry.body_html else entry
