"""Cuts a sheet into parts, sections and entries; keeps every line, recognises nothing inside an entry."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from . import findings, markdown
from .coverage import split_coverage
from .front import opens_highlights
from .heads import Head
from .lines import Line
from .ranks import Ranks, is_part, is_section, part_heading, section_name
from .sheet import Sheet
from .titles import Course, is_entry, lines_of_lone_title, lines_of_title, title_of


@dataclass(slots=True)
class Piece:
    """An entry before it is read: its title as printed, all lines under it and, for a lone notice, those above."""

    title: str
    number: int | None
    url: str | None
    heads: list[Line]
    lines: list[Line] = field(default_factory=list)
    above: list[Line] = field(default_factory=list)


@dataclass(slots=True)
class Column:
    """A section before its entries are read."""

    title: str | None = None
    heads: list[Line] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)


@dataclass(slots=True)
class Book:
    """A part before its entries are read."""

    title: str | None = None
    covers: tuple[date, date] | None = None
    heads: list[Line] = field(default_factory=list)
    columns: list[Column] = field(default_factory=list)


@dataclass(slots=True)
class Outline:
    books: list[Book] = field(default_factory=list)
    front: list[Line] = field(default_factory=list)
    leftovers: list[findings.Leftover] = field(default_factory=list)
    warnings: list[findings.Caution] = field(default_factory=list)


def outline_of(sheet: Sheet) -> Outline:
    """The parts, sections and entries of a text, in order, with the lines that stand before them."""
    walk = _Walk(sheet)
    at = 0
    while at < len(sheet):
        at += walk.step(at)
    return walk.outline


class _Walk:
    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.outline = Outline()
        self.ranks = Ranks()
        self.course = Course(fresh=False)
        self.depths = markdown.roles(sheet)
        self.piece: Piece | None = None
        self.highlight: Head | None = None

    def step(self, at: int) -> int:
        """Give the line its place; how many lines were used."""
        depth = self.depths.get(self.sheet.head(at).level) if self.sheet.head(at).level else None
        if not self.outline.books and self._highlighted(at):
            self.outline.front.append(self.sheet.lines[at])
            return 1
        if depth in {markdown.MASTHEAD, markdown.BODY}:
            return self._body(at)
        if depth == markdown.PART or (depth is None and is_part(self.sheet, at, self.ranks)):
            return self._part(at)
        if depth == markdown.SECTION or (depth is None and is_section(self.sheet, at, self.ranks, self.course.runs)):
            return self._section(at)
        if depth == markdown.ENTRY or is_entry(self.sheet, at, self.course):
            return self._entry(at)
        return self._body(at)

    def _highlighted(self, at: int) -> bool:
        """Whether the line belongs to the list of highlights before the first part: dressed alike, counting on."""
        head, last = self.sheet.head(at), self.highlight
        if last is None:
            self.highlight = head if opens_highlights(head.core) else None
            return self.highlight is not None
        first = opens_highlights(last.core) and bool(head.shape) and not head.level
        counts_on = head.shape == last.shape and (head.number is None or head.number == (last.number or 0) + 1)
        self.highlight = head if first or (bool(head.shape) and counts_on) else None
        return self.highlight is not None

    def _part(self, at: int) -> int:
        title, covers = part_heading(self.sheet, at)
        book = Book(title, covers, [self.sheet.lines[at]])
        used = 1
        if covers is None:
            rest, covers = split_coverage(self.sheet.text(at + 1))
            if covers and not rest:
                book.covers, used = covers, 2
                book.heads.append(self.sheet.lines[at + 1])
        self.outline.books.append(book)
        self.ranks.after_part, self.ranks.section_number = True, 0
        self.ranks.bare_parts = self.ranks.bare_parts or not self.sheet.head(at).shape
        self._open_list()
        return used

    def _section(self, at: int) -> int:
        head = self.sheet.head(at)
        column = Column(section_name(head.core), [self.sheet.lines[at]])
        self._book().columns.append(column)
        self.ranks.section_shapes.add(head.shape)
        self.ranks.section_number, self.ranks.after_part = head.number or 0, False
        self._open_list()
        return 1

    def _open_list(self) -> None:
        self.piece = None
        last = self.course.last
        self.course = Course(style=self.course.style, last=last)
        self.ranks.expected = last + 1

    def _entry(self, at: int) -> int:
        sheet, head = self.sheet, self.sheet.head(at)
        lone = not self.course.open and not self.course.fresh and head.number is None and not head.level
        count = lines_of_lone_title(sheet, at) if lone else lines_of_title(sheet, at)
        count = max(count, 1)
        heads = list(sheet.lines[at : at + count])
        title = title_of(sheet, at, count)
        self.piece = Piece(title, head.number, head.url, heads)
        self._column().pieces.append(self.piece)
        self._check_number(heads[0], head.number)
        style = head.mark if head.number is not None else self.course.style if not self.course.fresh else ""
        shape = f"{head.shape}{'[]' if head.url is not None else ''}" if head.number is None else ""
        last = head.number if head.number is not None else self.course.last
        titled = self._column().title is not None
        self.course = Course(fresh=False, open=True, style=style, last=last, shape=shape, titled=titled)
        ranks = self.ranks
        ranks.entry_open, ranks.style, ranks.shape, ranks.expected, ranks.after_part = (
            True,
            style,
            shape,
            last + 1,
            False,
        )
        return count

    def _check_number(self, line: Line, number: int | None) -> None:
        expected = {self.course.last + 1} | ({1} if self.course.fresh else set())
        if number is not None and self.ranks.entry_open and number not in expected:
            values = (("printed", str(number)), ("expected", str(self.course.last + 1)))
            self.outline.warnings.append(findings.caution(line.no, findings.ENTRY_NUMBER, *values))
        elif number is None and self.course.style and not self.course.fresh:
            self.outline.warnings.append(findings.caution(line.no, findings.NO_ENTRY_NUMBER))

    def _body(self, at: int) -> int:
        line = self.sheet.lines[at]
        if self.piece is not None:
            self.piece.lines.append(line)
            self.course.note(self.sheet, at)
            return 1
        count = 0 if self.outline.books else lines_of_lone_title(self.sheet, at)
        if count:
            return self._entry(at)
        if self.outline.books:
            self.outline.leftovers.append(findings.Leftover(line.no, line.text, findings.BEFORE_ENTRIES))
        else:
            self.outline.front.append(line)
        return 1

    def _book(self) -> Book:
        if not self.outline.books:
            self.outline.books.append(Book())
        return self.outline.books[-1]

    def _column(self) -> Column:
        book = self._book()
        if not book.columns:
            book.columns.append(Column())
        return book.columns[-1]
