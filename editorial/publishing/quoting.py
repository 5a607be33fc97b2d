"""Lines in the corrections of other numbers that quote an entry: they are taken down and come back together with it.

A line is a withdrawal of its own number, whose ref names the entry in the other one ("7/1.1.1").
"""

from __future__ import annotations

import logging
from collections.abc import Iterator

from django.db.models import QuerySet

from bulletin import removing
from bulletin import snapshot as shape
from bulletin.models import Edition, Withdrawal
from editorial.drafting import trail
from editorial.models import User
from editorial.publishing import following, removals, withdrawing

# What canonical JSON has nowhere but before the lines of an issue.
LINES = b'"corrections":['
logger = logging.getLogger(__name__)


def quoting(edition: Edition, ref: str) -> list[Edition]:
    """Of every other number that quotes an entry the last revision that does, whether or not it is to be had."""
    rows = Edition.objects.filter(masthead=edition.masthead_id).exclude(number=edition.number)
    found = dict(_quoting(rows, edition.number, ref))
    return list(Edition.objects.filter(pk__in=found.values()).select_related("masthead").order_by("number"))


def take_away(withdrawal: Withdrawal, *, by: User) -> list[Edition]:
    """Take the quotes of an entry down with it, in the same transaction; each number whose revision is to be made."""
    place = removing.elsewhere(withdrawal.edition.number, withdrawal.ref)
    found = quoting(withdrawal.edition, withdrawal.ref)
    for edition in found:
        following.claim(edition)
        if not _of(edition, place).filter(edition__revision__gte=edition.revision).exists():
            _insert(withdrawal, edition, place, by=by)
    return [each for each in found if removals.waiting(each)]


def _insert(given: Withdrawal, edition: Edition, place: str, *, by: User) -> None:
    """In the trail it stands with the number that it changes, too."""
    with trail.acting("take down", edition, by=by) as act:
        withdrawing.insert(edition, place, given.kind, given.reason, given.basis, given.claimant, by=by)
        act.before_digest = act.after_digest = edition.snapshot_digest
        act.remark = place


def held_for(withdrawal: Withdrawal) -> QuerySet[Withdrawal]:
    """The quotes that are gone because an entry is."""
    place = removing.elsewhere(withdrawal.edition.number, withdrawal.ref)
    rows = Withdrawal.objects.in_force().filter(edition__masthead=withdrawal.edition.masthead_id, ref=place)
    return rows.select_related("edition__masthead").order_by("edition__number")


def _of(edition: Edition, place: str) -> QuerySet[Withdrawal]:
    return removals.in_force(edition).filter(ref=place)


def _quoting(rows: QuerySet[Edition], number: int, ref: str) -> Iterator[tuple[int, int]]:
    """Numbers with the keys of their editions, the later revision last."""
    found = rows.order_by("number", "revision").values_list("number", "pk", "snapshot")
    for other, pk, stored in found.iterator(chunk_size=10):
        content = bytes(stored)
        if LINES in content and _says(content, number, ref):
            yield other, pk


def _says(content: bytes, number: int, ref: str) -> bool:
    """What is damaged holds no takedown up; no page shows it either."""
    try:
        snapshot = shape.loads(content)
    except shape.SnapshotError as damage:
        logger.error("A stored snapshot cannot be looked through for quotes: %s", damage)
        return False
    return any((each.number, each.ref) == (number, ref) for each in snapshot.corrections)
