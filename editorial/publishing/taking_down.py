"""下架: for a claim of rights or an order one chief takes a text away at once, and then its place is set anew.

The withdrawal is entered first: from that moment nothing that holds the text is to be had. The revision without it
follows; where it cannot be made the text stays away all the same, and the desk says what is still to be done.
"""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import DatabaseError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bulletin import snapshot as shape
from bulletin import store
from bulletin.models import Edition, Withdrawal
from bulletin.refusal import Refused, require
from editorial.drafting import history, trail
from editorial.models import Message, User
from editorial.publishing import following, front_lines, overriding, quoting, removals, withdrawing
from editorial.publishing.withdrawing import LONGEST, SHORTEST, TOO_LONG
from editorial.roles import Verb, may

CLAIM, ORDER = "claim", "order"
BASES = (CLAIM, ORDER)
LONGEST_CLAIMANT = 200
# Another revision may come in between; who takes down does not give way to it.
TRIES = 3
# Whoever takes something down waits for its revision; only what they left behind is anybody else's to make.
PATIENCE = timedelta(minutes=3)
FORBIDDEN = _("Only a chief may take down what was published.")
NO_BASIS = _("Choose whether somebody claims rights or an authority orders it.")
NO_REASON = _("Say what is claimed or ordered, in %(count)s characters or more; it stays on the desk.")
NO_CLAIMANT = _("Name who claims the rights or gives the order; the name stays on the desk.")
NOT_MADE = _("The revision without it could not be made yet; the desk's worker tries again every minute.")
NOTHING_WAITS = _("No revision of this issue is still to be made.")
FAILURES = (Refused, OSError, DatabaseError, shape.SnapshotError, store.StoreError)
logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Claim:
    """Why a text is taken down: ``basis`` is "claim" (of rights) or "order"; reason and claimant are told to nobody."""

    basis: str
    reason: str
    claimant: str


@dataclass(frozen=True)
class Outcome:
    """The text is gone; ``edition`` is the revision without it, or ``refusals`` say why there is none yet.

    ``others`` are the revisions of other numbers that no longer quote it.
    """

    withdrawal: Withdrawal
    edition: Edition | None = None
    refusals: tuple[str, ...] = ()
    others: tuple[Edition, ...] = ()


def take_down(edition: Edition, ref: str, claim: Claim, *, by: User, lines: Collection[str] = ()) -> Outcome:
    """Take an entry down, at once. Raises Refused with every reason, and then nothing has happened."""
    claim = Claim(claim.basis, claim.reason.strip(), " ".join(claim.claimant.split()))
    with trail.attempt("take down", edition, by=by) as act:
        require((may(by, Verb.TAKE_DOWN, edition), FORBIDDEN))
        require(*requirements(claim), (bool(ref), withdrawing.NO_ENTRY % {"ref": ref}))
        now = following.claim(edition)
        made = withdrawing.enter(
            now, ref, Withdrawal.Kind.TAKEDOWN, claim.reason, basis=claim.basis, claimant=claim.claimant, by=by
        )
        removals.take_away(made, lines, by=by)
        others = quoting.take_away(made, by=by)
        act.before_digest = act.after_digest = now.snapshot_digest
        quoted = (each.number_label for each in others)
        act.remark = withdrawing.remark(ref, claim.basis, claim.claimant, claim.reason, *quoted)
        withdrawing.tell(Message.Event.TAKEN_DOWN, made, by=by)
    first, *rest = _attempted(made, made.edition, lines), *(_attempted(made, each) for each in others)
    refusals = dict.fromkeys(sentence for each in (first, *rest) for sentence in each.refusals)
    return Outcome(made, first.edition, tuple(refusals), tuple(each.edition for each in rest if each.edition))


def make_up(now: datetime | None = None) -> Iterator[Outcome]:
    """Make every revision that takedowns still wait for, as the desk's worker does; one that fails stops no other."""
    left = Withdrawal.objects.unfinished().filter(at__lte=(now or timezone.now()) - PATIENCE)
    for withdrawal in {(each.edition.masthead_id, each.edition.number): each for each in left}.values():
        outcome = _attempted(withdrawal, withdrawal.edition)
        if outcome.refusals:
            with transaction.atomic():
                said = "\n".join((str(NOT_MADE), *outcome.refusals))
                withdrawing.tell(Message.Event.TAKEN_DOWN, withdrawal, remark=said, key=f"unmade {withdrawal.pk}")
        yield outcome


def replace(edition: Edition, *, by: User, lines: Collection[str] = ()) -> Edition:
    """Make the revision that a takedown still waits for. Raises Refused with every reason."""
    with trail.refusals("take down", edition, by=by):
        require((may(by, Verb.TAKE_DOWN, edition), FORBIDDEN))
        made = _replaced(edition, lines, traced_by=by)
        if made is None:
            raise Refused([NOTHING_WAITS])
    return made


def requirements(claim: Claim) -> list[tuple[bool, object]]:
    return [
        (claim.basis in BASES, NO_BASIS),
        (overriding.weight(claim.reason) >= SHORTEST, NO_REASON % {"count": SHORTEST}),
        (bool(claim.claimant), NO_CLAIMANT),
        (len(claim.reason) <= LONGEST, TOO_LONG % {"count": LONGEST}),
        (len(claim.claimant) <= LONGEST_CLAIMANT, TOO_LONG % {"count": LONGEST_CLAIMANT}),
    ]


def _attempted(withdrawal: Withdrawal, edition: Edition, lines: Collection[str] | None = None) -> Outcome:
    """The revision of a number without what is to be gone, or why there is none; ``lines`` None: those of the desk."""
    try:
        base = following.newest(edition)
        chosen = front_lines.chosen(base, removals.waiting(base)) if lines is None else lines
        return Outcome(withdrawal, _replaced(base, chosen) or following.newest(edition))
    except FAILURES as failure:
        logger.error("The revision without %s of %s cannot be made: %s", withdrawal.ref, edition, failure)
        return Outcome(withdrawal, refusals=tuple(str(failure).splitlines()))


def _replaced(edition: Edition, lines: Collection[str], *, traced_by: User | None = None) -> Edition | None:
    """The revision without what is to be gone; None where the newest one holds nothing of it any more."""
    for _try in range(TRIES):
        base = following.newest(edition)
        waiting = removals.waiting(base)
        if not waiting:
            return None
        prepared = following.prepare(base, withdrawing.stubs(waiting, lines), _occasion(waiting))
        with transaction.atomic():
            now = following.claim(base)
            if now.pk == base.pk and removals.waiting(now) == waiting:
                made = following.record(prepared, now)
                _trace(now, made, traced_by)
                return made
    raise Refused([history.STALE])


def _trace(before: Edition, made: Edition, by: User | None) -> None:
    """Whoever makes up for what failed is in the trail; the takedown itself is there already."""
    if by is not None:
        with trail.acting("take down", made, by=by) as act:
            act.before_digest, act.after_digest = before.snapshot_digest, made.snapshot_digest


def _occasion(waiting: Collection[Withdrawal]) -> str:
    taken_down = any(each.kind == Withdrawal.Kind.TAKEDOWN for each in waiting)
    return Edition.Occasion.TAKEDOWN if taken_down else Edition.Occasion.WITHDRAWAL
