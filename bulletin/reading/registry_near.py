"""Names that differ from a known one by a single character: offered for a person to look at, never taken by itself."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .registry import Known

SHORTEST = 5
_PLACE = re.compile(r"^[^省市县州盟旗]{1,8}?(?:特别行政区|自治[区州县]|[省市县州盟旗])")


class Near:
    """Looks names up by one of their halves: a single wrong character leaves the other half whole."""

    def __init__(self, names: Mapping[str, Known]) -> None:
        self._names = names
        self._halves: dict[str, list[str]] = {}

    def to(self, name: str) -> str | None:
        """The name of the only authority one character away; None where several are, or in the name of a place."""
        if len(name) < SHORTEST or name.isascii():
            return None
        slips = sorted(each for each in self._candidates(name) if _is_slip(name, each))
        meant = {self._names[each].name for each in slips}
        if len(meant) != 1:
            return None
        return slips[0] if meant.isdisjoint(slips) else meant.pop()

    def _candidates(self, name: str) -> set[str]:
        if not self._halves:
            self._halves = _by_halves(self._names)
        keys = {name[: (len(name) + more) // 2] for more in (-1, 0, 1)}
        keys |= {name[-((len(name) + more) // 2) :] for more in (-1, 0, 1)}
        return {each for key in keys for each in self._halves.get(key, ()) if abs(len(each) - len(name)) <= 1}


def _by_halves(names: Mapping[str, Known]) -> dict[str, list[str]]:
    halves: dict[str, list[str]] = defaultdict(list)
    for name in names:
        if len(name) >= SHORTEST and not name.isascii():
            half = len(name) // 2
            for key in {name[:half], name[: len(name) - half], name[half:], name[-half:]}:
                halves[key].append(name)
    return halves


def _is_slip(typed: str, meant: str) -> bool:
    """One character wrong, missing, too many, or two that changed places; not in the name of a town or province.

    A missing last character is none: the name may be the beginning of another word (国家知识产权 战略).
    """
    start = _shared(typed, meant)
    end = min(_shared(typed[::-1], meant[::-1]), min(len(typed), len(meant)) - start)
    wrong, right = typed[start : len(typed) - end], meant[start : len(meant) - end]
    swapped = len(wrong) == 2 and wrong == right[::-1]
    place = _PLACE.match(meant)
    cut = not wrong and not end
    return (swapped or max(len(wrong), len(right)) == 1) and not cut and (place is None or start >= place.end())


def _shared(one: str, other: str) -> int:
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
