"""A withdrawal is undone by two people: a chief asks and says why, somebody else who may agrees, or it is dropped."""

from __future__ import annotations

from functools import partial

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bulletin import removing
from bulletin.models import Edition, Reinstatement, Withdrawal
from bulletin.refusal import Refused, require
from editorial import roles, telling
from editorial.drafting import errata, history, trail
from editorial.models import Message, Undoing, User
from editorial.publishing import following, overriding, quoting, removals, withdrawing
from editorial.publishing.withdrawing import LONGEST, SHORTEST, TOO_LONG
from editorial.roles import Verb, may

FORBIDDEN = _("Only a chief may ask for a withdrawal to be undone.")
NOT_YOURS = _("Your role does not agree to the undoing of a withdrawal.")
OWN = _("You asked for it, so somebody else must agree.")
NO_REASON = _("Say why it may come back, in %(count)s characters or more.")
ASKED = _("Somebody has asked for this already.")
FOLLOWS = _("This line went with the entry that it quotes, and comes back when that is undone.")
UNDONE = _("This withdrawal was undone already.")
ENDED = _("This was agreed to or dropped already.")


def ask(withdrawal: Withdrawal, *, reason: str, by: User) -> Undoing:
    """Ask for a withdrawal to be undone; nothing comes back yet. Raises Refused with every reason."""
    reason = reason.strip()
    with trail.attempt("ask to undo", withdrawal, by=by) as act:
        require((may(by, Verb.WITHDRAW, withdrawal), FORBIDDEN))
        require(
            (overriding.weight(reason) >= SHORTEST, NO_REASON % {"count": SHORTEST}),
            (len(reason) <= LONGEST, TOO_LONG % {"count": LONGEST}),
            (not withdrawal.is_quote, FOLLOWS),
            (not _is_undone(withdrawal), UNDONE),
            (not open_of(withdrawal).exists(), ASKED),
        )
        made = _entered(withdrawal, reason, by)
        act.remark = reason
        _tell(Message.Event.UNDOING, made, who_may_agree(made), by=by)
    return made


def drop(undoing: Undoing, *, by: User) -> None:
    """End an undoing to which nobody has agreed. Raises Refused."""
    with trail.attempt("drop undoing", undoing, by=by):
        require((may(by, Verb.WITHDRAW, undoing), FORBIDDEN))
        _end(undoing)


def agree(undoing: Undoing, *, by: User) -> Reinstatement:
    """Undo a withdrawal that somebody else asked to undo. Raises Refused, and then it holds as before.

    An issue is public again; an entry comes back by a further revision, and so does every revision that was gone for
    its sake alone.
    """
    withdrawal = undoing.withdrawal
    with trail.refusals("undo withdrawal", undoing, by=by):
        require(*agreement(undoing, by))
        prepared = _prepared(withdrawal)
        with transaction.atomic(), trail.acting("undo withdrawal", undoing, by=by) as act:
            now = following.claim(withdrawal.edition)
            _end(undoing)
            made = _reinstated(undoing, withdrawal, by)
            _come_back(undoing, by)
            after = following.record(prepared, now) if prepared else _unchanged(withdrawal, now)
            act.before_digest, act.after_digest = now.snapshot_digest, after.snapshot_digest
            act.remark = withdrawing.remark(withdrawal.ref, undoing.reason)
            _tell(Message.Event.REINSTATED, undoing, overriding.chiefs(withdrawal.edition.masthead), by=by)
    return made


def agreement(undoing: Undoing, by: User) -> list[tuple[bool, object]]:
    """Why somebody may agree to an undoing, or not."""
    return [
        (may(by, Verb.REINSTATE, undoing), NOT_YOURS),
        (undoing.by_id != by.pk, OWN),
        (undoing.ended_at is None, ENDED),
        (not _is_undone(undoing.withdrawal), UNDONE),
    ]


