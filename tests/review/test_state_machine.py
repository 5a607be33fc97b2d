from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule, run_state_machine_as_test

from bulletin import rendering
from bulletin.models import Edition
from bulletin.rendering import Rendered
from editorial.drafting import entries, outline
from editorial.models import Entry, Issue, Part, Remark, Section
from editorial.publishing import press
from editorial.review import deputising, revoking, suggesting, workflow
from tests.builders import article
from tests.review import reckoning
from tests.review.amending import Amending
from tests.review.reckoning import STAGES
from tests.review.room import NAMES, ROLES, TALLY

PEOPLE, PICK, WORDS = st.sampled_from(NAMES), st.integers(0, 30), st.sampled_from(["甲", "乙"])
REASON = "终审人住院无法联系，本期含当日截止的征求意见，必须今天发布。"
WRITERS, SIGNERS = st.sampled_from(["writer", "editor", "reviewer2"]), st.sampled_from(NAMES)


class Newsroom(Amending):
    """What people do, each as likely as the other; every signature and release is foretold by the reckoning."""

    @rule(who=PEOPLE, pick=PICK, title=WORDS)
    def edit(self, who: str, pick: int, title: str) -> None:
        entry, place = self._entry(pick)
        changed = self.model.entries[entry.pk].title != title
        work = lambda: entries.revise(entry, {"title": title}, by=self.people[who], seen_version=entry.version)  # noqa: E731
        if self.tried(work, place[1]) and changed:
            self._changed(entry.pk, title, who)

    def edit_as(self, who: str, entry: int, title: str) -> None:
        self.edit(who, sorted(self.model.entries).index(entry), title)

    @rule(who=PEOPLE, taker=WRITERS, pick=PICK, title=WORDS)
    def suggest_and_take_over(self, who: str, taker: str, pick: int, title: str) -> None:
        entry, place = self._entry(pick)
        made: list[Any] = []
        changes = {"title": title}
        work = lambda: made.append(suggesting.propose(entry, changes, by=self.people[who], seen_version=entry.version))  # noqa: E731
        if not self.tried(work, place[1]) or made[0] is None:
            return
        if self.tried(lambda: suggesting.take_over(made[0], by=self.people[taker]), place[1]):
            self._changed(entry.pk, title, taker)

    @rule(who=WRITERS, pick=PICK, title=WORDS)
    def write_front_matter(self, who: str, pick: int, title: str) -> None:
        row = self._issue(pick)
        model = self.model.issues[row.pk]
        work = lambda: outline.revise_issue(row, {"title": title}, by=self.people[who], seen_version=row.version)  # noqa: E731
        if self.tried(work, row.pk) and model.title != title:
            model.title = title
            model.changes.append((self.model.tick(), who))

    @rule(who=WRITERS, pick=PICK, title=WORDS)
    def write_heading(self, who: str, pick: int, title: str) -> None:
        part = list(Part.objects.order_by("pk"))[pick % Part.objects.count()]
        model = self.model.issues[part.issue_id].parts[part.pk]
        version = part.issue.version
        work = lambda: outline.revise_part(part, {"title": title}, by=self.people[who], seen_version=version)  # noqa: E731
        if self.tried(work, part.issue_id) and model.heading != title:
            model.heading = title
            model.changes.append((self.model.tick(), who))

    @rule(who=WRITERS, pick=PICK, to=PICK, place=st.integers(1, 4))
    def move(self, who: str, pick: int, to: int, place: int) -> None:
        entry, where = self._entry(pick)
        sections = list(Section.objects.filter(part__issue=where[1]).order_by("pk"))
        section = sections[to % len(sections)]
        version = Issue.objects.get(pk=where[1]).version
        work = lambda: outline.move(entry, section, place, by=self.people[who], seen_version=version)  # noqa: E731
        if self.tried(work, where[1]):
            self._rearranged(who, (where[1], where[2]), (where[1], section.part_id))

    @rule(who=WRITERS, pick=PICK)
    def add(self, who: str, pick: int) -> None:
        section = list(Section.objects.order_by("pk"))[pick % Section.objects.count()]
        made: list[Entry] = []
        content = article(self.model.tick() + 100)
        work = lambda: made.append(entries.add(section, content, by=self.people[who]))  # noqa: E731
        if self.tried(work, section.part.issue_id):
            changes = [(self.model.tick(), who)]
            self.model.entries[made[0].pk] = reckoning.Entry(made[0].title, changes=changes)
            self._rearranged(who, (section.part.issue_id, section.part_id))

    @rule(who=WRITERS, pick=PICK)
    def hold_over(self, who: str, pick: int) -> None:
        entry, where = self._entry(pick)
        version = Issue.objects.get(pk=where[1]).version
        last = self.rows[-1].pk
        work = lambda: outline.hold_over(entry, by=self.people[who], seen_version=version)  # noqa: E731
        if self.tried(work, where[1], last):
            model = self.model.entries[entry.pk]
            model.state, model.submitter = "draft", None
            there = Entry.objects.select_related("section").get(pk=entry.pk).section.part_id
            self._rearranged(who, (where[1], where[2]), (last, there))

    @rule(who=WRITERS, pick=PICK)
    def submit_issue(self, who: str, pick: int) -> None:
        row = self._issue(pick)
        model = self.model.issues[row.pk]
        if self.tried(lambda: workflow.submit(row, by=self.people[who]), row.pk):
            for entry in self.model.drafts(("issue", row.pk)):
                self._submitted(entry, who)
            if model.state != "submitted":
                model.submitter = who
                self._unsigned_by(who, lambda place: place == ("issue", row.pk) or place[:2] == ("part", row.pk))
            model.state = "submitted"

    @rule(who=WRITERS, pick=PICK)
    def submit_entry(self, who: str, pick: int) -> None:
        entry, where = self._entry(pick)
        if self.tried(lambda: workflow.submit(entry, by=self.people[who]), where[1]):
            self._submitted(entry.pk, who)

    @rule(who=WRITERS, pick=PICK, whole=st.booleans())
    def recall(self, who: str, pick: int, whole: bool) -> None:
        entry, where = self._entry(pick)
        row = Issue.objects.get(pk=where[1]) if whole else entry
        if self.tried(lambda: workflow.recall(row, by=self.people[who]), where[1]):
            for each in self.model.entries_of(where[1]) if whole else [entry.pk]:
                # What was not put up for review with the issue, because it has appeared, stays as it is.
                if self.model.entries[each].submitter is not None:
                    self.model.entries[each].state, self.model.entries[each].submitter = "draft", None
            if whole:
                self.model.issues[where[1]].state, self.model.issues[where[1]].submitter = "open", None

    @rule(who=SIGNERS, pick=PICK, whole=st.sampled_from([False, False, True]))
    def send_back(self, who: str, pick: int, whole: bool) -> None:
        entry, where = self._entry(pick)
        row = Issue.objects.get(pk=where[1]) if whole else entry
        if self.tried(lambda: workflow.send_back(row, by=self.people[who], remark="请核对。"), where[1]):
            self.model.revoke_covering(("issue", where[1]) if whole else where)
            if whole:
                self.model.issues[where[1]].state, self.model.issues[where[1]].submitter = "open", None
            else:
                self.model.entries[entry.pk].state, self.model.entries[entry.pk].submitter = "draft", None

    @rule(who=SIGNERS, instead=st.none() | PEOPLE, pick=PICK, stage=st.sampled_from(STAGES), other=PICK)
    def sign(self, who: str, instead: str | None, pick: int, stage: tuple[str, str, str], other: int) -> None:
        row = self._issue(pick)
        places = self.model.places(row.pk, stage[1])
        place = places[other % len(places)] if places else None
        if place is not None:
            self._sign(row, stage[0], place, who, instead)

    @rule(pick=PICK, turn=PICK)
    def sign_something_that_may_be_signed(self, pick: int, turn: int) -> None:
        self._sign_on(self._issue(pick), turn, at_most=1)

    @rule(pick=PICK, turn=PICK)
    def sign_all_that_may_be_signed(self, pick: int, turn: int) -> None:
        self._sign_on(self._issue(pick), turn, at_most=20)

    @rule(pick=PICK, turn=PICK)
    def bring_to_release(self, pick: int, turn: int) -> None:
        """Otherwise chance would hardly ever get that far."""
        self.settle_every_demand()
        self.submit_issue("editor", pick)
        if turn % 5 == 3:
            self.override("chief", pick)
        self._sign_on(self._issue(pick), turn, at_most=20)
        if turn % 2:
            self.release("editor", pick)

    @rule(pick=PICK, turn=PICK)
    def correct_an_entry(self, pick: int, turn: int) -> None:
        """Nor would it get from there through a correction."""
        entry, where = self._entry(pick)
        at = next(at for at in range(3) if self._issue(at).pk == where[1])
        self.bring_to_release(at, turn * 2 + 1)
        self.begin_correction("editor", at)
        self.take_up("editor", pick)
        if self.amended.get(where[1]) and entry.pk in self.amended[where[1]].taken_up:
            self.edit_as("writer", entry.pk, f"第{turn}稿")
            self.word("editor", pick, "甲", "entry")
            self.bring_to_release(at, turn)

    @rule(principal=PEOPLE, deputy=PEOPLE)
    def depute(self, principal: str, deputy: str) -> None:
        today = timezone.localdate()
        days: dict[str, Any] = {"from_on": today - timedelta(days=1), "to_on": today + timedelta(days=1)}
        people: dict[str, Any] = {"principal": self.people[principal], "deputy": self.people[deputy]}
        if self.tried(lambda: deputising.name(self.masthead, **people, **days, by=self.people["chief"])):
            self.model.deputies.add((deputy, principal))

    @rule(who=WRITERS, pick=PICK)
    def demand_a_change(self, who: str, pick: int) -> None:
        entry, where = self._entry(pick)
        now = timezone.now()
        Remark.objects.create(issue_id=where[1], entry=entry, text="必改", must_fix=True, by=self.people[who], at=now)
        self.model.entries[entry.pk].must_fix += 1

    @rule()
    def settle_every_demand(self) -> None:
        Remark.objects.filter(must_fix=True).update(resolved_at=timezone.now(), resolved_by=self.people["chief"])
        for each in self.model.entries.values():
            each.must_fix = 0

    @rule(person=st.sampled_from(["reviewer1", "editor"]))
    def revoke(self, person: str) -> None:
        work = lambda: revoking.revoke_sign_offs(  # noqa: E731
            self.people[person], reason="账号被盗用。", masthead=self.masthead, by=self.people["chief"]
        )
        if self.tried(work):
            for issue in self.model.issues.values():
                for each in issue.signatures if issue.state != "released" else []:
                    each.revoked = each.revoked or person in (each.by, each.instead_of)

    @rule(who=st.sampled_from(["editor", "chief", "writer", "reviewer2"]), pick=PICK)
    def release(self, who: str, pick: int) -> None:
        row = self._issue(pick)
        foretold = self.model.ready(row.pk) and self.is_amended(row.pk) and bool(ROLES[who] & {"editor", "chief"})
        done = self.tried(lambda: press.release(row, by=self.people[who]), row.pk)
        assert done == foretold
        if done:
            self.model.issues[row.pk].state = "released"
            self.came_out(row.pk)
            TALLY["released"] += 1

    @rule(who=st.sampled_from(["editor", "chief", "reviewer2"]), pick=PICK)
    def override(self, who: str, pick: int) -> None:
        """特批: where anything but a signature is missing it is refused as a release is; that is tested elsewhere."""
        row = self._issue(pick)
        is_ready, state = self.model.ready(row.pk), self.model.issues[row.pk].state
        if self.tried(lambda: press.release(row, by=self.people[who], override_reason=REASON), row.pk):
            assert "chief" in ROLES[who]
            assert (is_ready, state) == (False, "submitted")
            assert row.pk not in self.amended
            self.model.issues[row.pk].state = "released"
            self.came_out(row.pk)
            TALLY["overridden"] = TALLY.get("overridden", 0) + 1

    @invariant()
    def an_edition_exists_only_of_what_was_released(self) -> None:
        released = {row.number for row in self.rows if row.pk in self.revisions}
        assert set(Edition.objects.values_list("number", flat=True)) == released | set(self.recorded)


