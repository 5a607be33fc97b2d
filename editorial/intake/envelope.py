"""From bytes to a reading: extracted in a limited child, read, bodies put in canonical form; stores nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from bulletin import reading, richtext
from bulletin import snapshot as shape
from bulletin.reading.vocabulary import DEFAULT, Vocabulary
from bulletin.reading.workdays import Workdays
from bulletin.refusal import require
from editorial.intake import extract as extracting
from editorial.intake.extract import Extract, extract
from editorial.intake.formats import plain, sentences
from editorial.intake.formats.found import Unreadable

LARGEST = plain.LARGEST
EMPTY = _(sentences.EMPTY)
TOO_LARGE = _(sentences.TOO_LARGE)
NO_TEXT = _(sentences.NO_TEXT)
UNKNOWN_ENCODING = _(sentences.UNKNOWN_ENCODING)
NO_ENTRY = _(sentences.NO_ENTRY)


def read(
    data: bytes,
    name: str = "",
    *,
    vocabulary: Vocabulary = DEFAULT,
    workdays: Workdays | None = None,
    marks: Mapping[int, str] | None = None,
) -> reading.Reading:
    """The reading of a document. Raises Refused for what cannot be read or holds no entry."""
    found = reading_of(extract(data, name), vocabulary=vocabulary, workdays=workdays, marks=marks)
    require((bool(found.snapshot.entries()), NO_ENTRY))
    return found


def reading_of(
    found: Extract,
    *,
    vocabulary: Vocabulary = DEFAULT,
    workdays: Workdays | None = None,
    marks: Mapping[int, str] | None = None,
) -> reading.Reading:
    """What the reader makes of an extract, entries or none; our own JSON is its own reading."""
    if found.snapshot is not None:
        return reading.Reading(found.snapshot, (), (), ())
    made = reading.read(found.text, vocabulary, workdays, marks)
    return replace(made, snapshot=with_clean_bodies(made.snapshot))


def with_clean_bodies(snapshot: shape.Snapshot) -> shape.Snapshot:
    """The snapshot with every body in the one form that is stored."""
    parts = tuple(
        replace(part, sections=tuple(_clean_section(section) for section in part.sections)) for part in snapshot.parts
    )
    return replace(snapshot, parts=parts)


def text_of(data: bytes) -> str:
    """The text in the bytes of a text document. Raises Refused with one sentence."""
    try:
        return plain.text_of(data)
    except Unreadable as error:
        raise extracting.refusal(error.sentence, error.values) from None


def _clean_section(section: shape.Section) -> shape.Section:
    return replace(section, entries=tuple(_clean_entry(entry) for entry in section.entries))


def _clean_entry(entry: shape.Entry) -> shape.Entry:
    return replace(entry, body_html=richtext.canonical(entry.body_html)) if entry.body_html else entry
