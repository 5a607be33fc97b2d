"""定稿: an issue of the desk as the snapshot that is rendered and published, imprint included."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from django.db import connection, transaction
from django.urls import reverse

from bulletin import recording
from bulletin import snapshot as shape
from bulletin.archive import printed
from bulletin.models import Masthead
from editorial.drafting import published, trail
from editorial.models import Issue, SignOff
from editorial.review import approving
from editorial.review.facts import Facts, gather


def freeze(issue: Issue) -> shape.Snapshot:
    """The snapshot of an issue as it now is. Raises Issue.DoesNotExist."""
    return snapshot_of(facts_of(issue))


def facts_of(issue: Issue) -> Facts:
    """The facts of one committed state, never of a mixture of two."""
    with _one_state():
        return gather(issue.pk)


def snapshot_of(facts: Facts, *, override: str | None = None) -> shape.Snapshot:
    """The assembled issue with the imprint that names its departments and those who signed it.

    It is the revision that follows those that appeared.

    ``override`` is why it goes out without a sign-off, as printed.
    """
    assembled, issue = facts.assembled, facts.issue
    departments = dict.fromkeys(part.compiler for part in assembled.parts if part.compiler)
    imprint = shape.Imprint(
        revision=recording.next_revision(issue.masthead, issue.number),
        occasion=_occasion(issue),
        address=printed.absolute(reverse("archive:issue", args=[issue.masthead.code, issue.number])),
        departments=tuple(departments),
        sign_offs=tuple(_sign_off_lines(facts)),
        override=override,
        contact=issue.masthead.contact or None,
        audit_head=trail.head(issue.masthead),
    )
    return replace(assembled.snapshot, imprint=imprint)


def _occasion(issue: Issue) -> str | None:
    """Why there is a further revision: the correction under way."""
    correction = published.under_way(issue)
    return correction.kind if correction else None


def _sign_off_lines(facts: Facts) -> Iterator[shape.SignOffLine]:
    """By stage, then by person and whom they signed for: the day of their last live sign-off there, and all numbers."""
    given: dict[tuple[int, str, str, str], list[SignOff]] = {}
    for each in _of_complete_stages(facts):
        principal = each.deputy_for.name if each.deputy_for else ""
        line = (each.stage.position, each.stage_name or each.stage.name, each.guest_name or each.by.name, principal)
        given.setdefault(line, []).append(each)
    for (_position, stage, name, principal), rows in sorted(given.items()):
        yield shape.SignOffLine(
            stage=stage,
            by=name,
            on=_local_day(rows[-1], facts.issue.masthead),
            number=approving.written(rows) or None,
            deputy_for=principal or None,
        )


def _of_complete_stages(facts: Facts) -> Iterator[SignOff]:
    """Only of stages that took place, which is to say: over all that they cover."""
    live = [each for _target, each in facts.live_sign_offs()]
    complete = {
        stage.pk: all(facts.live(stage, target) for target in facts.targets(stage))
        for stage in {each.stage_id: each.stage for each in live}.values()
    }
    return (each for each in live if complete[each.stage_id])


def _local_day(sign_off: SignOff, masthead: Masthead) -> str:
    return sign_off.at.astimezone(masthead.zone).date().isoformat()


@contextmanager
def _one_state() -> Iterator[None]:
    """One consistent view for several queries: SQLite's transactions give it, PostgreSQL's must ask for it."""
    if connection.in_atomic_block:
        yield
        return
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        yield
