"""The weekly rhythm of a masthead: which step of making an issue is due on which weekday at what time.

It says what is usual; what is due for one issue stands in ``deadlines`` and may differ.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import time
from itertools import pairwise

from django.utils.translation import gettext_lazy as _

from bulletin import snapshot as shape
from bulletin.models import Masthead
from bulletin.refusal import Refused, require
from editorial import roles
from editorial.drafting import history, trail
from editorial.models import Beat, Membership, Stage, User
from editorial.models.schedule import STEPS
from editorial.roles import Verb

MONDAY, WEDNESDAY, THURSDAY, FRIDAY = 1, 3, 4, 5
MOST_WEEKS = 12
OPEN, SUBMIT, GALLEY, RELEASE = "open", "submit", "galley", "release"
_AT = {
    OPEN: (MONDAY, time(9)),
    SUBMIT: (WEDNESDAY, time(17)),
    GALLEY: (FRIDAY, time(11)),
    RELEASE: (FRIDAY, time(16, 30)),
}
_AT_SCOPE = {
    Stage.Scope.ENTRY: (THURSDAY, time(12)),
    Stage.Scope.PART: (THURSDAY, time(17)),
    Stage.Scope.ISSUE: (FRIDAY, time(15)),
}
_PROOFREADING = (FRIDAY, time(13))

FORBIDDEN = _("Your role does not allow you to change the weekly rhythm.")
OUT_OF_ORDER = _("“%(earlier)s” must not be due after “%(later)s”.")
NO_RELEASE = _("Give the release its day and time, or leave every step empty; the other steps are counted from it.")
NO_SUCH_STEP = _("The plan of review has no step “%(step)s”.")


@dataclass(frozen=True)
class Step:
    """One step of making an issue; stages of review bear the code and name that the plan gives them."""

    code: str
    name: str


@dataclass(frozen=True)
class Due:
    """When a step is due in every week: the week counts from that of the opening (0), Monday is 1."""

    code: str
    name: str
    week: int
    weekday: int
    time: time


def steps(masthead: Masthead) -> list[Step]:
    """Every step in its order: the stages of the plan between submission and release, the galley before the last."""
    stages = list(Stage.objects.filter(plan__masthead=masthead, retired_at=None).order_by("position"))
    middle = [Step(stage.code, stage.name) for stage in stages]
    place = next((at for at, stage in enumerate(stages) if stage.scope == Stage.Scope.ISSUE), len(middle))
    first, submit, galley, release = (Step(code, str(name)) for code, name in STEPS.items())
    return [first, submit, *middle[:place], galley, *middle[place:], release]


def usual(masthead: Masthead) -> list[Due]:
    """周一 9:00 开编 … 周五 16:30 发布, the stages of this masthead's plan at the hours of their kind."""
    stages = {stage.code: stage for stage in Stage.objects.filter(plan__masthead=masthead, retired_at=None)}
    found: list[Due] = []
    for step in steps(masthead):
        weekday, at = _AT.get(step.code) or _usual_at(stages[step.code])
        if found:
            weekday, at = max((weekday, at), (found[-1].weekday, found[-1].time))
        found.append(Due(step.code, step.name, 0, weekday, at))
    return found


def of(masthead: Masthead) -> list[Due]:
    """The rhythm of a masthead in the order of its steps; a stage that has left the plan has no beat any more."""
    beats = {beat.code: beat for beat in Beat.objects.filter(masthead=masthead)}
    return [
        Due(step.code, step.name, beat.week, beat.weekday, beat.time)
        for step in steps(masthead)
        if (beat := beats.get(step.code))
    ]


def unplaced(masthead: Masthead) -> list[Step]:
    """The steps that a rhythm leaves out; none where there is no rhythm at all."""
    placed = {each.code for each in of(masthead)}
    return [step for step in steps(masthead) if placed and step.code not in placed]


def found(masthead: Masthead) -> None:
    """The usual rhythm for a new masthead, inside the caller's attempt."""
    _write(masthead, usual(masthead))


def revise(masthead: Masthead, due: Sequence[Due], *, by: User, seen_digest: str) -> None:
    """Give a masthead another rhythm for the issues opened from now on; none at all is possible. Raises Refused."""
    with trail.attempt("revise rhythm", masthead, by=by) as act:
        require((roles.may(by, Verb.MANAGE_REGISTER, masthead), FORBIDDEN))
        # Whoever comes second waits here, and then sees what the first one wrote.
        Masthead.objects.select_for_update().get(pk=masthead.pk)
        reasons = refusals(masthead, due)
        if reasons:
            raise Refused(reasons)
        act.before_digest, act.after_digest = digest(of(masthead)), digest(due)
        require((act.before_digest == seen_digest, history.STALE))
        if act.before_digest == act.after_digest:
            act.void()
        Beat.objects.filter(masthead=masthead).delete()
        _write(masthead, due)


def refusals(masthead: Masthead, due: Sequence[Due]) -> list[object]:
    """Everything that keeps a rhythm from being followed."""
    known = {step.code for step in steps(masthead)}
    return [
        *(NO_SUCH_STEP % {"step": each.name} for each in due if each.code not in known),
        *([NO_RELEASE] if due and RELEASE not in {each.code for each in due} else []),
        *out_of_order((each.name, (each.week, each.weekday, each.time)) for each in due),
    ]


def out_of_order(named: Iterable[tuple[str, object]]) -> Iterator[object]:
    """A sentence for every two neighbouring steps of which the earlier is due after the later."""
    for (earlier, at), (later, then) in pairwise(named):
        if at > then:  # type: ignore[operator]
            yield OUT_OF_ORDER % {"earlier": earlier, "later": later}


def digest(due: Iterable[Due]) -> str:
    """SHA-256 of the canonical JSON of a rhythm."""
    return shape.digest([[each.code, each.week, each.weekday, each.time.isoformat("minutes")] for each in due])


def _usual_at(stage: Stage) -> tuple[int, time]:
    if stage.scope == Stage.Scope.ISSUE and stage.role == Membership.Role.PROOFREADER:
        return _PROOFREADING
    return _AT_SCOPE[Stage.Scope(stage.scope)]


def _write(masthead: Masthead, due: Iterable[Due]) -> None:
    Beat.objects.bulk_create(
        Beat(masthead=masthead, code=each.code, name=each.name, week=each.week, weekday=each.weekday, time=each.time)
        for each in due
    )
