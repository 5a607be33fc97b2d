"""Corrections for the state machine: the rules of 更正 told a second time, and what people do after a release."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule

from bulletin.models import Edition
from editorial.models import Entry, Issue, Part, Submission
from editorial.publishing import correcting, wording
from tests.review import reckoning
from tests.review.box import BackOffice
from tests.review.room import NAMES, ROLES, TALLY

CORRECTS = {"editor", "chief"}
PEOPLE, PICK = st.sampled_from(NAMES), st.integers(0, 30)


@dataclass
class Amendment:
    """What readers have, what is taken up, and the places that have a line."""

    entries: dict[int, str]
    headings: dict[int, str]
    title: str
    lines: list[Any]
    taken_up: set[int] = field(default_factory=set)


class Amending(BackOffice):
    """What people do with issues that have appeared; every step is foretold where the reckoning can tell it."""

    def __init__(self) -> None:
        super().__init__()
        self.amended: dict[int, Amendment] = {}
        self.revisions: dict[int, int] = {}

    @rule(who=PEOPLE, pick=PICK)
    def begin_correction(self, who: str, pick: int) -> None:
        row = self._issue(pick)
        model = self.model.issues[row.pk]
        waiting = set(Entry.objects.filter(section__part__issue=row, state="submitted").values_list("pk", flat=True))
        foretold = bool(ROLES[who] & CORRECTS) and model.state == "released"
        done = self.tried(lambda: correcting.begin(row, kind="correction", reason="有误。", by=self.people[who]))
        assert done == foretold
        if done:
            model.state, model.submitter = "open", None
            for entry in self.model.entries_of(row.pk):
                if entry not in waiting:
                    self.model.entries[entry].submitter = None
            titles = {entry: self.model.entries[entry].title for entry in self.model.entries_of(row.pk)}
            headings = {key: part.heading for key, part in model.parts.items()}
            self.amended[row.pk] = Amendment(titles, headings, model.title, list(model.lines))
            TALLY["corrected"] = TALLY.get("corrected", 0) + 1

    @rule(who=PEOPLE, pick=PICK)
    def take_up(self, who: str, pick: int) -> None:
        entry, where = self._entry(pick)
        amendment = self.amended.get(where[1])
        foretold = bool(ROLES[who] & CORRECTS) and amendment is not None and entry.pk not in amendment.taken_up
        assert self.tried(lambda: correcting.take_up(entry, by=self.people[who]), where[1]) == foretold
        if foretold and amendment is not None:
            amendment.taken_up.add(entry.pk)
            model = self.model.entries[entry.pk]
            model.state, model.submitter = "draft", None
            model.changes.append((self.model.tick(), who))

    @rule(who=PEOPLE, pick=PICK)
    def put_back(self, who: str, pick: int) -> None:
        entry, where = self._entry(pick)
        amendment = self.amended.get(where[1])
        foretold = bool(ROLES[who] & CORRECTS) and amendment is not None and entry.pk in amendment.taken_up
        assert self.tried(lambda: correcting.put_back(entry, by=self.people[who]), where[1]) == foretold
        if foretold and amendment is not None:
            amendment.taken_up.discard(entry.pk)
            self._restored(entry.pk, amendment, who)
            self._say(where[1], entry.ref, None, who)

    @rule(
        who=PEOPLE,
        pick=PICK,
        words=st.sampled_from(["甲", "乙", ""]),
        whole=st.sampled_from(["entry", "part", "issue"]),
    )
    def word(self, who: str, pick: int, words: str, whole: str) -> None:
        entry, where = self._entry(pick)
        places: dict[str, wording.Place] = {
            "entry": entry,
            "part": entry.section.part,
            "issue": entry.section.part.issue,
        }
        row = places[whole]
        amendment = self.amended.get(where[1])
        taken_up = amendment is not None and (whole != "entry" or entry.pk in amendment.taken_up)
        foretold = bool(ROLES[who] & CORRECTS) and taken_up
        # A line is half the worth without what was wrong; that it is refused is tested elsewhere.
        said: dict[str, Any] = {"wrong": words, "right": words}
        assert self.tried(lambda: wording.word(row, **said, by=self.people[who]), where[1]) == foretold
        if foretold:
            self._say(where[1], wording.ref_of(row), words or None, who)

    @rule(who=PEOPLE, pick=PICK)
    def give_up(self, who: str, pick: int) -> None:
        row = self._issue(pick)
        foretold = bool(ROLES[who] & CORRECTS) and row.pk in self.amended
        assert self.tried(lambda: correcting.give_up(row, by=self.people[who]), row.pk) == foretold
        if foretold:
            self._given_up(row, self.amended.pop(row.pk), who)

    @invariant()
    def every_release_made_one_edition_of_its_own(self) -> None:
        for row in self.rows:
            found = Edition.objects.filter(number=row.number, is_back_issue=False).count()
            assert found == self.revisions.get(row.pk, 0), row.number

    def is_amended(self, issue: int) -> bool:
        """Whether nothing that a correction asks for is missing; true of what is no correction."""
        amendment = self.amended.get(issue)
        if amendment is None:
            return True
        changed = {key for key, title in amendment.entries.items() if self.model.entries[key].title != title}
        model = self.model.issues[issue]
        parts = {key for key, heading in amendment.headings.items() if model.parts[key].heading != heading}
        places = {Entry.objects.get(pk=key).ref for key in changed}
        places |= {wording.ref_of(Part.objects.get(pk=key)) for key in parts}
        places |= {""} if model.title != amendment.title else set()
        told = {ref for ref, *more in model.lines if (ref, *more) not in amendment.lines and isinstance(ref, str)}
        return bool(places) and changed == amendment.taken_up and told == places

    def came_out(self, issue: int) -> None:
        """After a release: the correction is over, and its lines stand in the next open issue."""
        self.revisions[issue] = self.revisions.get(issue, 0) + 1
        amendment = self.amended.pop(issue, None)
        if amendment is None:
            return
        row = Issue.objects.get(pk=issue)
        for other in Issue.objects.filter(number__gt=row.number, state="open").exclude(pk__in=self.amended):
            self.model.issues[other.pk].lines.append((issue, self.revisions[issue]))
            self.model.issues[other.pk].changes.append((self.model.tick(), str(self.model.issues[issue].submitter)))
            return

    def _say(self, issue: int, ref: str, words: str | None, who: str) -> None:
        """This correction's line at a place, put in the place of the one that it had."""
        model, before = self.model.issues[issue], self.amended[issue].lines
        lines = [each for each in model.lines if each[0] != ref or each in before]
        lines += [(ref, words, self.revisions[issue])] if words else []
        if lines != model.lines:
            model.lines = lines
            model.changes.append((self.model.tick(), who))

    def _restored(self, entry: int, amendment: Amendment, who: str) -> None:
        model = self.model.entries[entry]
        if model.title != amendment.entries[entry]:
            model.title = amendment.entries[entry]
            model.changes.append((self.model.tick(), who))
        waiting = Submission.objects.filter(entry=entry, ended_at=None).select_related("by").first()
        model.state, model.submitter = "submitted", waiting.by.username if waiting else None

    def _given_up(self, row: Issue, amendment: Amendment, who: str) -> None:
        model: reckoning.Issue = self.model.issues[row.pk]
        for entry in amendment.entries:
            self._restored(entry, amendment, who)
        frames = ({key: part.heading for key, part in model.parts.items()}, model.title)
        if frames != (amendment.headings, amendment.title):
            model.title = amendment.title
            model.changes.append((self.model.tick(), who))
            for key, part in model.parts.items():
                part.heading = amendment.headings[key]
                part.changes.append((self.model.tick(), who))
        if model.lines != amendment.lines:
            model.lines = list(amendment.lines)
            model.changes.append((self.model.tick(), who))
        model.state, model.submitter = "released", None
