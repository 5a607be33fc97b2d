"""When a notice takes effect: its own clauses only, never those of the laws that it speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from . import dates, english, months, periods
from .brackets import quoted_titles

LONGEST_SENTENCE = 300
LONGEST_SUBJECT = 40

ON_PUBLICATION, AFTER_PUBLICATION = "on-publication", "after-publication"

_G = r"[ \t\u3000\u00a0]{0,3}"
_VERB = r"(?:正式|统一|全面|开始|同时|一并)?(?:施行|实施|执行|生效|试行|适用(?=[，。；]|$))"
_INCLUDED = r"(?:[（(]含(?:当日|本日)?[)）])?"
_EVENT = r"(?:发布|公布|印发|公告|签发|颁布|颁发|下发|发文|通过|公开|刊登|签署|批准|通告)"
_ON_EVENT = re.compile(
    rf"(?:(?:自|从){_G}(?:本|该)?[\u4e00-\u9fff]{{0,6}}?)?{_EVENT}{_G}(?:之日|之后|后|即日|当日)?{_G}起?{_G}(?P<delay>(?:满{_G})?{periods.LENGTH}{_G}(?:后|之后|以后|起|后起)?)?{_G}{_VERB}"
)
_AT_ONCE = re.compile(rf"(?:自|从)?即日起?{_G}{_VERB}")
_FROM_DATE = re.compile(rf"{_G}{_INCLUDED}(?:零时|0时|零点)?{_G}(?:之?日)?{_G}(?P<from>起|开始)?{_G}{_VERB}")
# 施行日期为…: the label tells what a verb would.
_LABEL = re.compile(
    r"(?:施行|实施|生效|执行)(?:日期|时间)[ \t\u3000\u00a0]{0,3}(?:为|是|定为|[:：])[ \t\u3000\u00a0]{0,3}$"
)
# 新规则, 调整后的目录, 其他关于儿童化妆品的规定: what the notice itself has just told of.
_BARE = re.compile(
    r"新?(?:办法|条例|规定|规则|规范|标准|指南|目录|细则|决定|通知|公告)"
    r"|(?:更新|调整)后的[^《》]{0,12}|(?:其他|其余)[^《》]{0,20}的?(?:规定|要求|条款)"
)
_PREPOSITION = re.compile(r"(?:自|从|于|定于|将于|将自)[ \t\u3000\u00a0]{0,3}$")
_OWN = re.compile(
    r"现(?:予|将|印发|公布|发布|批准)|上述|以上|该"
    r"|本(?:公告|通告|通知|办法|规定|规则|条例|细则|决定|意见|解释|指南|指引|制度|标准|规范|方案|程序|目录|批复|令|法|文件|指导原则)"
)
# 《甲》将于…起施行, 修改后的专利法自…起施行: a rule with a name of its own.
_NAMED = re.compile(
    r"(?:》(?:[（(][^）)]{1,20}[)）])?[^，。；《》]{0,12}|(?:法|条例|办法|规定|规则|细则|规范|标准|指南|目录))"
    r"(?:已|将|业已|拟)?[ \u3000]{0,2}$"
)
_YEAR = re.compile(r"([0-9]{4}年)")
# A title that carries out a rule speaks of that rule's effect, one that issues it of its own.
_CARRIES_OUT = re.compile(r"(?:实施|施行|贯彻|落实|执行|学习|宣传|做好|适用|衔接)[^《》]{0,6}$")


@dataclass(frozen=True, slots=True)
class Clause:
    """One row of effect; ``start`` is its place in the text."""

    start: int
    text: str
    on: date | None = None
    rule: str | None = None
    computed: bool = False


def clauses(text: str, title: str, signed_on: date | None = None) -> list[Clause]:
    """The effect clauses of the notice ``title`` in one paragraph, without those that tell of other rules.

    Where a paragraph brings rules into force in stages, each clause holds what it is about (第三条自…起施行).
    """
    found = sorted([*_dated(text), *_described(text, signed_on)], key=lambda clause: clause.start)
    own = [clause for clause in found if _own(text, clause, title)] or list(_english(text, title, signed_on))
    return [_with_subject(text, clause) for clause in own] if len(own) > 1 else own


def _with_subject(text: str, clause: Clause) -> Clause:
    before = text[max(0, clause.start - LONGEST_SUBJECT - 1) : clause.start]
    subject = before[max(before.rfind(mark) for mark in "，。；：") + 1 :].lstrip(" \u3000")
    if not 0 < len(subject) <= LONGEST_SUBJECT:
        return clause
    return replace(clause, start=clause.start - len(subject), text=subject + clause.text)


def _english(text: str, title: str, signed_on: date | None) -> Iterator[Clause]:
    for row in english.effects(text, months.order_of(f"{title} {text}")):
        on = periods.later(signed_on, row.delay) if signed_on and row.delay else row.on
        rule = AFTER_PUBLICATION if row.delay else None if row.on else ON_PUBLICATION
        yield Clause(row.start, row.text, on, rule, computed=bool(row.delay and on))


def _dated(text: str) -> Iterator[Clause]:
    if "行" not in text and "生效" not in text and "实施" not in text and "适用" not in text:
        return
    for day in dates.find_all(text):
        match = _FROM_DATE.match(text, day.end)
        label = _LABEL.search(text, max(0, day.start - 16), day.start)
        if label and (on := day.on()):
            yield Clause(label.start(), text[label.start() : day.end], on)
            continue
        before = _PREPOSITION.search(text, max(0, day.start - 6), day.start)
        if match is None or not (match["from"] or before) or (on := day.on()) is None:
            continue
        start = before.start() if before else day.start
        yield Clause(start, text[start : match.end()], on)


def _described(text: str, signed_on: date | None) -> Iterator[Clause]:
    for pattern in (_ON_EVENT, _AT_ONCE):
        for match in pattern.finditer(text):
            delay = match["delay"] if pattern is _ON_EVENT else None
            if pattern is _ON_EVENT and not delay and not re.search(r"之日|当日|即日", match[0]):
                continue
            length = periods.length(delay) if delay else None
            on = periods.later(signed_on, length) if signed_on and length else None
            yield Clause(match.start(), match[0], on, AFTER_PUBLICATION if delay else ON_PUBLICATION, on is not None)


def _own(text: str, clause: Clause, title: str) -> bool:
    """Whether the clause tells of this notice, not of a rule that has another name."""
    end = clause.start + len(clause.text)
    if text[end : end + 1] == "的" and text[end + 1 : end + 2] != "，":
        return False
    before = text[max(0, clause.start - LONGEST_SENTENCE) : clause.start]
    sentence = before[max(before.rfind(mark) for mark in "。；") + 1 :]
    subject = sentence[sentence.rfind("，") + 1 :]
    if _OWN.search(subject) or not _NAMED.search(subject) or _BARE.fullmatch(subject):
        return True
    named = quoted_titles(subject)
    return bool(named) and (_issued_by(title, named[-1].title) or _is_short_for_issued(text, title, named[-1].title))


def _issued_by(title: str, name: str) -> bool:
    before, found, _ = title.partition(f"《{name}")
    return bool(found) and not _CARRIES_OUT.search(before)


def _is_short_for_issued(text: str, title: str, name: str) -> bool:
    """Whether the name is said to be short for what the title issues, or is cut from it with its year."""
    for quoted in quoted_titles(title):
        if not _CARRIES_OUT.search(title[: quoted.start]):
            pieces = [piece for piece in _YEAR.split(name) if piece]
            cut = len(pieces) > 1 and all(piece in quoted.title for piece in pieces)
            if cut or (pieces and f"称《{name}》" in text and pieces[-1][-2:] in quoted.title):
                return True
    return False