@pytest.fixture
def unrendered(monkeypatch: pytest.MonkeyPatch, db: None) -> None:
    """Typesetting happens in another process, which is not what is tested here."""
    monkeypatch.setattr(rendering, "render", lambda *_args, **_options: Rendered(b"<p>", b"%PDF", 1, "none"))
    TALLY.update(signed=0, refused=0, released=0, overridden=0, corrected=0, attested=0, recorded=0)


def run(examples: int, steps: int, *, derandomize: bool) -> None:
    """Without shrinking: the steps that led to a disagreement are printed as they were, and that is enough."""
    how = settings(
        max_examples=examples,
        stateful_step_count=steps,
        phases=[Phase.generate],
        derandomize=derandomize,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(Newsroom, settings=how)


def test_whatever_people_do_nothing_is_released_unsigned_and_nothing_released_is_changed(unrendered: None) -> None:
    run(examples=20, steps=50, derandomize=True)
    assert min(TALLY["signed"], TALLY["refused"]) > 20, TALLY
    assert min(TALLY[each] for each in ("released", "overridden", "corrected", "attested", "recorded")) > 0, TALLY


@pytest.mark.faults
def test_the_same_holds_for_ten_thousand_operations(unrendered: None) -> None:
    run(examples=100, steps=100, derandomize=False)
    assert min(TALLY[each] for each in ("released", "overridden", "corrected", "attested", "recorded")) > 0, TALLY
