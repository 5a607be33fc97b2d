"""A newsroom that is driven by chance: its people, its rows, and the reckoning that foretells what they may do."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import transaction
from hypothesis.stateful import RuleBasedStateMachine

from bulletin.refusal import Refused
from editorial.models import Entry, Issue, Membership, User
from editorial.review import signing
from editorial.review.facts import Target
from tests.builders import open_issue
from tests.cast import make_cast, make_masthead
from tests.review import reckoning
from tests.review.reckoning import STAGES, Reckoning, Signature

ROLES = {
    "writer": {"writer", "first_reviewer"},
    "editor": {"editor", "first_reviewer", "second_reviewer"},
    "reviewer1": {"first_reviewer", "second_reviewer"},
    "reviewer2": {"second_reviewer", "first_reviewer", "chief"},
    "chief": {"chief", "first_reviewer"},
    "proofreader": {"proofreader"},
}
NAMES = sorted(ROLES)
TALLY = {"signed": 0, "refused": 0, "released": 0}


class Room(RuleBasedStateMachine):
    """Two issues and six people who may do too much; every signature and release is foretold by the reckoning."""

    def __init__(self) -> None:
        super().__init__()
        self.whole = transaction.atomic()
        self.whole.__enter__()
        self.masthead = make_masthead()
        cast = make_cast(self.masthead)
        self.people: dict[str, User] = {name: getattr(cast, name) for name in NAMES}
        for name, roles in ROLES.items():
            for role in roles:
                Membership.objects.get_or_create(user=self.people[name], masthead=self.masthead, role=role)
        numbers = (7, 8)
        self.rows = [open_issue(self.masthead, by=cast.writer, number=number, title="甲") for number in numbers]
        self.model = Reckoning(ROLES, {row.pk: _opened(row) for row in self.rows}, {})
        for entry in Entry.objects.all():
            self.model.entries[entry.pk] = reckoning.Entry(entry.title, changes=[(0, "writer")])

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.whole.__exit__(None, None, None)

    def tried(self, work: Callable[[], Any], *issues: int) -> bool:
        """Whether it was done; nothing is ever done to an issue that is released."""
        closed = any(self.model.issues[pk].state == "released" for pk in issues)
        try:
            work()
        except Refused:
            return False
        assert not closed, "a closed issue was changed"
        return True

    def _sign(self, row: Issue, stage: str, place: reckoning.Place, who: str, instead: str | None) -> None:
        model = self.model
        held = model.signed(row.pk, stage, place)
        foretold = held is None and model.may_sign(stage, place, who, instead)
        target = Target(*place[2:]) if place[0] != "issue" else Target()
        options: dict[str, Any] = {
            "by": self.people[who],
            "within": target,
            "deputy_for": self.people[instead] if instead else None,
        }
        done = self.tried(lambda: signing.sign(row, signing.stage_of(row, stage), **options), row.pk)
        assert done == foretold, (stage, place, who, instead)
        TALLY["signed" if done else "refused"] += 1
        if done:
            text = model.text(place)
            for each in model.issues[row.pk].signatures:
                each.revoked = each.revoked or (
                    each.stage == stage and model.present(each) == place and each.text == text
                )
            model.issues[row.pk].signatures.append(Signature(stage, place, text, who, instead, model.tick()))

    def _sign_on(self, row: Issue, turn: int, at_most: int) -> None:
        """Stage by stage somebody who holds the role tries; where they may not, somebody signs who may."""
        names = NAMES[turn % len(NAMES) :] + NAMES[: turn % len(NAMES)]
        for code, scope, role in STAGES:
            holders = [name for name in names if role in ROLES[name]]
            for place in self.model.places(row.pk, scope):
                if at_most and not self.model.signed(row.pk, code, place):
                    at_most -= self._signed_by_one_of(row, code, place, holders)

    def _signed_by_one_of(self, row: Issue, stage: str, place: reckoning.Place, names: list[str]) -> bool:
        self._sign(row, stage, place, names[0], None)
        able = [name for name in names if self.model.may_sign(stage, place, name, None)]
        if able and not self.model.signed(row.pk, stage, place):
            self._sign(row, stage, place, able[0], None)
        return bool(able)

    def _issue(self, pick: int) -> Issue:
        return Issue.objects.get(pk=self.rows[pick % 3 % 2].pk)

    def _entry(self, pick: int) -> tuple[Entry, reckoning.Place]:
        keys = sorted(self.model.entries)
        entry = Entry.objects.select_related("section__part__issue__masthead").get(pk=keys[pick % len(keys)])
        return entry, self.model.place_of(entry.pk)

    def _changed(self, entry: int, title: str, who: str) -> None:
        self.model.entries[entry].title = title
        self.model.entries[entry].changes.append((self.model.tick(), who))

    def _submitted(self, entry: int, who: str) -> None:
        self.model.entries[entry].state, self.model.entries[entry].submitter = "submitted", who
        self._unsigned_by(who, lambda place: place[0] == "entry" and place[3] == entry)

    def _unsigned_by(self, who: str, concerns: Callable[[reckoning.Place], bool]) -> None:
        """Whoever submits a text has no sign-off under it any more."""
        for issue in self.model.issues.values():
            for each in issue.signatures:
                each.revoked = each.revoked or (each.by == who and concerns(each.place))

    def _rearranged(self, who: str, *parts: tuple[int, int]) -> None:
        """The order as the rows now have it, and a change of the parts concerned."""
        for issue in self.model.issues.values():
            for part in issue.parts.values():
                part.sections = _sections(part.sections)
        for issue_id, part_id in dict.fromkeys(parts):
            self.model.issues[issue_id].parts[part_id].changes.append((self.model.tick(), who))


def _opened(row: Issue) -> reckoning.Issue:
    parts = {
        part.pk: reckoning.Part(part.title, _sections(part.sections.values_list("pk", flat=True)), [(0, "writer")])
        for part in row.parts.order_by("position")
    }
    return reckoning.Issue(row.title, parts, changes=[(0, "writer")])


def _sections(keys: Any) -> dict[int, list[int]]:
    order = {key: Entry.objects.filter(section=key).order_by("position", "pk") for key in sorted(keys)}
    return {key: list(rows.values_list("pk", flat=True)) for key, rows in order.items()}
