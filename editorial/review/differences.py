"""What differs between two versions of an entry, of a part's frame or of an issue's front matter, named field by field.

Pure: canonical JSON in, named changes out; words are compared only when somebody looks at them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Any

from django.utils.translation import gettext_lazy as _

from bulletin import richtext
from editorial.review import field_names as names
from editorial.review.aligning import align, longest_rising
from editorial.review.pairing import paired
from editorial.review.wordwise import CAME, GONE, SAME, Effort, Span, spans

Json = Mapping[str, Any]
# A line of a field: what kind of block it is (of a body), its words, and what is marked in them.
Block = tuple[str, str, tuple[str, ...]]
MOST_LINES = 500


@dataclass(frozen=True)
class Line:
    """One line that differs; ``left_out`` unchanged ones stand before it. ``note`` says what words do not show."""

    spans: tuple[Span, ...]
    kind: Any = ""
    note: Any = ""
    left_out: int = 0


@dataclass(frozen=True)
class Change:
    """One field that differs, with its lines before and after."""

    field: str
    label: Any
    old: tuple[Block, ...] = ()
    new: tuple[Block, ...] = ()
    told: tuple[Line, ...] = ()

    @property
    def before(self) -> str:
        return "\n".join(text for _kind, text, _marks in self.old)

    @property
    def after(self) -> str:
        return "\n".join(text for _kind, text, _marks in self.new)

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        return self.told or tuple(_at_most(MOST_LINES, _lines(self.old, self.new)))


def between(old: Json, new: Json, titles: Mapping[int, str] | None = None) -> list[Change]:
    """The changes from one revision to another of the same thing; ``titles`` of entries by key, for frames of parts."""
    if "sections" in new or "sections" in old:
        return of_part(old, new, titles or {})
    if "parts" in new or "parts" in old:
        return of_issue(old, new)
    return of_entry(old, new)


def of_entry(old: Json, new: Json) -> list[Change]:
    """The changes of an entry's own text; its place (number and ref) is no part of it."""
    keys = [*names.ENTRY_FIELDS, *sorted({*old, *new} - {*names.ENTRY_FIELDS, "number", "ref"})]
    found: list[Change] = []
    for key in keys:
        if key == "consultation":
            found += _fields(old.get(key) or {}, new.get(key) or {}, _consultation_field)
        else:
            found += _field(key, names.entry_field(key), old.get(key), new.get(key))
    return found


def of_issue(old: Json, new: Json) -> list[Change]:
    """The changes of an issue's front matter, and of which parts it has in which order."""
    front = _fields(old.get("issue") or {}, new.get("issue") or {}, names.issue_field)
    return [*front, *_field("parts", names.issue_field("parts"), old.get("parts"), new.get("parts"))]


def of_heading(old: Json, new: Json, ref: str) -> list[Change]:
    """The changes of one frame by its place: "" the front matter, "2" a part, "2.1" a section."""
    label = names.section_field if "." in ref else names.part_field if ref else names.issue_field
    return _fields(old, new, label)


def of_part(old: Json, new: Json, titles: Mapping[int, str]) -> list[Change]:
    """The changes of a part's headings and dates, and which entries came, went or moved."""
    found = _fields(old.get("part") or {}, new.get("part") or {}, names.part_field)
    before, after = ({each["code"]: each for each in frame.get("sections", [])} for frame in (old, new))
    for code in dict.fromkeys([*before, *after]):
        was, now = ({**rows.get(code, {}), "entries": None} for rows in (before, after))
        found += _fields(was, now, names.section_field)
    told = tuple(_told(each, titles) for each in moves(old, new))
    if told:
        found.append(Change("entries", names.part_field("entries"), told=told))
    return found


def _consultation_field(name: str) -> Any:
    return names.entry_field(f"consultation_{name}")


def _fields(old: Json, new: Json, label: Any) -> list[Change]:
    keys = dict.fromkeys([*old, *new])
    return [change for key in keys for change in _field(key, label(key), old.get(key), new.get(key))]


def _field(key: str, label: Any, old: Any, new: Any) -> Iterator[Change]:
    if (old or None) != (new or None):
        yield Change(key, label, _blocks(key, old), _blocks(key, new))


