"""JSON of our own schema: a snapshot as an edition, a draft or a reading was exported, checked and put in order."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bulletin import richtext
from bulletin import snapshot as shape
from editorial.intake.formats import plain, sentences
from editorial.intake.formats.found import Found, Unreadable


def read(data: bytes, found: Found) -> None:
    """The snapshot in canonical form. Raises Unreadable for any other JSON."""
    stored = _parsed(plain.text_of(data))
    schema = stored.get("schema")
    if schema != shape.SCHEMA:
        raise Unreadable(sentences.OTHER_SCHEMA, schema=shape.SCHEMA)
    try:
        snapshot = shape.from_json(stored)
    except shape.SnapshotError as error:
        raise Unreadable(sentences.BAD_SNAPSHOT, why=str(error)) from error
    if snapshot.imprint is not None:
        found.lose(sentences.IMPRINT)
    parts = tuple(
        replace(part, sections=tuple(_section(section, found) for section in part.sections)) for part in snapshot.parts
    )
    found.title = snapshot.issue.title or snapshot.masthead.title
    found.snapshot = shape.canonical(replace(snapshot, parts=parts, imprint=None))


def _parsed(text: str) -> Mapping[str, Any]:
    """The snapshot itself, or inside what ``read_document --json`` printed."""
    try:
        stored = json.loads(text)
    except ValueError as error:
        raise Unreadable(sentences.DAMAGED) from error
    if isinstance(stored, Mapping) and isinstance(stored.get("snapshot"), Mapping):
        stored = stored["snapshot"]
    if not isinstance(stored, Mapping):
        raise Unreadable(sentences.OTHER_SCHEMA, schema=shape.SCHEMA)
    return stored


def _section(section: shape.Section, found: Found) -> shape.Section:
    return replace(section, entries=tuple(_entry(entry, found) for entry in section.entries))


def _entry(entry: shape.Entry, found: Found) -> shape.Entry:
    body = richtext.canonical(entry.body_html) if entry.body_html else entry.body_html
    if body != entry.body_html:
        found.lose(sentences.CLEANED_BODY, title=entry.title[:80])
    attachments = tuple(
        replace(each, url=_address(each.url, each.title, found)) if each.url else each for each in entry.attachments
    )
    source_url = _address(entry.source_url, entry.title, found) if entry.source_url else entry.source_url
    return replace(entry, body_html=body, attachments=attachments, source_url=source_url)


def _address(url: str, label: str, found: Found) -> str | None:
    usable = richtext.safe_href(url)
    if usable is None:
        found.lose(sentences.LOST_LINK, label=label[:60], scheme=url.partition(":")[0][:20])
    return usable
