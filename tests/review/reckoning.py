"""The rules of review told a second time, for the state machine: by plain texts and lists, without digests or rows.

Where the desk and this reckoning disagree about a signature or a release, one of them is wrong.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

STAGES = (("first", "entry", "first_reviewer"), ("second", "part", "second_reviewer"), ("final", "issue", "chief"))
Place = tuple[Any, ...]  # ("issue", i), ("part", i, p), ("entry", i, p, e): each begins with what it lies in


@dataclass
class Signature:
    stage: str
    place: Place
    text: Any
    by: str
    instead_of: str | None
    at: int
    revoked: bool = False


@dataclass
class Entry:
    title: str
    state: str = "draft"
    submitter: str | None = None
    changes: list[tuple[int, str]] = field(default_factory=list)
    must_fix: int = 0


@dataclass
class Part:
    heading: str
    sections: dict[int, list[int]]
    changes: list[tuple[int, str]] = field(default_factory=list)


@dataclass
class Issue:
    title: str
    parts: dict[int, Part]
    state: str = "open"
    submitter: str | None = None
    changes: list[tuple[int, str]] = field(default_factory=list)
    signatures: list[Signature] = field(default_factory=list)
    lines: list[Any] = field(default_factory=list)


@dataclass
class Reckoning:
    roles: dict[str, set[str]]
    issues: dict[int, Issue]
    entries: dict[int, Entry]
    deputies: set[tuple[str, str]] = field(default_factory=set)
    clock: int = 0

    def tick(self) -> int:
        self.clock += 1
        return self.clock

    def entries_of(self, issue: int, part: int | None = None) -> list[int]:
        parts = self.issues[issue].parts
        chosen = parts.values() if part is None else [parts[part]]
        return [entry for each in chosen for section in each.sections.values() for entry in section]

    def place_of(self, entry: int) -> Place:
        for number, issue in self.issues.items():
            for key, part in issue.parts.items():
                if any(entry in section for section in part.sections.values()):
                    return ("entry", number, key, entry)
        raise AssertionError(entry)

    def places(self, issue: int, scope: str) -> list[Place]:
        if scope == "issue":
            return [("issue", issue)]
        parts = self.issues[issue].parts
        if scope == "part":
            return [("part", issue, part) for part in parts]
        return [("entry", issue, part, entry) for part in parts for entry in self.entries_of(issue, part)]

    def text(self, place: Place) -> Any:
        """What stands at a place: its own words and all that lies in it, in order."""
        issue = self.issues[place[1]]
        if place[0] == "entry":
            return self.entries[place[3]].title
        if place[0] == "part":
            part = issue.parts[place[2]]
            order = [[(entry, self.entries[entry].title) for entry in each] for each in part.sections.values()]
            return (part.heading, order)
        return (issue.title, list(issue.lines), [self.text(("part", place[1], part)) for part in issue.parts])

    def present(self, signature: Signature) -> Place | None:
        """Where what was signed stands now, if it still is in the issue."""
        if signature.place[0] != "entry":
            return signature.place
        now = self.place_of(signature.place[3])
        return now if now[1] == signature.place[1] else None

    def holding(self, issue: int) -> list[tuple[Signature, Place]]:
        found: list[tuple[Signature, Place]] = []
        for each in self.issues[issue].signatures:
            place = self.present(each)
            if each.revoked or place is None or each.text != self.text(place) or self.drafts(place):
                continue
            clash = [
                one for one, where in found if one.by == each.by and one.stage != each.stage and related(where, place)
            ]
            if not clash:
                found.append((each, place))
        return found

    def drafts(self, place: Place) -> list[int]:
        entries = [place[3]] if place[0] == "entry" else self.entries_of(*place[1:])
        return [entry for entry in entries if self.entries[entry].state == "draft"]

    def signed(self, issue: int, stage: str, place: Place) -> Signature | None:
        return next((one for one, where in self.holding(issue) if one.stage == stage and where == place), None)

    def may_sign(self, stage: str, place: Place, by: str, instead_of: str | None) -> bool:
        issue = self.issues[place[1]]
        role = next(role for code, _scope, role in STAGES if code == stage)
        if instead_of is not None and (by, instead_of) not in self.deputies:
            return False
        return (
            role in self.roles[instead_of or by]
            and issue.state != "released"
            and self.submitted(place)
            and by not in self.barred(place)
            and not any(
                one.by == by and one.stage != stage and related(where, place) for one, where in self.holding(place[1])
            )
            and not any(self.must_fix(place))
            and all(self.signed(place[1], code, each) for code, each in self.before(stage, place))
        )

    def submitted(self, place: Place) -> bool:
        return not self.drafts(place) and (place[0] == "entry" or self.issues[place[1]].state == "submitted")

    def barred(self, place: Place) -> set[str | None]:
        """Who submitted it, and who changed it, at its own level, since it was last signed."""
        issue = self.issues[place[1]]
        own: Entry | Part | Issue = issue
        if place[0] == "entry":
            own = self.entries[place[3]]
        elif place[0] == "part":
            own = issue.parts[place[2]]
        signed = [one.at for one in issue.signatures if not one.revoked and self.present(one) == place]
        since = max(signed, default=-1)
        submitter = own.submitter if isinstance(own, Entry) else issue.submitter
        return {submitter} | {by for at, by in own.changes if at > since}

    def must_fix(self, place: Place) -> Iterator[int]:
        for entry in [where[3] for where in self.places(place[1], "entry") if where[: len(place)][1:] == place[1:]]:
            yield self.entries[entry].must_fix

    def before(self, stage: str, place: Place) -> Iterator[tuple[str, Place]]:
        for code, scope, _role in STAGES:
            if code == stage:
                return
            yield from ((code, each) for each in self.places(place[1], scope) if inside(place, each))

    def ready(self, issue: int) -> bool:
        """Whether every stage is signed by people who may have signed it, and nothing else stands in the way."""
        whole = self.issues[issue]
        filled = all(self.entries_of(issue, part) for part in whole.parts)
        every = all(
            self.signed(issue, code, each) for code, scope, _role in STAGES for each in self.places(issue, scope)
        )
        return whole.state == "submitted" and filled and every and not any(self.must_fix(("issue", issue)))

    def revoke_covering(self, place: Place) -> None:
        for one in self.issues[place[1]].signatures:
            where = self.present(one)
            if where is not None and inside(where, place):
                one.revoked = True


def inside(outer: Place, inner: Place) -> bool:
    return inner[1 : len(outer)] == outer[1:]


def related(one: Place, other: Place) -> bool:
    return inside(one, other) or inside(other, one)
