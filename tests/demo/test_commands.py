from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import quote

import pytest
from django.test import Client

from bulletin import store
from bulletin.models import Edition, Masthead
from editorial.demo import issues
from editorial.models import Entry, Issue
from tests.cast import Cast
from tests.demo.commands import SAMPLE, Ran, Shell, needs_sample

SIGNERS = (("first", "reviewer1"), ("second", "reviewer2"), ("final", "chief"))


@pytest.fixture
def shell(capsys: pytest.CaptureFixture[str], cast: Cast) -> Shell:
    return Shell(capsys)


@pytest.fixture
def document(tmp_path: Path) -> Path:
    path = tmp_path / "周报.txt"
    path.write_bytes(issues.text(3))
    return path


def submit(shell: Shell, document: Path, number: int) -> list[Ran]:
    return [
        shell("import_issue", document, "--masthead", "weekly", "--by", "writer"),
        shell("submit_issue", "weekly", number, "--by", "editor"),
    ]


def sign(shell: Shell, number: int) -> list[Ran]:
    return [shell("sign_issue", "weekly", number, "--stage", stage, "--by", by) for stage, by in SIGNERS]


def export(shell: Shell, number: int, form: str, folder: Path) -> bytes:
    path = folder / f"export.{form}"
    assert shell("export_edition", "weekly", number, "--format", form, "--output", path) == (0, "", "")
    return path.read_bytes()


def test_a_bulletin_goes_the_whole_way(shell: Shell, document: Path, tmp_path: Path) -> None:
    ran = [*submit(shell, document, 3), *sign(shell, 3), shell("release_issue", "weekly", 3, "--by", "editor")]
    assert [(each.status, each.err) for each in ran] == [(0, "")] * 6
    assert "is open with 9 entries." in ran[0].out
    assert "9 sign-offs" in ran[2].out
    assert "is published: 9 entries, " in ran[5].out
    snapshot = json.loads(export(shell, 3, "json", tmp_path))
    assert snapshot["issue"]["number"] == 3
    assert [line["stage"] for line in snapshot["imprint"]["sign_offs"]] == ["初审", "复审", "终审"]
    assert export(shell, 3, "html", tmp_path).startswith(b"<!DOCTYPE html>")
    assert export(shell, 3, "pdf", tmp_path).startswith(b"%PDF-")
    assert shell("verify_editions", "--rerender") == (0, "1 editions are what they were.\n", "")


@needs_sample
def test_the_sample_goes_the_whole_way(shell: Shell, tmp_path: Path) -> None:
    Masthead.objects.update(title="盈科瑞科技信息周报")
    ran = [*submit(shell, SAMPLE, 144), *sign(shell, 144), shell("release_issue", "weekly", 144, "--by", "chief")]
    assert [(each.status, each.err) for each in ran] == [(0, "")] * 6
    assert "25 entries" in ran[-1].out
    download = Client().get("/weekly/144/pdf/")
    assert download.status_code == 200
    assert quote("盈科瑞科技信息周报-第144期.pdf") in download["Content-Disposition"]
    assert b"".join(download) == export(shell, 144, "pdf", tmp_path)
    assert export(shell, 144, "html", tmp_path)


def test_a_preview_of_a_draft_is_written_to_a_file(shell: Shell, document: Path, tmp_path: Path) -> None:
    submit(shell, document, 3)
    for form, start in (("html", b"<!DOCTYPE html>"), ("pdf", b"%PDF-")):
        path = tmp_path / f"preview.{form}"
        ran = shell("preview_issue", "weekly", 3, "--format", form, "--output", path)
        assert (ran.status, ran.err) == (0, "")
        assert path.read_bytes().startswith(start)
    assert not list(store.released().digests())


def test_a_release_names_everything_that_it_waits_for(shell: Shell, document: Path) -> None:
    shell("import_issue", document, "--masthead", "weekly", "--by", "writer")
    reasons = shell.refused("release_issue", "weekly", 3, "--by", "chief")
    assert sum("has not been submitted" in reason for reason in reasons) == 1
    assert sum("“初审”" in reason for reason in reasons) == 9
    assert sum("“复审”" in reason for reason in reasons) == 2
    assert sum("“终审”" in reason for reason in reasons) == 1
    assert not Edition.objects.exists()


def test_what_a_role_does_not_allow_is_refused(shell: Shell, document: Path) -> None:
    assert shell.refused("import_issue", document, "--masthead", "weekly", "--by", "auditor") == [
        "Your role does not allow you to import documents."
    ]
    submit(shell, document, 3)
    assert shell.refused("submit_issue", "weekly", 3, "--by", "proofreader") == [
        "Your role does not allow this step of the review."
    ]
    assert "Your role does not allow you to release an issue." in shell.refused(
        "release_issue", "weekly", 3, "--by", "writer"
    )
    assert "You do not hold the role that signs at “终审”." in shell.refused(
        "sign_issue", "weekly", 3, "--stage", "final", "--by", "reviewer1"
    )


