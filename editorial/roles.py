"""The role table: who may do what, asked everywhere through ``may(user, verb, row)``; there is no other grant."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.contrib.auth.backends import ModelBackend
from django.db.models import Model, Q, QuerySet
from django.utils import timezone

from bulletin import models as record
from editorial import models as desk

if TYPE_CHECKING:
    from editorial.models import Membership, User


class Verb(StrEnum):
    VIEW = "view"
    PREVIEW = "preview"
    EDIT = "edit"
    IMPORT = "import"
    ARRANGE = "arrange"
    OPEN = "open"
    SUBMIT = "submit"
    RECALL = "recall"
    RETURN = "return"
    SIGN = "sign"
    RELEASE = "release"
    SCHEDULE = "schedule"
    OVERRIDE = "override"
    ANSWER = "answer"
    REMARK = "remark"
    SUGGEST = "suggest"
    ASSIGN = "assign"
    DEPUTE = "depute"
    REVOKE = "revoke"
    INVITE = "invite"
    BACKFILL = "backfill"
    ATTEST = "attest"
    TICK = "tick"
    CORRECT = "correct"
    WITHDRAW = "withdraw"
    TAKE_DOWN = "take_down"
    REINSTATE = "reinstate"
    EXPORT = "export"
    MANAGE_REGISTER = "manage_register"
    MANAGE_SUBSCRIBERS = "manage_subscribers"
    MANAGE_USERS = "manage_users"
    VIEW_AUDIT = "view_audit"


_READ = {Verb.VIEW, Verb.PREVIEW}
_DISCUSS = _READ | {Verb.REMARK, Verb.TICK}
_WRITE = _DISCUSS | {Verb.EDIT, Verb.IMPORT, Verb.SUBMIT, Verb.RECALL}
_COMPOSE = _WRITE | {Verb.ARRANGE, Verb.OPEN, Verb.EXPORT, Verb.ASSIGN}
_PROOFREAD = _DISCUSS | {Verb.EDIT, Verb.RETURN, Verb.SIGN, Verb.SUGGEST}
_REVIEW = _PROOFREAD | {Verb.DEPUTE, Verb.ANSWER, Verb.ATTEST, Verb.REINSTATE}
_PUBLISH = {Verb.RELEASE, Verb.SCHEDULE, Verb.BACKFILL, Verb.CORRECT}
_GOVERN = {
    Verb.OVERRIDE,
    Verb.REVOKE,
    Verb.INVITE,
    Verb.WITHDRAW,
    Verb.TAKE_DOWN,
    Verb.MANAGE_REGISTER,
    Verb.VIEW_AUDIT,
}

TABLE: dict[str, frozenset[Verb]] = {
    "writer": frozenset(_WRITE),
    "editor": frozenset(_COMPOSE | _PUBLISH),
    "proofreader": frozenset(_PROOFREAD),
    "first_reviewer": frozenset(_REVIEW),
    "second_reviewer": frozenset(_REVIEW),
    "chief": frozenset(_COMPOSE | _REVIEW | _PUBLISH | _GOVERN),
    "subscription_manager": frozenset({Verb.MANAGE_SUBSCRIBERS}),
    "auditor": frozenset(_READ | {Verb.VIEW_AUDIT}),
    "user_administrator": frozenset({Verb.MANAGE_USERS}),
}

# What these do changes every form of a whole issue, so a membership for one part does not grant them.
OF_WHOLE_ISSUES = frozenset({Verb.WITHDRAW, Verb.TAKE_DOWN, Verb.REINSTATE})

# Django's permission names, as the admin and import-export ask for them, and the verb that answers.
# A permission that is not here is nobody's.
PERMISSIONS: dict[str, Verb] = {
    "editorial.view_issue": Verb.VIEW,
    "editorial.add_issue": Verb.OPEN,
    "editorial.change_issue": Verb.ARRANGE,
    "editorial.view_part": Verb.VIEW,
    "editorial.add_part": Verb.ARRANGE,
    "editorial.change_part": Verb.ARRANGE,
    "editorial.view_section": Verb.VIEW,
    "editorial.add_section": Verb.ARRANGE,
    "editorial.change_section": Verb.ARRANGE,
    "editorial.view_entry": Verb.VIEW,
    "editorial.view_notice": Verb.VIEW,
    "editorial.add_notice": Verb.EDIT,
    "editorial.change_notice": Verb.EDIT,
    "editorial.export_notice": Verb.EXPORT,
    "editorial.view_article": Verb.VIEW,
    "editorial.add_article": Verb.EDIT,
    "editorial.change_article": Verb.EDIT,
    "editorial.view_attachment": Verb.VIEW,
    "editorial.add_attachment": Verb.EDIT,
    "editorial.change_attachment": Verb.EDIT,
    "editorial.delete_attachment": Verb.EDIT,
    "editorial.view_sourcedocument": Verb.VIEW,
    "editorial.add_sourcedocument": Verb.IMPORT,
    "editorial.view_candidate": Verb.VIEW,
    "editorial.view_batch": Verb.VIEW,
    "editorial.add_batch": Verb.BACKFILL,
    "editorial.view_source": Verb.VIEW,
    "editorial.add_source": Verb.MANAGE_REGISTER,
    "editorial.change_source": Verb.MANAGE_REGISTER,
    "editorial.view_plan": Verb.VIEW,
    "editorial.view_hintrule": Verb.MANAGE_REGISTER,
    "editorial.view_auditentry": Verb.VIEW_AUDIT,
    "editorial.view_revision": Verb.VIEW_AUDIT,
    "editorial.view_override": Verb.VIEW,
    "editorial.view_deputy": Verb.VIEW,
    "editorial.add_deputy": Verb.DEPUTE,
    "editorial.view_user": Verb.MANAGE_USERS,
    "editorial.add_user": Verb.MANAGE_USERS,
    "editorial.change_user": Verb.MANAGE_USERS,
    "editorial.view_membership": Verb.MANAGE_USERS,
    "editorial.add_membership": Verb.MANAGE_USERS,
    "editorial.change_membership": Verb.MANAGE_USERS,
    "editorial.delete_membership": Verb.MANAGE_USERS,
    "bulletin.view_masthead": Verb.VIEW,
    "bulletin.add_masthead": Verb.MANAGE_REGISTER,
    "bulletin.change_masthead": Verb.MANAGE_REGISTER,
    "bulletin.view_authority": Verb.VIEW,
    "bulletin.add_authority": Verb.MANAGE_REGISTER,
    "bulletin.change_authority": Verb.MANAGE_REGISTER,
    "bulletin.view_authorityname": Verb.VIEW,
    "bulletin.add_authorityname": Verb.MANAGE_REGISTER,
    "bulletin.change_authorityname": Verb.MANAGE_REGISTER,
    "bulletin.delete_authorityname": Verb.MANAGE_REGISTER,
    "editorial.view_proposedname": Verb.MANAGE_REGISTER,
    "editorial.change_proposedname": Verb.MANAGE_REGISTER,
    "bulletin.view_documenttype": Verb.VIEW,
    "bulletin.add_documenttype": Verb.MANAGE_REGISTER,
    "bulletin.change_documenttype": Verb.MANAGE_REGISTER,
    "bulletin.view_workdayoverride": Verb.VIEW,
    "bulletin.add_workdayoverride": Verb.MANAGE_REGISTER,
    "bulletin.change_workdayoverride": Verb.MANAGE_REGISTER,
    "bulletin.view_edition": Verb.VIEW,
    "bulletin.view_subscriber": Verb.MANAGE_SUBSCRIBERS,
    "bulletin.add_subscriber": Verb.MANAGE_SUBSCRIBERS,
    "bulletin.change_subscriber": Verb.MANAGE_SUBSCRIBERS,
    "bulletin.view_dispatch": Verb.MANAGE_SUBSCRIBERS,
    "bulletin.view_delivery": Verb.MANAGE_SUBSCRIBERS,
}


def may(user: Any, verb: Verb, row: Model | None = None, *, role: str | None = None) -> bool:
    """Whether a live membership of ``user`` grants ``verb`` on ``row`` (None: on anything at all).

    ``role`` asks for that one role, as a stage of review does.
    """
    if not getattr(user, "is_active", False) or not getattr(user, "pk", None):
        return False
    granting = [role] if role else [name for name, verbs in TABLE.items() if verb in verbs]
    if role and verb not in TABLE[role]:
        return False
    live = memberships(user).filter(role__in=granting)
    if verb in OF_WHOLE_ISSUES:
        live = live.filter(part_code="")
    return any(reaches(membership, row) for membership in live)


def memberships(user: User) -> QuerySet[Membership]:
    """The memberships of a person that are in force today."""
    return _in_force().filter(user=user)


def serving(masthead_id: int) -> QuerySet[Membership]:
    """The memberships that are in force today at a masthead, of everybody whose account is active."""
    here = Q(masthead=None) | Q(masthead=masthead_id)
    return _in_force().filter(here, user__is_active=True).select_related("user").order_by("user", "pk")


def people_of(mastheads: QuerySet[record.Masthead], roles: list[str]) -> QuerySet[User]:
    """Everybody whose account is active and who holds one of these roles today at one of these mastheads."""
    here = Q(masthead=None) | Q(masthead__in=mastheads)
    held = _in_force().filter(here, role__in=roles)
    return desk.User.objects.filter(is_active=True, pk__in=held.values("user")).order_by("username")


def _in_force() -> QuerySet[Membership]:
    today = timezone.localdate()
    return desk.Membership.objects.filter(Q(from_on=None) | Q(from_on__lte=today), Q(to_on=None) | Q(to_on__gte=today))


def mastheads(user: Any, verb: Verb) -> QuerySet[record.Masthead]:
    """The mastheads where ``user`` may do ``verb``: how lists are limited to what a person may see."""
    if not getattr(user, "is_active", False) or not getattr(user, "pk", None):
        return record.Masthead.objects.none()
    granting = [name for name, verbs in TABLE.items() if verb in verbs]
    live = memberships(user).filter(role__in=granting)
    if live.filter(masthead=None).exists():
        return record.Masthead.objects.all()
    return record.Masthead.objects.filter(pk__in=live.values("masthead"))


def granted(user: Any) -> frozenset[Verb]:
    """Every verb that ``user`` may do somewhere, in one query: for menus; the page itself asks about its row."""
    if not getattr(user, "is_active", False) or not getattr(user, "pk", None):
        return frozenset()
    roles = set(memberships(user).values_list("role", flat=True))
    return frozenset(verb for role in roles for verb in TABLE.get(role, ()))


def holders(role: str, masthead: record.Masthead) -> QuerySet[User]:
    """Everybody at work who holds a role today, at a masthead or in the whole house."""
    here = _in_force().filter(Q(masthead=None) | Q(masthead=masthead), role=role)
    return desk.User.objects.filter(is_active=True, pk__in=here.values("user")).order_by("pk")


def held(user: User, masthead_id: int | None) -> str:
    """The codes of the roles that a person holds at a masthead today (None: for the whole house), for the trail."""
    here = Q(masthead=None) if masthead_id is None else Q(masthead=None) | Q(masthead=masthead_id)
    return ", ".join(sorted(set(memberships(user).filter(here).values_list("role", flat=True))))[:120]


def masthead_of(row: Model) -> int | None:
    """The masthead that a row belongs to; None where it is the house's."""
    return _place(row)[0]


