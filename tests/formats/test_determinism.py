"""The same snapshot gives the same bytes in every process: other hash seeds, time zones, locales, and another day."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from bulletin import formats
from bulletin.formats import design
from bulletin.snapshot import Snapshot, canonical

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = """
import hashlib, sys
import django
django.setup()
from bulletin.formats import mail, markdown, text, word
from bulletin.snapshot import loads
found, image = loads(open(sys.argv[1], 'rb').read()), open(sys.argv[2], 'rb').read()
images = {hashlib.sha256(image).hexdigest(): image}
made = [word.docx(found, images), mail.mail_html(found), text.text(found).encode(), markdown.markdown(found).encode()]
print([hashlib.sha256(each).hexdigest() for each in made])
"""
ELSEWHERE = [
    {"PYTHONHASHSEED": "1", "TZ": "Asia/Shanghai", "LC_ALL": "C"},
    {"PYTHONHASHSEED": "4711", "TZ": "America/Los_Angeles", "LC_ALL": "C.UTF-8", "LANGUAGE": "en", "HOME": "/"},
]


def test_another_process_makes_the_same_bytes(issue: Snapshot, image: bytes, tmp_path: Path) -> None:
    (tmp_path / "issue.json").write_bytes(canonical(issue))
    (tmp_path / "image").write_bytes(image)
    seen = {digests(tmp_path, env) for env in ELSEWHERE}
    assert len(seen) == 1
    assert hashlib.sha256(formats.made("md", issue)).hexdigest() in seen.pop()


def digests(folder: Path, changes: dict[str, str]) -> str:
    env = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "bulletin.settings",
        "BULLETIN_DESK": "off",
        "DEBUG": "on",
        **changes,
    }
    command = [sys.executable, "-c", SCRIPT, str(folder / "issue.json"), str(folder / "image")]
    return subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=True).stdout


@pytest.mark.parametrize("form", formats.TYPES)
def test_an_issue_is_made_without_clock_database_or_network(
    form: str, issue: Snapshot, image: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("time.time", lambda: 4_000_000_000.0)
    plain = issue if form != "docx" else without_pictures(issue)
    later = formats.made(form, plain)
    monkeypatch.undo()
    assert formats.made(form, plain) == later


def without_pictures(issue: Snapshot) -> Snapshot:
    from dataclasses import replace

    parts = tuple(replace(part, sections=part.sections[:1]) for part in issue.parts)
    return replace(issue, parts=parts)


def test_the_digest_names_what_the_forms_are_made_with() -> None:
    assert len(design.digest()) == 64
