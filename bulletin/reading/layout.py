"""Which layout a text has, as places told before the text is cut: an editor's marks first, then what a layout shows.

A line without a place is guessed about by walk.py from what stands around it; in a closed plan it is text.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from . import labelled, lists, markdown, register_list, rows
from .marks import BODY, ENTRY
from .sheet import Sheet

_FAMILIES: tuple[Callable[[Sheet], tuple[dict[int, str], dict[int, str]]], ...] = (
    register_list.places,
    labelled.places,
    lists.places,
)


@dataclass(slots=True)
class Plan:
    """Place of a line → what it is; titles that differ from the wording of their line; entries that are rows."""

    roles: dict[int, str] = field(default_factory=dict)
    rows: dict[int, rows.Row] = field(default_factory=dict)
    titles: dict[int, str] = field(default_factory=dict)
    closed: bool = False


def plan(sheet: Sheet) -> Plan:
    """What is known of the lines before the text is cut."""
    listed, said = rows.places(sheet)
    ranked = markdown.places(sheet, listed)
    found = Plan(roles=ranked)
    if _lists_rows(sheet, ranked, said):
        roles, found.titles = lists.places(sheet)
        found.roles.update(roles)
        found.rows, found.closed = said, True
    elif ENTRY not in ranked.values():
        for family in _FAMILIES:
            roles, titles = family(sheet)
            if roles:
                found = Plan({**ranked, **roles}, titles=titles, closed=True)
                break
    if found.roles:
        found.roles.update({at: BODY for at, line in enumerate(sheet.lines) if line.kind})
    if found.rows:
        found.roles.update(listed | lists.names_over(sheet, listed, found.roles))
    _mark(found, sheet)
    return found


def _lists_rows(sheet: Sheet, ranked: dict[int, str], said: dict[int, rows.Row]) -> bool:
    """Whether the tables list entries rather than belong to one: nothing that could be an entry stands above."""
    if not said or ENTRY in ranked.values():
        return False
    return not any(sheet.formal(at) or sheet.prose(at) for at in range(min(said)) if not sheet.solid(at))


def _mark(found: Plan, sheet: Sheet) -> None:
    """An editor's marks go before everything else."""
    marks = {at: line.mark for at, line in enumerate(sheet.lines) if line.mark}
    if not marks:
        return
    for at, mark in marks.items():
        found.roles[at] = mark
        found.titles.pop(at, None)
