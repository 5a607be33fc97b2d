"""What changed since somebody signed, in a few words, for every sign-off of an issue that no longer holds at once."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from editorial.models import Entry, Part, Revision, SignOff
from editorial.review import differences
from editorial.review.differences import Change, Move
from editorial.review.facts import ISSUE, Facts, Target, covers

MOST_WORDS = 5
TITLE = 24


def sign_offs(facts: Facts, given: Iterable[tuple[Target, SignOff]]) -> dict[int, tuple[str, ...]]:
    """What of each target is no longer as it was signed, by the key of the sign-off; empty where the text is the same.

    In two queries however many they are.
    """
    asked = list(given)
    pairs = [(target, each) for target, each in asked if each.digest != facts.digest(target)]
    then = _Then(facts, pairs)
    words = {each.pk: _shortened(_words(facts, then, target, each)) for target, each in pairs}
    return {each.pk: words.get(each.pk, ()) for _target, each in asked}


class _Then:
    """The revisions behind sign-offs, read in one query, and the titles of entries that have left."""

    def __init__(self, facts: Facts, pairs: Iterable[tuple[Target, SignOff]]) -> None:
        self.facts = facts
        wanted = {row.pk for target, each in pairs for row in self._behind(target, each)}
        rows = Revision.objects.filter(pk__in=wanted).values_list("pk", "content") if wanted else []
        self.kept: dict[int, Any] = {pk: json.loads(bytes(kept)) for pk, kept in rows}
        frames = [each for each in self.kept.values() if "sections" in each]
        named = {pk for frame in frames for section in frame["sections"] for pk in section.get("entries", [])}
        present = {row.pk: row.title for row in facts.rows.values() if isinstance(row, Entry)}
        gone = Entry.objects.filter(pk__in=named - present.keys()) if named - present.keys() else Entry.objects.none()
        self.titles: dict[int, str] = present | dict(gone.values_list("pk", "title"))

    def changes(self, target: Target, given: SignOff) -> list[Change]:
        """Of the target itself, nothing that lies in it."""
        before, after = self._pair(target, given)
        if before is None or after is None:
            return []
        return differences.between(self.kept[before.pk], self.kept[after.pk], self.titles)

    def moves(self, target: Target, given: SignOff) -> list[Move]:
        before, after = self._pair(target, given)
        return differences.moves(self.kept[before.pk], self.kept[after.pk]) if before and after else []

    def differs(self, target: Target, given: SignOff) -> bool:
        """Whether an entry changed since; one that was not there then did not."""
        before, after = self._pair(target, given)
        return before is not None and after is not None and before.digest != after.digest

    def _behind(self, target: Target, given: SignOff) -> Iterator[Revision]:
        for each in [target] if target.entry_id else [each for each in self.facts.changes if covers(target, each)]:
            if target.entry_id or each.entry_id is None:
                yield from (row for row in self._pair(each, given) if row is not None)

    def _pair(self, target: Target, given: SignOff) -> tuple[Revision | None, Revision | None]:
        """The revision that was current when it was signed, and the last one."""
        rows = self.facts.changes.get(target, ())
        same = [row for row in rows if row.digest == given.digest] or [row for row in rows if row.at <= given.at]
        return (same[-1] if same else None), (rows[-1] if rows else None)


def _words(facts: Facts, then: _Then, target: Target, given: SignOff) -> Iterator[str]:
    yield from (str(change.label) for change in then.changes(target, given) if change.field != "entries")
    if target.entry_id is not None:
        return
    if target == ISSUE:
        for each, row in facts.rows.items():
            if isinstance(row, Part):
                labels = [str(change.label) for change in then.changes(each, given) if change.field != "entries"]
                yield from (f"{row}: {label}" for label in labels)
    parts = [each for each in facts.rows if each.entry_id is None and each != ISSUE and covers(target, each)]
    moved = _by_entry([move for part in parts for move in then.moves(part, given)])
    yield from (sentence % {"entry": _short(then.titles[pk])} for pk, sentence in moved.items() if pk in then.titles)
    for each, row in facts.rows.items():
        if isinstance(row, Entry) and covers(target, each) and then.differs(each, given):
            yield _("“%(entry)s” changed") % {"entry": _short(row.title)}


def _by_entry(moves: Iterable[Move]) -> Mapping[int, Any]:
    """One sentence an entry: gone from one part and come into another, it moved."""
    found: dict[int, Any] = {}
    for move in moves:
        sentence = _("“%(entry)s” went") if move.new is None else _("“%(entry)s” came")
        is_both = move.pk in found or (move.old and move.new)
        found[move.pk] = _("“%(entry)s” moved") if is_both else sentence
    return found


def _short(title: str) -> str:
    return Truncator(title).chars(TITLE)


def _shortened(words: Iterator[str]) -> tuple[str, ...]:
    found = list(dict.fromkeys(str(each) for each in words))
    left = len(found) - MOST_WORDS
    if left <= 1:
        return tuple(found)
    return (*found[:MOST_WORDS], str(_("and %(count)s more") % {"count": left}))
