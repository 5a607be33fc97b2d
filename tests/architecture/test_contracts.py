from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.tree import ROOT

LINTER = Path(sys.executable).parent / "lint-imports"
BREACHES = {
    "the record imports the desk": ("bulletin/archive/breach.py", "import editorial.roles"),
    "the archive is imported by the models": ("bulletin/models/breach.py", "import bulletin.archive"),
    "a reader knows Django": ("bulletin/reading/breach.py", "import django.conf"),
    "the desk reaches a parser": ("editorial/admin/breach.py", "import editorial.intake.formats.word"),
    "a page is typeset in the process that serves it": ("bulletin/archive/breach.py", "import bulletin.rendering.pdf"),
    "review knows the press": ("editorial/review/breach.py", "import editorial.publishing"),
}


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([LINTER, "--no-cache"], cwd=folder, capture_output=True, text=True, check=False)


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    for package in ("bulletin", "editorial"):
        shutil.copytree(ROOT / package, tmp_path / package, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_the_import_contracts_are_kept() -> None:
    result = lint(ROOT)
    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize(("path", "line"), BREACHES.values(), ids=BREACHES.keys())
def test_a_breach_of_the_contracts_is_seen(copied: Path, path: str, line: str) -> None:
    (copied / path).write_text(f"{line}\n", encoding="utf-8")
    result = lint(copied)
    assert result.returncode == 1
    assert "breach" in result.stdout
