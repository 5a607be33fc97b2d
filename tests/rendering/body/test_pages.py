from __future__ import annotations

import html
import re
from collections.abc import Iterator

import pytest

from bulletin.snapshot import Snapshot
from tests.rendering.body import issues, printed
from tests.rendering.body.printed import Line

HEADING = re.compile(r"<h[456]>(.*?)</h[456]>|<p>([一二三四]、[^<。]{1,12})</p>")
SIGNER = "国家药品监督管理局"
ISSUES = {"classic": (1, 190, 1), "digest": (2, 60, 2)}


@pytest.fixture(scope="module", params=["classic", "digest"])
def issue(request: pytest.FixtureRequest) -> tuple[Snapshot, list[Line]]:
    seed, entries, columns = ISSUES[request.param]
    snapshot = issues.random_issue(seed, entries, request.param)
    lines = printed.lines(printed.pdf(snapshot), columns)
    first = next(place for place, line in enumerate(lines) if line.text.strip() == "医药注册信息篇" and line.size > 15)
    return snapshot, lines[first:]


def runs(lines: list[Line]) -> list[list[Line]]:
    """The lines of each column of each page; what stands across both counts to the first."""
    found: list[list[Line]] = []
    for line in lines:
        if (
            found
            and (found[-1][-1].page, found[-1][-1].column) == (line.page, line.column)
            and line.y < found[-1][-1].y + 1
        ):
            found[-1].append(line)
        else:
            found.append([line])
    return found


def headings(snapshot: Snapshot) -> set[str]:
    texts = {
        html.unescape("".join(pair)) for each in snapshot.entries() for pair in HEADING.findall(each.body_html or "")
    }
    return {printed.squeezed(each) for each in texts} | {printed.squeezed(each.title) for each in snapshot.entries()}


def paragraphs(snapshot: Snapshot) -> Iterator[str]:
    for entry in snapshot.entries():
        for text in re.findall(r"<p>([^<]*。[^<]*)</p>", entry.body_html or ""):
            yield printed.squeezed(text)


def test_the_issue_is_a_long_one(issue: tuple[Snapshot, list[Line]]) -> None:
    snapshot, lines = issue
    assert lines[-1].page >= (60 if snapshot.masthead.design == "classic" else 12)


def test_no_heading_ends_a_page_or_column(issue: tuple[Snapshot, list[Line]]) -> None:
    snapshot, lines = issue
    wanted = headings(snapshot)
    last = [run[-1] for run in runs(lines)][:-1]
    assert [line for line in last if re.sub(r"^\d+", "", printed.squeezed(line.text)) in wanted] == []
    assert [line for line in last if printed.squeezed(line.text).startswith(("文种", "成文日期"))] == []


def test_no_signature_begins_a_page(issue: tuple[Snapshot, list[Line]]) -> None:
    _snapshot, lines = issue
    tops = {line.page: line for line in sorted(lines, key=lambda line: (-line.page, line.y))}
    assert [line for line in tops.values() if line.text.strip().startswith((SIGNER, "2026"))] == []


def test_no_paragraph_leaves_one_line_alone(issue: tuple[Snapshot, list[Line]]) -> None:
    snapshot, lines = issue
    marks = [(letter, place) for place, line in enumerate(lines) for letter in printed.squeezed(line.text)]
    whole = "".join(letter for letter, _place in marks)
    at = 0
    alone = []
    for text in paragraphs(snapshot):
        at = whole.index(text, at)
        taken = sorted({place for _letter, place in marks[at : at + len(text)]})
        at += len(text)
        places = [(lines[place].page, lines[place].column) for place in taken]
        split = {each: places.count(each) for each in places}
        if len(split) > 1 and min(split.values()) < 2:
            alone.append(text[:20])
    assert alone == []
