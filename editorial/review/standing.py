"""Who may sign what by role: the holders of a stage's role, and their deputies of today; it judges no four eyes."""

from __future__ import annotations

from editorial import roles
from editorial.models import Issue, Membership, Stage, User
from editorial.review.facts import Facts, Target
from editorial.roles import TABLE, Verb


def holds(facts: Facts, stage: Stage, target: Target, person_id: int) -> bool:
    """Whether a person's own membership signs a target at a stage."""
    return any(member.user_id == person_id for member in _holders(facts, stage, target))


def deputes(facts: Facts, stage: Stage, target: Target, person_id: int, principal_id: int) -> bool:
    """Whether a person stands in today for somebody who holds the role themself; nobody is a deputy's deputy."""
    return any(
        each.deputy_id == person_id
        and each.principal_id == principal_id
        and stage.code in (each.stage_codes or [stage.code])
        for each in facts.deputies
    ) and holds(facts, stage, target, principal_id)


def principals(facts: Facts, stage: Stage, target: Target, person_id: int) -> list[User]:
    """For whom a person may sign a target at a stage today."""
    mine = {each.principal_id: each.principal for each in facts.deputies if each.deputy_id == person_id}
    return [each for pk, each in mine.items() if deputes(facts, stage, target, person_id, pk)]


def principal(facts: Facts, stage: Stage, target: Target, person_id: int) -> User | None:
    """For whom a person signs when they do not say so: themself (None) where they may, else the first they may."""
    if holds(facts, stage, target, person_id):
        return None
    return next(iter(principals(facts, stage, target, person_id)), None)


def signers(facts: Facts, stage: Stage, target: Target) -> list[User]:
    """Everybody who signs a target at a stage by role, and today's deputies after them."""
    found = {member.user_id: member.user for member in _holders(facts, stage, target)}
    for each in facts.deputies:
        if deputes(facts, stage, target, each.deputy_id, each.principal_id):
            found.setdefault(each.deputy_id, each.deputy)
    return list(found.values())


def _holders(facts: Facts, stage: Stage, target: Target) -> list[Membership]:
    """A membership for one part signs nothing wider; the department of a part is who serves for that part alone."""
    row = facts.row(target)
    if Verb.SIGN not in TABLE.get(stage.role, ()):
        return []
    held = [each for each in facts.members if each.role == stage.role and roles.reaches(each, row)]
    if isinstance(row, Issue):
        return [each for each in held if not each.part_code]
    return [each for each in held if each.part_code] if stage.on_request else held
