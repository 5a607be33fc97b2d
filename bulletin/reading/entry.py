"""Reads one entry: its facts from the title, the labelled lines, the signature and the running text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from functools import partial

from bulletin import snapshot

from . import findings, issuers, kinds, labels, markup
from .body import Block, blocks
from .english import is_english
from .facts import Facts
from .heads import undress
from .ledger import Ledger
from .lines import Line
from .numbers import Number
from .outline import Piece
from .paragraphs import Paragraph, paragraphs
from .sorting import sort
from .sources import source_in_title
from .told import Sorted
from .vocabulary import Vocabulary
from .workdays import Workdays

_FIRST_ARTICLE = re.compile(r"第[一1１][ \u3000]?条")
# Candidate List updated with two chemicals; Guidance published: a headline, whoever stands over it.
_TELLS_NEWS = re.compile(
    r"(?<=[a-z)] )(?:updated|launched|published|released|announced|adopted|added|agreed|rejected|withdrawn)"
    r"(?= (?:with|on|by|in|for|to|from|at)\b|$)"
)


@dataclass(slots=True)
class Reader:
    """What all entries of a document are read with."""

    ledger: Ledger
    vocabulary: Vocabulary
    workdays: Workdays

    def entry(self, piece: Piece, path: str, ref: str, *, news: bool, under: Line | None = None) -> snapshot.Entry:
        """The entry and, in the ledger, a home for each of its lines.

        ``news`` tells that its section holds news, ``under`` is the line of the section's heading.
        """
        if piece.run_in:
            self.ledger.quote(f"{path}.title", piece.heads[0], piece.title)
        else:
            self.ledger.home(f"{path}.title", *piece.heads)
        one = _One(self.ledger, self.vocabulary, piece, path, sort(piece, path, self.ledger, self.vocabulary))
        one.paragraphs, one.under = paragraphs(one.found.body), under
        one.is_notice = one.reads_as_notice(news)
        facts = Facts(
            self.ledger,
            self.vocabulary,
            self.workdays,
            path,
            piece.title,
            one.paragraphs,
            one.found.signature.signed_on,
            piece.heads,
        )
        return one.entry(ref, facts)


@dataclass(slots=True)
class _One:
    """One entry on its way to the snapshot."""

    ledger: Ledger
    vocabulary: Vocabulary
    piece: Piece
    path: str
    found: Sorted
    paragraphs: list[Paragraph] = field(default_factory=list)
    is_notice: bool = False
    under: Line | None = None

    def reads_as_notice(self, news: bool) -> bool:
        """By its number or title; failing these, by an addressee or a closing formula over a dated signature."""
        if self.found.number is not None or kinds.is_formal(self.piece.title, self.vocabulary):
            return True
        if {labels.ISSUER, labels.KIND} <= self.found.fields.keys() or self._reads_as_rule():
            return True
        if self._is_of_an_agency():
            return True
        signed = bool(self.found.signature.names) and self.found.signature.signed_on is not None
        edges = [*self.paragraphs[:3], *self.paragraphs[3:][-2:]]
        worded = {block.css_class for block in blocks(edges, False, self.vocabulary)}
        return signed and not news and bool(worded & {"closing", "addressee"})

    def _is_of_an_agency(self) -> bool:
        """Whether an English title stands under the name of an agency without telling, as a headline, what it did."""
        registry, title = self.vocabulary.registry, self.piece.title
        if not is_english(title) or registry.beginning(title) is not None or _TELLS_NEWS.search(title):
            return False
        headed = self.under is not None and registry.find(undress(self.under.text).core) is not None
        return headed or labels.ISSUER in self.found.fields

    def _reads_as_rule(self) -> bool:
        """Whether the text is a rule in articles under the name of a kind (…管理办法)."""
        if kinds.document_type(self.piece.title, self.vocabulary) is None:
            return False
        return any(_FIRST_ARTICLE.match(each.text) for each in self.paragraphs[:12])

    def entry(self, ref: str, facts: Facts) -> snapshot.Entry:
        marked = blocks(self.paragraphs, not self.is_notice, self.vocabulary)
        number = self._number() or (facts.own_number() if self.is_notice else None)
        published = self.found.days.get(labels.PUBLISHED)
        return snapshot.Entry(
            ref=ref,
            number=self.piece.number,
            kind="notice" if self.is_notice else "article",
            title=self.piece.title,
            source_url=self._source_url(),
            source_name=self._source_name(),
            byline=self._byline(marked),
            document_type=self._kind(),
            document_number=number,
            authorities=issuers.authorities_of(
                self.found, number, self.is_notice, self.under, self.path, self.ledger, self.vocabulary
            ),
            signed_by=tuple(each.name for each in issuers.signers(self.found, self.vocabulary)),
            signed_on=_iso(self._signed_on(facts)),
            published_on=_iso(published[0]) if published else None,
            effective=facts.effective(self.found, self.is_notice),
            consultation=facts.consultation(self.found) if self.is_notice or is_english(self.piece.title) else None,
            body_html=self._body(marked),
            attachments=self._attachments(facts),
            cites=facts.cites(number),
        )

    def _number(self) -> snapshot.DocumentNumber | None:
        in_title = kinds.own_number(self.piece.title)
        if in_title is not None:
            self.ledger.quote(f"{self.path}.document_number", self.piece.heads[-1], in_title.typed)
        own: Number | None = in_title or self.found.number
        return snapshot.DocumentNumber(typed=own.typed, canonical=own.canonical) if own else None

    def _kind(self) -> str | None:
        if not self.is_notice:
            return self._field(labels.KIND) or self.vocabulary.news_kind
        kind = kinds.document_type(self.piece.title, self.vocabulary)
        if kind is not None:
            self.ledger.quote(f"{self.path}.document_type", self.piece.heads[-1], kind)
        return kind or self._field(labels.KIND)

    def _signed_on(self, facts: Facts) -> date | None:
        labelled = self.found.days.get(labels.SIGNED)
        told = self.found.signature.signed_on or (labelled[0] if labelled else None)
        return told or (facts.opening_day() if self.is_notice and self.found.number is None else None)

    def _source_name(self) -> str | None:
        labelled = self._field(labels.SOURCE)
        if labelled or self.is_notice:
            return labelled
        name = source_in_title(self.piece.title, self.vocabulary)
        if name:
            self.ledger.quote(f"{self.path}.source_name", self.piece.heads[0], name)
        return name

    def _source_url(self) -> str | None:
        url = self.piece.url
        if url is not None and markup.address(url) is None:
            self._unusable(url, self.piece.heads[0])
        return (markup.address(url) if url is not None else None) or self._field(labels.LINK)

    def _byline(self, marked: list[Block]) -> str | None:
        labelled = self._field(labels.BYLINE)
        written = next((each.paragraph for each in marked if each.css_class == "byline"), None)
        if labelled is None and written is not None:
            self.ledger.quote(f"{self.path}.byline", written.lines[0], written.text)
        return labelled or (written.text if written else None)

    def _body(self, marked: list[Block]) -> str | None:
        for each in marked:
            self.ledger.home(f"{self.path}.body_html", *each.paragraph.lines)
        written = [markup.block(f"{name}：{cell}" if name else cell) for name, cell in self._cells()]
        written += [each.html(partial(self._unusable, line=each.paragraph.lines[0])) for each in marked]
        return "".join(written) or None

    def _cells(self) -> list[tuple[str, str]]:
        """What a row of a table holds beside the fields of its entry."""
        return [(name, cell) for name, cell in self.piece.beside if name != labels.ISSUER]

    def _attachments(self, facts: Facts) -> tuple[snapshot.Attachment, ...]:
        """Those listed; only where none is, those that the text names beside （见附件）."""
        for named, line in self.found.attachments:
            if named.url is not None and markup.address(named.url) is None:
                self._unusable(named.url, line)
        listed = tuple(
            snapshot.Attachment(title=named.title, url=markup.address(named.url or ""))
            for named, _ in self.found.attachments
        )
        return listed or tuple(snapshot.Attachment(title=title) for title in facts.named_attachments())

    def _field(self, name: str) -> str | None:
        return self.found.fields[name][0] if name in self.found.fields else None

    def _unusable(self, url: str, line: Line) -> None:
        if url in {"#", ""}:
            self.ledger.warn(line, findings.EMPTY_LINK)
        else:
            self.ledger.warn(line, findings.UNUSABLE_LINK, ("address", url[:200]))


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
