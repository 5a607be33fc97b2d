"""The account of a reading as it is stored with its document: the snapshot, and where each line of the source went."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from bulletin import reading, richtext
from bulletin import snapshot as shape
from editorial.drafting import uploads
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


def own(found: shape.Snapshot, *, files: Sequence[Mapping[str, Any]], source_url: str) -> shape.Snapshot:
    """The snapshot with what came with the document, and with nothing in it that the document cannot vouch for.

    ``files`` are rows of what came with it (name, type, size, digest): any other digest names somebody else's file.
    What no text shows is attached where a text names it, or to the only entry. ``source_url`` is where the document is
    from, and so the address of an entry that it holds alone.
    """
    alone = len(found.entries()) == 1
    shown = set(_PICTURE.findall("".join(entry.body_html or "" for entry in found.entries())))
    loose = {uploads.title_of(each["name"]): each for each in files if each["digest"] not in shown and each["type"]}
    bag = _Bag(frozenset(each["digest"] for each in files), loose, source_url if alone else "", alone)
    parts = tuple(replace(part, sections=tuple(_section(each, bag) for each in part.sections)) for part in found.parts)
    return replace(found, parts=parts, imprint=None)


@dataclass(frozen=True)
class _Bag:
    """What came with a document: all digests, the files that no text shows by title, its address; for one entry?"""

    digests: frozenset[str]
    loose: Mapping[str, Mapping[str, Any]]
    source_url: str
    alone: bool


def _section(section: shape.Section, bag: _Bag) -> shape.Section:
    return replace(section, entries=tuple(_entry(entry, bag) for entry in section.entries))


def _entry(entry: shape.Entry, bag: _Bag) -> shape.Entry:
    body = _PICTURE.sub(lambda found: found[0] if found[1] in bag.digests else "", entry.body_html or "")
    attachments = tuple(_attachment(each, bag) for each in entry.attachments)
    held = {each.digest for each in attachments}
    more = [(title, file) for title, file in bag.loose.items() if bag.alone and file["digest"] not in held]
    return replace(
        entry,
        source_url=entry.source_url or bag.source_url or None,
        body_html=entry.body_html if body == (entry.body_html or "") else richtext.canonical(body) or None,
        attachments=(*attachments, *(_with_file(shape.Attachment(title=title), file) for title, file in more)),
        sources=(),
    )


def _attachment(attachment: shape.Attachment, bag: _Bag) -> shape.Attachment:
    if attachment.digest in bag.digests:
        return attachment
    file = bag.loose.get(uploads.title_of(attachment.title)) or bag.loose.get(attachment.title.strip("《》"))
    bare = replace(attachment, digest=None, type=None, size=None)
    return _with_file(bare, file) if file else bare


def _with_file(attachment: shape.Attachment, file: Mapping[str, Any]) -> shape.Attachment:
    return replace(attachment, digest=file["digest"], type=file["type"], size=file["size"])
