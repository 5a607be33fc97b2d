from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from tests import scratch
from tests.meeting import meet

PROCESSES = 8
APART_SECONDS = 1.5
COUNTS = """
    from bulletin.models import Delivery, Dispatch, Edition, PublishedEntry
    print(Edition.objects.count(), Dispatch.objects.count(), PublishedEntry.objects.count())
"""


def race(folder: Path, *, issues: int) -> tuple[Counter[str], str]:
    newsroom = scratch.newsroom(folder, issues=issues)
    said = meet(newsroom, *[("release", list(range(1, issues + 1)))] * PROCESSES, apart=APART_SECONDS)
    results = Counter(line.split()[0] for each in said for line in each.elements())
    return results, newsroom.python(COUNTS).stdout.strip()


def test_eight_processes_release_each_issue_once(tmp_path: Path) -> None:
    results, counts = race(tmp_path, issues=2)
    assert results == {"done": 2, "refused": 14}
    assert counts == "2 2 6"


@pytest.mark.faults
@pytest.mark.postgres
def test_eight_processes_release_each_of_a_hundred_issues_once(tmp_path: Path) -> None:
    results, counts = race(tmp_path, issues=100)
    assert results == {"done": 100, "refused": 700}
    assert counts == "100 100 300"
