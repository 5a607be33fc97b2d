"""The people of the desk: accounts, memberships, and the link by which somebody sets their own password.

Whoever keeps the accounts gains nothing by it: no rights for themself, no password of anybody, no other address for
somebody who may do more than they.
"""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bulletin.delivery import mail
from bulletin.delivery.letters import Letter
from bulletin.refusal import Refused, require
from editorial import roles
from editorial.drafting import trail
from editorial.models import Membership, User
from editorial.roles import TABLE, Verb

FORBIDDEN = _("Your role does not allow you to keep this account.")
NOT_TO_YOURSELF = _("Nobody grants a role to themself; ask another user administrator.")
NOT_HERE = _("You may grant roles only at mastheads where you are user administrator.")
MORE_RIGHTS = _("This person may do more than you; only they can change their user name and address.")
LETTER = _(
    "%(name)s,\n\nyou have an account at the desk with the user name %(username)s. Set its password here:\n\n"
    "%(address)s\n\nThe link works once and for three days. If you expected no such letter, do nothing.\n"
)
NOT_SENT = _("The link could not be mailed: %(reason)s")


def people(by: User) -> QuerySet[User]:
    """The accounts that ``by`` keeps: those whose every membership lies where they are user administrator."""
    if roles.everywhere(by, Verb.MANAGE_USERS):
        return User.objects.all()
    beyond = Membership.objects.exclude(masthead__in=roles.mastheads(by, Verb.MANAGE_USERS))
    return User.objects.exclude(pk__in=beyond.values("user"))


def memberships(by: User) -> QuerySet[Membership]:
    if roles.everywhere(by, Verb.MANAGE_USERS):
        return Membership.objects.all()
    return Membership.objects.filter(masthead__in=roles.mastheads(by, Verb.MANAGE_USERS))


def has_more_rights(person: User, by: User) -> bool:
    """Whether any membership of ``person``, in force or to come, grants what ``by`` may not do."""
    verbs = {verb for role in person.memberships.values_list("role", flat=True) for verb in TABLE.get(role, ())}
    return bool(verbs - roles.granted(by))


def account_refusals(person: User, *, by: User) -> list[object]:
    """Why ``by`` may not keep the account as it now is; empty when they may."""
    if not roles.may(by, Verb.MANAGE_USERS):
        return [FORBIDDEN]
    before = people(by).filter(pk=person.pk).first() if person.pk else None
    if before is None:
        return [FORBIDDEN] if person.pk else []
    renamed = (before.username, before.email) != (person.username, person.email)
    return [MORE_RIGHTS] if renamed and has_more_rights(person, by) else []


def keep_account(person: User, *, by: User) -> None:
    """Store an account; a new one can sign in only after its person has set a password. Raises Refused."""
    is_new = person.pk is None
    with trail.attempt("add" if is_new else "edit", person, by=by) as act:
        require(*((False, reason) for reason in account_refusals(person, by=by)))
        if is_new:
            person.set_unusable_password()
            person.save()
        else:
            fields = ("username", "printed_name", "email", "is_active")
            User.objects.filter(pk=person.pk).update(**{name: getattr(person, name) for name in fields})
        act.remark = person.username


def membership_refusals(membership: Membership, *, by: User) -> list[object]:
    """Why ``by`` may not grant this, or take it away; empty when they may."""
    if not roles.may(by, Verb.MANAGE_USERS, membership):
        return [FORBIDDEN]
    reasons: list[object] = []
    if membership.user_id == by.pk:
        reasons.append(NOT_TO_YOURSELF)
    if membership.masthead_id is None and not roles.everywhere(by, Verb.MANAGE_USERS):
        reasons.append(NOT_HERE)
    return reasons


def grant(membership: Membership, *, by: User) -> None:
    """Store a membership, new or with other dates. Raises Refused."""
    with trail.attempt("grant", membership, by=by):
        require(*((False, reason) for reason in membership_refusals(membership, by=by)))
        membership.save()


def revoke(membership: Membership, *, by: User) -> None:
    """Take a membership away; the next request of its person is judged without it. Raises Refused."""
    with trail.attempt("revoke", membership, by=by):
        require(*((False, reason) for reason in membership_refusals(membership, by=by)))
        Membership.objects.filter(pk=membership.pk).delete()


def send_link(person: User, *, by: User) -> None:
    """Mail ``person`` the link, good once and for a time, by which they set their password. Raises Refused."""
    with trail.refusals("send link", person, by=by):
        kept = roles.may(by, Verb.MANAGE_USERS) and people(by).filter(pk=person.pk, is_active=True).exists()
        require((kept, FORBIDDEN), (bool(person.email), _("This account has no e-mail address.")))
        try:
            mail.deliver(_letter(person), person.email)
        except mail.SendingError as error:
            raise Refused([NOT_SENT % {"reason": error}]) from error
    with transaction.atomic(), trail.acting("send link", person, by=by) as act:
        act.remark = person.username


def choose_rhythm(rhythm: str, *, by: User) -> None:
    """Keep how ``by`` wants their own mail from the desk; nobody chooses it for somebody else."""
    with trail.attempt("edit", by, by=by) as act:
        require((rhythm in User.MailRhythm.values, FORBIDDEN))
        if not User.objects.filter(pk=by.pk).exclude(mail_rhythm=rhythm).update(mail_rhythm=rhythm):
            act.void()
        act.remark = rhythm


def _letter(person: User) -> Letter:
    key = urlsafe_base64_encode(force_bytes(person.pk))
    address = reverse("desk:editorial_user_password", args=[key, default_token_generator.make_token(person)])
    values = {"name": person.name, "username": person.username, "address": f"{settings.DESK_ROOT}{address}"}
    return Letter(gettext("Your password for the desk"), str(LETTER % values))
