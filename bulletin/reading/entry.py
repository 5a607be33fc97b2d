"""Reads one entry: its facts from the title, the labelled lines, the signature and the running text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bulletin import snapshot

from . import attachments, authorities, citations, consultation, effect, findings, kinds, labels, markup, numbers
from .body import Block, blocks
from .brackets import trailing_round
from .ledger import Ledger
from .lines import Line
from .outline import Piece
from .paragraphs import Paragraph, paragraphs
from .sorting import Sorted, sort
from .vocabulary import Vocabulary
from .workdays import Workdays

_ISSUER = re.compile(r"^([\u4e00-\u9fff、]{2,30}?)(?:令|公告|通告)")


@dataclass(slots=True)
class Reader:
    """What all entries of a document are read with."""

    ledger: Ledger
    vocabulary: Vocabulary
    workdays: Workdays

    def entry(self, piece: Piece, path: str, ref: str, news: bool) -> snapshot.Entry:
        """The entry and, in the ledger, a home for each of its lines; ``news`` tells that its section holds news."""
        self.ledger.home(f"{path}.title", *piece.heads)
        sorted_lines = sort(piece.lines, path, self.ledger, self.vocabulary)
        texts = paragraphs(sorted_lines.body)
        number = self._number(piece, sorted_lines, path)
        is_notice = self._is_notice(piece, sorted_lines, texts, number, news)
        marked = blocks(texts, not is_notice, self.vocabulary)
        facts = Facts(
            self,
            path,
            piece.title,
            [markup.plain(each.text) for each in texts],
            texts,
            sorted_lines.signature.signed_on,
        )
        return snapshot.Entry(
            ref=ref,
            number=piece.number,
            kind="notice" if is_notice else "article",
            title=piece.title,
            source_url=self._url(piece.url, piece.heads[0])
            if piece.url is not None
            else self._field(sorted_lines, labels.LINK),
            source_name=self._source_name(piece, sorted_lines, is_notice, path),
            byline=self._byline(marked, sorted_lines, path),
            document_type=self._kind(piece, sorted_lines, is_notice, path),
            document_number=number,
            authorities=self._authorities(piece, sorted_lines, is_notice, number, path),
            signed_by=tuple(name for _, name in sorted_lines.signature.names),
            signed_on=_iso(self._signed_on(sorted_lines)),
            published_on=_iso(sorted_lines.days[labels.PUBLISHED][0])
            if labels.PUBLISHED in sorted_lines.days
            else None,
            effective=facts.effective(sorted_lines) if is_notice else (),
            consultation=facts.consultation() if is_notice else None,
            body_html=self._body(marked, path),
            attachments=self._attachments(sorted_lines, facts, path),
            cites=facts.cites(number),
        )

    def _number(self, piece: Piece, found: Sorted, path: str) -> snapshot.DocumentNumber | None:
        in_title = kinds.own_number(piece.title)
        if in_title is not None:
            self.ledger.quote(f"{path}.document_number", piece.heads[-1], in_title.typed)
        own = in_title or (found.number[0] if found.number else None)
        return snapshot.DocumentNumber(typed=own.typed, canonical=own.canonical) if own else None

    def _is_notice(
        self,
        piece: Piece,
        found: Sorted,
        texts: Sequence[Paragraph],
        number: snapshot.DocumentNumber | None,
        news: bool,
    ) -> bool:
        if number is not None or kinds.is_formal(piece.title, self.vocabulary):
            return True
        signed = bool(found.signature.names) and found.signature.signed_on is not None
        worded = [block.css_class for block in blocks(texts[:3] + texts[-2:], False, self.vocabulary)]
        return signed and not news and ("closing" in worded or "addressee" in worded)

    def _kind(self, piece: Piece, found: Sorted, is_notice: bool, path: str) -> str | None:
        if not is_notice:
            return self.vocabulary.news_kind
        kind = kinds.document_type(piece.title, self.vocabulary)
        if kind is not None:
            self.ledger.quote(f"{path}.document_type", piece.heads[-1], kind)
        return kind or self._field(found, labels.KIND)

    def _authorities(
        self, piece: Piece, found: Sorted, is_notice: bool, number: snapshot.DocumentNumber | None, path: str
    ) -> tuple[str, ...]:
        signed = [
            (at, name) for at, name in found.signature.names if not authorities.is_official(name, self.vocabulary)
        ]
        if signed:
            for at, name in signed:
                self.ledger.quote(f"{path}.authorities", found.signature_lines[at], name)
            return tuple(name for _, name in signed)
        issuer = self._field(found, labels.ISSUER)
        if issuer:
            return authorities.signers(issuer, self.vocabulary) or (issuer,)
        if not is_notice:
            return ()
        named = authorities.in_title(piece.title, self.vocabulary) or self._of_order(piece.title, number)
        for name in named:
            self.ledger.quote(f"{path}.authorities", piece.heads[0], name)
        return named

    def _of_order(self, title: str, number: snapshot.DocumentNumber | None) -> tuple[str, ...]:
        match = _ISSUER.match(title) or (_ISSUER.match(number.canonical) if number else None)
        return authorities.signers(match[1], self.vocabulary) if match else ()

    def _signed_on(self, found: Sorted) -> date | None:
        labelled = found.days.get(labels.SIGNED)
        return found.signature.signed_on or (labelled[0] if labelled else None)

    def _source_name(self, piece: Piece, found: Sorted, is_notice: bool, path: str) -> str | None:
        labelled = self._field(found, labels.SOURCE)
        if labelled or is_notice:
            return labelled
        name = _source_in_title(piece.title, self.vocabulary)
        if name:
            self.ledger.quote(f"{path}.source_name", piece.heads[0], name)
        return name

    def _byline(self, marked: Sequence[Block], found: Sorted, path: str) -> str | None:
        labelled = self._field(found, labels.BYLINE)
        written = next((each.paragraph for each in marked if each.css_class == "byline"), None)
        if labelled is None and written is not None:
            self.ledger.quote(f"{path}.byline", written.lines[0], written.text)
        return labelled or (written.text if written else None)

    def _body(self, marked: Sequence[Block], path: str) -> str | None:
        for each in marked:
            self.ledger.home(f"{path}.body_html", *each.paragraph.lines)
        return (
            "".join(each.html(lambda url, line=each.paragraph.lines[0]: self._unusable(url, line)) for each in marked)
            or None
        )

    def _attachments(self, found: Sorted, facts: Facts, path: str) -> tuple[snapshot.Attachment, ...]:
        if found.attachments:
            return tuple(
                snapshot.Attachment(title=named.title, url=self._url(named.url, line))
                for named, line in found.attachments
            )
        return tuple(snapshot.Attachment(title=title) for title in facts.named_attachments())

    def _field(self, found: Sorted, name: str) -> str | None:
        return found.fields[name][0] if name in found.fields else None

    def _url(self, url: str | None, line: Line) -> str | None:
        usable = markup.address(url) if url is not None else None
        if url is not None and usable is None:
            self._unusable(url, line)
        return usable

    def _unusable(self, url: str, line: Line) -> None:
        if url in {"#", ""}:
            self.ledger.warn(line, findings.EMPTY_LINK)
        else:
            self.ledger.warn(line, findings.UNUSABLE_LINK, ("address", url[:200]))


@dataclass(slots=True)
class Facts:
    """The facts that running text states: they are copied out of it, never moved."""

    reader: Reader
    path: str
    title: str
    texts: list[str]
    paragraphs: list[Paragraph]
    signed_on: date | None

    def effective(self, found: Sorted) -> tuple[snapshot.EffectiveDate, ...]:
        rows: dict[tuple[str | None, str | None], snapshot.EffectiveDate] = {}
        labelled = found.days.get(labels.EFFECTIVE)
        if labelled:
            on = labelled[0].isoformat()
            rows[on, None] = snapshot.EffectiveDate(on=on, text=labelled[1].text, basis="stated")
        for at, text in enumerate(self.texts):
            for clause in effect.clauses(text, self.title, self.signed_on):
                key = (_iso(clause.on), clause.rule)
                if key not in rows:
                    basis = "computed" if clause.computed else "stated"
                    rows[key] = snapshot.EffectiveDate(on=key[0], rule=key[1], text=clause.text, basis=basis)
                    self._quote("effective", at, clause.text, clause.computed)
                    if clause.computed:
                        self.reader.ledger.warn(self.paragraphs[at].lines[0], findings.COUNTED_EFFECT)
        return tuple(rows.values())

    def consultation(self) -> snapshot.Consultation | None:
        period = consultation.find(self.texts, self.title, self.signed_on, self.reader.workdays)
        if period is None:
            return None
        line = self._line_with(period.at, period.text)
        for sentence, values in period.notes:
            self.reader.ledger.warn(line, sentence, *values)
        self._quote("consultation", period.at, period.text, period.basis == consultation.COMPUTED)
        mail = consultation.email(self.texts)
        if mail:
            self._quote("consultation.email", *mail)
        return snapshot.Consultation(
            opens_on=_iso(period.opens_on),
            closes_on=_iso(period.closes_on),
            working_days=period.working_days,
            computed_working_days=period.computed_working_days,
            previous_closes_on=_iso(period.previous_closes_on),
            email=mail[1] if mail else None,
            text=period.text,
            basis=period.basis,
        )

    def named_attachments(self) -> list[str]:
        names: dict[str, None] = {}
        for at, text in enumerate(self.texts):
            for name in attachments.in_text(text):
                if name not in names:
                    names[name] = None
                    self._quote("attachments", at, name)
        return list(names)

    def cites(self, own: snapshot.DocumentNumber | None) -> tuple[snapshot.Citation, ...]:
        found: dict[str, snapshot.Citation] = {}
        for at, text in enumerate(self.texts):
            for cited in citations.find_all(text, self.reader.vocabulary):
                number = cited.number.canonical
                if number not in found and (own is None or number != own.canonical):
                    found[number] = snapshot.Citation(
                        number=number, title=cited.title, document_type=cited.document_type
                    )
                    self._quote("cites", at, cited.number.typed)
        return tuple(found.values())

    def _quote(self, name: str, at: int, text: str, computed: bool = False) -> None:
        self.reader.ledger.quote(f"{self.path}.{name}", self._line_with(at, text), text, computed)

    def _line_with(self, at: int, text: str) -> Line:
        """The source line in which the quoted words begin."""
        lines = self.paragraphs[at].lines
        return next((line for line in lines if text[:12] in line.text), lines[0])


def _source_in_title(title: str, vocabulary: Vocabulary) -> str | None:
    """经济参考报：… before the headline or …（中国知识产权网） after it."""
    before, colon, _ = title[:20].replace(":", "：").partition("：")
    if colon and 2 < len(before) <= 14 and before.endswith(vocabulary.media_suffixes):
        return before.strip("《》【】 ")
    trailing = trailing_round(title)
    name = trailing[1].removeprefix("来源：").removeprefix("来源:") if trailing else ""
    return (
        name
        if 2 < len(name) <= 20 and name.endswith(vocabulary.media_suffixes) and not numbers.find_all(name)
        else None
    )


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
