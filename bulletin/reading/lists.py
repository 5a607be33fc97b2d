"""Bulletins whose entries all wear one dress: a bullet, a link, a date beside the title, a number in brackets, bold.

The dress is that of the first line which is neither front matter nor the name of a section; texts that begin any other
way are none of these.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from .coverage import issue_line
from .dress import BOLD, NUMBER, dress_of, dress_of_entries, is_front
from .marks import ABOVE, ENTRY, PART, SECTION
from .ranks import part_heading
from .section_names import is_latin, known_section, may_name_section, says_nothing, section_name
from .sheet import Sheet

LONGEST_ENTRY_LINE = 160

# Words that no section is called by: the line is the bulletin's title.
_PERIODICAL = re.compile(
    r"[周月季年日旬双半][报刊讯]|(?:简|快|专|速|内|导)[报讯刊]|[Ww]eekly|[Mm]onthly|[Nn]ewsletter|[Bb]ulletin|[Bb]riefing"
)


def places(sheet: Sheet) -> tuple[dict[int, str], dict[int, str]]:
    """Place → rank of every heading of such a bulletin; nothing for any other text."""
    dress = dress_of_entries(sheet)
    if not dress:
        return {}, {}
    found = _List(sheet, dress)
    found.find_entries()
    found.find_sections()
    return found.roles, {}


@dataclass(slots=True)
class _List:
    sheet: Sheet
    dress: str
    roles: dict[int, str] = field(default_factory=dict)
    heading_bullets: set[str] = field(default_factory=set)

    def find_entries(self) -> None:
        worn = [at for at in range(len(self.sheet)) if dress_of(self.sheet, at) == self.dress]
        self.heading_bullets = {self.sheet.head(at).bullet for at in range(min(worn, default=0))} - {"", self.dress}
        whole = not any(self.sheet.headlike(at) for at in worn)
        agencies = self._agencies(worn)
        for at in worn:
            if agencies:
                self.roles.update({at: ABOVE, at + 1: ENTRY} if at in agencies else {})
            elif self._is_heading(at):
                self.roles[at] = SECTION
            elif self.sheet.headlike(at) or (whole and len(self.sheet.text(at)) <= LONGEST_ENTRY_LINE):
                self._entry(at)

    def _agencies(self, worn: list[int]) -> set[int]:
        """The lines that name an agency over a title, when most do: • FDA / Draft guidance on … / text."""
        named = {
            at
            for at in worn
            if self.sheet.vocabulary.registry.find(self.sheet.head(at).core) is not None
            and self.sheet.headlike(at + 1)
            and not (dress_of(self.sheet, at + 1) or self.sheet.prose(at + 1) or self.sheet.field(at + 1))
        }
        return named if 2 * len(named) > len(worn) else set()

    def _is_heading(self, at: int) -> bool:
        """Bold words right above bold words, or the known name of a section in the dress of its entries."""
        above = dress_of(self.sheet, at + 1) == self.dress
        return self.dress == BOLD and above and len(self.sheet.head(at).core) <= 12

    def _entry(self, at: int) -> None:
        over = self.dress == NUMBER and self.sheet.head(at).own is None and self._is_title(at + 1)
        self.roles[at] = ABOVE if over else ENTRY
        if over:
            self.roles[at + 1] = ENTRY

    def _is_title(self, at: int) -> bool:
        sheet = self.sheet
        if not sheet.headlike(at) or dress_of(sheet, at) or sheet.prose(at):
            return False
        return sheet.formal(at) or (len(sheet.head(at).core) >= 8 and sheet.prose(at + 1))

    def find_sections(self) -> None:
        firsts = [at for at, role in self.roles.items() if role in {ENTRY, ABOVE} and at - 1 not in self.roles]
        named = [at - 1 for at in sorted(firsts) if self.names(at - 1)]
        if named == [0] and not self._surely_names(0):
            named = []
        named += self._first_of_several(sorted(firsts), named)
        for at in range(len(self.sheet)):
            if says_nothing(self.sheet.text(at)) and self.names(at - 1):
                named.append(at - 1)
        self.roles.update(dict.fromkeys(named, SECTION))
        above = [at - 1 for at in named if self.names(at - 1) and at - 1 not in self.roles]
        if len(above) > 1:
            self.roles.update({at: PART for at in above if not issue_line(self.sheet.text(at))})

    def names(self, at: int) -> bool:
        """Whether the line, which stands over an entry, can only be the name of a section."""
        sheet = self.sheet
        head = sheet.head(at)
        name = section_name(head.core)
        if (
            at < 0
            or at in self.roles
            or head.level
            or head.has_beside
            or not may_name_section(name)
            or head.url is not None
        ):
            return False
        if known_section(sheet, at) or head.bracket or self._headed_by(at):
            return True
        if (
            head.bullet
            or part_heading(sheet, at)[1]
            or sheet.text(at).endswith(("：", ":"))
            or self._said_otherwise(at)
        ):
            return False
        if head.number is not None:
            return head.mark in {"一、", "(一)", "[一]", "1.", "1、"}
        return self._set_apart(at)

    def _headed_by(self, at: int) -> bool:
        """Whether the line wears the bullet that a heading before the first entry wore."""
        bullet = self.sheet.head(at).bullet
        return bool(bullet) and bullet in self.heading_bullets

    def _first_of_several(self, firsts: list[int], named: list[int]) -> list[int]:
        """The line over the very first entry, set off by a blank line, where other sections have such names."""
        at = firsts[0] - 1 if firsts else -1
        if not named or at < 1 or at in named or not self.sheet.gap(at):
            return []
        name = section_name(self.sheet.head(at).core)
        front = _PERIODICAL.search(name) or issue_line(self.sheet.text(at))
        plain = may_name_section(name) and not self._said_otherwise(at) and not front
        return [at] if plain and part_heading(self.sheet, at)[1] is None else []

    def _surely_names(self, at: int) -> bool:
        """Whether the first line of all, with no other section after it, names one rather than the bulletin."""
        head = self.sheet.head(at)
        return known_section(self.sheet, at) or bool(head.bracket) or head.number is not None

    def _said_otherwise(self, at: int) -> bool:
        sheet = self.sheet
        text = sheet.text(at)
        return bool(
            sheet.dated(at)
            or sheet.formal(at)
            or sheet.attachment(at)
            or sheet.sourced(at)
            or issue_line(text)
            or says_nothing(text)
            or sheet.prose(at)
        )

    def _set_apart(self, at: int) -> bool:
        """Bare words: after an entry that ends, or with more blank space above them than below."""
        sheet = self.sheet
        if at == 0:
            return not _PERIODICAL.search(sheet.head(at).core)
        if sheet.signed(at) and not is_latin(sheet.text(at)):
            return at - 1 in self.roles or self._follows_a_close(at)
        if is_front(sheet, at - 1):
            return True
        spaced = sheet.gap(at) > 0 or sheet.gap(at + 1) == 0
        ends = sheet.prose(at - 1) or sheet.ended(at) or at - 1 in self.roles
        apart = sheet.gap(at) > sheet.gap(at + 1)
        return (ends and spaced) or apart or (sheet.gap(at) > 0 and is_latin(sheet.text(at)))

    def _follows_a_close(self, at: int) -> bool:
        """Whether the name of an agency cannot sign: set off by a blank line, before all entries or under a date."""
        first = next(iter(self.roles), 0)
        return self.sheet.gap(at) > 0 and (at < first or self.sheet.dated(at - 1))


def names_over(sheet: Sheet, listed: dict[int, str], ranked: dict[int, str]) -> dict[int, str]:
    """The names of sections that stand bare over tables of entries."""
    found = _List(sheet, "", dict(listed))
    return {
        at - 1: SECTION
        for at in listed
        if at - 1 not in listed and at - 1 not in ranked and at > 1 and found.names(at - 1)
    }
