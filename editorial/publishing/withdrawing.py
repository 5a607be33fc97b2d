"""撤稿: a chief takes back an issue, or an entry of it, and says why as readers are told.

A whole issue is gone at once. Of an entry the stub revision is rendered first and recorded together with the
withdrawal, so that readers have the one or the other.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import partial

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bulletin import removing
from bulletin import snapshot as shape
from bulletin.models import Edition, PublishedEntry, Withdrawal
from bulletin.refusal import Refused, require
from editorial import telling
from editorial.drafting import trail
from editorial.models import Message, User
from editorial.publishing import following, overriding, removals
from editorial.roles import Verb, may

Kind = Withdrawal.Kind
KINDS = (Kind.WRONG, Kind.SUPERSEDED, Kind.LEGAL)
SHORTEST, LONGEST, LONGEST_BASIS = 10, 500, 300
FORBIDDEN = _("Only a chief may withdraw what was published.")
NO_KIND = _("Choose why it is withdrawn.")
NO_WRONG = _("Say what was wrong, in %(count)s characters or more; readers are told.")
NO_SUCCESSOR = _("Give the number or the address of the document that supersedes it.")
NO_GROUND = _("Give the legal ground, such as the number of the order.")
TOO_LONG = _("Say it in no more than %(count)s characters.")
NO_ENTRY = _("The newest revision has no entry %(ref)s.")
GONE = _("This was withdrawn already.")
NOT_NEWEST = _("There is a newer revision of this issue. Look at what it says before you go on.")


@dataclass(frozen=True)
class Ground:
    """Why: ``reason`` in words for readers, ``basis`` the document that supersedes or the legal ground."""

    kind: str
    reason: str = ""
    basis: str = ""


def withdraw(edition: Edition, ground: Ground, *, by: User, ref: str = "", lines: Collection[str] = ()) -> Withdrawal:
    """Take back the number of which ``edition`` is the newest revision, or its entry at ``ref``.

    ``lines`` are highlights and written boxes that go with the entry. Raises Refused with every reason.
    """
    ground = Ground(ground.kind, ground.reason.strip(), " ".join(ground.basis.split()))
    with trail.refusals("withdraw", edition, by=by):
        require((may(by, Verb.WITHDRAW, edition), FORBIDDEN))
        require(*requirements(ground), *standing(edition, ref))
        prepared = _prepared(edition, ground, ref, lines) if ref else None
        with transaction.atomic(), trail.acting("withdraw", edition, by=by) as act:
            now = following.claim(edition)
            made = enter(now, ref, ground.kind, ground.reason, basis=ground.basis, by=by)
            if prepared is not None:
                removals.take_away(made, lines, by=by)
            else:
                removals.call_back(made, by=by)
            after = following.record(prepared, now) if prepared else now
            act.before_digest, act.after_digest = now.snapshot_digest, after.snapshot_digest
            act.remark = remark(ref, ground.kind, ground.basis, ground.reason)
            tell(Message.Event.WITHDRAWN, made, by=by)
    return made


def requirements(ground: Ground) -> list[tuple[bool, object]]:
    """What each reason asks for."""
    wrong = ground.kind != Kind.WRONG or overriding.weight(ground.reason) >= SHORTEST
    return [
        (ground.kind in KINDS, NO_KIND),
        (wrong, NO_WRONG % {"count": SHORTEST}),
        (ground.kind != Kind.SUPERSEDED or bool(ground.basis), NO_SUCCESSOR),
        (ground.kind != Kind.LEGAL or bool(ground.basis), NO_GROUND),
        (len(ground.reason) <= LONGEST, TOO_LONG % {"count": LONGEST}),
        (len(ground.basis) <= LONGEST_BASIS, TOO_LONG % {"count": LONGEST_BASIS}),
    ]


def standing(edition: Edition, ref: str) -> list[tuple[bool, object]]:
    """Whether there is something to take back: the newest revision, and in it the entry."""
    gone = removals.in_force(edition).filter(ref=ref).exists()
    there = not ref or PublishedEntry.objects.filter(edition=edition, ref=ref, is_removed=False).exists()
    return [
        (following.newest(edition).pk == edition.pk, NOT_NEWEST),
        (not gone, GONE),
        (there or gone, NO_ENTRY % {"ref": ref}),
    ]


def enter(
    now: Edition, ref: str, kind: str, reason: str, *, by: User, basis: str = "", claimant: str = ""
) -> Withdrawal:
    """Insert the row, in a transaction that holds the number. Raises Refused when somebody was first."""
    require(*standing(now, ref))
    return insert(now, ref, kind, reason, basis, claimant, by=by)


def insert(now: Edition, ref: str, kind: str, reason: str, basis: str, claimant: str, *, by: User) -> Withdrawal:
    """The row alone. Raises Refused when it is there already."""
    times = following.earlier(now, ref) + 1
    row = {"kind": kind, "reason": reason, "basis": basis, "claimant": claimant, "times": times}
    try:
        with transaction.atomic():
            return Withdrawal.objects.create(edition=now, ref=ref, by=by.name, at=timezone.now(), **row)
    except IntegrityError as error:
        raise Refused([GONE]) from error


def stubs(withdrawals: Collection[Withdrawal], lines: Collection[str]) -> Callable[[shape.Snapshot], shape.Snapshot]:
    """The change that leaves a stub at the place of each."""
    gone = {each.ref: removals.removal_of(each) for each in withdrawals}
    return partial(removing.put, removals=gone, lines=frozenset(lines))


def tell(event: str, withdrawal: Withdrawal, *, by: User | None = None, remark: str = "", key: str = "") -> None:
    """The chiefs of the masthead hear of it."""
    edition = withdrawal.edition
    about = f"{edition.masthead} {edition.number_label} {withdrawal.ref}".strip()
    telling.tell(
        event,
        overriding.chiefs(edition.masthead),
        masthead=edition.masthead,
        about=about,
        issue=following.issue_of(edition),
        by=by,
        remark=remark or withdrawal.reason,
        key=key,
    )


def remark(*pieces: str) -> str:
    """For the trail: what, why and on which ground, as far as given."""
    return " · ".join(filter(None, pieces))


def _prepared(edition: Edition, ground: Ground, ref: str, lines: Collection[str]) -> following.Prepared:
    thought = Withdrawal(edition=edition, ref=ref, kind=ground.kind, reason=ground.reason, at=timezone.now())
    return following.prepare(edition, stubs([thought], lines), Edition.Occasion.WITHDRAWAL)