def everywhere(user: Any, verb: Verb) -> bool:
    """Whether a membership for the whole house grants ``verb``."""
    if not getattr(user, "is_active", False) or not getattr(user, "pk", None):
        return False
    granting = [name for name, verbs in TABLE.items() if verb in verbs]
    return memberships(user).filter(masthead=None, role__in=granting).exists()


def has_permission(user: Any, permission: str, row: Model | None = None) -> bool:
    """Django's question, answered from the table."""
    verb = PERMISSIONS.get(permission)
    return verb is not None and may(user, verb, row)


def has_module(user: Any, app_label: str) -> bool:
    return any(may(user, verb) for name, verb in PERMISSIONS.items() if name.startswith(f"{app_label}."))


class MembershipBackend(ModelBackend):
    """Signs staff in by password; answers no permission by itself (``User.has_perm`` asks the table)."""

    def has_perm(self, user_obj: Any, perm: str, obj: Any = None) -> bool:
        return has_permission(user_obj, perm, obj)

    def get_all_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        return {name for name in PERMISSIONS if has_permission(user_obj, name, obj)}


def reaches(membership: Membership, row: Model | None) -> bool:
    """Whether a row lies where a membership holds."""
    if row is None or membership.masthead_id is None:
        return True
    masthead_id, part_code = _place(row)
    if masthead_id is not None and masthead_id != membership.masthead_id:
        return False
    return not membership.part_code or part_code in ("", membership.part_code)


def _place(row: Model) -> tuple[int | None, str]:
    """The masthead that a row belongs to (None: to the house) and the part, where it lies in one."""
    match row:
        case record.Masthead():
            return row.pk, ""
        case desk.Entry():
            return row.section.part.issue.masthead_id, row.section.part.code
        case desk.Section():
            return row.part.issue.masthead_id, row.part.code
        case desk.Part():
            return row.issue.masthead_id, row.code
        case desk.Attachment():
            return _place(row.entry)
    for name in ("entry", "part", "issue", "edition", "dispatch", "plan", "batch", "withdrawal"):
        if getattr(row, f"{name}_id", None) is not None:
            return _place(getattr(row, name))
    return getattr(row, "masthead_id", None), ""
