from __future__ import annotations

import time
from collections import Counter
from pathlib import Path

import pytest

from tests import scratch

PROCESSES = 8
START_UP_SECONDS = 6.0
COUNTS = """
    from bulletin.models import Delivery, Dispatch, Edition, PublishedEntry
    print(Edition.objects.count(), Dispatch.objects.count(), PublishedEntry.objects.count())
"""


def race(folder: Path, *, issues: int, spacing: float) -> tuple[Counter[str], str]:
    newsroom = scratch.newsroom(folder, issues=issues)
    arguments = (str(time.time() + START_UP_SECONDS), str(issues), str(spacing))
    racers = [newsroom.start("tests.publishing.racer", *arguments) for _ in range(PROCESSES)]
    results: Counter[str] = Counter()
    for racer in racers:
        out, err = racer.communicate()
        assert racer.returncode == 0, err
        results.update(line.split()[1] for line in out.splitlines())
    return results, newsroom.python(COUNTS).stdout.strip()


def test_eight_processes_release_each_issue_once(tmp_path: Path) -> None:
    results, counts = race(tmp_path, issues=4, spacing=1.5)
    assert results == {"released": 4, "refused": 28}
    assert counts == "4 4 12"


@pytest.mark.faults
@pytest.mark.postgres
def test_eight_processes_release_each_of_a_hundred_issues_once(tmp_path: Path) -> None:
    results, counts = race(tmp_path, issues=100, spacing=1.5)
    assert results == {"released": 100, "refused": 700}
    assert counts == "100 100 300"