def test_each_step_is_taken_once(shell: Shell, document: Path) -> None:
    submit(shell, document, 3)
    again = shell.refused("import_issue", document, "--masthead", "weekly", "--by", "editor")
    assert again == ["This document was accepted already, as 监管周报 第3期."]
    assert shell.refused("submit_issue", "weekly", 3, "--by", "editor") == ["This issue is in review already."]
    sign(shell, 3)
    signed = shell.refused("sign_issue", "weekly", 3, "--stage", "final", "--by", "chief")
    assert signed == ["Everything at “终审” is signed already."]
    shell("release_issue", "weekly", 3, "--by", "editor")
    assert "This issue is released already." in shell.refused("release_issue", "weekly", 3, "--by", "editor")
    assert Edition.objects.count() == 1


def test_a_stage_does_not_overtake_another(shell: Shell, document: Path) -> None:
    submit(shell, document, 3)
    reasons = shell.refused("sign_issue", "weekly", 3, "--stage", "final", "--by", "chief")
    assert len([reason for reason in reasons if "still lacks its sign-off at “初审”" in reason]) == 9


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "The document is empty."),
        (b"%PDF-1.7 \x00\x01", "The name ends in “.txt”, but the file is of another kind (pdf)"),
        ("今天没有条目。".encode(), "No entry was found in this text."),
        (b"a" * (10 * 1024 * 1024 + 1), "The document is larger than 10 MiB."),
    ],
    ids=["empty", "binary", "no entry", "too large"],
)
def test_a_document_that_cannot_be_read_leaves_nothing(
    shell: Shell, document: Path, data: bytes, sentence: str
) -> None:
    document.write_bytes(data)
    (said,) = shell.refused("import_issue", document, "--masthead", "weekly", "--by", "writer")
    assert said.startswith(sentence.removesuffix("."))
    assert not Issue.objects.exists()
    assert not Entry.objects.exists()
    assert not Edition.objects.exists()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("submit_issue", "daily", 1, "--by", "editor"), "There is no masthead “daily”."),
        (("submit_issue", "weekly", 9, "--by", "editor"), "weekly has no issue 9."),
        (("release_issue", "weekly", 3, "--by", "nemo"), "There is no active user “nemo”."),
        (("sign_issue", "weekly", 3, "--stage", "fourth", "--by", "chief"), "has no stage “fourth”."),
        (("preview_issue", "weekly", 9, "--format", "pdf", "--output", "x.pdf"), "weekly has no issue 9."),
        (("export_edition", "weekly", 3, "--format", "pdf", "--output", "x.pdf"), "has no published number 3."),
        (("import_issue", "nowhere.txt", "--masthead", "weekly", "--by", "writer"), "nowhere.txt cannot be read"),
        (("read_document", "nowhere.txt"), "nowhere.txt"),
    ],
    ids=lambda value: " ".join(map(str, value[:2])) if isinstance(value, tuple) else "",
)
def test_what_does_not_exist_is_named(
    shell: Shell, document: Path, arguments: tuple[object, ...], sentence: str
) -> None:
    shell("import_issue", document, "--masthead", "weekly", "--by", "writer")
    reasons = shell.refused(*arguments)
    assert len(reasons) == 1
    assert sentence in reasons[0]


def test_a_damaged_edition_is_named_and_not_exported(shell: Shell, document: Path, tmp_path: Path) -> None:
    submit(shell, document, 3)
    sign(shell, 3)
    shell("release_issue", "weekly", 3, "--by", "editor")
    path = store.released().path(Edition.objects.get().pdf_digest)
    path.write_bytes(path.read_bytes()[:-1])
    assert "is damaged" in "\n".join(shell.refused("verify_editions"))
    output = tmp_path / "x.pdf"
    refused = shell.refused("export_edition", "weekly", 3, "--format", "pdf", "--output", output)
    assert "The stored file is not what was published" in refused[0]
    assert not output.exists()


def test_a_place_that_cannot_be_written_to_is_named(shell: Shell, document: Path, tmp_path: Path) -> None:
    submit(shell, document, 3)
    output = tmp_path / "nowhere" / "x.html"
    refused = shell.refused("preview_issue", "weekly", 3, "--format", "html", "--output", output)
    assert "cannot be written" in refused[0]


@pytest.mark.parametrize(
    "command",
    [
        "read_document",
        "import_issue",
        "submit_issue",
        "sign_issue",
        "release_issue",
        "preview_issue",
        "export_edition",
        "verify_editions",
        "seed_demo",
    ],
)
def test_every_command_explains_itself(shell: Shell, command: str) -> None:
    ran = shell(command, "--help")
    assert (ran.status, ran.err) == (0, "")
    assert command in ran.out
