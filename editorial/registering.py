"""Keeping the register: mastheads with their plan of review, authorities, document types, exceptional days."""

from __future__ import annotations

from typing import Any

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from bulletin.models import Masthead
from bulletin.refusal import require
from editorial import roles
from editorial.drafting import trail
from editorial.models import Membership, Plan, Stage, User
from editorial.roles import Verb

FORBIDDEN = _("Your role does not allow you to keep this register.")
NOT_HERE = _("A new masthead is founded by a chief of the whole house.")
# 三审: 图书质量保障体系 (新闻出版署, 1997), 第八条; a masthead's plan may be given other names later.
STAGES = (
    ("first", "初审", Stage.Scope.ENTRY, Membership.Role.FIRST_REVIEWER),
    ("second", "复审", Stage.Scope.PART, Membership.Role.SECOND_REVIEWER),
    ("final", "终审", Stage.Scope.ISSUE, Membership.Role.CHIEF),
)


def refusals(row: Model, *, by: User) -> list[object]:
    """Why ``by`` may not keep ``row`` as it now is; empty when they may."""
    if not roles.may(by, Verb.MANAGE_REGISTER, row):
        return [FORBIDDEN]
    is_new_masthead = isinstance(row, Masthead) and row.pk is None
    return [NOT_HERE] if is_new_masthead and not roles.everywhere(by, Verb.MANAGE_REGISTER) else []


def keep(row: Any, *, by: User) -> None:
    """Store a row of the register; a new masthead gets its plan of review. Raises Refused."""
    is_new = row.pk is None
    with trail.attempt("add" if is_new else "edit", row, by=by) as act:
        require(*((False, reason) for reason in refusals(row, by=by)))
        row.save()
        if is_new and isinstance(row, Masthead):
            _plan(row)
        act.remark = str(row._meta.verbose_name)


def _plan(masthead: Masthead) -> None:
    plan = Plan.objects.create(masthead=masthead)
    for position, (code, name, scope, role) in enumerate(STAGES, start=1):
        Stage.objects.create(plan=plan, position=position, code=code, name=name, scope=scope, role=role)
