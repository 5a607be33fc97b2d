from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted(path.relative_to(ROOT).as_posix() for path in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
PROMISES = 8


@pytest.mark.parametrize("page", PAGES)
def test_every_link_between_pages_leads_somewhere(page: str) -> None:
    path = ROOT / page
    targets = re.findall(r"\]\((?!https?:|#)([^)#]+)", path.read_text(encoding="utf-8"))
    assert [target for target in targets if not (path.parent / target).exists()] == []


@pytest.mark.parametrize("page", PAGES)
def test_every_file_that_is_named_exists(page: str) -> None:
    named = re.findall(r"`((?:tests|bulletin|editorial|docs|bin)/[\w./]*)`", (ROOT / page).read_text(encoding="utf-8"))
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_every_promise_names_tests_that_hold_it() -> None:
    text = (ROOT / "docs/promises.md").read_text(encoding="utf-8")
    promises = re.split(r"^## (?=\d\. )", text.split("## Not promised")[0], flags=re.MULTILINE)[1:]
    assert [part[0] for part in promises] == [str(number) for number in range(1, PROMISES + 1)]
    assert all("`tests/" in part for part in promises)


def test_every_decision_is_in_the_list() -> None:
    folder = ROOT / "docs/adr"
    listed = re.findall(r"\]\((\d{4}-[\w-]+\.md)\)", (folder / "README.md").read_text(encoding="utf-8"))
    assert listed == sorted(path.name for path in folder.glob("0*.md"))
    for name in listed:
        text = (folder / name).read_text(encoding="utf-8")
        assert [head for head in ("## Context", "## Decision", "## Consequences") if head not in text] == []
