from __future__ import annotations

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from bulletin import store
from bulletin.models import Edition, Masthead
from editorial.backfile.digesting import digest
from editorial.models import AuditEntry, BackIssue, Batch, SourceDocument
from tests import builders
from tests.backfile import numbers
from tests.cast import Cast


@pytest.fixture
def folder(tmp_path: Path, masthead: Masthead, cast: Cast) -> Path:
    """Numbers 11, 12 and 14, the last one twice, and a picture."""
    path = tmp_path / "旧刊"
    path.mkdir()
    for number in (11, 12, 14):
        (path / numbers.name(number)).write_bytes(numbers.data(number))
    (path / "副本.txt").write_bytes(numbers.data(14))
    return path


def run(name: str, *args: Any, **options: Any) -> str:
    out = StringIO()
    call_command(name, *args, stdout=out, **options)
    return out.getvalue()


def bring(folder: Path, **options: Any) -> str:
    return run("import_back_issues", str(folder), masthead="weekly", by="editor", **options)


def test_a_dry_run_tells_everything_and_writes_nothing(folder: Path) -> None:
    (folder / "图.png").write_bytes(builders.png())
    said = bring(folder, dry_run=True)
    told = ("No. 11 · 2018-03-23 · 3 entries", "Missing numbers (1): 13", "图.png cannot be read", "the same file as")
    assert [line for line in told if line not in said] == []
    assert said.rstrip().endswith("Nothing was written.")
    for model in (Batch, BackIssue, SourceDocument, AuditEntry):
        assert not model._default_manager.exists()
    assert list(store.drafts().digests()) == []


def test_a_folder_is_brought_in_and_again_without_doubling(folder: Path) -> None:
    first = bring(folder)
    assert "Missing numbers (1): 13" in first
    assert f"digest {digest(Batch.objects.get())}" in first
    assert bring(folder).rstrip().splitlines()[-1] == first.rstrip().splitlines()[-1]
    assert (Batch.objects.count(), BackIssue.objects.count(), SourceDocument.objects.count()) == (1, 3, 3)


def test_a_zip_file_is_brought_in_like_a_folder(tmp_path: Path, masthead: Masthead, cast: Cast) -> None:
    path = tmp_path / "旧刊.zip"
    path.write_bytes(numbers.zipped((numbers.name(number), numbers.data(number)) for number in (11, 12)))
    assert "No. 12" in bring(path)
    assert Batch.objects.get().source == "旧刊.zip"


def test_what_is_added_to_the_folder_later_joins_the_open_batch(folder: Path) -> None:
    bring(folder)
    (folder / numbers.name(13)).write_bytes(numbers.data(13))
    assert "Missing" not in bring(folder)
    assert BackIssue.objects.count() == 4


@pytest.mark.usefixtures("unrendered")
def test_the_whole_way_by_command(folder: Path) -> None:
    bring(folder)
    batch = Batch.objects.get()
    seen = digest(batch)
    with pytest.raises(CommandError, match=seen):
        run("attest_back_issues", batch.pk, by="reviewer1")
    for who in ("reviewer1", "chief"):
        said = run("attest_back_issues", batch.pk, by=who, digest=seen)
    assert "楚初审, 朱主编" in said
    assert "Every number" in run("release_back_issues", batch.pk, by="editor")
    assert Edition.objects.count() == 3
    assert "Every number" in run("release_back_issues", batch.pk, by="editor")
    assert Edition.objects.count() == 3


@pytest.mark.usefixtures("unrendered")
def test_one_that_cannot_be_recorded_keeps_no_other_from_it(folder: Path, masthead: Masthead, cast: Cast) -> None:
    bring(folder)
    batch = Batch.objects.get()
    for who in ("reviewer1", "chief"):
        run("attest_back_issues", batch.pk, by=who, digest=digest(batch))
    row = BackIssue.objects.get(number=12)
    store.drafts().path(row.content_digest).unlink()
    with pytest.raises(CommandError, match="not in the store"):
        run("release_back_issues", batch.pk, by="editor")
    assert sorted(Edition.objects.values_list("number", flat=True)) == [11, 14]


def test_refusals_are_sentences(folder: Path) -> None:
    with pytest.raises(CommandError, match="role"):
        run("import_back_issues", str(folder), masthead="weekly", by="writer")
    with pytest.raises(CommandError, match="not there"):
        bring(folder / "nothing")
    with pytest.raises(CommandError, match="no batch"):
        run("release_back_issues", 99, by="editor")
    bring(folder)
    with pytest.raises(CommandError, match="Two people"):
        run("release_back_issues", Batch.objects.get().pk, by="editor")
