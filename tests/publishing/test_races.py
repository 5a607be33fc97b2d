from __future__ import annotations

import time
from collections import Counter
from pathlib import Path

import pytest

from tests import scratch
from tests.scratch import Scratch

MODULE = "tests.publishing.rivals"
START_UP_SECONDS = 5.0
SIGNED = """
    from editorial.models import SignOff
    for row in SignOff.objects.filter(stage__code="final", issue__number={number}).order_by("pk"):
        print(row.digest)
"""
RELEASED = """
    from bulletin.models import Delivery, Dispatch, Edition, PublishedEntry
    from editorial.models import AuditEntry, Issue, Proof
    print(Edition.objects.count(), len(set(Edition.objects.values_list("number"))), Dispatch.objects.count(),
          PublishedEntry.objects.count(), AuditEntry.objects.filter(verb="release", refused=False).count(),
          Issue.objects.filter(state="released").count(), Proof.objects.count())
"""


def race(newsroom: Scratch, *tasks: tuple[str, object, int]) -> list[list[str]]:
    """Run the tasks as processes side by side; the lines of each."""
    rivals = [newsroom.start(MODULE, task, str(subject), str(rounds)) for task, subject, rounds in tasks]
    said = []
    for rival in rivals:
        out, err = rival.communicate()
        assert rival.returncode == 0, err
        said.append(out.splitlines())
    return said


def signatures(newsroom: Scratch, number: int) -> list[str]:
    return newsroom.python(SIGNED.format(number=number)).stdout.split()


def edits_race_sign_offs(folder: Path, rounds: int) -> None:
    newsroom = scratch.newsroom(folder, issues=1)
    before = signatures(newsroom, 1)
    edited, signed = race(newsroom, ("edit", 1, rounds), ("sign", 1, rounds))
    seen = [line.split()[1] for line in signed if line.startswith("signed")]
    # Both got through, and each sign-off that was taken names what its signer had before them.
    assert seen
    assert any(line.startswith("edited") for line in edited)
    assert signatures(newsroom, 1) == before + seen


def edits_race_releases(folder: Path, issues: int, rounds: int) -> int:
    newsroom = scratch.newsroom(folder, issues=issues)
    released = 0
    for number in range(1, issues + 1):
        said = race(newsroom, ("edit", number, rounds), ("sign", number, rounds), ("release", number, 4))
        editions = [line.split()[1] for line in said[2] if line.startswith("released")]
        assert set(editions) <= set(signatures(newsroom, number))
        released += len(editions)
    return released


def freezes_race_commits(folder: Path, rounds: int) -> None:
    newsroom = scratch.newsroom(folder, issues=1)
    _committed, frozen = race(newsroom, ("commit", 1, rounds * 4), ("freeze", 1, rounds))
    mixed = [line for line in frozen if len(line.split()) != 1 and "稿" in line]
    assert len(frozen) == rounds
    assert mixed == []
    assert len(set(frozen)) > 1


def two_release_what_is_due(folder: Path, issues: int) -> None:
    newsroom = scratch.newsroom(folder, issues=issues, made_by=scratch.DUE)
    first_at = time.time() + START_UP_SECONDS
    lines = Counter(line for said in race(newsroom, *[("due", first_at, 2)] * 2) for line in said)
    assert lines.pop("done") == 4
    assert lines == {f"released {number}": 1 for number in range(1, issues + 1)}
    assert newsroom.python(RELEASED).stdout.split() == [str(issues)] * 3 + [str(issues * 3)] + [str(issues)] * 2 + ["0"]
    # A third, when everything is done, has nothing to say and ends well.
    assert newsroom.manage("release_due").stdout == ""
    assert newsroom.manage("verify_audit").returncode == 0


@pytest.mark.every_database
def test_every_accepted_sign_off_names_what_its_signer_saw(tmp_path: Path) -> None:
    edits_race_sign_offs(tmp_path, 25)


@pytest.mark.faults
@pytest.mark.postgres
def test_every_accepted_sign_off_of_five_hundred_rounds_names_what_its_signer_saw(tmp_path: Path) -> None:
    edits_race_sign_offs(tmp_path, 500)


@pytest.mark.postgres
def test_no_release_carries_a_stale_sign_off(tmp_path: Path) -> None:
    edits_race_releases(tmp_path, issues=2, rounds=4)


@pytest.mark.faults
@pytest.mark.postgres
def test_no_release_of_forty_carries_a_stale_sign_off(tmp_path: Path) -> None:
    assert edits_race_releases(tmp_path, issues=40, rounds=12) > 0


@pytest.mark.every_database
def test_a_freeze_equals_one_committed_state(tmp_path: Path) -> None:
    freezes_race_commits(tmp_path, 25)


@pytest.mark.faults
@pytest.mark.postgres
def test_each_of_two_hundred_freezes_equals_one_committed_state(tmp_path: Path) -> None:
    freezes_race_commits(tmp_path, 200)


@pytest.mark.every_database
def test_two_schedulers_release_each_due_issue_once(tmp_path: Path) -> None:
    two_release_what_is_due(tmp_path, 12)


@pytest.mark.faults
@pytest.mark.postgres
def test_two_schedulers_release_each_of_a_thousand_due_issues_once(tmp_path: Path) -> None:
    two_release_what_is_due(tmp_path, 1000)
