"""The account of a reading as it is stored with its document: the snapshot, and where each line of the source went."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass, replace
from typing import Any

from bulletin import reading, richtext
from bulletin import snapshot as shape
from editorial.models import SourceDocument

_PICTURE = re.compile(r'<img[^>]*data-digest="([0-9a-f]{64})"[^>]*>')


@dataclass(frozen=True)
class Passage:
    """Lines of the source that a field was read from; ``words`` where it was only part of a line."""

    path: str
    first: int
    last: int
    basis: str
    words: str = ""


def as_json(found: reading.Reading) -> dict[str, Any]:
    """Everything that a reading says."""
    return {
        "snapshot": shape.to_json(found.snapshot),
        "leftovers": [asdict(each) for each in found.leftovers],
        "warnings": [asdict(each) for each in found.warnings],
        "evidence": [[each.path, each.first, each.last, each.basis, each.words] for each in passages(found.evidence)],
    }


def passages(evidence: Iterable[reading.Evidence]) -> list[Passage]:
    """Evidence by passage: lines that follow one another and are at home in one field are one."""
    found: list[Passage] = []
    home: int | None = None
    for each in evidence:
        if each.basis != reading.HOME:
            found.append(Passage(each.path, each.line, each.line, each.basis, each.text))
        elif home is not None and found[home].path == each.path:
            found[home] = replace(found[home], last=each.line)
        else:
            home = len(found)
            found.append(Passage(each.path, each.line, each.line, each.basis))
    return found


def passages_of(document: SourceDocument) -> list[Passage]:
    return [Passage(*row) for row in document.reading.get("evidence", ())]


def own(found: shape.Snapshot, *, files: Collection[str], source_url: str) -> shape.Snapshot:
    """The snapshot with nothing in it that the document cannot vouch for.

    ``files`` are the digests of what came with it: any other names somebody else's file. ``source_url`` is where the
    document is from, and so the address of an entry that it holds alone.
    """
    alone = source_url if len(found.entries()) == 1 else ""
    parts = tuple(
        replace(part, sections=tuple(_section(section, files, alone) for section in part.sections))
        for part in found.parts
    )
    return replace(found, parts=parts, imprint=None)


def _section(section: shape.Section, files: Collection[str], source_url: str) -> shape.Section:
    return replace(section, entries=tuple(_entry(entry, files, source_url) for entry in section.entries))


def _entry(entry: shape.Entry, files: Collection[str], source_url: str) -> shape.Entry:
    body = _PICTURE.sub(lambda found: found[0] if found[1] in files else "", entry.body_html or "")
    return replace(
        entry,
        source_url=entry.source_url or source_url or None,
        body_html=entry.body_html if body == (entry.body_html or "") else richtext.canonical(body) or None,
        attachments=tuple(_attachment(each, files) for each in entry.attachments),
        sources=(),
    )


def _attachment(attachment: shape.Attachment, files: Collection[str]) -> shape.Attachment:
    if attachment.digest is None or attachment.digest in files:
        return attachment
    return replace(attachment, digest=None, type=None, size=None)
