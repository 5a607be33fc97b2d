"""How far an issue is: part by stage, and what is due next. Counts what ``watch`` read, no more."""

from __future__ import annotations

from dataclasses import dataclass

from editorial.admin.due import Due
from editorial.admin.watch import Watch
from editorial.models import Deadline, Issue, Part, Stage
from editorial.review.facts import DRAFTS, ISSUE, Target, covers


@dataclass(frozen=True)
class Cell:
    """``done`` of ``total``; ``stale`` of the rest were signed before a change."""

    done: int
    total: int
    stale: int = 0

    @property
    def manner(self) -> str:
        if not self.total:
            return "nothing"
        return "complete" if self.done == self.total else "stale" if self.stale else ""


@dataclass(frozen=True)
class Row:
    """A part, or with None the issue itself; a stage that signs nothing here has no cell."""

    part: Part | None
    written: Cell
    stages: tuple[Cell | None, ...]


@dataclass(frozen=True)
class NextStep:
    deadline: Deadline
    due: Due


def grid(watch: Watch) -> list[Row]:
    """A row for every part, and one for the issue where a stage signs it whole."""
    rows = [_row(watch, Target(part_id=part.pk), part) for part in watch.facts.assembled.parts]
    if any(stage.scope == Stage.Scope.ISSUE for stage in watch.facts.stages):
        rows.append(_row(watch, ISSUE, None))
    return rows


def _row(watch: Watch, within: Target, part: Part | None) -> Row:
    entries = [watch.entry(each) for each in watch.targets() if covers(within, each)]
    written = Cell(sum(entry.state not in DRAFTS for entry in entries), len(entries))
    return Row(part, written, tuple(_cell(watch, stage, within) for stage in watch.facts.stages))


def _cell(watch: Watch, stage: Stage, within: Target) -> Cell | None:
    if (stage.scope == Stage.Scope.ISSUE) != (within == ISSUE):
        return None
    targets = [each for each in watch.facts.targets(stage) if covers(within, each)]
    if not targets:
        return None
    missing = watch.unsigned(stage, within)
    stale = sum(any(each.stage_id == stage.pk for each in watch.facts.signed.get(target, ())) for target in missing)
    return Cell(len(targets) - len(missing), len(targets), stale)


def release_due(watch: Watch) -> Due | None:
    """When the issue is to go out: as it is scheduled, else as its due dates say."""
    planned = next((each.due_at for each in watch.deadlines if each.code == "release"), None)
    proof = getattr(watch.issue, "proof", None) if watch.issue.state == Issue.State.SCHEDULED else None
    return watch.due(proof.release_at if proof else planned)


def next_step(watch: Watch) -> NextStep | None:
    """The first step that is not done; its instant may have passed."""
    for deadline in watch.deadlines:
        found = watch.due(deadline.due_at)
        if found is not None and not _is_done(watch, deadline, found):
            return NextStep(deadline, found)
    return None


def _is_done(watch: Watch, deadline: Deadline, found: Due) -> bool:
    stage = next((each for each in watch.facts.stages if each.code == deadline.code), None)
    if stage is not None:
        return not watch.unsigned(stage)
    if deadline.code == "submit":
        return watch.issue.state != Issue.State.OPEN
    return deadline.code == "release" or found.overdue
