"""What English notices say of time: until when comments are taken and when a rule takes effect; reads no Chinese."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from . import dates, findings, months, periods
from .deadline import COMPUTED, Period
from .workdays import Workdays

_SENTENCE = re.compile(r"(?<=[.;])(?<!U\.S\.)(?<!a\.m\.)(?<!p\.m\.)(?<!No\.)[ \u00a0]{1,3}(?=[A-Z])|[ ]?\|[ ]?")
_COMMENTS = re.compile(
    r"(?i)\b(?:comments?|consultation|feedback|submissions?|representations|responses|contribut(?:e|ions?))\b"
)
_UNTIL = re.compile(
    r"(?i)\b(?:by|before|until|through|(?:no|not) later than|on or before|closes?|ends?"
    r"|end(?:s|ing)? on|deadline(?: is)?|due"
    r"|closing date(?: for [a-z]{4,12})?(?: is)?)"
    r"(?: (?:on|by|at))?:?(?: (?:close of business|midnight|[0-9: ]{1,6}[ap]\.?m\.?|[A-Z][a-z]{5,8}day)){0,2}"
    r"(?: on)?,? ?(?:[A-Z][a-z]{2,5}day,? )?$"
)
_WITHIN = re.compile(
    r"(?i)\b(?:within |for )?(?P<count>[0-9]{1,3}|thirty|sixty|ninety)[ -]?(?P<kind>calendar |working |business )?"
    r"(?P<unit>day|week|month)s?(?: period)? (?:of|after|from|following)(?: the)?(?: date of)?(?: its)? publication"
)
_EFFECT = re.compile(
    r"(?i)(?:\beffective(?: date)?(?: is)?(?: on| as of| from)?"
    r"|\b(?:takes?|will take|shall take) effect(?: on| from)?"
    r"|\b(?:(?:shall |will )?(?:enters?|comes?) into (?:force|effect))(?: on| from)?"
    r"|\b(?:shall |will )?appl(?:y|ies) (?:from|as of)):? ?$"
)
# What came into force already is told of this document only where the sentence begins with it.
_TOOK_EFFECT = re.compile(r"(?i)\b(?:took effect|(?:entered|came) into (?:force|effect))(?: on| from)? $")
_ITSELF = re.compile(r"(?:It|This|These|They)\b")
_TO = re.compile(r" ?(?:to|until|through|[-–—~]) ?")
_AT_ONCE = re.compile(
    r"(?i)\b(?:is|are|becomes?) effective (?:immediately|(?:up)?on publication|on the date of publication)"
)
_DELAYED = re.compile(r"(?i)\b(?:effective|takes? effect|(?:enters?|comes?) into (?:force|effect)) $")
# The formula of the European Union's acts.
_DAY_AFTER = re.compile(
    r"(?i)\benters? into force on the (?:(?P<day>third|tenth|twentieth) day|day) following that of its publication"
)
_RULES = "rule|guidance|guideline|notice|regulation|order|amendment|requirement|decision|standard"
_OWN = re.compile(
    r"(?i)\b(?:this|these|our)\b|^(?:dates?|effective|legal effective|date of (?:entry|effect))\b"
    rf"|\bthe (?:final |interim |direct |new |revised |draft ){{0,2}}(?:{_RULES})s?\b"
    r"|^The [^.;,]{0,80}(?:Rules?|Regulations?|Act|Order|Directive|Decision|fees)(?: [0-9]{4})? (?:will |shall )?"
    r"(?:come|enter|take|appl)"
)
_NUMBERS = {"third": 3, "tenth": 10, "twentieth": 20, "thirty": 30, "sixty": 60, "ninety": 90}


@dataclass(frozen=True, slots=True)
class Effect:
    """One row of effect at ``start`` of its paragraph: on a date, upon publication, or ``delay`` after it."""

    start: int
    text: str
    on: date | None = None
    delay: periods.Length | None = None


def is_english(text: str) -> bool:
    return text.isascii() or sum(each.isascii() for each in text[:400]) > 0.8 * len(text[:400])


def sentences(text: str) -> Iterator[tuple[int, str]]:
    """(place, sentence) of a paragraph."""
    past = 0
    for match in _SENTENCE.finditer(text):
        yield past, text[past : match.start()]
        past = match.end()
    yield past, text[past:]


def consultation(texts: Sequence[str], title: str, signed_on: date | None, calendar: Workdays) -> Period | None:
    """The period for comments in the paragraphs: two dates before one date before a counted length."""
    order = months.order_of(f"{title} {' '.join(texts)[:4000]}")
    told = [
        (at, sentence)
        for at, text in enumerate(texts)
        if is_english(text)
        for _, sentence in sentences(text)
        if _COMMENTS.search(sentence)
    ]
    for at, sentence in told:
        if period := _between(at, sentence, order, calendar) or _until(at, sentence, order):
            return period
    return next((found for at, sentence in told if (found := _within(at, sentence, signed_on, calendar))), None)


def effects(text: str, order: str | None = None) -> Iterator[Effect]:
    """The rows of effect of the notice itself in a paragraph."""
    for place, sentence in sentences(text) if is_english(text) else ():
        if not _OWN.search(sentence) and not _ITSELF.match(sentence):
            continue
        for start, end, on in _days(sentence, order):
            before = _EFFECT.search(sentence, max(0, start - 60), start)
            if before is None and _ITSELF.match(sentence):
                before = _TOOK_EFFECT.search(sentence, max(0, start - 60), start)
            if before:
                yield Effect(place + before.start(), sentence[before.start() : end], on)
        for match in _WITHIN.finditer(sentence):
            before = _DELAYED.search(sentence, max(0, match.start() - 24), match.start())
            if before:
                yield Effect(place + before.start(), sentence[before.start() : match.end()], delay=_length(match))
        for match in _DAY_AFTER.finditer(sentence):
            delay = periods.Length(_NUMBERS.get((match["day"] or "").lower(), 1), "day")
            yield Effect(place + match.start(), match[0], delay=delay)
        if at_once := _AT_ONCE.search(sentence):
            yield Effect(place + at_once.start(), at_once[0])


def ambiguous(text: str, order: str | None) -> list[str]:
    """The words of dates that can be read in two ways, where nothing tells which is meant."""
    found = months.numeric(text, order) if is_english(text) else iter(())
    return [each.words for each in found if each.on is None]


def _days(sentence: str, order: str | None) -> list[tuple[int, int, date]]:
    named = [(day.start, day.end, on) for day in dates.find_all(sentence) if (on := day.on())]
    figures = [(each.start, each.end, each.on) for each in months.numeric(sentence, order) if each.on]
    return sorted([*named, *figures])


def _between(at: int, sentence: str, order: str | None, calendar: Workdays) -> Period | None:
    named = [days for span in dates.spans(sentence) if (days := span.days())]
    found = _days(sentence, order)
    for (_, end, opens), (start, _, closes) in pairwise(found):
        if _TO.fullmatch(sentence[end:start]) and opens <= closes:
            named.append((opens, closes))
    if not named:
        return None
    period = Period(at, sentence, *named[0])
    period.count(sentence, calendar)
    return period


def _until(at: int, sentence: str, order: str | None) -> Period | None:
    for start, _, on in _days(sentence, order):
        if _UNTIL.search(sentence, max(0, start - 60), start):
            return Period(at, sentence, closes_on=on)
    return None


def _within(at: int, sentence: str, signed_on: date | None, calendar: Workdays) -> Period | None:
    match = _WITHIN.search(sentence)
    if match is None:
        return None
    closes = periods.later(signed_on, _length(match), calendar) if signed_on else None
    period = Period(at, sentence, closes_on=closes, basis=COMPUTED)
    period.note(findings.COUNTED_DEADLINE if closes else findings.UNCOUNTED_DEADLINE)
    return period


def _length(match: re.Match[str]) -> periods.Length:
    count = _NUMBERS.get(match["count"].lower()) or int(match["count"])
    working = (match["kind"] or "").strip().lower() in {"working", "business"}
    return periods.Length(count, "workday" if working else match["unit"].lower())
