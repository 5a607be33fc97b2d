"""The issue as one HTML page for a mail or the editor of a 公众号, which drop styles, scripts and embedded pictures.

Every look stands in the element itself; a picture is named by its address in the archive, or told in words.
"""

from __future__ import annotations

import html
from collections.abc import Iterator
from itertools import chain

from bulletin import richtext
from bulletin.formats import told
from bulletin.formats.front import front_of, labelled, title_of
from bulletin.formats.front import imprint as imprint_of
from bulletin.formats.inline_styles import Looks, block, heading
from bulletin.formats.mail_text import body
from bulletin.rendering import facts
from bulletin.rendering.facts import Fact
from bulletin.rendering.words import words_for
from bulletin.snapshot import Attachment, Entry, Imprint, Part, Section, Snapshot


def mail_html(snapshot: Snapshot) -> bytes:
    """The page. Raises Refused for a text that is not in canonical form."""
    return "".join(_Made(snapshot).page()).encode()


class _Made:
    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self.words = words_for(snapshot.masthead.language)
        self.front = front_of(snapshot)
        self.looks = Looks.of(snapshot.masthead.accent)
        self.language = snapshot.masthead.language or "zh-Hans"

    def page(self) -> Iterator[str]:
        title = self.front.name or self.words.contents
        yield f'<!DOCTYPE html>\n<html lang="{html.escape(self.language)}"><head><meta charset="utf-8">'
        yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
        yield f'<title>{html.escape(title)}</title></head>\n<body style="{self.looks.page}">\n'
        yield f'<section style="{self.looks.sheet}">\n'
        yield from self._front()
        yield from chain.from_iterable(self._part(part) for part in self.snapshot.parts)
        if self.snapshot.imprint is not None:
            yield from self._imprint(self.snapshot.imprint)
        yield "</section>\n</body></html>\n"

    def _front(self) -> Iterator[str]:
        front, looks = self.front, self.looks
        yield heading(1, front.title or front.number or self.words.contents, looks.title)
        second = " ".join(filter(None, (front.number if front.title else "", front.corrected)))
        yield block(second, looks.number) if second else ""
        yield from (block(line, looks.quiet) for line in front.lines(self.words))
        yield self._linked(Fact(self.words.address, front.address, front.address), looks.quiet) if front.address else ""
        for title, lines in front.lists(self.words):
            yield f'<section style="{looks.box}">\n'
            yield block(title, looks.box_title)
            yield from (block(f"· {line}", looks.box_line) for line in lines)
            yield "</section>\n"

    def _part(self, part: Part) -> Iterator[str]:
        level = 2 + bool(part.title)
        if part.title:
            yield heading(2, part.title, self.looks.part)
        line = [labelled(fact, self.words) for fact in facts.of_part(part, self.words)]
        yield block("　".join(line), self.looks.quiet) if line else ""
        yield from chain.from_iterable(self._section(section, level) for section in part.sections)

    def _section(self, section: Section, level: int) -> Iterator[str]:
        if section.title:
            yield heading(level, section.title, self.looks.section)
        if not section.entries:
            yield block(self.words.nothing, self.looks.quiet)
        below = level + bool(section.title)
        yield from chain.from_iterable(self._entry(entry, below) for entry in section.entries)

    def _entry(self, entry: Entry, level: int) -> Iterator[str]:
        words, looks = self.words, self.looks
        lang = entry.language if entry.language and entry.language != self.language else ""
        title = words.numbered(entry.number, title_of(entry, words))
        yield f'<section lang="{html.escape(lang)}">\n' if lang else "<section>\n"
        yield heading(level, title, looks.entry)
        if entry.removal:
            yield block(facts.removal(entry.removal, words), looks.quiet)
        for fact in (*told.byline(entry, words), *told.all_facts(entry, words)):
            yield self._linked(fact, looks.quiet)
        if entry.editor_note:
            yield block(labelled(Fact(words.editor_note, entry.editor_note), words), looks.quote)
        yield block(entry.standfirst, looks.quote) if entry.standfirst else ""
        yield body(entry, self.front.address, looks, level)
        yield from self._attachments(entry.attachments)
        yield from (block(line, looks.signature) for line in told.signature(entry, words))
        address = richtext.safe_href(entry.source_url or "")
        yield self._linked(Fact(words.original, address, address), looks.quiet) if address else ""
        yield "</section>\n"

    def _attachments(self, found: tuple[Attachment, ...]) -> Iterator[str]:
        for place, each in enumerate(found, start=1):
            label = self.words.attachments + (str(place) if len(found) > 1 else "")
            yield self._linked(Fact(label, each.title, richtext.safe_href(each.url or "")), self.looks.plain)

    def _imprint(self, imprint: Imprint) -> Iterator[str]:
        words = self.words
        yield heading(2, words.imprint, self.looks.section)
        yield from (block(labelled(fact, words), self.looks.quiet) for fact in imprint_of(imprint, words))
        yield block(self.snapshot.masthead.notice, self.looks.quiet) if self.snapshot.masthead.notice else ""
        yield block(words.official, self.looks.quiet)

    def _linked(self, fact: Fact, look: str) -> str:
        label = html.escape(f"{fact.label}{self.words.colon}")
        text = html.escape(fact.text)
        there = f'<a href="{html.escape(fact.href)}" style="{self.looks.link}">{text}</a>' if fact.href else text
        return f'<p style="{look}">{label}{there}</p>\n'
