"""The headings of parts and the running lines of an issue: title, number of the issue, dates, the period covered."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from . import dates
from .numerals import integer
from .vocabulary import Vocabulary

LONGEST = 90

_G = r"[ \t\u3000\u00a0]{0,4}"
_N = r"[0-9０-９〇零一二三四五六七八九十百]{1,6}"
_ISSUE = re.compile(
    rf"(?P<total>(?:总|累计|总期){_G}第?{_G}(?P<t>{_N}){_G}期)"
    rf"|(?P<yearly>(?P<year>[0-9０-９]{{4}}|[〇○零一二三四五六七八九]{{4}}){_G}年?{_G}[,，·]?{_G}第{_G}(?P<y>{_N}){_G}期)"
    rf"|(?P<plain>第{_G}(?P<p>{_N}(?:{_G}[、,，—–~～-]{_G}{_N})?){_G}期(?:{_G}合刊)?)"
    rf"|(?P<latin>(?:NO|No|no|Vol|VOL)\.?{_G}(?P<l>[0-9]{{1,5}})(?![0-9./]))"
)
_FILL = re.compile(r"[ \t\u3000\u00a0|｜/／·•,，;；:：（）()【】\[\]〔〕<>《》“”*#—–-]+")
_LABELS = re.compile(
    r"(?:(?:出版|出刊|发布|编印|印发|编制|制作|编辑|发行|更新)?(?:日期|时间)|刊期|期号|期数|出版|编号)[：:]?$"
)
_SPAN_LABEL = re.compile(r"本期|本周|[\u4e00-\u9fff]{0,6}(?:时间|时段|日期|期间|范围)|Covering|Period")
_WEEKDAY = re.compile(r"(?:星期|周)[一二三四五六日天]")
_TRAILING = re.compile(r"[（(【\[]([^（）()【】\[\]]{5,60})[)）】\]]$")
_TOLD = re.compile(r"[期年月0-9０-９]")
_PAGE = re.compile(rf"(?:第{_G}[0-9０-９]{{1,4}}{_G}页|共{_G}[0-9０-９]{{1,4}}{_G}页|[Pp]age{_G}[0-9]{{1,4}})")
_BODY_MARKS = re.compile(r"[。；！？]|关于")


@dataclass(frozen=True, slots=True)
class IssueLine:
    """What a line says of the issue as a whole, and nothing else."""

    title: str | None = None
    number: int | None = None
    year_number: int | None = None
    label: str | None = None
    dated_on: date | None = None
    covers: tuple[date, date] | None = None

    @property
    def numbered(self) -> bool:
        return self.number is not None or self.year_number is not None


def issue_line(text: str) -> IssueLine | None:
    """The title, number, date and period of an issue when the line holds nothing besides; None for any other line."""
    if len(text) > LONGEST or not _TOLD.search(text) or _BODY_MARKS.search(text):
        return None
    text = _PAGE.sub("", text.lstrip("#* \t\u3000")).rstrip()
    taken: list[tuple[int, int]] = []
    span = next(dates.spans(text), None)
    covers = span.days() if span else None
    if span and covers:
        taken.append((span.start, span.end))
    marks = [match for match in _ISSUE.finditer(text) if not _within(match.start(), taken)]
    taken += [match.span() for match in marks]
    day = next((each for each in dates.find_all(text) if each.on() and not _within(each.start, taken)), None)
    if day:
        taken.append((day.start, day.end))
    title = _title(text, taken)
    if not taken or title is None:
        return None
    return _issue(title, marks, day, covers)


def split_coverage(text: str) -> tuple[str, tuple[date, date] | None]:
    """(title, period) of a heading that ends with a period in brackets or, set off by a space, without them."""
    if len(text) > LONGEST or not _TOLD.search(text):
        return text, None
    bracket = _TRAILING.search(text)
    span = next(dates.spans(bracket[1] if bracket else text), None)
    days = span.days() if span else None
    if span is None or days is None:
        return text, None
    start, end = (bracket.start(), bracket.end()) if bracket else (span.start, span.end)
    title = text[:start].rstrip(" \t\u3000\u00a0：:")
    return (title, days) if end == len(text) else (text, None)


def tells_period(title: str) -> bool:
    """Whether the words before a period say no more than that it is one (收录时段：…)."""
    return _SPAN_LABEL.fullmatch(title) is not None


def is_periodical(title: str, vocabulary: Vocabulary) -> bool:
    return 3 <= len(title) <= 30 and title.endswith(vocabulary.periodical_suffixes)


def _within(place: int, taken: list[tuple[int, int]]) -> bool:
    return any(start <= place < end for start, end in taken)


def _title(text: str, taken: list[tuple[int, int]]) -> str | None:
    """What stands before the first mark, when nothing but punctuation stands between and after the marks."""
    if not taken:
        return None
    ordered = sorted(taken)
    rest = "".join(
        text[end:start] for (_, end), (start, _) in zip(ordered, [*ordered[1:], (len(text), 0)], strict=True)
    )
    before = _LABELS.sub("", text[: ordered[0][0]].rstrip(" \t\u3000（(【[：:")).strip(" \t\u3000|｜·—-：:《》【】")
    rest = re.sub(r"出版日期|日期|出版|合刊|增刊|特刊", "", _WEEKDAY.sub("", rest))
    return before if not _FILL.sub("", rest) and len(before) <= 40 else None


def _issue(
    title: str, marks: list[re.Match[str]], day: dates.Day | None, covers: tuple[date, date] | None
) -> IssueLine:
    numbers = {_kind(match): match for match in marks}
    total, yearly, plain = numbers.get("total"), numbers.get("yearly"), numbers.get("plain") or numbers.get("latin")
    in_year = (
        integer(yearly["y"]) if yearly else (integer(plain["p"] or "") if plain and total and plain["p"] else None)
    )
    value = integer(total["t"]) if total else (_last(plain) if plain else in_year)
    combined = plain is not None and integer(plain["p"] or plain["l"] or "") is None
    label = " ".join(match[0] for match in marks) if yearly or combined or len(marks) > 1 else None
    return IssueLine(title or None, value, in_year, label, day.on() if day else None, covers)


def _kind(match: re.Match[str]) -> str:
    return next(kind for kind in ("total", "yearly", "plain", "latin") if match[kind])


def _last(match: re.Match[str]) -> int | None:
    """A combined number (第144、145期) counts as its last."""
    return integer(re.split(r"[ 、,，—–~～-]+", match["p"] or match["l"])[-1])
