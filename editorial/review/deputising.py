"""代审: naming who signs for a reviewer on leave, for certain days and stages, and ending it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bulletin.models import Masthead
from bulletin.refusal import require
from editorial import roles
from editorial.drafting import trail
from editorial.models import Deputy, Membership, Stage, User
from editorial.roles import Verb

FORBIDDEN = _("Only a reviewer for themself, or a chief, names a deputy or ends a deputyship.")
NOT_THEMSELF = _("A deputy is somebody else.")
NOT_AT_WORK = _("%(person)s does not work at this masthead, and so cannot sign for anybody.")
NO_SIGNER = _("%(person)s signs at no such stage of this masthead.")
DAYS_IN_ORDER = _("The last day comes before the first.")
OVER = _("These days are over.")
NO_STAGE = _("The plan of this masthead has no stage “%(stage)s”.")
ENDED = _("This deputyship has ended already.")


def name(
    masthead: Masthead,
    *,
    principal: User,
    deputy: User,
    from_on: date,
    to_on: date,
    stage_codes: Sequence[str] = (),
    by: User,
) -> Deputy:
    """Let ``deputy`` sign for ``principal`` on these days, at these stages (none named: at all). Raises Refused.

    What the deputy did themself bars them as it bars anybody, and they cannot pass it on.
    """
    with trail.attempt("depute", masthead, by=by) as act:
        stages = _stages(masthead, stage_codes)
        unknown = sorted(set(stage_codes) - {stage.code for stage in stages})
        require(
            (may_depute(by, masthead, principal), FORBIDDEN),
            (principal != deputy, NOT_THEMSELF),
            (roles.may(deputy, Verb.REMARK, masthead), NOT_AT_WORK % {"person": deputy}),
            (_signs(principal, masthead, stages), NO_SIGNER % {"person": principal}),
            (from_on <= to_on, DAYS_IN_ORDER),
            (to_on >= masthead.today(), OVER),
            *((False, NO_STAGE % {"stage": code}) for code in unknown),
        )
        act.remark = f"{deputy} · {principal} · {from_on} – {to_on}"
        return Deputy.objects.create(
            masthead=masthead,
            principal=principal,
            deputy=deputy,
            stage_codes=list(stage_codes),
            from_on=from_on,
            to_on=to_on,
            by=by,
            at=timezone.now(),
        )


def end(row: Deputy, *, by: User) -> None:
    """End a deputyship now; what was signed under it stays. Raises Refused."""
    with trail.attempt("end deputy", row, by=by) as act:
        require((may_depute(by, row.masthead, row.principal), FORBIDDEN))
        ended = Deputy.objects.filter(pk=row.pk, ended_at=None).update(ended_at=timezone.now())
        require((bool(ended), ENDED))
        act.remark = str(row)


def may_depute(by: User, masthead: Masthead, principal: User) -> bool:
    """A reviewer for themself; for anybody whoever governs the masthead."""
    own = by == principal and roles.may(by, Verb.DEPUTE, masthead)
    return own or (roles.may(by, Verb.DEPUTE, masthead) and roles.may(by, Verb.REVOKE, masthead))


def stands_in(person: User, masthead: Masthead) -> bool:
    """Whether somebody is a deputy at a masthead today."""
    return current(masthead).filter(deputy=person).exists()


def current(masthead: Masthead) -> QuerySet[Deputy]:
    """The deputyships of today."""
    day = masthead.today()
    return Deputy.objects.filter(masthead=masthead, ended_at=None, from_on__lte=day, to_on__gte=day)


def _stages(masthead: Masthead, codes: Sequence[str]) -> list[Stage]:
    rows = Stage.objects.filter(plan__masthead=masthead, retired_at=None)
    return list(rows.filter(code__in=codes) if codes else rows)


def _signs(principal: User, masthead: Masthead, stages: Sequence[Stage]) -> bool:
    """Whether some membership of the principal, in force or to come, signs at one of the stages."""
    here = Q(masthead=None) | Q(masthead=masthead)
    held = Membership.objects.filter(here, user=principal, role__in={stage.role for stage in stages})
    return held.exclude(to_on__lt=masthead.today()).exists()
