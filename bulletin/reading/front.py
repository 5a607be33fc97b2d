"""The front matter of an issue: masthead, number, dates, highlights, and the colophon at its end."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from bulletin import snapshot

from . import authorities, findings
from .coverage import IssueLine, is_periodical, issue_line, split_coverage, tells_period
from .heads import undress
from .ledger import Ledger
from .lines import Line
from .vocabulary import Vocabulary

LONGEST_COLOPHON = 12

_HIGHLIGHTS = re.compile(
    r"[【\[]?(?:本期|本周|一周)?(?:要点|提示|提要|摘要|看点|重点|关注|要闻提示|重点提示|重点关注)[】\]]?[：:]?"
    r"|Highlights|At a glance"
)
_PUBLISHER = re.compile(
    r"(?:主办单位|主办|编印单位|编印|出版单位|编制单位|主管主办)[ \u3000]{0,3}[:：][ \u3000]{0,3}(?P<name>[^：:]{2,40})"
)
_COLOPHON = re.compile(
    r"(?:主办|主编|编辑|责任编辑|本期编辑|执行编辑|审核|审校|审定|校对|签发|编印|印发|印数|印刷|报送|抄送|分送|发送|联系电话|投稿邮箱|投稿|邮箱|地址|电话|编委会?|编写|审稿|主管|顾问|版权声明|声明)"
    r"(?:单位|部门|人|人员|范围)?[ \u3000]{0,3}[:：]"
)
_EDITED_BY = re.compile(r"(?P<name>[\u4e00-\u9fff·]{2,30}?)(?:编印|主办|编制|编辑|主编|编)")
_LABEL = re.compile(r"[\u4e00-\u9fff]{2,6}[ \u3000]{0,3}[:：]")
_TRADE = re.compile(r"主办|主编|编辑|审核|审校|审定|校对|签发|编印|投稿|编委")


@dataclass(slots=True)
class Front:
    """Masthead and issue as far as the document tells."""

    masthead: snapshot.Masthead
    issue: snapshot.Issue


def read(
    lines: Sequence[Line],
    running: Sequence[tuple[Line, IssueLine]],
    begins: int,
    ledger: Ledger,
    vocabulary: Vocabulary,
) -> Front:
    """The front matter in the lines before the first heading (on line ``begins``) and in the running lines."""
    front = Front(snapshot.Masthead(), snapshot.Issue())
    only_running = all(line.no > begins for line, _ in running)
    told = sorted([*running, *((line, None) for line in lines)], key=lambda pair: pair[0].no)
    highlights = False
    for line, found in told:
        highlights = _line(front, line, found or issue_line(line.text), highlights, ledger, vocabulary)
    if running and only_running and front.issue.number is not None:
        ledger.warn(running[0][0], findings.ISSUE_FROM_FOOTER)
    return front


def opens_highlights(text: str) -> bool:
    """Whether the line heads the list of what matters most in the issue (本期要点)."""
    return len(text) <= 12 and _HIGHLIGHTS.fullmatch(text) is not None


def opens_issue(line: Line, vocabulary: Vocabulary) -> bool:
    """Whether the line says that this is an issue of a periodical: its title, its number, its highlights."""
    core = undress(line.text).core
    return is_periodical(core, vocabulary) or issue_line(line.text) is not None or opens_highlights(core)


def colophon(lines: list[Line]) -> list[Line]:
    """Takes the imprint (主办：… 编辑：… 审核：…) off the end of the last entry's lines and returns it."""
    start = len(lines)
    while (
        start
        and len(lines) - start < LONGEST_COLOPHON
        and len(lines[start - 1].text) <= 120
        and _COLOPHON.match(lines[start - 1].running)
    ):
        start -= 1
    labels = [label for line in lines[start:] for label in _LABEL.findall(line.text)]
    if not any(_TRADE.match(line.text) for line in lines[start:]) or len(labels) < 2:
        return []
    taken = lines[start:]
    del lines[start:]
    return taken


def read_colophon(front: Front, lines: Sequence[Line], ledger: Ledger) -> None:
    for line in lines:
        if not _publisher(front, line, ledger):
            ledger.leave(findings.IMPRINT, line)


