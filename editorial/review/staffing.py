"""Whether there are people enough for a plan of review: who could sign what, when nobody signs what they put up.

It counts and warns, it refuses nothing: people may be away today and back before the release.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bulletin.models import Masthead
from editorial import roles
from editorial.models import Deputy, Issue, Membership, Part, Stage, User
from editorial.review import rules, standing
from editorial.review.facts import Facts, Target
from editorial.review.planning import Line
from editorial.roles import Verb

NO_HOLDER = _("“%(stage)s”: nobody here holds the role “%(role)s”.")
NO_HOLDER_IN = _("“%(stage)s”: nobody holds the role “%(role)s” for the part “%(part)s”.")
NOBODY_LEFT = _("“%(stage)s”: nobody is left to sign once the submitter and the signers of the other stages are taken.")
NOBODY_FOR = _("As it now is, nobody is left who may sign “%(row)s” at “%(stage)s”.")
ALONE = _("One person alone cannot review: all that remains is a release without review, which the imprint prints.")
NO_SUBMITTER = _("Nobody here may submit anything for review.")


@dataclass(frozen=True)
class Need:
    """One signature that somebody must be found for; sharing ones may be given by one person."""

    key: int
    people: frozenset[int]
    shares: bool = False


@dataclass(frozen=True)
class Post:
    """One role of one person at a masthead, or at one part of it; ``codes`` limit a deputy to some stages."""

    user_id: int
    role: str
    part_code: str = ""
    codes: frozenset[str] = frozenset()
    is_deputy: bool = False

    def signs(self, stage: Stage | Line, part_code: str) -> bool:
        """Whether this post signs at a stage for a part, as ``standing`` judges it for rows that exist."""
        if stage.scope == Stage.Scope.ISSUE:
            in_place = not self.part_code
        else:
            in_place = self.part_code == part_code or not (self.part_code or stage.on_request)
        return self.role == stage.role and in_place and (not self.codes or stage.code in self.codes)


def people_needed(stages: Iterable[Stage | Line]) -> int:
    """The submitter and the distinct signers; stages that one person may hold together count once.

    Stages for parts that ask are not counted: they take place only there.
    """
    regular = [stage for stage in stages if not stage.on_request]
    return 1 + sum(not stage.shares_signer for stage in regular) + any(stage.shares_signer for stage in regular)


def unstaffed(masthead: Masthead, stages: Sequence[Stage | Line]) -> list[object]:
    """One sentence for every stage that nobody would be left to sign; none when the plan can be followed."""
    posts = posts_at(masthead)
    submitting = frozenset(post.user_id for post in posts if _may(post, Verb.SUBMIT))
    if not submitting:
        return [NO_SUBMITTER]
    if len({post.user_id for post in posts if _may(post, Verb.SUBMIT) or _may(post, Verb.SIGN)}) == 1:
        return [ALONE]
    asking = _asking(masthead)
    found: dict[str, object] = {}
    for part_code, title in _parts_of(masthead).items():
        asked = [each for each in stages if not each.on_request or part_code in asking]
        needs = [Need(-1, submitting), *_needs(asked, posts, part_code)]
        for at in impossible(needs):
            sentence = _sentence(asked[at], posts, title)
            found.setdefault(str(sentence), sentence)
    return list(found.values())


def nobody_left(facts: Facts, target: Target) -> list[object]:
    """One sentence for every stage at which nobody would be left to sign a target as it now is.

    It looks at what was done to the target itself: work on what lies within it is looked at there.
    """
    row = facts.row(target)
    missing = [each for each in facts.stages if target in facts.targets(each) and not facts.live(each, target)]
    needs = []
    for at, stage in enumerate(missing):
        signers = standing.signers(facts, stage, target)
        free = [each.pk for each in signers if not _barred(facts, stage, target, each)]
        needs.append(Need(at, frozenset(free), stage.shares_signer))
    return [NOBODY_FOR % {"row": row, "stage": missing[at].name} for at in impossible(needs)]


def impossible(needs: Sequence[Need]) -> list[int]:
    """The keys of needs that cannot be met beside those before them, in order."""
    met: list[Need] = []
    failed = []
    for need in needs:
        if feasible([*met, need]):
            met.append(need)
        else:
            failed.append(need.key)
    return failed


def feasible(needs: Sequence[Need], held: frozenset[int] = frozenset()) -> bool:
    """Whether every need finds its person: each person meets one, or any number of those that are shared.

    ``held`` are the people who meet shared needs already. People who could meet the same needs are tried once.
    """
    if not _matched([need.people - held for need in needs if not need.shares]):
        return False
    waiting = next((need for need in needs if need.shares and not need.people & held), None)
    if waiting is None:
        return True
    alike = {frozenset(need.key for need in needs if pk in need.people): pk for pk in waiting.people}
    return any(feasible(needs, held | {pk}) for pk in alike.values())


def posts_at(masthead: Masthead) -> list[Post]:
    """The posts in force today at a masthead, those of deputies included."""
    today = masthead.today()
    in_force = Q(from_on=None) | Q(from_on__lte=today), Q(to_on=None) | Q(to_on__gte=today)
    here = Q(masthead=None) | Q(masthead=masthead)
    rows = Membership.objects.filter(*in_force, here, user__is_active=True)
    own = [Post(row.user_id, row.role, row.part_code) for row in rows]
    standing_in = Deputy.objects.filter(
        masthead=masthead, from_on__lte=today, to_on__gte=today, ended_at=None, deputy__is_active=True
    )
    return own + [
        Post(row.deputy_id, post.role, post.part_code, frozenset(row.stage_codes), is_deputy=True)
        for row in standing_in
        for post in own
        if post.user_id == row.principal_id
    ]


def _barred(facts: Facts, stage: Stage, target: Target, person: User) -> bool:
    return any(bar.row == facts.row(target) for bar in rules.four_eyes(facts, stage, target, person))


def _may(post: Post, verb: Verb) -> bool:
    """What a membership grants; a deputy only signs."""
    return verb in roles.TABLE[post.role] and (verb == Verb.SIGN or not post.is_deputy)


def _needs(stages: Sequence[Stage | Line], posts: Sequence[Post], part_code: str) -> Iterator[Need]:
    for at, stage in enumerate(stages):
        people = frozenset(post.user_id for post in posts if post.signs(stage, part_code))
        yield Need(at, people, stage.shares_signer)


def _sentence(stage: Stage | Line, posts: Sequence[Post], part: str) -> object:
    role = Membership.Role(stage.role).label
    if stage.on_request:
        return NO_HOLDER_IN % {"stage": stage.name, "role": role, "part": part}
    is_held = any(post.role == stage.role for post in posts)
    return (NOBODY_LEFT if is_held else NO_HOLDER) % {"stage": stage.name, "role": role}


def _parts_of(masthead: Masthead) -> dict[str, str]:
    """The parts that the latest issue has, by code; one nameless part where there is no issue yet."""
    latest = Issue.objects.filter(masthead=masthead).order_by("-number").first()
    parts = Part.objects.filter(issue=latest) if latest else Part.objects.none()
    return {part.code: str(part) for part in parts} or {"": ""}


def _asking(masthead: Masthead) -> set[str]:
    """The codes of parts that ask, in issues still to be released, for their department's own sign-off."""
    rows = Part.objects.filter(issue__masthead=masthead, asks_sign_off=True)
    return set(rows.exclude(issue__state=Issue.State.RELEASED).values_list("code", flat=True))


def _matched(wanted: Sequence[frozenset[int]]) -> bool:
    """Whether each set can be given a member of its own (augmenting paths, as Kuhn found them)."""
    taken: dict[int, int] = {}

    def place(at: int, tried: set[int]) -> bool:
        for pk in wanted[at] - tried:
            tried.add(pk)
            if pk not in taken or place(taken[pk], tried):
                taken[pk] = at
                return True
        return False

    return all(place(at, set()) for at in range(len(wanted)))
