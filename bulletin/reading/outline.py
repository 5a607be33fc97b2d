"""What a text is cut into: parts, sections and entries before they are read; walk.py does the cutting."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from . import findings
from .lines import Line


@dataclass(slots=True)
class Piece:
    """An entry before it is read: its title as printed, all lines under it, and those above it that belong to it.

    ``day``, ``own`` and ``source`` stood beside the title (its date, its number as typed, where it is from);
    a document printed inside the entry begins at ``nested`` of the lines. ``beside`` are the further cells of an
    entry that is the row of a table. ``run_in``: the title is the beginning of the first line of the text.
    """

    title: str
    number: int | None
    url: str | None
    heads: list[Line]
    lines: list[Line] = field(default_factory=list)
    above: list[Line] = field(default_factory=list)
    day: date | None = None
    own: str | None = None
    source: str | None = None
    beside: tuple[tuple[str, str], ...] = ()
    nested: int | None = None
    run_in: bool = False


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

    @property
    def pieces(self) -> list[Piece]:
        return [piece for column in self.columns for piece in column.pieces]


@dataclass(slots=True)
class Outline:
    """All of a text, every line in one place."""

    books: list[Book] = field(default_factory=list)
    front: list[Line] = field(default_factory=list)
    leftovers: list[findings.Leftover] = field(default_factory=list)
    warnings: list[findings.Caution] = field(default_factory=list)

    @property
    def pieces(self) -> list[Piece]:
        return [piece for book in self.books for piece in book.pieces]

    def column(self) -> Column:
        """The section that the next entry goes into."""
        if not self.books:
            self.books.append(Book())
        if not self.books[-1].columns:
            self.books[-1].columns.append(Column())
        return self.books[-1].columns[-1]
