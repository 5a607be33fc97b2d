"""The facts that the running text of an entry states; they are copied out of it, never moved."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bulletin import snapshot

from . import attachments, citations, consultation, dates, effect, english, findings, labels, markup, months, numbers
from .ledger import Ledger
from .lines import FENCED, Line
from .paragraphs import Paragraph
from .told import Sorted
from .vocabulary import Vocabulary
from .workdays import Workdays

_PASSES_ON = "转发"
# The place of what stands in no paragraph but in the title.
_TITLE = -1


@dataclass(slots=True)
class Facts:
    """The running text of one entry and what it is read with."""

    ledger: Ledger
    vocabulary: Vocabulary
    workdays: Workdays
    path: str
    title: str
    paragraphs: list[Paragraph]
    signed_on: date | None
    heads: Sequence[Line] = ()

    @property
    def texts(self) -> list[str]:
        """The words of every paragraph; none of fenced text, which shows examples and states nothing."""
        return ["" if each.kind == FENCED else markup.plain(each.text) for each in self.paragraphs]

    def effective(self, found: Sorted, is_notice: bool) -> tuple[snapshot.EffectiveDate, ...]:
        """A labelled date first, then the clauses of a notice, each date or rule once."""
        rows: dict[tuple[str | None, str | None], snapshot.EffectiveDate] = {}
        for each in self._labelled_effect(found):
            rows[each.on, each.rule] = each
        for at, text in enumerate(self._own_texts(found) if is_notice else ()):
            for clause in effect.clauses(text, self.title, self.signed_on):
                if (_iso(clause.on), clause.rule) not in rows:
                    rows[_iso(clause.on), clause.rule] = self._effect(at, clause)
        return tuple(rows.values())

    def _labelled_effect(self, found: Sorted) -> Iterator[snapshot.EffectiveDate]:
        day, value = found.days.get(labels.EFFECTIVE), found.fields.get(labels.EFFECTIVE)
        if day:
            yield snapshot.EffectiveDate(on=day[0].isoformat(), text=day[1].text, basis="stated")
        for each in effect.clauses(value[0], self.title, self.signed_on) if value else ():
            basis = "computed" if each.computed else "stated"
            yield snapshot.EffectiveDate(on=_iso(each.on), rule=each.rule, text=each.text, basis=basis)

    def _own_texts(self, found: Sorted) -> list[str]:
        """What the entry says itself: a document that it only passes on (转发) has an effect of its own."""
        nested = found.piece.nested
        if nested is None or _PASSES_ON not in self.title:
            return self.texts
        below = found.piece.lines[nested].no
        return [text for text, each in zip(self.texts, self.paragraphs, strict=True) if each.no < below]

    def _effect(self, at: int, clause: effect.Clause) -> snapshot.EffectiveDate:
        self._quote("effective", at, clause.text, clause.computed)
        if clause.computed:
            self.ledger.warn(self.paragraphs[at].lines[0], findings.COUNTED_EFFECT)
        basis = "computed" if clause.computed else "stated"
        return snapshot.EffectiveDate(on=_iso(clause.on), rule=clause.rule, text=clause.text, basis=basis)

    def consultation(self, found: Sorted) -> snapshot.Consultation | None:
        """From a line that is labelled so (征求意见：…), else from the text."""
        self._warn_of_ambiguous_dates()
        label = found.fields.get(labels.CONSULTATION)
        told = self._period([label[1].text], label[1]) if label else None
        return told or self._period(self.texts)

    def _period(self, texts: Sequence[str], labelled: Line | None = None) -> snapshot.Consultation | None:
        period = consultation.find(texts, self.title, self.signed_on, self.workdays)
        if period is None:
            return None
        line = labelled or self._line_with(period.at, period.text)
        for sentence, values in period.notes:
            self.ledger.warn(line, sentence, *values)
        computed = period.basis == consultation.COMPUTED
        self.ledger.quote(f"{self.path}.consultation", line, period.text, computed)
        if period.opens_with_signature:
            self.ledger.quote(f"{self.path}.consultation.opens_on", line, period.text, True)
        mail = consultation.email(texts)
        if mail:
            at = labelled or self._line_with(*mail)
            self.ledger.quote(f"{self.path}.consultation.email", at, mail[1])
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

    def own_number(self) -> snapshot.DocumentNumber | None:
        """The number in the text that is the notice's own: it opens the text before its date, or is a docket."""
        at, own = self._opening_number() or (self._docket() if english.is_english(self.title) else None) or (0, None)
        if own is None:
            return None
        self._quote("document_number", at, own.typed)
        return snapshot.DocumentNumber(typed=own.typed, canonical=own.canonical)

    def opening_day(self) -> date | None:
        """The day beside the number that opens the text."""
        opening = self._opening()
        if opening is not None:
            self._quote("signed_on", 0, opening[0].typed)
        return opening[1].on() if opening else None

    def _opening_number(self) -> tuple[int, numbers.Number] | None:
        opening = self._opening()
        return (0, opening[0]) if opening else None

    def _opening(self) -> tuple[numbers.Number, dates.Day] | None:
        """国办发〔2022〕9号，2022年4月20日。 at the beginning of the text."""
        text = self.texts[0][:80] if self.paragraphs else ""
        first = next(iter(numbers.find_all(text)), None)
        if first is None or first.start or first.family not in numbers.SERIAL:
            return None
        day = dates.first(text[first.end :])
        beside = day and day.year and not text[first.end : first.end + day.start].strip("，, 　（(")
        return (first, day) if day and beside else None

    def _docket(self) -> tuple[int, numbers.Number] | None:
        """The one docket or reference that the text names by its label: what an English notice goes by."""
        found = {each.canonical: (at, each) for at, text in enumerate(self.texts) for each in numbers.labelled(text)}
        return next(iter(found.values())) if len(found) == 1 else None

    def cites(self, own: snapshot.DocumentNumber | None) -> tuple[snapshot.Citation, ...]:
        """Each number once, with what the text first says it does to that document."""
        found: dict[str, snapshot.Citation] = {}
        for at, cited in self._cited():
            number = cited.number.canonical
            if (own is not None and number == own.canonical) or cited.number.family is numbers.Family.RIN:
                continue
            if number not in found:
                found[number] = snapshot.Citation(
                    number=number, title=cited.title, document_type=cited.document_type, relation=cited.relation
                )
                self._quote("cites", at, cited.number.typed)
                self._warn_of_check_digit(at, cited.number)
            elif found[number].relation is None and cited.relation is not None:
                found[number] = replace(found[number], relation=cited.relation)
        return tuple(found.values())

    def _cited(self) -> Iterator[tuple[int, citations.Cited]]:
        """Those of the title, and those of each paragraph with its place; an imprint cites nothing."""
        yield from ((_TITLE, each) for each in citations.find_all(self.title, self.vocabulary))
        for at, text in enumerate(self.texts):
            if not numbers.is_imprint(text):
                yield from ((at, each) for each in citations.find_all(text, self.vocabulary))

    def _warn_of_check_digit(self, at: int, number: numbers.Number) -> None:
        if number.valid is False:
            line = self._line_with(at, number.typed)
            self.ledger.warn(line, findings.CHECK_DIGIT, ("number", number.typed))

    @property
    def _order(self) -> str | None:
        """Whether days or months come first in the dates of an English notice, where its words tell."""
        return months.order_of(f"{self.title} {' '.join(self.texts)[:4000]}")

    def _warn_of_ambiguous_dates(self) -> None:
        order = self._order
        for at, text in enumerate(self.texts):
            for words in english.ambiguous(text, order):
                self.ledger.warn(self._line_with(at, words), findings.AMBIGUOUS_DATE, ("date", words))

    def _quote(self, name: str, at: int, text: str, computed: bool = False) -> None:
        self.ledger.quote(f"{self.path}.{name}", self._line_with(at, text), text, computed)

    def _line_with(self, at: int, text: str) -> Line:
        """The source line in which the quoted words begin."""
        lines = self.paragraphs[at].lines if at != _TITLE else self.heads
        return next((line for line in lines if text[:12] in line.text), lines[0])


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
