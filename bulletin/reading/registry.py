"""The authorities that a reader knows, found by any of their names; takes rows from its caller and reads no file."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from .registry_names import folded, is_abbreviation, is_contextual, runs_in, runs_on
from .registry_near import Near

# What another name is. A part names an authority only after its parent; one that is ``alone`` only where it is the
# whole of a field, because in running text it often means something else (SPC, 国办 in 全国办理).
SHORT, LATIN, FOREIGN, PART, ALONE = "short", "latin", "foreign", "part", "alone"
LONGEST = 120
_PARTS = frozenset({SHORT, PART, ALONE})
_OF_THE_STATE = frozenset({"ministry", "bureau", "state"})


@dataclass(frozen=True, slots=True)
class Name:
    text: str
    kind: str = SHORT
    from_on: date | None = None
    to_on: date | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """One authority; ``parent`` and ``successor`` are the full names of others."""

    name: str
    level: str = ""
    kind: str = ""
    parent: str | None = None
    names: tuple[Name, ...] = ()
    prefixes: tuple[str, ...] = ()
    valid_from_on: date | None = None
    valid_to_on: date | None = None
    successor: str | None = None

    def was_valid(self, on: date) -> bool:
        return (self.valid_from_on or date.min) <= on <= (self.valid_to_on or date.max)


@dataclass(frozen=True, slots=True)
class Mention:
    """An authority at ``start:end`` of a text, ``typed`` as it stands there."""

    start: int
    end: int
    typed: str
    authority: Known


@dataclass(frozen=True, slots=True)
class Unknown:
    """A name that the registry has not: perhaps new, perhaps ``nearest`` misspelt, perhaps a part of ``parent``."""

    name: str
    nearest: str | None = None
    parent: Known | None = None


class Registry:
    """Built once from rows; every question is answered from dictionaries."""

    def __init__(self, rows: Iterable[Known]) -> None:
        self.authorities: Mapping[str, Known] = {row.name: row for row in rows}
        self._predecessors: dict[str, list[Known]] = defaultdict(list)
        self._prefixes: dict[str, list[Known]] = defaultdict(list)
        self._holders: dict[str, list[Known]] = defaultdict(list)
        self._exact: dict[str, list[Known]] = defaultdict(list)
        self._in_text: dict[str, Known] = {}
        self._starts: dict[str, list[int]] = {}
        for row in self.authorities.values():
            self._index(row)
        self._index_starts()
        self._near = Near(self._in_text)

    def __len__(self) -> int:
        return len(self.authorities)

    def find(self, name: str, on: date | None = None) -> Known | None:
        """The one authority that bears the name, in any spelling of it; ``on`` decides between two that bore it.

        None for a name that is not known and for one that means somebody only where it stands (国家局).
        """
        if len(name) > LONGEST or is_contextual(name):
            return None
        held = self._exact.get(name.strip()) if is_abbreviation(name.strip()) else self._holders.get(folded(name))
        return _borne(held or [], on) or self._beside_parent(name, on) or self._before_bracket(name, on)

    def _before_bracket(self, name: str, on: date | None) -> Known | None:
        """广东省市场监督管理局（知识产权局）: two names on one door, the first full; or a name with its initials."""
        own, bracket, more = unicodedata.normalize("NFKC", name).strip().rpartition("(")
        if not (own.strip() and bracket and more.endswith(")")):
            return None
        known = self.find(own, on)
        return known if known and (not own.isascii() or self.find(more[:-1], on) in {known, None}) else None

    def _beside_parent(self, name: str, on: date | None) -> Known | None:
        """Food and Drug Administration, HHS."""
        own, _, above = name.partition(",")
        found = self.find(own, on) if above.strip() else None
        house = self.find(above.strip(), on) if found else None
        return found if found and house and found.parent == house.name else None

    def is_contextual(self, name: str) -> bool:
        return is_contextual(name)

    def same(self, one: str, other: str) -> bool:
        """Whether two names are one authority's; a name that is not known is only itself."""
        found = self.find(one)
        return found is not None and found is self.find(other) if found else folded(one) == folded(other)

    def named_in(self, text: str) -> list[Mention]:
        """Every authority that a running text names, longest name first at each place, in order."""
        return list(self._mentions(text))

    def beginning(self, text: str) -> Mention | None:
        """The authority whose name the text begins with."""
        return self._at(text, 0)

    def parts_of(self, text: str) -> tuple[str, ...]:
        """The names, as printed, when the text is nothing but names one after another; () otherwise."""
        names: list[str] = []
        at = 0
        while at < len(text):
            found = self._at(text, at, joined=True)
            if found is None:
                return ()
            names.append(found.typed)
            at = found.end
        return tuple(names)

    def of_prefix(self, prefix: str, on: date | None = None) -> Known | None:
        """The authority behind a 机关代字 (国药监药管 → 国家药品监督管理局), by its longest known beginning.

        A single character is a prefix only where it is the whole (法〔2020〕…).
        """
        tight = "".join(prefix.split())
        sizes = range(min(len(tight), 12), min(len(tight) - 1, 1), -1)
        held = next((self._prefixes[tight[:size]] for size in sizes if tight[:size] in self._prefixes), [])
        return _borne(held, on)

    def parent(self, authority: Known) -> Known | None:
        return self.authorities.get(authority.parent or "")

    def successor(self, authority: Known) -> Known | None:
        return self.authorities.get(authority.successor or "")

    def predecessors(self, authority: Known) -> tuple[Known, ...]:
        return tuple(self._predecessors.get(authority.name, ()))

    def nearest(self, name: str) -> str | None:
        """The one registered name that differs by a single character, for “did you mean”; None for a known name."""
        if self.find(name) or is_contextual(name):
            return None
        return self._near.to(name)

    def unknown(self, names: Iterable[str]) -> list[Unknown]:
        """The names that are neither known nor contextual, each once, with what they may be; nothing is merged."""
        left = [name for name in dict.fromkeys(names) if not self.find(name) and not is_contextual(name)]
        return [Unknown(name, self.nearest(name), self._house(name)) for name in left]

    def _house(self, name: str) -> Known | None:
        begun = self.beginning(name)
        return begun.authority if begun and begun.end < len(name) else None

    def _mentions(self, text: str) -> Iterator[Mention]:
        at = 0
        while at < len(text) - 1:
            found = self._at(text, at)
            if found is None:
                at += 1
            else:
                yield found
                at = found.end

    def _at(self, text: str, start: int, *, joined: bool = False) -> Mention | None:
        """``joined`` tells that the next name may follow at once."""
        for size in self._starts.get(text[start : start + 2], ()):
            typed = text[start : start + size]
            known = self._in_text.get(typed) if len(typed) == size else None
            if known and not runs_in(text, start) and (joined or not runs_on(text, start + size)):
                return Mention(start, start + size, typed, known)
        return None

    def _index(self, row: Known) -> None:
        for prefix in row.prefixes:
            _enter(self._prefixes[prefix], row, prefix)
        if row.successor:
            self._predecessors[row.successor].append(row)
        for name in (Name(row.name), *row.names, *self._composed(row)):
            if name.kind != PART:
                self._keep(row, name)

    def _keep(self, row: Known, name: Name) -> None:
        _enter(self._holders[folded(name.text)], row, name.text)
        _enter(self._exact[name.text], row, name.text)
        if name.kind != ALONE and len(name.text) > 2 and not is_contextual(name.text):
            self._in_text[name.text] = self._exact[name.text][0]

    def _composed(self, row: Known) -> Iterator[Name]:
        """国家药监局 + 药审中心: each name of the parent with each part that the row is called after it."""
        if row.kind in _OF_THE_STATE:
            yield Name(f"中华人民共和国{row.name}")
        parent = self.authorities.get(row.parent or "")
        if parent is None or not (row.name.startswith(parent.name) or any(each.kind == PART for each in row.names)):
            return
        parts = [each.text for each in row.names if each.kind in _PARTS and each.text[:2] != parent.name[:2]]
        heads = (Name(parent.name), *(each for each in parent.names if each.kind == SHORT), *self._composed(parent))
        for head in heads:
            for part in parts:
                yield Name(head.text + part)

    def _index_starts(self) -> None:
        sizes: dict[str, set[int]] = defaultdict(set)
        for name in self._in_text:
            sizes[name[:2]].add(len(name))
        self._starts = {start: sorted(each, reverse=True) for start, each in sizes.items()}


def _enter(held: list[Known], row: Known, name: str) -> None:
    """Whoever bears a name as its own, and then whoever still exists, stands before the others who bore it."""
    if all(each is not row for each in held):
        held.append(row)
        if len(held) > 1:
            held.sort(key=lambda each: (each.name != name, bool(each.valid_to_on or each.successor)))


def _borne(held: list[Known], on: date | None) -> Known | None:
    valid = [each for each in held if on is not None and each.was_valid(on)]
    return next(iter(valid or held), None)