def _line(
    front: Front, line: Line, found: IssueLine | None, highlights: bool, ledger: Ledger, vocabulary: Vocabulary
) -> bool:
    """Give the line its home; whether the next may be a highlight."""
    if found is not None and _issue(front, line, found, ledger, vocabulary):
        return False
    if opens_highlights(undress(line.text).core) and not highlights:
        ledger.home("issue.highlights", line)
        return True
    if highlights:
        front.issue = replace(front.issue, highlights=(*front.issue.highlights, undress(line.text).core))
        ledger.home("issue.highlights", line)
        return True
    if not _publisher(front, line, ledger) and not _title(front, line, ledger, vocabulary):
        ledger.leave(findings.FRONT_MATTER, line)
    return False


def _issue(front: Front, line: Line, found: IssueLine, ledger: Ledger, vocabulary: Vocabulary) -> bool:
    values: dict[str, object] = {
        "number": found.number,
        "year_number": found.year_number,
        "number_label": found.label,
        "dated_on": found.dated_on.isoformat() if found.dated_on else None,
        "covers_from_on": found.covers[0].isoformat() if found.covers else None,
        "covers_to_on": found.covers[1].isoformat() if found.covers else None,
    }
    told = {name: value for name, value in values.items() if value is not None}
    editor = _EDITED_BY.fullmatch(found.title or "")
    publisher = editor["name"] if editor else _house(found.title or "", vocabulary)
    title = None if publisher or tells_period(found.title or "") else _close(found.title)
    if _differs(front, told, title, publisher):
        ledger.leave(findings.SECOND_NUMBER, line)
        return True
    fresh = [f"issue.{name}" for name in told]
    front.issue = replace(front.issue, **told)  # type: ignore[arg-type]
    if publisher:
        front.masthead = replace(front.masthead, publisher=front.masthead.publisher or publisher)
        fresh.append("masthead.publisher")
    elif title:
        front.masthead = replace(front.masthead, title=front.masthead.title or title)
        fresh.append("masthead.title")
    home, *others = fresh
    ledger.home(home, line)
    for path in others:
        ledger.quote(path, line, line.text)
    return True


def _house(title: str, vocabulary: Vocabulary) -> str | None:
    """The name beside the date of an issue when it is that of a department, not of a periodical."""
    return title if authorities.signers(title, vocabulary) and not is_periodical(title, vocabulary) else None


def _close(title: str | None) -> str | None:
    """法 规 周 报 is one word set wide."""
    pieces = (title or "").split()
    return "".join(pieces) if len(pieces) > 2 and all(len(each) == 1 for each in pieces) else title


def _differs(front: Front, told: dict[str, object], title: str | None, publisher: str | None) -> bool:
    known = front.masthead
    other = any(getattr(front.issue, name) not in {None, value} for name, value in told.items())
    return (
        other
        or bool(known.title and title not in {None, known.title})
        or bool(known.publisher and publisher not in {None, known.publisher})
    )


def _publisher(front: Front, line: Line, ledger: Ledger) -> bool:
    match = _PUBLISHER.fullmatch(line.text)
    if match is None or front.masthead.publisher is not None:
        return False
    front.masthead = replace(front.masthead, publisher=match["name"].strip())
    ledger.home("masthead.publisher", line)
    return True


def _title(front: Front, line: Line, ledger: Ledger, vocabulary: Vocabulary) -> bool:
    title, covers = split_coverage(undress(line.text).core)
    title = _close(title.strip("《》")) or ""
    if front.masthead.title == title:
        ledger.home("masthead.title", line)
        return True
    if front.masthead.title is not None or not is_periodical(title, vocabulary):
        return False
    front.masthead = replace(front.masthead, title=title)
    if covers:
        front.issue = replace(front.issue, covers_from_on=covers[0].isoformat(), covers_to_on=covers[1].isoformat())
    ledger.home("masthead.title", line)
    return True


def union(front: Front, covers: Sequence[tuple[date, date]]) -> None:
    """The issue covers what its parts cover, unless it says so itself."""
    if covers and front.issue.covers_from_on is None:
        first, last = min(each[0] for each in covers), max(each[1] for each in covers)
        front.issue = replace(front.issue, covers_from_on=first.isoformat(), covers_to_on=last.isoformat())
