"""Which lines are titles of entries; title_lines.py knows how far a title runs, ranks.py what stands above."""

from __future__ import annotations

from dataclasses import dataclass, field

from . import kinds
from .sheet import Sheet
from .title_lines import lines_of_lone_title


@dataclass(slots=True)
class Course:
    """The list of entries being read: its numbering style, its last number, and the lists inside the open entry."""

    fresh: bool = True
    open: bool = False
    style: str = ""
    last: int = 0
    shape: str = ""
    annex: bool = False
    titled: bool = False
    runs: dict[str, int] = field(default_factory=dict)
    run_at: dict[str, int] = field(default_factory=dict)
    tight: dict[str, bool] = field(default_factory=dict)

    def note(self, sheet: Sheet, at: int) -> None:
        """Remember a numbered line of the body, so that its list is not taken for the list of entries."""
        head = sheet.head(at)
        if head.number is not None:
            self.tight[head.mark] = self.run_at.get(head.mark) == at - 1 and head.number > 1
            self.runs[head.mark] = head.number
            self.run_at[head.mark] = at
        elif sheet.attachment(at):
            self._attachment(sheet, at)
        self.annex = self.annex or (sheet.attachment(at) and len(sheet.text(at)) <= 5)

    def _attachment(self, sheet: Sheet, at: int) -> None:
        _, _, rest = sheet.text(at).replace(":", "：").partition("：")
        for mark in ("1.", "1、"):
            if rest.strip().startswith(("1", "１")):
                self.runs[mark], self.run_at[mark] = 1, at

    def in_run(self, mark: str, number: int) -> bool:
        return self.runs.get(mark) == number - 1


def is_entry(sheet: Sheet, at: int, course: Course) -> bool:
    """Whether the line is the title of the next entry rather than a line of the open one."""
    head = sheet.head(at)
    if not head.core or sheet.attachment(at) or not sheet.headlike(at):
        return False
    if head.number is None:
        return _unnumbered(sheet, at, course)
    if course.fresh:
        return True
    if not course.style:
        return not course.open and (head.number == 1 or sheet.formal(at))
    return _numbered(sheet, at, course)


def _unnumbered(sheet: Sheet, at: int, course: Course) -> bool:
    head = sheet.head(at)
    if course.fresh:
        leads_list = sheet.head(at + 1).number == 1 and sheet.headlike(at + 1) and not sheet.formal(at)
        return not leads_list and not sheet.field(at) and not sheet.dated(at)
    if not course.open:
        return sheet.formal(at) and lines_of_lone_title(sheet, at) > 0
    if course.style:
        return sheet.formal(at) and sheet.ended(at) and not course.annex
    dressed = f"{head.shape}{'[]' if head.url is not None else ''}"
    if dressed and dressed == course.shape:
        return True
    if course.titled and sheet.sourced(at + 1) and not sheet.field(at):
        return True
    if not course.annex and sheet.ended(at) and lines_of_lone_title(sheet, at) > 1:
        return True
    if course.annex or not (course.titled or sheet.formal(at)) or not sheet.ended(at):
        return False
    return _statutory(sheet, at) or (course.titled and _headline(sheet, at))


def _headline(sheet: Sheet, at: int) -> bool:
    """A bare line over running text, after a line that closes the article above it."""
    return not sheet.field(at) and not sheet.signed(at) and not sheet.dated(at) and sheet.prose(at + 1)


def _statutory(sheet: Sheet, at: int) -> bool:
    """A notice's title of the strict kind: a regulation printed under the order that promulgates it has none."""
    kind = kinds.document_type(sheet.head(at).core, sheet.vocabulary)
    return sheet.formal(at) and (kind in sheet.vocabulary.statutory_kinds or kind in {"公示", "征求意见"})


def _numbered(sheet: Sheet, at: int, course: Course) -> bool:
    head = sheet.head(at)
    number = head.number or 0
    strong = sheet.formal(at) or head.url is not None
    if (course.in_run(head.mark, number) and not _breaks_run(sheet, at, course)) or (
        course.annex and not sheet.ended(at)
    ):
        return False
    if head.mark != course.style:
        return strong and number == course.last + 1 and sheet.ended(at)
    if number == course.last + 1:
        return True
    return strong and (sheet.ended(at) or course.last < number <= course.last + 5)


def _breaks_run(sheet: Sheet, at: int, course: Course) -> bool:
    """Whether the next number of a list inside the entry is yet the next entry.

    It is after a signature, in another dress, and after text that follows a list without text between its lines.
    """
    head = sheet.head(at)
    place = course.run_at[head.mark]
    if place == at - 1:
        return False
    last = sheet.head(place)
    dressed = (head.url is not None and last.url is None) or (head.bold and not last.bold)
    closed = sheet.dated(at - 1) or sheet.signed(at - 1) or sheet.sourced(at - 1)
    return dressed or closed or course.tight.get(head.mark, False)
