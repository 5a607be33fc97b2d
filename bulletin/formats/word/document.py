"""Puts the Word document together in the order of print: front, contents, parts with their entries."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping

import docx as writing
from docx.oxml import parse_xml

from bulletin import richtext
from bulletin.formats import told
from bulletin.formats.front import front_of, imprint, labelled, title_of
from bulletin.formats.word import package, xml
from bulletin.formats.word.contents import Contents
from bulletin.formats.word.numbering import place
from bulletin.formats.word.parts import Parts
from bulletin.formats.word.styles import styles_xml
from bulletin.formats.word.texts import Writer
from bulletin.rendering import facts
from bulletin.rendering.facts import Fact
from bulletin.rendering.words import words_for
from bulletin.snapshot import Entry, Part, Section, Snapshot


def docx(snapshot: Snapshot, images: Mapping[str, bytes]) -> bytes:
    """The document; ``images`` are the pictures by digest, and one that is not there is told by its words.

    Raises Refused for a text that is not in canonical form.
    """
    document = writing.Document()
    made = _Made(snapshot, Parts(document, images))
    body = parse_xml(xml.whole("body", made.body()))
    own = document.element.body
    for child in list(own)[:-1]:
        own.remove(child)
    for at, child in enumerate(list(body)):
        own.insert(at, child)
    package.dress(document, snapshot, made.front, styles_xml(), made.parts.numbering.xml())
    stream = io.BytesIO()
    document.save(stream)
    return package.packed(stream.getvalue())


class _Made:
    """One document on its way."""

    def __init__(self, snapshot: Snapshot, parts: Parts) -> None:
        self.snapshot = snapshot
        self.parts = parts
        self.words = words_for(snapshot.masthead.language)
        self.front = front_of(snapshot)
        self.lang = xml.language(snapshot.masthead.language)
        self.contents = Contents()

    def body(self) -> str:
        parts = "".join(self._part(part) for part in self.snapshot.parts)
        return "".join(self._front()) + self.contents.xml(self.words.contents, self.lang) + parts

    def _line(self, style: str, text: str, lang: str = "", properties: str = "") -> str:
        return xml.paragraph(style, xml.run(text, lang=lang or self.lang), properties=properties)

    def _front(self) -> Iterator[str]:
        front, words = self.front, self.words
        yield self._line("Title", front.name) if front.name else ""
        yield from (self._line("Subtitle", line) for line in filter(None, (front.corrected, *front.lines(words))))
        if front.address:
            shown = xml.run(front.address, lang=self.lang, style="Hyperlink")
            yield xml.paragraph("Subtitle", xml.linked(shown, self.parts.relation(front.address)))
        for heading, lines in front.lists(words):
            yield self._line("TOCHeading", heading)
            put = place(self.parts.numbering.bulleted(), 0)
            yield from (self._line("ListBullet", line, properties=put) for line in lines)
        yield from self._imprint()

    def _imprint(self) -> Iterator[str]:
        """Before the contents: what stood after the last entry would be taken for its text."""
        found, notice = self.snapshot.imprint, self.snapshot.masthead.notice
        if found is not None:
            yield self._line("TOCHeading", self.words.imprint)
            yield from (self._line("Facts", labelled(fact, self.words)) for fact in imprint(found, self.words))
        if found is not None and notice:
            yield self._line("Facts", notice)

    def _heading(self, level: int, title: str, lang: str) -> str:
        name = self.contents.add(level, title)
        content = xml.run(title, lang=lang)
        return xml.paragraph(f"Heading{level}", xml.bookmarked(content, name, self.parts.number()))

    def _part(self, part: Part) -> str:
        words, written = self.words, []
        if part.title:
            title = words.note(part.title, words.period(part.covers_from_on, part.covers_to_on))
            written.append(self._heading(1, title, self.lang))
        written += [self._section(section) for section in part.sections]
        closing = (self._line("Facts", labelled(fact, words)) for fact in told.compiled(part, words))
        return "".join([*written, *closing])

    def _section(self, section: Section) -> str:
        title = self._heading(2, section.title, self.lang) if section.title else ""
        entries = "".join("".join(self._entry(entry)) for entry in section.entries)
        return title + (entries or self._line("Normal", self.words.nothing))

    def _entry(self, entry: Entry) -> Iterator[str]:
        words = self.words
        lang = xml.language(entry.language) if entry.language else self.lang
        yield self._heading(3, words.numbered(entry.number, title_of(entry, words)), lang)
        if entry.removal:
            yield self._line("Facts", facts.removal(entry.removal, words))
        yield from (self._line("Facts", labelled(fact, words)) for fact in told.facts_of(entry, words))
        yield self._original(entry)
        if entry.editor_note:
            yield self._line("Quote", labelled(Fact(words.editor_note, entry.editor_note), words))
        if entry.standfirst:
            yield self._line("Quote", entry.standfirst, lang)
        yield Writer(self.parts, lang).body(entry.body_html or "")
        yield from self._attachments(entry, lang)
        yield from (self._line("Signature", line, lang) for line in told.signature(entry, words))

    def _original(self, entry: Entry) -> str:
        """Where the entry was published, the address legible."""
        address = richtext.safe_href(entry.source_url or "")
        if not address:
            return ""
        label = xml.run(f"{self.words.original}{self.words.colon}", lang=self.lang)
        shown = xml.run(address, lang=self.lang, style="Hyperlink")
        return xml.paragraph("Facts", label, xml.linked(shown, self.parts.relation(address)))

    def _attachments(self, entry: Entry, lang: str) -> Iterator[str]:
        if len(entry.attachments) > 1:
            yield self._line("Salutation", f"{self.words.attachments}{self.words.colon}".rstrip())
        for at, each in enumerate(entry.attachments, start=1):
            alone = len(entry.attachments) == 1
            label = f"{self.words.attachments}{self.words.colon}" if alone else f"{at}. "
            address = richtext.safe_href(each.url or "")
            shown = xml.run(each.title, lang=lang, style="Hyperlink" if address else "")
            linked = xml.linked(shown, self.parts.relation(address)) if address else shown
            yield xml.paragraph("Salutation", xml.run(label, lang=lang), linked)
