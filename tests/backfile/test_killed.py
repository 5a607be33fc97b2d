from __future__ import annotations

import signal
from pathlib import Path

import pytest

from tests import scratch
from tests.backfile import numbers
from tests.backfile.doomed import STEPS
from tests.scratch import Scratch

BRINGING = ("storing", "keeping", "receiving", "reading", "looking", "tracing")
RECORDING = ("rendering", "carrying", "storing", "claiming", "recording", "recording entries", "tracing")
STATE = """
    from bulletin.models import Dispatch, Edition, PublishedEntry
    from editorial.models import AuditEntry, BackIssue, SourceDocument
    done = AuditEntry.objects.filter(refused=False)
    read = BackIssue.objects.exclude(content_digest="")
    print(BackIssue.objects.count(), SourceDocument.objects.count(), read.count(),
          done.filter(verb="bring in").count(), Edition.objects.count(), PublishedEntry.objects.count(),
          Dispatch.objects.count(), done.filter(verb="record back issue").count())
"""
ATTESTED = """
    from editorial.backfile import attesting
    from editorial.backfile.digesting import digest
    from editorial.models import Batch, User
    batch = Batch.objects.latest("pk")
    for name in ("reviewer1", "chief"):
        attesting.attest(batch, by=User.objects.get(username=name), seen_digest=digest(batch))
    print(batch.pk)
"""


def state(newsroom: Scratch) -> list[int]:
    return [int(each) for each in newsroom.python(STATE).stdout.split()]


def box(folder: Path, *numbered: int) -> Path:
    folder.mkdir()
    for number in numbered:
        (folder / numbers.name(number)).write_bytes(numbers.data(number, entries=1))
    return folder


def killed(newsroom: Scratch, *arguments: str) -> None:
    doomed = newsroom.start("tests.backfile.doomed", *arguments)
    doomed.communicate()
    assert doomed.returncode == -signal.SIGKILL, arguments


def bring(newsroom: Scratch, folder: Path) -> None:
    newsroom.manage("import_back_issues", str(folder), "--masthead", "weekly", "--by", "editor")


def bringing_is_killed(tmp_path: Path, step: str, when: str) -> None:
    newsroom, folder = scratch.newsroom(tmp_path, issues=0), box(tmp_path / "旧刊", 11, 12, 13)
    killed(newsroom, "import_back_issues", str(folder), step, when, "2")
    assert state(newsroom)[0] < 3
    bring(newsroom, folder)
    assert state(newsroom)[:4] == [3, 3, 3, 3]
    newsroom.manage("verify_audit")


def recording_is_killed(tmp_path: Path, step: str, when: str) -> None:
    newsroom = scratch.newsroom(tmp_path, issues=0)
    bring(newsroom, box(tmp_path / "旧刊", 11, 12, 13))
    batch = newsroom.python(ATTESTED).stdout.strip()
    killed(newsroom, "release_back_issues", batch, step, when, "2")
    editions, entries, dispatches, traced = state(newsroom)[4:]
    assert editions == entries == traced < 3
    newsroom.manage("verify_editions")
    newsroom.manage("release_back_issues", batch, "--by", "editor")
    assert state(newsroom)[4:] == [3, 3, 0, 3]
    assert dispatches == 0
    newsroom.manage("verify_editions")
    newsroom.manage("verify_audit")


def test_every_step_is_killed_at_some_time() -> None:
    assert {*BRINGING, *RECORDING} == set(STEPS)


@pytest.mark.faults
@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("step", BRINGING)
@pytest.mark.every_database
def test_bringing_in_that_is_killed_at_any_step_goes_on_where_it_ended(tmp_path: Path, step: str, when: str) -> None:
    bringing_is_killed(tmp_path, step, when)


@pytest.mark.faults
@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("step", RECORDING)
@pytest.mark.every_database
def test_recording_that_is_killed_at_any_step_goes_on_where_it_ended(tmp_path: Path, step: str, when: str) -> None:
    recording_is_killed(tmp_path, step, when)


def together(newsroom: Scratch, *commands: tuple[str, ...]) -> None:
    """Twice the same commands side by side; what one has done the other finds done."""
    rivals = [newsroom.start("manage", *command) for command in commands]
    for rival in rivals:
        _out, err = rival.communicate()
        assert "Traceback" not in err, err


@pytest.mark.faults
@pytest.mark.every_database
def test_two_who_bring_in_and_record_the_same_box_at_once_do_it_once(tmp_path: Path) -> None:
    newsroom, folder = scratch.newsroom(tmp_path, issues=0), box(tmp_path / "旧刊", 11, 12)
    command = ("import_back_issues", str(folder), "--masthead", "weekly", "--by", "editor")
    together(newsroom, command, command)
    assert state(newsroom)[:4] == [2, 2, 2, 2]
    batch = newsroom.python(ATTESTED).stdout.strip()
    together(newsroom, *[("release_back_issues", batch, "--by", "editor")] * 2)
    assert state(newsroom)[4:] == [2, 2, 0, 2]
    newsroom.manage("verify_audit")
