"""Back issues for the state machine: the rules of 补录 told a second time, and what people do with their boxes."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule

from bulletin import snapshot as shape
from bulletin.models import Edition
from editorial.backfile import attesting, bringing, correcting, reading, releasing
from editorial.backfile.digesting import digest
from editorial.models import BackIssue, Batch
from tests.backfile import numbers
from tests.review.room import NAMES, ROLES, TALLY, Room

BRINGS, ATTESTS = {"editor", "chief"}, {"first_reviewer", "second_reviewer", "chief"}
PEOPLE, PICK = st.sampled_from(NAMES), st.integers(0, 30)
# 7 is an issue of the desk; the others are nobody's until they are recorded.
NUMBERS = st.sampled_from([7, 30, 31, 32, 33, 34])


@dataclass
class Row:
    number: int
    by: str
    is_out: bool = False
    changed_by: str | None = None
    is_recorded: bool = False


@dataclass
class Box:
    opened_by: str
    rows: dict[int, Row] = field(default_factory=dict)
    attested_by: list[str] = field(default_factory=list)
    is_released: bool = False

    @property
    def kept(self) -> list[Row]:
        return [row for row in self.rows.values() if not row.is_out]

    @property
    def involved(self) -> set[str | None]:
        return {self.opened_by, *(row.by for row in self.kept), *(row.changed_by for row in self.kept)}


class BackOffice(Room):
    """What people do with past numbers; every attestation, release and recording is foretold."""

    def __init__(self) -> None:
        super().__init__()
        self.boxes: dict[int, Box] = {}
        self.recorded: dict[int, Box] = {}

    @rule(who=PEOPLE, number=NUMBERS)
    def bring_in(self, who: str, number: int) -> None:
        data = numbers.data(number, entries=1) + f"{self.model.tick()}、无\n".encode()
        made: list[BackIssue] = []

        def work() -> None:
            batch = bringing.open_batch(self.masthead, "旧刊", by=self.people[who])
            made.append(reading.read(bringing.bring_in(batch, f"{number}.txt", data, by=self.people[who])[0]))

        assert self.tried(work) == bool(ROLES[who] & BRINGS)
        if made:
            box = self.boxes.setdefault(made[0].batch_id, Box(who))
            box.rows[made[0].pk] = Row(number, who)
            box.attested_by = []

    @rule(who=PEOPLE, pick=PICK, number=NUMBERS)
    def renumber(self, who: str, pick: int, number: int) -> None:
        row = self._row(pick)
        if row is None:
            return
        box, model = self._told(row)
        day = date(2018, 1, 5) + timedelta(days=number)
        by, seen = self.people[who], row.version
        done = self.tried(
            lambda: correcting.say(row, number=number, dated_on=day, stands=False, by=by, seen_version=seen)
        )
        differs = (row.number, row.dated_on) != (number, day)
        may = bool(ROLES[who] & BRINGS) and not model.is_out and not model.is_recorded
        assert done == (may and not (differs and box.is_released))
        if done and differs:
            model.number, model.changed_by, box.attested_by = number, who, []

    @rule(who=PEOPLE, pick=PICK)
    def leave_out_or_take_in(self, who: str, pick: int) -> None:
        row = self._row(pick)
        if row is None:
            return
        box, model = self._told(row)
        move = correcting.take_in if model.is_out else correcting.leave_out
        done = self.tried(lambda: move(row, by=self.people[who], seen_version=row.version))
        assert done == (bool(ROLES[who] & BRINGS) and not box.is_released)
        if done:
            model.is_out, model.changed_by, box.attested_by = not model.is_out, who, []

    @rule(who=PEOPLE)
    def attest(self, who: str) -> None:
        batch, box = self._open()
        if batch is None or box is None:
            return
        may = bool(ROLES[who] & ATTESTS) and who not in box.involved and who not in box.attested_by
        foretold = may and len(box.attested_by) < 2 and self._is_sound(box)
        done = self.tried(lambda: attesting.attest(batch, by=self.people[who], seen_digest=digest(batch)))
        assert done == foretold
        if done:
            box.attested_by.append(who)
            TALLY["attested"] = TALLY.get("attested", 0) + 1

    @rule(who=PEOPLE)
    def take_back(self, who: str) -> None:
        batch, box = self._open()
        if batch is not None and box is not None:
            done = self.tried(lambda: attesting.take_back(batch, by=self.people[who]))
            assert done == (who in box.attested_by)
            box.attested_by = [each for each in box.attested_by if each != who]

    @rule(who=PEOPLE)
    def release_batch(self, who: str) -> None:
        batch, box = self._open()
        if batch is not None and box is not None:
            foretold = bool(ROLES[who] & BRINGS) and len(box.attested_by) == 2 and self._is_sound(box)
            done = self.tried(lambda: releasing.release(batch, by=self.people[who]))
            assert done == foretold
            box.is_released = done

    @rule(who=PEOPLE, pick=PICK)
    def record(self, who: str, pick: int) -> None:
        row = self._row(pick)
        if row is None:
            return
        box, model = self._told(row)
        ready = box.is_released and not model.is_out and not model.is_recorded
        foretold = ready and bool(ROLES[who] & BRINGS) and not self._is_taken(model.number)
        made: list[Edition | None] = []
        done = self.tried(lambda: made.append(releasing.record(row, by=self.people[who])))
        assert (done and made[0] is not None) == foretold
        if foretold:
            model.is_recorded = True
            self.recorded[model.number] = box
            TALLY["recorded"] = TALLY.get("recorded", 0) + 1

    @rule(pick=PICK)
    def bring_to_the_record(self, pick: int) -> None:
        """Otherwise chance would hardly ever get that far."""
        self.bring_in("editor", 30 + pick % 5)
        for who in ("reviewer1", "chief", "reviewer2"):
            self.attest(who)
        self.release_batch("editor")
        for place in range(len(self._rows())):
            self.record("editor", place)

    @invariant()
    def an_edition_is_signed_or_overridden_or_attested_by_two_who_brought_nothing_in(self) -> None:
        for edition in Edition.objects.all():
            imprint = shape.loads(bytes(edition.snapshot)).imprint
            assert imprint is not None
            late = imprint.back_issue
            ways = [bool(imprint.sign_offs) and not imprint.override, bool(imprint.override), late is not None]
            assert ways.count(True) == 1, (edition.number, ways)
            assert edition.is_back_issue == (edition.number in self.recorded)
            if late is not None:
                box = self.recorded[edition.number]
                names = [self.people[who].name for who in box.attested_by]
                assert [each.by for each in late.attested_by] == names
                assert len(set(box.attested_by)) == 2
                assert not set(box.attested_by) & box.involved

    def _open(self) -> tuple[Batch | None, Box | None]:
        batch = Batch.objects.filter(released_at=None).first()
        return (batch, self.boxes[batch.pk]) if batch else (None, None)

    def _rows(self) -> list[int]:
        return [pk for box in self.boxes.values() for pk in box.rows]

    def _row(self, pick: int) -> BackIssue | None:
        keys = self._rows()
        rows = BackIssue.objects.select_related("batch__masthead", "batch__released_by", "by", "document")
        return rows.get(pk=keys[pick % len(keys)]) if keys else None

    def _told(self, row: BackIssue) -> tuple[Box, Row]:
        box = self.boxes[row.batch_id]
        return box, box.rows[row.pk]

    def _is_taken(self, number: int) -> bool:
        return number in self.recorded or number in {row.number for row in self.rows}

    def _is_sound(self, box: Box) -> bool:
        """Something is kept, no number of it twice, and none that is somebody's already."""
        kept = [row.number for row in box.kept]
        return bool(kept) and len(set(kept)) == len(kept) and not any(map(self._is_taken, kept))
