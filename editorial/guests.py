"""A link for somebody without an account, to judge one text once: issued, revoked and answered here.

For four eyes whoever issued the link counts as its holder: it is given out only for what they could sign themself,
and an approval through it is their sign-off, with the guest's name beside it. Only the SHA-256 of a token is kept.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bulletin.delivery import mail
from bulletin.delivery.letters import Letter
from bulletin.refusal import Refused, require
from editorial import roles, telling
from editorial.drafting import history, trail
from editorial.models import Entry, GuestLink, Issue, Message, Part, Remark, Stage, User
from editorial.review import rules, signing, suggesting, workflow
from editorial.review.facts import Facts, Target, gather
from editorial.review.findings import Finding
from editorial.roles import Verb

DAYS, MOST_DAYS = 3, 30
TOKEN_BYTES = 32
Answer = GuestLink.Answer

FORBIDDEN = _("Only a chief may invite a guest.")
NO_NAME = _("Give the name of the guest; the sign-off prints it.")
BAD_DAYS = _("A link works for at least one day and at most %(days)s days.")
HAS_ACCOUNT = _("This address belongs to an account of the desk; assign the text to that person instead.")
NOT_COVERED = _("“%(stage)s” does not sign “%(target)s”.")
SIGNED = _("“%(target)s” is signed at “%(stage)s” already.")
SHUT = _("This link was answered or revoked already, or is too old.")
MOVED = _("The text was changed after you were invited to it, so it can be neither approved nor returned.")
NO_REMARK = _("Write in the remark what you want to say.")


@dataclass(frozen=True)
class Issued:
    """A new link with its token, which is known now and never again; ``failure`` says why no letter went."""

    link: GuestLink
    token: str
    failure: str = ""

    @property
    def address(self) -> str:
        return f"{settings.DESK_ROOT}{reverse('guest', args=[self.token])}"


def invite(
    issue: Issue,
    stage: Stage,
    target: Target,
    *,
    name: str,
    by: User,
    seen_digest: str,
    email: str = "",
    days: int = DAYS,
) -> Issued:
    """Make a link for exactly the text of ``seen_digest``, and mail it where an address is given.

    Raises Refused with every reason: right, four eyes of ``by``, a text that is not in review or signed already.
    """
    facts, token = gather(issue.pk), secrets.token_urlsafe(TOKEN_BYTES)
    if target not in facts.rows:
        raise Refused([history.STALE])
    with trail.attempt("invite", facts.row(target), by=by) as act:
        history.claim(issue)
        facts = gather(issue.pk)
        reasons = [*_form_refusals(name, email, days), *inviting_refusals(facts, stage, target, by, seen_digest)]
        require(*((False, reason) for reason in reasons))
        link = _make(facts, stage, target, name=name.strip(), email=email.strip(), days=days, by=by, token=token)
        act.before_digest = act.after_digest = seen_digest
        act.remark = f"{link.name} · {stage} · {link.expires_at.isoformat(timespec='minutes')}"
    issued = Issued(link, token)
    return Issued(link, token, _mailed(issued)) if link.email else issued


def inviting_refusals(facts: Facts, stage: Stage, target: Target, by: User, seen_digest: str) -> list[object]:
    """Why ``by`` may not invite a guest to a target; what still lacks an earlier sign-off may be sent out already."""
    row = facts.row(target)
    if not roles.may(by, Verb.INVITE, row):
        return [FORBIDDEN]
    if target not in facts.targets(stage):
        return [NOT_COVERED % {"stage": stage, "target": row}]
    as_signer = rules.signing_refusals(facts, stage, target, by)
    return [
        *([] if facts.digest(target) == seen_digest else [history.STALE]),
        *([SIGNED % {"stage": stage, "target": row}] if facts.live(stage, target) else []),
        *(reason for reason in as_signer if not isinstance(reason, Finding)),
    ]


def revoke(link: GuestLink, *, by: User) -> None:
    """Make a link useless at once. Raises Refused."""
    with trail.attempt("revoke link", row_of(link), by=by) as act:
        require((roles.may(by, Verb.INVITE, row_of(link)), FORBIDDEN))
        require((bool(_open(GuestLink.objects.filter(pk=link.pk)).update(revoked_at=timezone.now())), SHUT))
        act.remark = link.name


def held_by(token: str) -> GuestLink | None:
    """The link of a token while it works: not answered, revoked or too old, its issuer still a chief of the text."""
    digest = hashlib.sha256(token.encode()).hexdigest()
    rows = _open(GuestLink.objects.filter(token_digest=digest)).exclude(issue__state=Issue.State.RELEASED)
    related = ("issue__masthead", "part__issue", "entry__section__part__issue", "stage", "by")
    link = rows.select_related(*related).first()
    return link if link and roles.may(link.by, Verb.INVITE, row_of(link)) else None


def answer(link: GuestLink, given: str, *, remark: str = "") -> None:
    """Take the one answer of a guest, as an act of whoever issued the link. Raises Refused, and the link still works.

    Approving signs; returning ends the submission of an entry or the issue, and leaves a must-fix remark on a part.
    """
    verb = {Answer.APPROVED: f"sign {link.stage.code}", Answer.RETURNED: "return"}.get(Answer(given), "remark")
    with trail.attempt(verb, row_of(link), by=link.by) as act:
        _claim(link, given)
        history.claim(link.issue)
        facts = gather(link.issue_id)
        target = target_in(facts, link)
        require(
            (given == Answer.REMARKED or is_current(facts, link), MOVED),
            (given == Answer.APPROVED or bool(remark.strip()), NO_REMARK),
        )
        _carry_out(facts, target, link, given, remark.strip())
        act.before_digest = act.after_digest = link.digest
        act.remark = f"{link.name}: {remark.strip()}" if remark.strip() else link.name
        act.role = link.stage.role if given == Answer.APPROVED else ""
        _tell(link, given, remark.strip())


def row_of(link: GuestLink) -> Entry | Part | Issue:
    """What a link is about."""
    return link.entry or link.part or link.issue


def target_in(facts: Facts, link: GuestLink) -> Target | None:
    """Where the text of a link now stands in its issue; None when it has left it."""
    if link.entry_id is not None:
        return next((each for each in facts.rows if each.entry_id == link.entry_id), None)
    found = Target(part_id=link.part_id)
    return found if found in facts.rows else None


def is_current(facts: Facts, link: GuestLink) -> bool:
    """Whether the text still is the one that the guest was invited to."""
    target = target_in(facts, link)
    return target is not None and facts.digest(target) == link.digest


def _carry_out(facts: Facts, target: Target | None, link: GuestLink, given: str, remark: str) -> None:
    if given == Answer.APPROVED and target is not None:
        reasons = rules.signing_refusals(facts, link.stage, target, link.by)
        if facts.live(link.stage, target):
            reasons.append(SIGNED % {"stage": link.stage, "target": row_of(link)})
        require(*((False, reason) for reason in reasons))
        signing.give(facts, link.stage, [target], by=link.by, remark=remark, guest_name=link.name)
    elif given == Answer.RETURNED and target is not None and link.part_id is None:
        require(
            (roles.may(link.by, Verb.RETURN, row_of(link)), workflow.FORBIDDEN),
            (workflow.in_review(facts, target), rules.NOT_SUBMITTED % {"target": row_of(link)}),
        )
        workflow.give_back(facts, target, by=link.by, remark=remark, guest=link)
    else:
        _leave(link, remark, must_fix=given == Answer.RETURNED)


def _leave(link: GuestLink, remark: str, *, must_fix: bool) -> None:
    Remark.objects.create(
        issue=link.issue,
        part=link.part,
        entry=link.entry,
        digest=link.digest,
        must_fix=must_fix,
        text=remark,
        guest=link,
        by=link.by,
        at=timezone.now(),
    )


def _tell(link: GuestLink, given: str, remark: str) -> None:
    """Tell whoever issued the link, and the writers of an entry but of its return, of which they hear as such."""
    writers = suggesting.writers(link.entry) if link.entry and given != Answer.RETURNED else []
    with translation.override(link.issue.masthead.language.lower()):
        words = f"{link.name} · {Answer(given).label}"
    telling.tell(
        Message.Event.GUEST,
        [link.by, *writers],
        masthead=link.issue.masthead,
        about=row_of(link),
        issue=link.issue,
        entry=link.entry,
        remark=f"{words}\n{remark}" if remark else words,
    )


def _make(
    facts: Facts, stage: Stage, target: Target, *, name: str, email: str, days: int, by: User, token: str
) -> GuestLink:
    now = timezone.now()
    return GuestLink.objects.create(
        issue=facts.issue,
        part_id=target.part_id if target.entry_id is None else None,
        entry_id=target.entry_id,
        stage=stage,
        digest=facts.digest(target),
        name=name,
        email=email,
        token_digest=hashlib.sha256(token.encode()).hexdigest(),
        by=by,
        at=now,
        expires_at=now + timedelta(days=days),
    )


def _claim(link: GuestLink, given: str) -> None:
    rows = _open(GuestLink.objects.filter(pk=link.pk))
    allowed = roles.may(link.by, Verb.INVITE, row_of(link))
    require((allowed and bool(rows.update(answered_at=timezone.now(), answer=given)), SHUT))


def _open(rows: QuerySet[GuestLink]) -> QuerySet[GuestLink]:
    return rows.filter(answered_at=None, revoked_at=None, expires_at__gt=timezone.now())


def _form_refusals(name: str, email: str, days: int) -> list[object]:
    has_account = bool(email.strip()) and User.objects.filter(email__iexact=email.strip(), is_active=True).exists()
    checks = (
        (name.strip(), NO_NAME),
        (1 <= days <= MOST_DAYS, BAD_DAYS % {"days": MOST_DAYS}),
        (not has_account, HAS_ACCOUNT),
    )
    return [sentence for holds, sentence in checks if not holds]


def _mailed(issued: Issued) -> str:
    """Why the letter did not go; empty when it did. Outside any transaction."""
    try:
        mail.deliver(_letter(issued), issued.link.email)
    except mail.SendingError as failure:
        return str(failure)
    return ""


def _letter(issued: Issued) -> Letter:
    link = issued.link
    masthead = link.issue.masthead
    with translation.override(masthead.language.lower()), timezone.override(masthead.zone):
        context = {"link": link, "row": row_of(link), "masthead": masthead, "address": issued.address}
        subject = f"{masthead.title}{gettext(': ')}{gettext('Please read “%(text)s”') % {'text': row_of(link)}}"
        text = render_to_string("editorial/mail/guest.txt", context)
        return Letter(subject, text, headers={"Auto-Submitted": "auto-generated"})
