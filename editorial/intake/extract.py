"""Any document as text in the dialect that the reader knows, parsed in a limited child; stores and decides nothing."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy

from bulletin import snapshot as shape
from bulletin.confinement import exchange
from bulletin.confinement.exchange import Cause, Failure, Zygote
from bulletin.confinement.limits import Limits
from bulletin.confinement.protocol import encoded
from bulletin.refusal import Refused
from editorial.intake.formats import kinds, plain, sentences
from editorial.intake.formats.found import Unreadable

MEBIBYTE = 1024 * 1024
LIMITS = Limits(memory=1024 * MEBIBYTE, cpu=15, wall=20, output=30 * MEBIBYTE, files=0)
LONGEST_NAME = 200
IN_PLACE = frozenset({kinds.TEXT, kinds.MARKDOWN})
_CAUSES = {
    Cause.NOT_STARTED: sentences.NOT_STARTED,
    Cause.TIME: sentences.OUT_OF_TIME,
    Cause.PROCESSOR_TIME: sentences.OUT_OF_TIME,
    Cause.MEMORY: sentences.OUT_OF_MEMORY,
}
_ZYGOTE = Zygote(exchange.command("editorial.intake.formats.child"))
# A forked copy of this process must not hold the control socket open: it starts a zygote of its own.
os.register_at_fork(after_in_child=lambda: _ZYGOTE.renew())


@dataclass(frozen=True, slots=True)
class File:
    """A picture or an attached file of a document; ``type`` is a media type, ``name`` what the document calls it."""

    name: str
    type: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Loss:
    """What was left out or changed: ``sentence`` is one of ``formats.sentences``, ``values`` fill its braces."""

    sentence: str
    values: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Extract:
    """A document as text; ``snapshot`` only for JSON of our own schema, which needs no reading."""

    kind: str
    text: str
    title: str | None = None
    source_url: str | None = None
    files: tuple[File, ...] = ()
    losses: tuple[Loss, ...] = ()
    snapshot: shape.Snapshot | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a spreadsheet by its number there, from 1; a cell that is empty is ""."""

    number: int
    cells: tuple[str, ...]


def extract(data: bytes, name: str, *, limits: Limits = LIMITS, zygote: Zygote | None = None) -> Extract:
    """What a document holds; plain text is only decoded, all else is parsed in a child under ``limits``.

    Raises Refused with one sentence that says what to do.
    """
    try:
        if len(data) > plain.LARGEST:
            raise Unreadable(sentences.TOO_LARGE)
        if not data.strip():
            raise Unreadable(sentences.EMPTY)
        found = _in_place(data, name)
    except Unreadable as error:
        raise refusal(error.sentence, error.values) from None
    return found or _from_child(data, name, "file", limits, zygote)


def extract_html_fragment(source: str, *, limits: Limits = LIMITS) -> Extract:
    """What was pasted with its formatting. Raises Refused with one sentence."""
    data = source.encode("utf-8", "replace")
    if len(data) > plain.LARGEST:
        raise refusal(sentences.TOO_LARGE, {})
    if not data.strip():
        raise refusal(sentences.EMPTY, {})
    return _from_child(data, "", "fragment", limits, None)


def extract_rows(data: bytes, *, limits: Limits = LIMITS) -> tuple[list[Row], tuple[Loss, ...]]:
    """The rows of the first sheet of a workbook, or of comma-separated text, and what was left out of them.

    Raises Refused with one sentence.
    """
    if len(data) > plain.LARGEST:
        raise refusal(sentences.TOO_LARGE, {})
    if not data.strip():
        raise refusal(sentences.EMPTY, {})
    found = _from_child(data, "", "rows", limits, None)
    try:
        return [Row(int(number), tuple(map(_cell, cells))) for number, cells in json.loads(found.text)], found.losses
    except (TypeError, ValueError):
        raise refusal(sentences.BROKEN_OFF, {}) from None


class NotRead(Refused):
    """The refusal of a document, with what is needed to say it in another language later."""

    def __init__(self, sentence: str, values: tuple[tuple[str, str], ...]) -> None:
        self.sentence = sentence
        self.values = values
        super().__init__([filled(sentence, values)])


def refusal(sentence: str, values: dict[str, str]) -> NotRead:
    """A refusal in the words of the table, never in those of a child that may have been taken over."""
    if sentence not in sentences.KNOWN:
        return NotRead(sentences.BROKEN_OFF, ())
    return NotRead(sentence, tuple(values.items()))


def filled(sentence: str, values: tuple[tuple[str, str], ...]) -> str | Promise:
    """A sentence in the reader's language with its values."""
    return format_lazy(gettext_lazy(sentence), **dict(values)) if values else gettext_lazy(sentence)


def _in_place(data: bytes, name: str) -> Extract | None:
    """Plain text needs no parser and no child; None for everything else."""
    told = kinds.ENDINGS.get(kinds.ending(name), kinds.TEXT)
    if plain.is_binary(data) or (told not in IN_PLACE and kinds.ending(name) not in kinds.LOOSE_ENDINGS):
        return None
    text = plain.text_of(data)
    kind = kinds.of_text(text, name)
    return Extract(kind, text) if kind in IN_PLACE else None


def _from_child(data: bytes, name: str, wanted: str, limits: Limits, zygote: Zygote | None) -> Extract:
    request = encoded({"name": kinds.ending(name) and f"file.{kinds.ending(name)}", "as": wanted}, [data])
    try:
        head, blobs = exchange.exchange(request, limits, zygote or _ZYGOTE)
    except Failure as failure:
        raise refusal(_CAUSES.get(failure.cause, sentences.BROKEN_OFF), {}) from None
    if "refused" in head:
        raise refusal(str(head["refused"]), _values(head.get("values")))
    try:
        return _built(head, blobs)
    except (KeyError, TypeError, ValueError, AttributeError):
        raise refusal(sentences.BROKEN_OFF, {}) from None


def _built(head: dict[str, Any], blobs: list[bytes]) -> Extract:
    text, snapshot, *files = blobs
    losses = [(str(sentence), _values(values)) for sentence, values in head["losses"]]
    return Extract(
        kind=str(head["kind"]),
        text=text.decode(),
        title=_line(head["title"]),
        source_url=_line(head["source_url"]),
        files=tuple(
            File(_file_name(each["name"]), str(each["type"]), data)
            for each, data in zip(head["files"], files, strict=True)
        ),
        losses=tuple(
            Loss(sentence, tuple(values.items())) for sentence, values in losses if sentence in sentences.KNOWN
        ),
        snapshot=shape.loads(snapshot) if head["snapshot"] else None,
    )


def _cell(found: object) -> str:
    """What stands in a cell, without characters that no database keeps."""
    text = str(found).replace("\r\n", "\n").replace("\r", "\n")
    return "".join(each if each.isprintable() or each in "\n\t\u3000" else " " * each.isspace() for each in text)


def _values(found: Any) -> dict[str, str]:
    return {str(name): _line(value) or "" for name, value in dict(found or {}).items()}


def _file_name(found: object) -> str:
    """A name without folders and without what cannot be seen, for a person to know the file by."""
    name = (_line(found) or "").replace("\\", "/").rpartition("/")[2].strip(" .")
    return name[-LONGEST_NAME:] or "file"


def _line(found: object) -> str | None:
    """One line of printable characters, or nothing."""
    text = "".join(each if each.isprintable() else " " for each in str(found)) if found is not None else ""
    return " ".join(text.split())[:500] or None
