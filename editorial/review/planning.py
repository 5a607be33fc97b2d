"""The plan of review of a masthead: which stages an issue must pass, its presets, and the one function that changes it.

A stage that is taken out, or comes to cover or to be signed by others, is retired and never changed: sign-offs name it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, replace
from itertools import pairwise

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bulletin import snapshot as shape
from bulletin.models import Masthead
from bulletin.refusal import Refused, require
from editorial import roles
from editorial.drafting import history, trail
from editorial.models import Issue, Membership, Part, Plan, Stage, User
from editorial.review import stranding
from editorial.roles import Verb

ENTRY, PART, ISSUE = Stage.Scope.ENTRY, Stage.Scope.PART, Stage.Scope.ISSUE
Role = Membership.Role
MOST_STAGES = 12
# Steps of the weekly rhythm bear these codes beside those of the stages.
RESERVED = frozenset({"open", "submit", "galley", "release"})

FORBIDDEN = _("Your role does not allow you to change the plan of review.")
NO_STAGE = _("A plan needs at least one stage.")
TOO_MANY = _("A plan has at most %(most)s stages.")
NAMELESS = _("Stage %(place)s has no name.")
BAD_CODE = _("The code of stage %(place)s must be Latin letters, digits, hyphens or underscores, at most 20 of them.")
RESERVED_CODE = _("“%(code)s” is a step of the weekly rhythm and cannot be the code of a stage.")
CODE_TWICE = _("Two stages have the code “%(code)s”.")
NAME_TWICE = _("Two stages are called “%(name)s”.")
NO_SCOPE = _("“%(stage)s” must sign each entry, each part or the issue.")
CANNOT_SIGN = _("“%(stage)s”: the role “%(role)s” signs nothing.")
NOTHING_FOR_ISSUE = _(
    "No stage signs the issue itself, so nobody would answer for its front matter and order; add one at the end."
)
WIDE_BEFORE_NARROW = _("“%(wide)s” signs more than “%(narrow)s”, so it must stand after it.")
NOT_A_PART = _("“%(stage)s”: only a stage that signs parts can be left to the parts that ask for it.")
STILL_ASKED = _("“%(part)s” of %(issue)s asks for its department’s sign-off, so the plan must keep a stage for that.")
SCHEDULED = _("%(issue)s is scheduled for release under the present plan; unschedule it before you change the plan.")


@dataclass(frozen=True)
class Line:
    """One stage as a plan is written down; its place in the plan is its place in the row of lines."""

    code: str
    name: str
    scope: str
    role: str
    shares_signer: bool = False
    on_request: bool = False


# 三审: 图书质量保障体系 (新闻出版署, 1997), 第八条; the smaller offices read each other, or twice.
THREE = (
    Line("first", "初审", ENTRY, Role.FIRST_REVIEWER),
    Line("second", "复审", PART, Role.SECOND_REVIEWER),
    Line("final", "终审", ISSUE, Role.CHIEF),
)
TWO = (Line("first", "初审", ENTRY, Role.FIRST_REVIEWER), Line("final", "终审", ISSUE, Role.CHIEF))
MUTUAL = (
    Line("mutual", "互审", ENTRY, Role.FIRST_REVIEWER, shares_signer=True),
    Line("approval", "签发", ISSUE, Role.CHIEF, shares_signer=True),
)
PRESETS = {
    "mutual": (_("Two people, each reads the other"), MUTUAL),
    "two": (_("Three people: first and final review"), TWO),
    "three": (_("Three reviews: first, second, final"), THREE),
}
PROOFREADING = Line("proof", "校对", ISSUE, Role.PROOFREADER)
DEPARTMENT = Line("department", "部门审签", PART, Role.SECOND_REVIEWER, on_request=True)


def live(masthead: Masthead) -> list[Stage]:
    """The stages in force, in order."""
    return list(Stage.objects.filter(plan__masthead=masthead, retired_at=None).order_by("position"))


def lines_of(stages: Iterable[Stage]) -> tuple[Line, ...]:
    return tuple(Line(**{each.name: getattr(stage, each.name) for each in fields(Line)}) for stage in stages)


def with_proofreading(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """The same plan with 校对 on the galley before its last stage; unchanged where it is there already."""
    if any(line.code == PROOFREADING.code for line in lines):
        return lines
    return (*lines[:-1], PROOFREADING, *lines[-1:])


def with_department(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """The same plan with a stage for parts that ask, before the first that signs the issue."""
    if any(line.on_request for line in lines):
        return lines
    place = next((at for at, line in enumerate(lines) if line.scope == ISSUE), len(lines))
    return (*lines[:place], DEPARTMENT, *lines[place:])


def found(masthead: Masthead, lines: Iterable[Line] = THREE) -> Plan:
    """The plan of a new masthead, inside the caller's attempt."""
    plan = Plan.objects.create(masthead=masthead)
    for position, line in enumerate(lines, start=1):
        _add(plan, line, position)
    return plan


