"""The issue as plain text for a chat: what is in it, under which number, until when, and where to read it.

Titles are typed as bulletins type them, so that the reader of bulletins knows every line again (``losses.TEXT``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bulletin.formats import told
from bulletin.formats.front import Front, front_of, labelled, title_of
from bulletin.rendering import facts
from bulletin.rendering.words import Words, words_for
from bulletin.snapshot import Entry, Part, Section, Snapshot

BULLET = "• "
_BREAKS = re.compile(r"[\r\n\t\v\f\x1c-\x1e\x85\u2028\u2029]+")


def text(snapshot: Snapshot) -> str:
    words = words_for(snapshot.masthead.language)
    blocks = [*_front(front_of(snapshot), words)]
    for part in snapshot.parts:
        blocks += _part(part, words)
    return "\n\n".join("\n".join(one_line(line) for line in block) for block in blocks if block) + "\n"


def one_line(words: str) -> str:
    return _BREAKS.sub(" ", words).strip(" ")


def _front(front: Front, words: Words) -> Iterator[list[str]]:
    yield [front.name] if front.name else []
    yield [*filter(None, (front.corrected, *front.lines(words), front.address))]
    for heading, lines in front.lists(words):
        yield [heading, *(f"{BULLET}{line}" for line in lines)]


def _part(part: Part, words: Words) -> Iterator[list[str]]:
    if part.title:
        yield [words.note(part.title, words.period(part.covers_from_on, part.covers_to_on))]
    for section in part.sections:
        yield from _section(section, words)
    yield [labelled(each, words) for each in told.compiled(part, words)]


def _section(section: Section, words: Words) -> Iterator[list[str]]:
    if section.title:
        yield [f"【{section.title}】"]
    if not section.entries:
        yield [words.nothing]
    yield from (_entry(entry, words) for entry in section.entries)


def _entry(entry: Entry, words: Words) -> list[str]:
    title = words.numbered(entry.number, title_of(entry, words))
    if entry.removal:
        return [title, facts.removal(entry.removal, words)]
    return [title, *(labelled(each, words) for each in told.deadlines(entry, words))]
