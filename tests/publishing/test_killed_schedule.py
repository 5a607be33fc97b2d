from __future__ import annotations

import signal
from pathlib import Path

import pytest

from tests import scratch
from tests.scratch import Scratch

SCHEDULING = ("freezing", "files", "rendering", "storing", "syncing", "locking", "tracing")
RELEASING = ("looking for files", "claiming", "comparing", "recording", "recording entries", "settling", "tracing")
WHENS = ("before", "after")
COMMITTED = [("committed", "after")]
STATE = """
    from bulletin.models import Dispatch, Edition, PublishedEntry
    from editorial.models import Issue, Proof
    editions = Edition.objects.filter(number={number})
    print(editions.count(), PublishedEntry.objects.filter(edition__in=editions).count(),
          Dispatch.objects.filter(edition__in=editions).count(), Proof.objects.filter(issue__number={number}).count(),
          Issue.objects.get(number={number}).state)
"""
DUE_NOW = """
    from django.utils import timezone
    from editorial.models import Proof
    Proof.objects.update(release_at=timezone.now())
"""
UNSCHEDULED, SCHEDULED, RELEASED = "0 0 0 0 submitted", "0 0 0 1 scheduled", "1 3 1 0 released"


def state(newsroom: Scratch, number: int) -> str:
    return newsroom.python(STATE.format(number=number)).stdout.strip()


def killed(newsroom: Scratch, number: int, step: str, when: str, act: str) -> None:
    doomed = newsroom.start("tests.publishing.doomed", str(number), step, when, act)
    _out, err = doomed.communicate()
    assert doomed.returncode == -signal.SIGKILL, (step, when, err)


def scheduled(newsroom: Scratch, number: int) -> None:
    """As it is after a schedule that nobody killed."""
    doomed = newsroom.start("tests.publishing.doomed", str(number), "never", "before", "schedule")
    _out, err = doomed.communicate()
    assert doomed.returncode == 0, err
    assert state(newsroom, number) == SCHEDULED


def killed_while_scheduling(folder: Path, steps: list[tuple[str, str]]) -> None:
    newsroom = scratch.newsroom(folder, issues=len(steps))
    for number, (step, when) in enumerate(steps, start=1):
        killed(newsroom, number, step, when, "schedule")
        assert state(newsroom, number) == (SCHEDULED if step == "committed" else UNSCHEDULED)
        if step != "committed":
            scheduled(newsroom, number)
    assert newsroom.manage("verify_audit").returncode == 0


def killed_while_releasing(folder: Path, steps: list[tuple[str, str]]) -> None:
    newsroom = scratch.newsroom(folder, issues=len(steps))
    for number, (step, when) in enumerate(steps, start=1):
        scheduled(newsroom, number)
        newsroom.python(DUE_NOW)
        killed(newsroom, number, step, when, "due")
        assert state(newsroom, number) == (RELEASED if step == "committed" else SCHEDULED)
        newsroom.manage("release_due")
        assert state(newsroom, number) == RELEASED
    assert "belongs to no edition" not in newsroom.manage("verify_editions").stdout
    assert newsroom.manage("verify_audit").returncode == 0


@pytest.mark.faults
@pytest.mark.every_database
def test_a_scheduled_release_killed_before_it_commits_is_done_by_the_next_run(tmp_path: Path) -> None:
    killed_while_releasing(tmp_path, [("settling", "after")])


@pytest.mark.faults
@pytest.mark.every_database
def test_scheduling_killed_at_any_step_locks_nothing_and_is_done_again(tmp_path: Path) -> None:
    killed_while_scheduling(
        tmp_path, [(step, when) for step in SCHEDULING for when in WHENS] + [("committed", "after")]
    )


@pytest.mark.faults
@pytest.mark.every_database
def test_a_scheduled_release_killed_at_any_step_is_whole_or_absent(tmp_path: Path) -> None:
    killed_while_releasing(tmp_path, [(step, when) for step in RELEASING for when in WHENS] + COMMITTED)