def revise(plan: Plan, lines: Iterable[Line], *, by: User, seen_version: int) -> None:
    """Give a masthead another plan, which its open issues must pass from now on. Raises Refused.

    A stage of the same code, scope and signers keeps its row with the sign-offs given; any other is a new one.
    A sign-off whose giver wrote what nobody else has signed any more is revoked.
    """
    lines = tuple(replace(line, code=line.code.strip(), name=line.name.strip()) for line in lines)
    with trail.attempt("revise plan", plan, by=by) as act:
        require((roles.may(by, Verb.MANAGE_REGISTER, plan), FORBIDDEN))
        reasons = [*refusals(lines), *_open_refusals(plan, lines)]
        if reasons:
            raise Refused(reasons)
        if not Plan.objects.filter(pk=plan.pk, version=seen_version).update(version=F("version") + 1):
            raise Refused([history.STALE])
        present = live(plan.masthead)
        act.before_digest, act.after_digest = digest(lines_of(present)), digest(lines)
        if lines_of(present) == lines:
            act.void()
        _replace(plan, present, lines)
        for issue in _unreleased(plan):
            history.claim(issue)
            stranding.revoke_stranded(issue, by=by)
        act.remark = " → ".join(line.name for line in lines)


def digest(lines: Iterable[Line]) -> str:
    """SHA-256 of the canonical JSON of a plan."""
    return shape.digest([{each.name: getattr(line, each.name) for each in fields(Line)} for line in lines])


def refusals(lines: tuple[Line, ...]) -> list[object]:
    """Everything that makes a plan impossible; none where it can be followed."""
    if not lines:
        return [NO_STAGE]
    return [
        *([TOO_MANY % {"most": MOST_STAGES}] if len(lines) > MOST_STAGES else []),
        *_naming(lines),
        *_covering(lines),
    ]


def _naming(lines: tuple[Line, ...]) -> Iterator[object]:
    for place, line in enumerate(lines, start=1):
        if not line.name:
            yield NAMELESS % {"place": place}
        if not re.fullmatch(r"[-a-zA-Z0-9_]{1,20}", line.code):
            yield BAD_CODE % {"place": place}
        if line.code in RESERVED:
            yield RESERVED_CODE % {"code": line.code}
    codes, names = Counter(line.code for line in lines), Counter(line.name for line in lines)
    yield from (CODE_TWICE % {"code": code} for code, count in codes.items() if code and count > 1)
    yield from (NAME_TWICE % {"name": name} for name, count in names.items() if name and count > 1)


def _covering(lines: tuple[Line, ...]) -> Iterator[object]:
    width = {scope: at for at, scope in enumerate(Stage.Scope.values)}
    for line in lines:
        if line.scope not in width:
            yield NO_SCOPE % {"stage": line.name}
        if line.role not in Role.values or Verb.SIGN not in roles.TABLE[line.role]:
            yield CANNOT_SIGN % {"stage": line.name, "role": dict(Role.choices).get(line.role, line.role)}
        if line.on_request and line.scope != PART:
            yield NOT_A_PART % {"stage": line.name}
    for wide, narrow in pairwise(lines):
        if width.get(wide.scope, 0) > width.get(narrow.scope, len(width)):
            yield WIDE_BEFORE_NARROW % {"wide": wide.name, "narrow": narrow.name}
    if not any(line.scope == ISSUE for line in lines):
        yield NOTHING_FOR_ISSUE


def _open_refusals(plan: Plan, lines: tuple[Line, ...]) -> Iterator[object]:
    """What the open issues have against it: released ones keep what they were signed under."""
    for issue in _unreleased(plan):
        if issue.state == Issue.State.SCHEDULED:
            yield SCHEDULED % {"issue": issue}
    if not any(line.on_request for line in lines):
        asking = Part.objects.filter(issue__in=_unreleased(plan), asks_sign_off=True).select_related("issue__masthead")
        yield from (STILL_ASKED % {"part": part, "issue": part.issue} for part in asking)


def _unreleased(plan: Plan) -> list[Issue]:
    rows = Issue.objects.filter(masthead=plan.masthead_id).exclude(state=Issue.State.RELEASED)
    return list(rows.select_related("masthead").order_by("number"))


def _replace(plan: Plan, present: list[Stage], lines: tuple[Line, ...]) -> None:
    """Retire what is not kept, move the kept out of the way, and write every line at its place."""
    kept = {(stage.code, stage.scope, stage.role, stage.on_request): stage for stage in present}
    wanted = {(line.code, line.scope, line.role, line.on_request) for line in lines}
    leaving = [stage.pk for key, stage in kept.items() if key not in wanted]
    Stage.objects.filter(pk__in=leaving).update(retired_at=timezone.now())
    Stage.objects.filter(plan=plan, retired_at=None).update(position=F("position") + 1000)
    for position, line in enumerate(lines, start=1):
        stage = kept.get((line.code, line.scope, line.role, line.on_request))
        if stage is None:
            _add(plan, line, position)
            continue
        Stage.objects.filter(pk=stage.pk).update(position=position, name=line.name, shares_signer=line.shares_signer)


def _add(plan: Plan, line: Line, position: int) -> None:
    columns = {each.name: getattr(line, each.name) for each in fields(Line)}
    Stage.objects.create(plan=plan, position=position, **columns)
