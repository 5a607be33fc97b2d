"""Who is told that something waits for their signature: exactly those who may give it, or the one it was given to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from editorial.models import Assignment, Entry, Message, Stage, Submission, User
from editorial.review import assigning, rules, standing
from editorial.review.facts import ISSUE, Facts, Target, covers
from editorial.telling import tell

Place = tuple[Stage, Target]
Assigned = Mapping[tuple[int | None, Target], User]


def tell_submitted(facts: Facts, targets: Iterable[Target], about: Target, *, by: User) -> None:
    """Tell everybody at whom a submission of ``targets`` is directed, once, and give it back to who returned it."""
    people: dict[int, User] = {}
    assigned = _assigned(facts)
    for target in targets:
        again = _returner(facts, target)
        places = _places_of(facts, target, again) if again else []
        if again and places:
            people[again.pk] = again
            for stage, place in places:
                assigning.place(facts.issue, place, stage, to=again, by=by)
        else:
            people |= {person.pk: person for person in _first_readers(facts, target, assigned)}
    _tell(facts, people.values(), about, by=by)


def tell_next(facts: Facts, stage: Stage, *, by: User) -> None:
    """When a stage has signed everything that it covers: tell who signs what comes after it."""
    if any(facts.live(stage, target) is None for target in facts.targets(stage)):
        return
    assigned = _assigned(facts)
    places = _first_open(facts, ISSUE)
    people = {person.pk: person for place in places for person in _readers(facts, *place, assigned)}
    _tell(facts, people.values(), ISSUE, by=by)


def _tell(facts: Facts, people: Iterable[User], about: Target, *, by: User) -> None:
    row = facts.row(about)
    entry = row if isinstance(row, Entry) else None
    event = Message.Event.SUBMITTED
    tell(event, people, masthead=facts.issue.masthead, about=row, issue=facts.issue, entry=entry, by=by)


def _first_readers(facts: Facts, target: Target, assigned: Assigned) -> Iterator[User]:
    for stage, place in _first_open(facts, target):
        yield from _readers(facts, stage, place, assigned)


def _readers(facts: Facts, stage: Stage, place: Target, assigned: Assigned) -> list[User]:
    """Whom the place was given to, while they still may sign it; else everybody who may."""
    able = [each for each in standing.signers(facts, stage, place) if not rules.four_eyes(facts, stage, place, each)]
    given = assigned.get((stage.pk, place))
    return [given] if given in able else able


def _first_open(facts: Facts, target: Target) -> list[Place]:
    """What is not signed at the first stage that still concerns a target."""
    for stage in facts.stages:
        found = [(stage, place) for place in _concerned(facts, stage, target) if facts.live(stage, place) is None]
        if found:
            return found
    return []


def _concerned(facts: Facts, stage: Stage, target: Target) -> list[Target]:
    return [place for place in facts.targets(stage) if covers(place, target) or covers(target, place)]


def _returner(facts: Facts, target: Target) -> User | None:
    """Who returned a target's submission before this one, while their account is open."""
    earlier = Submission.objects.filter(issue=facts.issue, entry=target.entry_id).exclude(ended_at=None)
    last = earlier.select_related("returned_by").order_by("-pk").first()
    return last.returned_by if last and last.returned_by and last.returned_by.is_active else None


def _places_of(facts: Facts, target: Target, person: User) -> list[Place]:
    """What a person has to sign of a target at the first stage where they may."""
    for stage in facts.stages:
        places = [place for place in _concerned(facts, stage, target) if facts.live(stage, place) is None]
        able = [place for place in places if person in _able(facts, stage, place)]
        if able:
            return [(stage, place) for place in able]
    return []


def _able(facts: Facts, stage: Stage, place: Target) -> list[User]:
    return _readers(facts, stage, place, {})


def _assigned(facts: Facts) -> Assigned:
    rows = Assignment.objects.filter(issue=facts.issue).exclude(stage=None).select_related("to")
    found = {(row.stage_id, assigning.target_of(row, facts)): row.to for row in rows}
    return {(stage_id, target): to for (stage_id, target), to in found.items() if target is not None}
