"""Takes the furniture of printed pages out of a text: page numbers, running titles, tables of contents."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from . import findings
from .coverage import IssueLine, is_periodical, issue_line
from .findings import Leftover
from .heads import undress
from .lines import Line, is_page_number
from .vocabulary import Vocabulary
from .webpages import is_furniture

_CONTENTS = re.compile(
    r"#{0,6} ?[【\[]?(?:本期)?(?:目 {0,4}录|目次|导读|要目|内容提要|内容目录|CONTENTS|Contents)[】\]]?[：:]?"
)
_LEADER = re.compile(r"[ .．…·—-]{2,40}[0-9]{1,4}$|[.．…·]{3,80}$")
_SEPARATOR = re.compile(r"[-—–_=*~·.＊－─━═•※☆★ ]{3,200}")
_SPACES = re.compile(r"\s+")
_SEEN_OFTEN = 3


@dataclass(slots=True)
class Pages:
    """The lines that carry text, the issue's running lines, and the furniture."""

    lines: list[Line] = field(default_factory=list)
    running: list[tuple[Line, IssueLine]] = field(default_factory=list)
    leftovers: list[Leftover] = field(default_factory=list)


def clear(lines: Sequence[Line], vocabulary: Vocabulary) -> Pages:
    """Sort the lines; whatever follows a line that was taken out counts as standing on a new page."""
    pages = Pages()
    skipped = _contents(lines)
    repeated = _repeated(lines)
    taken = False
    for at, line in enumerate(lines):
        following = lines[at + 1] if at + 1 < len(lines) else None
        if line.kind or line.mark:
            pages.lines.append(line)
            line.broken, taken = line.broken or taken, False
            continue
        if at in skipped:
            pages.leftovers.append(Leftover(line.no, line.text, findings.CONTENTS))
        elif is_page_number(line, following):
            pages.leftovers.append(Leftover(line.no, line.text, findings.PAGE_NUMBER))
        elif _SEPARATOR.fullmatch(line.text):
            pages.leftovers.append(Leftover(line.no, line.text, findings.SEPARATOR))
        elif is_furniture(line.text):
            pages.leftovers.append(Leftover(line.no, line.text, findings.WEB_PAGE))
        elif line.text in repeated:
            pages.leftovers.append(Leftover(line.no, line.text, findings.RUNNING_LINE))
        elif found := _running(line, following, vocabulary):
            pages.running.append((line, found))
        else:
            line.broken = line.broken or taken
            pages.lines.append(line)
            taken = False
            continue
        taken = taken or at not in skipped
    return pages


def _running(line: Line, following: Line | None, vocabulary: Vocabulary) -> IssueLine | None:
    if len(_SPACES.sub(" ", line.text)) > 60 or not ("期" in line.text or "o" in line.text.lower()):
        return None
    found = issue_line(line.text)
    if found is None or not found.numbered:
        return None
    at_edge = line.broken or following is None or following.broken or line.no <= 12
    return found if at_edge or (found.title and is_periodical(found.title, vocabulary)) else None


def _repeated(lines: Sequence[Line]) -> set[str]:
    """Short lines without sentence marks that stand at the edge of a page every time, three times or more."""
    seen: dict[str, int] = {}
    for at, line in enumerate(lines):
        if len(line.text) <= 40:
            edge = line.broken or (at + 1 < len(lines) and lines[at + 1].broken)
            seen[line.text] = seen.get(line.text, 0) + 1 if edge and seen.get(line.text, 0) >= 0 else -1
    return {text for text, count in seen.items() if count >= _SEEN_OFTEN and _furniture(text)}


def _furniture(text: str) -> bool:
    # Signatures, dates and closing formulas repeat as well; a running line is set apart by a word of the trade.
    return bool(
        re.search(r"内部资料|注意保存|仅供|版权所有|保密|机密|内部刊物|内部参考|www\.|http|页眉|页脚|Copyright|©", text)
    )


def _contents(lines: Sequence[Line]) -> range:
    """The places of a table of contents: from its heading to where its first line comes again."""
    start = next(
        (at for at, line in enumerate(lines[:60]) if len(line.text) <= 16 and _CONTENTS.fullmatch(line.text)), None
    )
    if start is None:
        return range(0)
    if start + 1 >= len(lines):
        return range(start, start + 1)
    key = _key(lines[start + 1].text)
    again = next((at for at in range(start + 2, len(lines)) if _key(lines[at].text) == key), None)
    if again is not None:
        later = {_key(line.text) for line in lines[again:]}
        return _while(
            lines, start + 1, again, lambda text: _key(text) in later or _SEPARATOR.fullmatch(text) is not None
        )
    return _while(lines, start + 1, len(lines), lambda text: _LEADER.search(text[-90:]) is not None)


def _while(lines: Sequence[Line], start: int, stop: int, holds: Callable[[str], bool]) -> range:
    """The heading before ``start`` and the lines from there on for which ``holds`` is true."""
    end = start
    while end < stop and holds(lines[end].text):
        end += 1
    return range(start - 1, end)


def _key(text: str) -> str:
    return _SPACES.sub("", undress(_LEADER.sub("", text[-400:])).core)
