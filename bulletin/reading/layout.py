"""Which layout a text has, as places told before the text is cut: an editor's marks first, then what a layout shows.

A line without a place is guessed about by walk.py from what stands around it; in a closed plan it is text.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from . import labelled, lists, markdown, register_list, rows, run_in
from .marks import BODY, ENTRY, PART, SECTION
from .sheet import Sheet

_FAMILIES: tuple[Callable[[Sheet], tuple[dict[int, str], dict[int, str]]], ...] = (
    register_list.places,
    labelled.places,
    lists.places,
    run_in.places,
)


@dataclass(slots=True)
class Plan:
    """Place of a line → what it is; titles that differ from the wording of their line; entries that are rows.

    ``run_in`` tells that the lines of the titles are the first of the texts, too.
    """

    roles: dict[int, str] = field(default_factory=dict)
    rows: dict[int, rows.Row] = field(default_factory=dict)
    titles: dict[int, str] = field(default_factory=dict)
    closed: bool = False
    run_in: bool = False


def plan(sheet: Sheet) -> Plan:
    """What is known of the lines before the text is cut."""
    tables, said = rows.places(sheet)
    ranked = markdown.places(sheet, tables)
    listed = _listing(sheet, ranked, tables)
    found = Plan(roles=ranked, rows={at: row for at, row in said.items() if at in listed})
    if ENTRY not in ranked.values():
        _of_one_family(sheet, found)
    if found.roles:
        found.roles.update({at: BODY for at, line in enumerate(sheet.lines) if line.kind})
    if listed:
        found.roles.update(listed | lists.names_over(sheet, listed, found.roles))
    _mark(found, sheet)
    return found


def _of_one_family(sheet: Sheet, found: Plan) -> None:
    for family in (lists.places,) if found.rows else _FAMILIES:
        roles, titles = family(sheet)
        if roles:
            found.roles, found.titles, found.closed = {**found.roles, **roles}, titles, True
            found.run_in = family is run_in.places
            return
    found.closed = bool(found.rows)


def _listing(sheet: Sheet, ranked: dict[int, str], tables: dict[int, str]) -> dict[int, str]:
    """The tables that list entries rather than belong to one: those under no line that could be an entry."""
    kept: dict[int, str] = {}
    free = True
    for at in range(len(sheet)):
        if at in tables:
            kept.update({at: tables[at]} if free else {})
        elif at in ranked:
            free = ranked[at] in {PART, SECTION} or (free and ranked[at] != ENTRY)
        else:
            free = free and not (sheet.solid(at) or sheet.formal(at) or sheet.prose(at))
    return kept


def _mark(found: Plan, sheet: Sheet) -> None:
    """An editor's marks go before everything else."""
    marks = {at: line.mark for at, line in enumerate(sheet.lines) if line.mark}
    if not marks:
        return
    for at, mark in marks.items():
        found.roles[at] = mark
        found.titles.pop(at, None)
