from __future__ import annotations

from pathlib import Path

import pytest

from tests import scratch
from tests.meeting import meet
from tests.scratch import Scratch

MODULE = "tests.publishing.rivals"
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


def race(newsroom: Scratch, *tasks: tuple[str, object, int], against: tuple[str, int] | None = None) -> list[list[str]]:
    """Run the tasks as processes side by side, ``against`` one that goes on all the while; the lines of each task."""
    disturber = newsroom.start(MODULE, against[0], str(against[1]), "0") if against else None
    if disturber and disturber.stdout:
        # Nobody sets out before it is at work.
        assert disturber.stdout.readline()
    rivals = [newsroom.start(MODULE, task, str(subject), str(rounds)) for task, subject, rounds in tasks]
    said = []
    for rival in rivals:
        out, err = rival.communicate()
        assert rival.returncode == 0, err
        said.append(out.splitlines())
    if disturber:
        assert disturber.poll() is None
        disturber.terminate()
        disturber.communicate()
    return said


def signatures(newsroom: Scratch, number: int) -> list[str]:
    return newsroom.python(SIGNED.format(number=number)).stdout.split()


def edits_race_sign_offs(folder: Path, rounds: int) -> None:
    newsroom = scratch.newsroom(folder, issues=1)
    before = signatures(newsroom, 1)
    (signed,) = race(newsroom, ("sign", 1, rounds), against=("edit", 1))
    seen = [line.split()[1] for line in signed if line.startswith("signed")]
    # Some got through, and each that did names what its signer had before them.
    assert seen
    assert signatures(newsroom, 1) == before + seen


def edits_race_releases(folder: Path, issues: int) -> None:
    newsroom = scratch.newsroom(folder, issues=issues)
    for number in range(1, issues + 1):
        signed, released = race(newsroom, ("sign", number, 10), ("release", number, 3), against=("edit", number))
        editions = [line.split()[1] for line in released if line.startswith("released")]
        assert len(signed) == 10
        assert set(editions) <= set(signatures(newsroom, number))


def freezes_race_commits(folder: Path, rounds: int) -> None:
    newsroom = scratch.newsroom(folder, issues=1)
    (frozen,) = race(newsroom, ("freeze", 1, rounds), against=("commit", 1))
    assert len(frozen) == rounds
    assert [line for line in frozen if len(line.split()) != 1] == []
    assert len(set(frozen)) > 1


def two_release_what_is_due(folder: Path, issues: int) -> None:
    newsroom = scratch.newsroom(folder, issues=issues, made_by=scratch.DUE)
    # Each of the two looks a first and a second time for whatever is due.
    first, second = meet(newsroom, *[("due", [1, 2])] * 2, module=MODULE, apart=0.0)
    lines = first + second
    assert (lines.pop("done 1"), lines.pop("done 2")) == (2, 2)
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
    edits_race_releases(tmp_path, issues=2)


@pytest.mark.faults
@pytest.mark.postgres
def test_no_release_of_forty_carries_a_stale_sign_off(tmp_path: Path) -> None:
    edits_race_releases(tmp_path, issues=40)


@pytest.mark.every_database
def test_a_freeze_equals_one_committed_state(tmp_path: Path) -> None:
    freezes_race_commits(tmp_path, 25)


@pytest.mark.faults
@pytest.mark.postgres
def test_each_of_two_hundred_freezes_equals_one_committed_state(tmp_path: Path) -> None:
    freezes_race_commits(tmp_path, 200)


@pytest.mark.postgres
def test_two_schedulers_release_each_due_issue_once(tmp_path: Path) -> None:
    two_release_what_is_due(tmp_path, 12)


@pytest.mark.faults
@pytest.mark.postgres
def test_two_schedulers_release_each_of_a_thousand_due_issues_once(tmp_path: Path) -> None:
    two_release_what_is_due(tmp_path, 1000)
