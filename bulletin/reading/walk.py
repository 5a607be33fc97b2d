"""Cuts a sheet into parts, sections and entries; keeps every line, recognises nothing inside an entry."""

from __future__ import annotations

from . import findings, layout, markup, numbers
from .coverage import split_coverage
from .front import opens_highlights, opens_issue
from .heads import Head
from .lines import Line
from .marks import ABOVE, BODY, EMPTY, ENTRY, FRONT, LEAVE, PART, SECTION, TITLE
from .nesting import Announced
from .outline import Book, Column, Outline, Piece
from .paragraphs import joined
from .ranks import Ranks, is_part, is_section, part_heading
from .section_names import says_nothing, section_name
from .sheet import Sheet
from .title_lines import lines_of_lone_title, lines_of_title, title_of
from .titles import Course, is_entry


def outline_of(sheet: Sheet) -> Outline:
    """The parts, sections and entries of a text, in order, with the lines that stand before them."""
    walk = _Walk(sheet, layout.plan(sheet))
    at = 0
    while at < len(sheet):
        at += walk.step(at)
    walk.settle_above()
    return walk.outline


class _Walk:
    def __init__(self, sheet: Sheet, plan: layout.Plan) -> None:
        self.sheet = sheet
        self.plan = plan
        self.outline = Outline()
        self.ranks = Ranks()
        self.course = Course(fresh=False)
        self.announced = Announced()
        self.piece: Piece | None = None
        self.highlight: Head | None = None
        self.above: list[Line] = []

    def step(self, at: int) -> int:
        """Give the line its place; how many lines were used."""
        role = self.plan.roles.get(at) or self._guess(at)
        if role in {PART, SECTION}:
            self.settle_above()
            return self._part(at) if role == PART else self._section(at)
        if role == ENTRY:
            return self._entry(at)
        if role == BODY:
            self.settle_above()
            return self._body(at)
        return self._aside(at, role)

    def _guess(self, at: int) -> str:
        if not self.outline.books and self._highlighted(at):
            return FRONT
        if self.sheet.lines[at].kind:
            return BODY
        if self._holds_nothing(at):
            return EMPTY
        if not (self.outline.books or self.plan.closed) and self._is_broken_title(at):
            return ENTRY
        if is_part(self.sheet, at, self.ranks):
            return PART
        if self.plan.closed:
            return BODY
        if is_section(self.sheet, at, self.ranks, self.course.runs):
            return SECTION
        if self._nests(at):
            return BODY
        if self._is_clause(at):
            return BODY
        return ENTRY if is_entry(self.sheet, at, self.course) else BODY

    def _is_broken_title(self, at: int) -> bool:
        """Whether the title of the first notice begins here and goes on on the next line."""
        core = self.sheet.head(at).core
        return "关于" in core and not self.sheet.formal(at) and lines_of_lone_title(self.sheet, at) > 1

    def _is_clause(self, at: int) -> bool:
        """Whether a numbered line goes on with a text that has no title known as one: then nothing is listed."""
        if self.outline.books or self.sheet.head(at).number is None or self.sheet.formal(at):
            return False
        told = any(opens_issue(line, self.sheet.vocabulary) for line in self.outline.front[:6])
        return not told and any(len(line.text) >= 12 and line.text.endswith("。") for line in self.outline.front[:12])

    def _aside(self, at: int, role: str) -> int:
        """A line that is no part of the tree: front matter, left out, above a title, or a title's next line."""
        line = self.sheet.lines[at]
        if role == TITLE and self.piece is not None:
            self.piece.heads.append(line)
            head = self.sheet.head(at)
            whole = head.has_beside or head.url is not None
            self.piece.title = joined((self.piece.title, markup.plain(line.text) if whole else head.core))
        elif role == ABOVE:
            self.above.append(line)
        elif role in {LEAVE, EMPTY}:
            reason = findings.EMPTY_SECTION if role == EMPTY else findings.MARKED_OUT if line.mark else findings.COLUMNS
            self.outline.leftovers.append(findings.Leftover(line.no, line.text, reason))
        else:
            self.outline.front.append(line)
        return 1

    def _holds_nothing(self, at: int) -> bool:
        """Whether the line says that its section is empty (无, 本周无更新)."""
        fresh = self.piece is None and bool(self.outline.books)
        return fresh and says_nothing(self.sheet.text(at))

    def settle_above(self) -> None:
        """Lines held for a title that did not come belong to what is open."""
        held, self.above = self.above, []
        for line in held:
            self._keep(line)

    def _highlighted(self, at: int) -> bool:
        """Whether the line belongs to the list of highlights before the first part: dressed alike, counting on."""
        head, last = self.sheet.head(at), self.highlight
        if last is None or (opens_highlights(head.core) and not opens_highlights(last.core)):
            self.highlight = head if opens_highlights(head.core) else None
            return self.highlight is not None
        first = opens_highlights(last.core) and bool(head.shape) and not head.level
        counts_on = head.shape == last.shape and (head.number is None or head.number == (last.number or 0) + 1)
        self.highlight = head if first or (bool(head.shape) and counts_on) else None
        return self.highlight is not None

    def _part(self, at: int) -> int:
        title, covers = part_heading(self.sheet, at)
        book = Book(markup.plain(title), covers, [self.sheet.lines[at]])
        used = 1
        if covers is None and at + 1 not in self.plan.roles:
            rest, covers = split_coverage(self.sheet.text(at + 1))
            if covers and not rest:
                book.covers, used = covers, 2
                book.heads.append(self.sheet.lines[at + 1])
        self.outline.books.append(book)
        self.ranks.after_part, self.ranks.section_numbers = True, {}
        self.ranks.bare_parts = self.ranks.bare_parts or not self.sheet.head(at).shape
        self._open_list()
        return used

    def _section(self, at: int) -> int:
        head, line = self.sheet.head(at), self.sheet.lines[at]
        if not self.outline.books:
            self.outline.books.append(Book())
        name = section_name(line.text.lstrip("# ") if head.has_beside else head.core)
        self.outline.books[-1].columns.append(Column(markup.plain(name), [line]))
        self.ranks.section_shapes.add(head.shape)
        self.ranks.section_numbers[head.shape] = head.number or 0
        self.ranks.after_part = False
        self._open_list()
        return 1

    def _open_list(self) -> None:
        self.piece = None
        last = self.course.last
        self.course = Course(style=self.course.style, last=last)
        self.ranks.expected, self.ranks.fresh = last + 1, True

    def _entry(self, at: int) -> int:
        if self._is_number_over_title(at):
            self.above.append(self.sheet.lines[at])
            return 1
        row = self.plan.rows.get(at)
        count = 1 if row else self._lines_of_title(at)
        head = row.head if row else self.sheet.head(at)
        title = (row.head.core if row else self.plan.titles.get(at)) or title_of(self.sheet, at, count)
        title, url = markup.plain(title), head.url if head.url is not None else markup.first_address(title)
        heads = list(self.sheet.lines[at : at + count])
        self.piece = Piece(title, head.number, url, heads, above=self.above, day=head.day, own=head.own)
        self.piece.source = head.source
        self.piece.beside = row.beside if row else ()
        self.above = []
        self.outline.column().pieces.append(self.piece)
        self.announced.begin(title)
        self._check_number(heads[0], head.number)
        self._go_on_from(head)
        if self.plan.run_in and at in self.plan.titles:
            self.piece.run_in = True
            self.piece.lines.append(heads[0])
        return count

    def _is_number_over_title(self, at: int) -> bool:
        """Whether the heading is a document number alone and the title stands on the next line."""
        if self.sheet.lines[at].mark or at + 1 in self.plan.roles or numbers.whole(self.sheet.head(at).core) is None:
            return False
        if not self.sheet.formal(at + 1) and not lines_of_lone_title(self.sheet, at + 1):
            return False
        self.plan.roles[at + 1] = ENTRY
        return True

    def _lines_of_title(self, at: int) -> int:
        if at in self.plan.titles or self.sheet.lines[at].mark:
            return 1
        head = self.sheet.head(at)
        lone = not self.course.open and not self.course.fresh and head.number is None and not head.level
        broken = self.course.open and not self.course.style and head.number is None and not self.sheet.formal(at)
        count = (lines_of_lone_title if lone or broken else lines_of_title)(self.sheet, at)
        planned = next((ahead for ahead in range(1, count) if at + ahead in self.plan.roles), count)
        return max(planned, 1)

    def _go_on_from(self, head: Head) -> None:
        """What the title says of the list of entries that it stands in."""
        course, ranks = self.course, self.ranks
        style = head.mark if head.number is not None else course.style if not course.fresh else ""
        shape = f"{head.shape}{'[]' if head.url is not None else ''}" if head.number is None else ""
        last = head.number if head.number is not None else course.last
        titled = self.outline.column().title is not None
        self.course = Course(fresh=False, open=True, style=style, last=last, shape=shape, titled=titled)
        ranks.entry_open, ranks.after_part, ranks.fresh = True, False, False
        ranks.style, ranks.shape, ranks.expected = style, shape, last + 1

    def _check_number(self, line: Line, number: int | None) -> None:
        expected = {self.course.last + 1} | ({1} if self.course.fresh else set())
        if number is not None and self.ranks.entry_open and number not in expected:
            values = (("printed", str(number)), ("expected", str(self.course.last + 1)))
            self.outline.warnings.append(findings.caution(line.no, findings.ENTRY_NUMBER, *values))
        elif number is None and self.course.style and not self.course.fresh:
            self.outline.warnings.append(findings.caution(line.no, findings.NO_ENTRY_NUMBER))

    def _nests(self, at: int) -> bool:
        """Whether a document that the open entry has named begins here; its lines stay in the entry."""
        head = self.sheet.head(at)
        if self.piece is None or head.number is not None or not self.sheet.headlike(at) or not self.sheet.ended(at):
            return False
        if self.sheet.signed(at) or self.sheet.dated(at):
            return False
        # The title may run over two lines, or three.
        titles = [title_of(self.sheet, at, count) for count in range(1, min(4, len(self.sheet) - at + 1))]
        if not any(self.announced.holds(each, self.sheet.vocabulary) for each in titles):
            return False
        self.piece.nested = self.piece.nested or len(self.piece.lines)
        return True

    def _body(self, at: int) -> int:
        line = self.sheet.lines[at]
        if self.piece is not None:
            self.piece.lines.append(line)
            self.course.note(self.sheet, at)
            self.announced.note(line)
            return 1
        alone = not (self.outline.books or self.plan.closed or at in self.plan.roles)
        if alone and lines_of_lone_title(self.sheet, at):
            return self._entry(at)
        self._keep(line)
        return 1

    def _keep(self, line: Line) -> None:
        """A line that is no heading goes to the open entry, or is left where there is none."""
        if self.piece is not None:
            self.piece.lines.append(line)
        elif self.outline.books or line.mark == BODY:
            self.outline.leftovers.append(findings.Leftover(line.no, line.text, findings.BEFORE_ENTRIES))
        else:
            self.outline.front.append(line)
