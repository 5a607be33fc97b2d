"""The document reader: text in, snapshot and account of every line out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bulletin import snapshot

from . import closing, doubts, front, islands
from .entry import Reader
from .findings import Caution, Evidence, Leftover
from .heads import undress
from .ledger import Ledger
from .lines import Line, lines_of
from .marks import FRONT, apply
from .outline import Book, Column, Outline, Piece
from .pages import clear
from .sheet import Sheet
from .sources import headline_at
from .vocabulary import DEFAULT, Vocabulary
from .walk import outline_of
from .workdays import Mainland, Workdays


@dataclass(frozen=True, slots=True)
class Reading:
    """A document as read; every non-blank line is either in ``evidence`` as a home or in ``leftovers``, once."""

    snapshot: snapshot.Snapshot
    leftovers: tuple[Leftover, ...]
    warnings: tuple[Caution, ...]
    evidence: tuple[Evidence, ...]


def read(
    text: str,
    vocabulary: Vocabulary = DEFAULT,
    workdays: Workdays | None = None,
    marks: Mapping[int, str] | None = None,
) -> Reading:
    """Reads a bulletin or a single notice; a text without entries gives a snapshot without parts, never an error.

    ``marks`` are the boundaries that an editor drew: number of a source line → "part", "section", "entry", "title"
    (goes on the title above), "body", "front" or "leave"; a marked line is not guessed about.
    """
    lines = lines_of(text)
    islands.classify(lines)
    apply(lines, marks or {})
    pages = clear(lines, vocabulary)
    outline = outline_of(Sheet(pages.lines, vocabulary))
    ledger = Ledger(leftovers=[*pages.leftovers, *outline.leftovers], warnings=list(outline.warnings))
    headline = None if outline.books else headline_at(outline.front, vocabulary)
    if headline is not None:
        _open_article(outline, headline)
    doubts.tell(outline, pages.lines, ledger)
    if _stands_alone(outline) and not pages.running:
        outline.pieces[0].above[:0], outline.front = outline.front, []
    colophon = _colophon(outline)
    matter = front.read(outline.front, pages.running, _begins(outline), ledger, vocabulary)
    front.read_colophon(matter, colophon, ledger)
    reader = Reader(ledger, vocabulary, workdays or Mainland())
    parts = _Parts(reader).read(outline.books)
    front.union(matter, [book.covers for book in outline.books if book.covers])
    return _reading(snapshot.Snapshot(masthead=matter.masthead, issue=matter.issue, parts=parts), ledger)


def _reading(found: snapshot.Snapshot, ledger: Ledger) -> Reading:
    return Reading(
        found,
        tuple(sorted(ledger.leftovers, key=lambda each: each.line)),
        tuple(sorted(ledger.warnings, key=lambda each: each.line)),
        tuple(sorted(ledger.evidence, key=lambda each: each.line)),
    )


def _stands_alone(outline: Outline) -> bool:
    """Whether the document is one notice by itself: a single entry without number under no heading."""
    columns = [column for book in outline.books for column in book.columns]
    if len(outline.books) != 1 or len(columns) != 1 or len(columns[0].pieces) != 1:
        return False
    titled = outline.books[0].title is not None or columns[0].title is not None
    return not titled and columns[0].pieces[0].number is None and all(line.mark != FRONT for line in outline.front)


def _begins(outline: Outline) -> int:
    """The line of the first heading of any rank; 0 when there is none."""
    books = outline.books[:1]
    columns = [column for book in books for column in book.columns[:1]]
    pieces = [piece for column in columns for piece in column.pieces[:1]]
    heads = [each.heads for each in books] + [each.heads for each in columns] + [each.heads for each in pieces]
    return min((line.no for lines in heads for line in lines), default=0)


def _open_article(outline: Outline, at: int) -> None:
    headline, *lines = outline.front[at:]
    head = undress(headline.text)
    piece = Piece(head.core, None, head.url, [headline], lines, day=head.day, own=head.own, source=head.source)
    outline.books, outline.front = [Book(columns=[Column(pieces=[piece])])], outline.front[:at]


def _colophon(outline: Outline) -> list[Line]:
    pieces = outline.pieces
    return front.colophon(pieces[-1].lines) if pieces and not _stands_alone(outline) else []


class _Parts:
    """Turns the outline into parts, with codes that occur once."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader

    def read(self, books: list[Book]) -> tuple[snapshot.Part, ...]:
        codes: set[str] = set()
        return tuple(self._part(book, place, codes) for place, book in enumerate(books))

    def _part(self, book: Book, place: int, codes: set[str]) -> snapshot.Part:
        path = f"parts[{place}]"
        vocabulary, ledger = self.reader.vocabulary, self.reader.ledger
        ledger.home(f"{path}.title", *book.heads)
        pieces = book.pieces
        sign_off = closing.take(pieces[-1].lines, path, ledger, vocabulary) if pieces else closing.SignOff()
        section_codes: set[str] = set()
        return snapshot.Part(
            code=_unique(vocabulary.parts.get(book.title or ""), f"part-{place + 1}", codes),
            title=book.title,
            covers_from_on=_iso(book.covers[0]) if book.covers else None,
            covers_to_on=_iso(book.covers[1]) if book.covers else None,
            compiler=sign_off.compiler,
            compiled_on=_iso(sign_off.compiled_on),
            sections=tuple(
                self._section(column, (place, number), path, section_codes)
                for number, column in enumerate(book.columns)
            ),
        )

    def _section(self, column: Column, place: tuple[int, int], path: str, codes: set[str]) -> snapshot.Section:
        path = f"{path}.sections[{place[1]}]"
        vocabulary = self.reader.vocabulary
        self.reader.ledger.home(f"{path}.title", *column.heads)
        kind = vocabulary.sections.get(column.title or "")
        entries = tuple(
            self.reader.entry(
                piece,
                f"{path}.entries[{at}]",
                f"{place[0] + 1}.{place[1] + 1}.{at + 1}",
                news=kind in vocabulary.news_sections,
                under=column.heads[-1] if column.heads else None,
            )
            for at, piece in enumerate(column.pieces)
        )
        code = _unique(kind, f"section-{place[1] + 1}", codes)
        return snapshot.Section(code=code, title=column.title, level=vocabulary.levels.get(kind or ""), entries=entries)


def _unique(code: str | None, fallback: str, taken: set[str]) -> str:
    chosen = code if code and code not in taken else fallback
    taken.add(chosen)
    return chosen


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
