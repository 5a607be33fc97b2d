"""Keeping the register: mastheads with their plan and rhythm, authorities, document types, exceptional days."""

from __future__ import annotations

from typing import Any

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from bulletin.models import Masthead
from bulletin.refusal import require
from editorial import roles
from editorial.drafting import rhythm, trail
from editorial.models import User
from editorial.review import planning
from editorial.roles import Verb

FORBIDDEN = _("Your role does not allow you to keep this register.")
NOT_HERE = _("A new masthead is founded by a chief of the whole house.")


def refusals(row: Model, *, by: User) -> list[object]:
    """Why ``by`` may not keep ``row`` as it now is; empty when they may."""
    if not roles.may(by, Verb.MANAGE_REGISTER, row):
        return [FORBIDDEN]
    is_new_masthead = isinstance(row, Masthead) and row.pk is None
    return [NOT_HERE] if is_new_masthead and not roles.everywhere(by, Verb.MANAGE_REGISTER) else []


def keep(row: Any, *, by: User) -> None:
    """Store a row of the register; a new masthead gets its plan and its weekly rhythm. Raises Refused."""
    is_new = row.pk is None
    with trail.attempt("add" if is_new else "edit", row, by=by) as act:
        require(*((False, reason) for reason in refusals(row, by=by)))
        row.save()
        if is_new and isinstance(row, Masthead):
            furnish(row)
        act.remark = str(row._meta.verbose_name)


def furnish(masthead: Masthead) -> None:
    """What a new masthead begins with, inside the caller's transaction: the three reviews and the usual week."""
    planning.found(masthead)
    rhythm.found(masthead)
