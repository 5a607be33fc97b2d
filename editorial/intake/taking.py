"""The entries of a reading as somebody would take them: each with its key, with the corrections laid over it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from bulletin import reading
from bulletin import snapshot as shape
from bulletin.refusal import Refused, require
from editorial.drafting import history
from editorial.intake import account, fitting, wording
from editorial.models import Candidate, SourceDocument

NOT_READ = _("This document was not read yet.")
ACCEPTED = _("This document was accepted already, as %(issue)s.")
NOTHING = _("Choose at least one entry.")
NO_SUCH = _("An entry that was chosen is not in this reading. Look at it again.")
TAKEN = _("“%(title)s” was taken already.")


@dataclass(frozen=True)
class Found:
    """An entry of a reading: its key, its path in the snapshot, what was read, and that with the corrections."""

    ref: str
    path: str
    read: shape.Entry
    entry: shape.Entry


def snapshot_of(document: SourceDocument) -> shape.Snapshot:
    """What a document was read as, its entries numbered by their places. Raises Refused when it could not be read."""
    if document.state == SourceDocument.State.FAILED:
        raise Refused([wording.told(document.failure)])
    require((document.state == SourceDocument.State.READY, NOT_READ))
    return shape.normal_form(shape.from_json(document.reading["snapshot"]))


def found_in(document: SourceDocument) -> tuple[Found, ...]:
    """Every entry of the reading, in its order."""
    return tuple(_found(document, snapshot_of(document)))


def corrected(document: SourceDocument, *, leaving: Iterable[str] = ()) -> shape.Snapshot:
    """The reading with the corrections, without the entries whose keys ``leaving`` names."""
    whole, left = snapshot_of(document), frozenset(leaving)
    entries = iter(_found(document, whole))
    parts = []
    for part in whole.parts:
        sections = []
        for section in part.sections:
            here = [next(entries) for _entry in section.entries]
            sections.append(replace(section, entries=tuple(each.entry for each in here if each.ref not in left)))
        parts.append(replace(part, sections=tuple(sections)))
    return shape.normal_form(replace(whole, parts=tuple(parts)))


def chosen(document: SourceDocument, refs: Iterable[str]) -> list[Found]:
    """The entries that somebody chose, in the order of the reading. Raises Refused with every reason."""
    wanted = frozenset(refs)
    found = [each for each in found_in(document) if each.ref in wanted]
    taken = Candidate.objects.filter(document=document, ref__in=wanted).values_list("title", flat=True)
    require(
        (document.issue_id is None, ACCEPTED % {"issue": document.issue}),
        (bool(wanted), NOTHING),
        (len(found) == len(wanted), NO_SUCH),
        *((False, TAKEN % {"title": title}) for title in taken),
        *((False, sentence) for each in found for sentence in fitting.of_entry(each.entry)),
    )
    return found


def claim(document: SourceDocument, *, seen_version: int | None, **columns: Any) -> None:
    """Inside the caller's attempt: whoever comes second, or saw another reading, is told so. Raises Refused."""
    seen = document.version if seen_version is None else seen_version
    rows = SourceDocument.objects.filter(pk=document.pk, version=seen, issue=None)
    if rows.update(version=F("version") + 1, **columns):
        return
    present = SourceDocument.objects.select_related("issue__masthead").get(pk=document.pk)
    raise Refused([ACCEPTED % {"issue": present.issue} if present.issue else history.STALE])


def with_fixes(entry: shape.Entry, fixes: Mapping[str, Any]) -> shape.Entry:
    """An entry with some of its fields replaced by JSON values, None leaving one out. Raises SnapshotError."""
    return shape.build(shape.Entry, shape.to_json(entry) | dict(fixes))


def _found(document: SourceDocument, whole: shape.Snapshot) -> Iterator[Found]:
    lines = _title_lines(document)
    used: set[str] = set()
    for path, entry in _paths(whole):
        line = lines.get(f"{path}.title")
        ref = str(line) if line and str(line) not in used else str(entry.ref)
        used.add(ref)
        fixes = document.corrections.get(ref)
        yield Found(ref, path, entry, with_fixes(entry, fixes) if fixes else entry)


def _title_lines(document: SourceDocument) -> dict[str, int]:
    """The first line at home in each title: what an entry is known by, however its neighbours are divided."""
    found: dict[str, int] = {}
    for each in account.passages_of(document):
        if each.basis == reading.HOME and each.path.endswith("].title"):
            found.setdefault(each.path, each.first)
    return found


def _paths(whole: shape.Snapshot) -> Iterator[tuple[str, shape.Entry]]:
    for part_place, part in enumerate(whole.parts):
        for section_place, section in enumerate(part.sections):
            for place, entry in enumerate(section.entries):
                yield f"parts[{part_place}].sections[{section_place}].entries[{place}]", entry
