from __future__ import annotations

import random
import signal
import subprocess
import time
from pathlib import Path

import pytest

from tests import scratch

MOMENTS = 50
SEED = 20260216
STEPS = (
    "reading",
    "readiness",
    "freezing",
    "files",
    "rendering",
    "storing",
    "writing",
    "syncing",
    "recording",
    "recording entries",
    "settling",
    "tracing",
)
STATE = """
    from bulletin.models import Dispatch, Edition, PublishedEntry
    from editorial.models import Issue
    number = {number}
    editions = Edition.objects.filter(number=number)
    print(editions.count(), PublishedEntry.objects.filter(edition__in=editions).count(),
          Dispatch.objects.filter(edition__in=editions).count(), Issue.objects.get(number=number).state)
"""
WHOLE, ABSENT = "1 3 1 released", "0 0 0 submitted"


def state(newsroom: scratch.Scratch, number: int) -> str:
    return newsroom.python(STATE.format(number=number)).stdout.strip()


def completed(newsroom: scratch.Scratch, number: int) -> None:
    """Whole or absent, nothing missing, and what is absent is released by doing it again."""
    found = state(newsroom, number)
    assert found in (WHOLE, ABSENT)
    verified = newsroom.manage("verify_editions")
    # At most the two forms of the one interrupted release.
    assert verified.stdout.count("belongs to no edition") <= 2
    if found == ABSENT:
        newsroom.manage("release_issue", "weekly", str(number), "--by", "chief")
        assert state(newsroom, number) == WHOLE
    assert "belongs to no edition" not in newsroom.manage("verify_editions").stdout


@pytest.mark.faults
@pytest.mark.every_database
def test_a_release_killed_at_any_step_is_whole_or_absent(tmp_path: Path) -> None:
    steps = [(step, when) for step in STEPS for when in ("before", "after")] + [("committed", "after")]
    newsroom = scratch.newsroom(tmp_path, issues=len(steps))
    for number, (step, when) in enumerate(steps, start=1):
        doomed = newsroom.start("tests.publishing.doomed", str(number), step, when)
        doomed.communicate()
        assert doomed.returncode == -signal.SIGKILL, step
        completed(newsroom, number)


@pytest.mark.faults
@pytest.mark.every_database
def test_a_release_killed_at_random_moments_is_whole_or_absent(tmp_path: Path) -> None:
    newsroom = scratch.newsroom(tmp_path, issues=MOMENTS + 1)
    began = time.monotonic()
    newsroom.start("tests.publishing.doomed", str(MOMENTS + 1), "never", "before").communicate()
    whole_run = time.monotonic() - began
    moments = random.Random(SEED)
    killed = 0
    for number in range(1, MOMENTS + 1):
        doomed = newsroom.start("tests.publishing.doomed", str(number), "never", "before")
        try:
            doomed.communicate(timeout=moments.uniform(0, whole_run))
        except subprocess.TimeoutExpired:
            doomed.kill()
            doomed.communicate()
            killed += 1
        completed(newsroom, number)
    assert killed >= MOMENTS // 2


def test_a_release_killed_before_it_commits_is_absent_and_completed_by_another(tmp_path: Path) -> None:
    newsroom = scratch.newsroom(tmp_path, issues=1)
    doomed = newsroom.start("tests.publishing.doomed", "1", "settling", "after")
    doomed.communicate()
    assert doomed.returncode == -signal.SIGKILL
    assert state(newsroom, 1) == ABSENT
    completed(newsroom, 1)
