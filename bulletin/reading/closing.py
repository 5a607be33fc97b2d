"""The sign-off at the end of a part: which department compiled it, and when."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from . import authorities, dates, findings, labels
from .ledger import Ledger
from .lines import Line
from .vocabulary import Vocabulary

_COMPILED_BY = re.compile(
    r"(?:编制|编辑|供稿|整理|汇编|编写|撰稿)(?:部门|单位|人|人员|者)?"
    r"[ \u3000]{0,3}[:：][ \u3000]{0,3}(?P<name>[^：:。]{2,40})"
)


@dataclass(frozen=True, slots=True)
class SignOff:
    compiler: str | None = None
    compiled_on: date | None = None


def take(lines: list[Line], path: str, ledger: Ledger, vocabulary: Vocabulary) -> SignOff:
    """Takes the sign-off off the end of a part's last entry, whose ``lines`` lose it; ``path`` is the part's."""
    compiler, dated = _find(lines, vocabulary)
    if compiler is None:
        return SignOff()
    name_line, name = compiler
    ledger.home(f"{path}.compiler", name_line)
    lines.remove(name_line)
    if dated is None:
        return SignOff(name)
    day_line, day = dated
    ledger.home(f"{path}.compiled_on", day_line)
    ledger.warn(day_line, findings.COMPILED_ON)
    lines.remove(day_line)
    return SignOff(name, day)


def _find(lines: list[Line], vocabulary: Vocabulary) -> tuple[tuple[Line, str] | None, tuple[Line, date] | None]:
    tail = [line for line in lines[-2:] if line.running]
    named = [(line, name) for line in tail if (name := _compiler(line.text))]
    dated = [(line, day) for line in tail if (day := _published(line.text))]
    if named:
        return named[-1], dated[-1] if dated else None
    departments = [(line, line.text) for line in tail if authorities.is_department(line.text, vocabulary)]
    if not departments:
        return None, None
    department = departments[-1]
    if dated:
        return department, dated[-1]
    own = "·" in department[1] or "•" in department[1]
    bare = [(line, day) for line in tail if own and (day := dates.whole(line.text))]
    after_date = len(tail) == 2 and department[0] is tail[1] and dates.whole(tail[0].text) is not None
    return (department, bare[-1] if bare and not after_date else None) if own or after_date else (None, None)


def _compiler(text: str) -> str | None:
    match = _COMPILED_BY.fullmatch(text) if len(text) <= 60 else None
    return match["name"].strip() if match else None


def _published(text: str) -> date | None:
    pairs = labels.read(text) if len(text) <= 60 else []
    return dates.whole(pairs[0][1]) if len(pairs) == 1 and pairs[0][0] == labels.PUBLISHED else None
