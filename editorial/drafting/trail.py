"""操作留痕: what every mutation leaves behind, exactly one entry a verb, whether it was done or refused.

Entries of one masthead form a hash chain, those of the house another; the claim of its head orders them.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from bulletin import snapshot as shape
from bulletin.models import Masthead
from bulletin.refusal import Refused
from editorial import roles
from editorial.models import AuditEntry, AuditHead, User

# What the digest of an entry covers, beside the digest of the entry before it; instants as ISO 8601 in UTC.
COVERED = ("verb", "object", "role", "refused", "before_digest", "after_digest", "remark", "serial")


@dataclass
class Act:
    """What a mutation says of itself while it runs; ``void`` when it found that there was nothing to change."""

    row: Any
    before_digest: str = ""
    after_digest: str = ""
    remark: str = ""
    role: str = ""
    is_void: bool = False

    def void(self) -> None:
        self.is_void = True


@contextmanager
def attempt(verb: str, row: Any, *, by: User) -> Iterator[Act]:
    """One mutation: its transaction, and its entry. A refusal undoes all of it and leaves a refused entry.

    Attempts are not nested: the function that a person asked for is the verb.
    """
    with refusals(verb, row, by=by), transaction.atomic(), acting(verb, row, by=by) as act:
        yield act


@contextmanager
def refusals(verb: str, row: Any, *, by: User) -> Iterator[None]:
    """Leave one refused entry when what runs inside is refused; for work that must not hold a transaction."""
    try:
        yield
    except Refused as refused:
        with transaction.atomic():
            _append(verb, Act(row, remark=str(refused)), by=by, refused=True)
        raise


def refuse(verb: str, row: Any, *, by: User, remark: str = "") -> None:
    """Leave a refused entry for what a person's role did not even let them ask, or what the machine asked for them."""
    with transaction.atomic():
        _append(verb, Act(row, remark=remark), by=by, refused=True)


@contextmanager
def acting(verb: str, row: Any, *, by: User) -> Iterator[Act]:
    """Inside a transaction: leave the entry of what was done, or undo everything when it was void."""
    act = Act(row)
    yield act
    if act.is_void:
        transaction.set_rollback(True)
    else:
        _append(verb, act, by=by, refused=False)


def digest_of(entry: AuditEntry) -> str:
    """The digest that an entry must have: SHA-256 of its canonical JSON, the previous entry's digest included."""
    covered = {name: getattr(entry, name) for name in COVERED}
    instant = entry.at.astimezone(UTC).isoformat()
    return shape.digest(covered | {"at": instant, "by": entry.by_id, "previous": entry.previous_digest})


def head(masthead: Masthead) -> str | None:
    """The end of a masthead's chain as imprints print it, "serial digest"; None before its first entry."""
    found = AuditHead.objects.filter(masthead=masthead).first()
    return f"{found.serial} {found.digest}" if found else None


def _append(verb: str, act: Act, *, by: User, refused: bool) -> None:
    masthead_id = roles.masthead_of(act.row)
    head = _claimed(masthead_id)
    entry = AuditEntry(
        masthead_id=masthead_id,
        verb=verb,
        object=str(act.row)[:200],
        role=act.role or roles.held(by, masthead_id),
        refused=refused,
        before_digest=act.before_digest,
        after_digest=act.after_digest,
        remark=act.remark,
        by=by,
        at=timezone.now(),
        serial=head.serial,
        previous_digest=head.digest,
    )
    entry.digest = digest_of(entry)
    entry.save(force_insert=True)
    AuditHead.objects.filter(pk=head.pk).update(digest=entry.digest)


def _claimed(masthead_id: int | None) -> AuditHead:
    """The head with its serial raised: whoever comes second waits until this transaction ends."""
    heads = AuditHead.objects.filter(masthead=masthead_id)
    if not heads.update(serial=F("serial") + 1):
        try:
            with transaction.atomic():
                AuditHead.objects.create(masthead_id=masthead_id, serial=0)
        except IntegrityError:
            pass  # Somebody else began the chain; theirs is the row to claim.
        heads.update(serial=F("serial") + 1)
    return heads.get()
