"""The lines of fields in a reading: control, words, and the passages that were the evidence for them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.forms import BoundField

from bulletin import reading
from bulletin import snapshot as shape
from editorial.admin.reading_fields import CONTROLS, NEEDED, EntryFields, present
from editorial.intake.account import Passage
from editorial.models import Entry
from editorial.review import field_names

MOST_WORDS = 80
AROUND = 16
# A field that was not found is offered, by kind of entry; what else is missing is written where the entry is edited.
OFFERED: dict[str, tuple[str, ...]] = {
    Entry.Kind.NOTICE: ("document_type", "document_number", "authorities", "signed_by", "signed_on", "published_on"),
    Entry.Kind.ARTICLE: ("byline", "source_name", "published_on"),
}
ALWAYS = ("effective", "consultation", "source_url")


@dataclass(frozen=True)
class Quoted:
    """A passage that was the evidence: its lines, and the words within the first of them."""

    first: int
    last: int
    basis: str
    before: str
    words: str
    after: str


@dataclass(frozen=True)
class FieldLine:
    """One field: its name, its controls and its words, where from, and what it was before a correction."""

    name: str
    label: Any
    controls: Sequence[BoundField]
    words: Sequence[str]
    quoted: Sequence[Quoted]
    basis: str
    is_taken: bool
    is_needed: bool
    was: str

    @property
    def errors(self) -> list[str]:
        return [str(error) for control in self.controls for error in control.errors]


def field_lines(form: EntryFields, quoted: Mapping[str, Sequence[Quoted]]) -> dict[str, FieldLine]:
    """A line for each field that was read, and for each that somebody may have missed."""
    names = [name for name in field_names.ENTRY_FIELDS if name in present(form.read) or name in NEEDED]
    offered = (*OFFERED.get(form.entry.kind, ()), *ALWAYS)
    names += [name for name in offered if name not in names]
    return {name: _line(name, form, quoted.get(name, ())) for name in names}


def _line(name: str, form: EntryFields, quoted: Sequence[Quoted]) -> FieldLine:
    read, entry = getattr(form.read, name), getattr(form.entry, name)
    controls = [form[each] for each in CONTROLS.get(name, ())] if form.offers(name) else []
    is_there = name in present(form.read)
    return FieldLine(
        name,
        field_names.entry_field(name),
        controls,
        words_of(name, entry if entry not in (None, ()) else read),
        quoted,
        _basis(read, entry, quoted),
        not is_there or name in form.taken(),
        name in NEEDED or not is_there,
        " ".join(words_of(name, read)) if read != entry and entry not in (None, ()) else "",
    )


def words_of(name: str, value: Any) -> list[str]:
    """A value as lines of text."""
    if value in (None, ()):
        return []
    if isinstance(value, tuple):
        return [each if isinstance(each, str) else field_names.row_words(name, shape.to_json(each)) for each in value]
    if isinstance(value, shape.DocumentNumber):
        return [value.typed]
    return [value] if isinstance(value, str) else [field_names.row_words(name, shape.to_json(value))]


def _basis(read: Any, entry: Any, quoted: Sequence[Quoted]) -> str:
    """How a value was come by: changed by hand, computed, or as stated."""
    if read != entry and entry not in (None, ()):
        return "changed"
    rows = read if isinstance(read, tuple) else (read,)
    bases = {getattr(each, "basis", None) for each in rows} | {each.basis for each in quoted}
    if reading.COMPUTED in bases:
        return reading.COMPUTED
    return "stated" if read not in (None, ()) and (quoted or "stated" in bases) else ""


def quoted_from(passage: Passage, texts: Sequence[str]) -> Quoted:
    text = texts[passage.first - 1].strip() if 0 < passage.first <= len(texts) else passage.words
    before, words, after = text.partition(passage.words) if passage.words else ("", text, "")
    if not words:
        before, words, after = "", passage.words or text, ""
    cut = words if len(words) <= MOST_WORDS else f"{words[:MOST_WORDS]}…"
    return Quoted(passage.first, passage.last, passage.basis, _tail(before), cut, _head(after))


def _tail(text: str) -> str:
    return text if len(text) <= AROUND else f"…{text[-AROUND:]}"


def _head(text: str) -> str:
    return text if len(text) <= AROUND else f"{text[:AROUND]}…"