def _blocks(key: str, value: Any) -> tuple[Block, ...]:
    if value in (None, "", [], {}):
        return ()
    if key == "body_html":
        return tuple(richtext.passages(value))
    rows = value if isinstance(value, list) else [value]
    return tuple(("", _words(key, row), ()) for row in rows)


def _words(key: str, value: Any) -> str:
    if not isinstance(value, Mapping):
        return str(value)
    return str(value["typed"]) if "typed" in value else names.row_words(key, value)


def _at_most(most: int, lines: Iterator[Line]) -> Iterator[Line]:
    """What a person may still want to read; the rest is said to be left out."""
    yield from islice(lines, most)
    if next(lines, None):
        yield Line((), note=_("More lines differ; they are left out here."))


def _lines(old: Sequence[Block], new: Sequence[Block]) -> Iterator[Line]:
    """The lines that differ, each old one beside the new one that is most like it."""
    effort = Effort()
    at = there = 0
    left_out = 0
    differs = False
    for place, other in [*align(old, new), (len(old), len(new))]:
        for was, now in paired(old[at:place], new[there:other]):
            yield _line(was, now, left_out, effort)
            left_out, differs = 0, True
        left_out += 1
        at, there = place + 1, other + 1
    if not differs:
        yield Line((), note=_("only the structure differs"))


def _line(was: Block | None, now: Block | None, left_out: int, effort: Effort) -> Line:
    kind = names.BLOCKS.get((now or was or ("", "", ()))[0], "")
    if was is None or now is None:
        text = (now or was or ("", "", ()))[1]
        return Line((Span(CAME if now else GONE, text),) if text else (), kind, left_out=left_out)
    return Line(spans(was[1], now[1], effort), kind, _note(was, now), left_out)


def _note(was: Block, now: Block) -> Any:
    """What changed in a line besides its words."""
    if was[0] != now[0]:
        return _("was: %(kind)s") % {"kind": names.BLOCKS.get(was[0], _("paragraph"))}
    if was[1] != now[1]:
        return ""
    if now[0] == "img":
        return _("another picture")
    return _("marked before: %(before)s; now: %(after)s") % {
        "before": ", ".join(each for each in was[2] if each not in now[2]) or "—",
        "after": ", ".join(each for each in now[2] if each not in was[2]) or "—",
    }


@dataclass(frozen=True)
class Place:
    section: str
    title: str
    number: int


@dataclass(frozen=True)
class Move:
    """An entry that came, went or moved: where it stood and where it stands (None: not in this part)."""

    pk: int
    old: Place | None
    new: Place | None

    @property
    def sentence(self) -> Any:
        if self.new is None:
            return _("went from %(section)s") % {"section": self.old.title if self.old else ""}
        where: dict[str, Any] = {"number": self.new.number, "section": self.new.title}
        if self.old is None:
            return _("came, at %(number)s of %(section)s") % where
        where |= {"old": self.old.number, "old_section": self.old.title}
        return _("moved from %(old)s of %(old_section)s to %(number)s of %(section)s") % where


def moves(old: Json, new: Json) -> list[Move]:
    """What came, moved and went between two frames of a part; entries that others only pushed along did not move."""
    before, after = _places(old), _places(new)
    order = {pk: at for at, pk in enumerate(before)}
    common = [pk for pk in after if pk in before and before[pk].section == after[pk].section]
    stayed = {common[at] for at in longest_rising([order[pk] for pk in common])}
    moved = [Move(pk, before.get(pk), after.get(pk)) for pk in after if pk not in stayed]
    return [*moved, *(Move(pk, before[pk], None) for pk in before if pk not in after)]


def _places(frame: Json) -> dict[int, Place]:
    return {
        pk: Place(section["code"], section.get("title") or section["code"], number)
        for section in frame.get("sections", [])
        for number, pk in enumerate(section.get("entries", []), start=1)
    }


def _told(move: Move, titles: Mapping[int, str]) -> Line:
    state = GONE if move.new is None else CAME if move.old is None else SAME
    return Line((Span(state, titles.get(move.pk, f"#{move.pk}")),), note=move.sentence)