def open_of(withdrawal: Withdrawal) -> QuerySet[Undoing]:
    return Undoing.objects.filter(withdrawal=withdrawal, ended_at=None).select_related("by", "withdrawal__edition")


def who_may_agree(undoing: Undoing) -> QuerySet[User]:
    """Everybody at work at the masthead whose role agrees, for the whole of it."""
    agreeing = [role for role, verbs in roles.TABLE.items() if Verb.REINSTATE in verbs]
    serving = roles.serving(undoing.withdrawal.edition.masthead_id).filter(role__in=agreeing, part_code="")
    keys = serving.order_by().values("user")
    return User.objects.filter(pk__in=keys).exclude(pk=undoing.by_id)


def _entered(withdrawal: Withdrawal, reason: str, by: User) -> Undoing:
    issue = following.issue_of(withdrawal.edition)
    try:
        with transaction.atomic():
            row = {"withdrawal": withdrawal, "issue": issue, "reason": reason, "by": by, "at": timezone.now()}
            return Undoing.objects.create(**row)
    except IntegrityError as error:
        raise Refused([ASKED]) from error


def _end(undoing: Undoing) -> None:
    rows = Undoing.objects.filter(pk=undoing.pk, ended_at=None)
    if not rows.update(ended_at=timezone.now()):
        raise Refused([ENDED])


def _come_back(undoing: Undoing, by: User) -> None:
    """What went with it: on the desk, in the corrections of other numbers, in what was to be carried to a later one."""
    withdrawal, issue = undoing.withdrawal, undoing.issue
    if withdrawal.ref:
        removals.put_back(withdrawal, by=by)
    for quote in quoting.held_for(withdrawal):
        following.claim(quote.edition)
        _reinstated(undoing, quote, by)
    if issue is not None:
        errata.carry_again(issue)


def _reinstated(undoing: Undoing, withdrawal: Withdrawal, by: User) -> Reinstatement:
    """Two people of one printed name are told apart by their account, as the database asks for two."""
    asked_by, agreed_by = undoing.by.name, by.name
    if asked_by == agreed_by:
        agreed_by = f"{by.name} ({by.username})"[:80]
    names = {"asked_by": asked_by, "by": agreed_by, "at": timezone.now()}
    try:
        with transaction.atomic():
            return Reinstatement.objects.create(withdrawal=withdrawal, reason=undoing.reason, **names)
    except IntegrityError as error:
        raise Refused([UNDONE]) from error


def _prepared(withdrawal: Withdrawal) -> following.Prepared | None:
    """The revision with the entry in it again; None where the newest one has it, or nothing of it was taken out."""
    now = following.newest(withdrawal.edition)
    if not _must_come_back(withdrawal, now):
        return None
    origin = Edition.objects.get(pk=withdrawal.edition_id)
    follower = Edition.objects.get(supersedes=origin)
    texts = {"before": following.snapshot_of(origin), "after": following.snapshot_of(follower)}
    change = partial(removing.back, ref=withdrawal.ref, **texts)
    return following.prepare(now, change, Edition.Occasion.REINSTATEMENT)


def _must_come_back(withdrawal: Withdrawal, now: Edition) -> bool:
    return bool(withdrawal.ref) and now.entries.filter(ref=withdrawal.ref, is_removed=True).exists()


def _unchanged(withdrawal: Withdrawal, now: Edition) -> Edition:
    """The newest revision, which must still be one that needs no other. Raises Refused."""
    require((not _must_come_back(withdrawal, now), history.STALE))
    return now


def _is_undone(withdrawal: Withdrawal) -> bool:
    return Reinstatement.objects.filter(withdrawal=withdrawal).exists()


def _tell(event: str, undoing: Undoing, people: QuerySet[User], *, by: User) -> None:
    edition = undoing.withdrawal.edition
    about = f"{edition.masthead} {edition.number_label} {undoing.withdrawal.ref}".strip()
    telling.tell(
        event, people, masthead=edition.masthead, about=about, issue=undoing.issue, by=by, remark=undoing.reason
    )
