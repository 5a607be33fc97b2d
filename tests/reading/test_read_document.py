import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TEXT = (
    "某某周报第12期\n国家级\n1、[某局关于甲的通知](#)\n内容如此，请遵照执行。\n某某管理局\n2021年1月8日\n"
    "（此件公开发布）\n"
)


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "DATABASE_URL": "sqlite:////nowhere/at/all/db.sqlite3", "LANGUAGE_CODE": "en"}
    command = [sys.executable, "manage.py", "read_document", *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture
def document(tmp_path: Path) -> Path:
    path = tmp_path / "issue.txt"
    path.write_text(TEXT, encoding="gb18030")
    return path


def test_the_reading_is_printed_as_json_without_a_database(document: Path) -> None:
    done = run(str(document), "--json")
    found = json.loads(done.stdout)
    assert (done.returncode, done.stderr) == (0, "")
    assert list(found) == ["snapshot", "leftovers", "warnings", "evidence"]
    assert found["snapshot"]["issue"]["number"] == 12
    entry = found["snapshot"]["parts"][0]["sections"][0]["entries"][0]
    assert (entry["title"], entry["source_url"], entry["topics"]) == ("某局关于甲的通知", None, [])
    assert [set(each) for each in (found["leftovers"][0], found["warnings"][0], found["evidence"][0])] == [
        {"line", "text", "reason"},
        {"line", "text"},
        {"path", "line", "text", "basis"},
    ]


def test_the_outline_is_for_people(document: Path) -> None:
    done = run(str(document))
    assert done.returncode == 0
    assert "1. 某局关于甲的通知 [通知 · 2021-01-08]" in done.stdout
    assert "（此件公开发布）" in done.stdout


def test_what_cannot_be_read_is_a_sentence_and_status_1(tmp_path: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.write_bytes(b"")
    for path in (empty, tmp_path / "missing.txt", tmp_path):
        done = run(str(path), "--json")
        assert (done.returncode, done.stdout) == (1, "")
        assert len(done.stderr.strip().splitlines()) == 1
        assert "Traceback" not in done.stderr
