from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest

from bulletin import rendering
from bulletin.snapshot import canonical, loads
from tests.rendering import reading_pdf
from tests.rendering.test_printed_edition import expected, squeezed

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "tests" / "fixtures" / "editions"
FILES = sorted(FOLDER.glob("*.json"))


def digests() -> dict[str, str]:
    lines = (FOLDER / "SHA256SUMS").read_text("ascii").splitlines()
    return {name: digest for digest, name in (line.split() for line in lines)}


def test_no_edition_of_the_archive_was_changed_or_taken_away() -> None:
    assert {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in FILES} == digests()
    assert all(file.stat().st_size <= 60 * 1024 for file in FILES)


def test_every_version_before_this_one_has_left_editions() -> None:
    versions = re.findall(r"^## (\d+\.\d+\.\d+)", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    assert {"0.1.0", "0.2.0", "0.3.0"} <= {file.name.rsplit("-", 1)[0] for file in FILES}
    assert set(versions[1:]) <= {file.name.rsplit("-", 1)[0] for file in FILES}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_what_an_earlier_version_released_is_read_and_rendered_by_this_one(file: Path) -> None:
    stored = file.read_bytes()
    snapshot = loads(stored)
    assert canonical(snapshot) == stored
    made = rendering.render(snapshot)
    text = "".join(re.sub(r"\s+", "", page) for page in reading_pdf.columns(made.pdf))
    absent = [piece for entry in snapshot.entries() for piece in expected(entry) if squeezed(piece) not in text]
    assert absent == []
