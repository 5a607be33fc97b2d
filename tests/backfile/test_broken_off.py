from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import transaction

from bulletin.models import Edition, Masthead, PublishedEntry
from editorial.backfile.digesting import digest
from editorial.models import AuditEntry, BackIssue, Batch, SourceDocument
from tests.backfile import numbers
from tests.backfile.conftest import attested
from tests.backfile.doomed import STEPS, at_the
from tests.backfile.test_killed import BRINGING, RECORDING
from tests.cast import Cast

# The moment before a step is mostly that after the one before it.
WHEN = ["after", pytest.param("before", marks=pytest.mark.faults)]


def breaking(function: Any, *, after: bool) -> Any:
    def broken(*args: Any, **options: Any) -> Any:
        if after:
            function(*args, **options)
        raise KeyboardInterrupt

    return broken


def broken_off(monkeypatch: pytest.MonkeyPatch, step: str, when: str, command: str, *args: Any, **options: Any) -> None:
    """The command breaks off at the second turn of a step, and its open transaction is gone."""
    owner, name = STEPS[step]
    harmless = getattr(owner, name)
    monkeypatch.setattr(owner, name, at_the(2, breaking(harmless, after=when == "after"), harmless))
    with pytest.raises(KeyboardInterrupt):
        call_command(command, *args, **options)
    monkeypatch.setattr(owner, name, harmless)
    assert not transaction.get_connection().needs_rollback


@pytest.fixture
def box(tmp_path: Path, masthead: Masthead, cast: Cast) -> Path:
    path = tmp_path / "旧刊"
    path.mkdir()
    for number in (11, 12, 13):
        (path / numbers.name(number)).write_bytes(numbers.data(number, entries=1))
    return path


@pytest.mark.parametrize("when", WHEN)
@pytest.mark.parametrize("step", BRINGING)
def test_bringing_in_that_is_broken_off_goes_on_where_it_ended(
    box: Path, monkeypatch: pytest.MonkeyPatch, step: str, when: str
) -> None:
    options = {"masthead": "weekly", "by": "editor"}
    broken_off(monkeypatch, step, when, "import_back_issues", str(box), **options)
    call_command("import_back_issues", str(box), **options)
    assert list(BackIssue.objects.values_list("number", "state")) == [(11, "read"), (12, "read"), (13, "read")]
    assert (Batch.objects.count(), SourceDocument.objects.count()) == (1, 3)
    assert AuditEntry.objects.filter(verb="bring in", refused=False).count() == 3


@pytest.mark.usefixtures("unrendered")
@pytest.mark.parametrize("when", WHEN)
@pytest.mark.parametrize("step", RECORDING)
def test_recording_that_is_broken_off_is_whole_or_absent_and_goes_on(
    box: Path, cast: Cast, monkeypatch: pytest.MonkeyPatch, step: str, when: str
) -> None:
    call_command("import_back_issues", str(box), masthead="weekly", by="editor")
    batch = attested(Batch.objects.get(), cast)
    assert digest(batch)
    broken_off(monkeypatch, step, when, "release_back_issues", batch.pk, by="editor")
    count = Edition.objects.count()
    assert count == PublishedEntry.objects.count() == BackIssue.objects.filter(state="recorded").count() < 3
    call_command("release_back_issues", batch.pk, by="editor")
    assert Edition.objects.count() == PublishedEntry.objects.count() == 3
    assert AuditEntry.objects.filter(verb="record back issue", refused=False).count() == 3
    call_command("verify_editions")
    call_command("verify_audit")
