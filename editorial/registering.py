"""Keeping the register: mastheads with their plan and rhythm, authorities, document types, exceptional days."""

from __future__ import annotations

from typing import Any

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from bulletin.models import Masthead
from bulletin.refusal import require
from editorial import assembly, roles
from editorial.drafting import history, rhythm, trail
from editorial.models import Issue, User
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
        before = Masthead.objects.filter(pk=row.pk).first() if isinstance(row, Masthead) else None
        row.save()
        if is_new and isinstance(row, Masthead):
            furnish(row)
        elif before is not None and assembly.masthead_of(before) != assembly.masthead_of(row):
            _keep_issues(row, by=by)
        act.remark = str(row._meta.verbose_name)


def _keep_issues(masthead: Masthead, *, by: User) -> None:
    """What a masthead prints stands in each of its issues: whoever changes it has changed every one not released."""
    for issue in Issue.objects.filter(masthead=masthead).exclude(state=Issue.State.RELEASED):
        history.keep_issue(issue, by=by)


def furnish(masthead: Masthead) -> None:
    """What a new masthead begins with, inside the caller's transaction: the three reviews and the usual week."""
    planning.found(masthead)
    rhythm.found(masthead)
