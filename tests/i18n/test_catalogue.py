from __future__ import annotations

import re
import shutil
from collections import Counter
from pathlib import Path

import pytest
from django.core.management import call_command
from pytest_django import Settings

from tests.i18n import catalogue
from tests.i18n.catalogue import MESSAGES, PLACEHOLDER, ROOT, Message

HAN = "\u4e00-\u9fff"
HALF_WIDTH = re.compile(rf"[{HAN}][,;:?!()]|[,;:?!()][{HAN}]|[{HAN}”]\.$")
SENTENCE = re.compile(r"[a-z]\.\n?$")
SPACED = re.compile(rf"[{HAN}] (?:[{HAN}]|%\(count\)s|%\(number\)s)")


@pytest.fixture
def messages() -> list[Message]:
    return catalogue.own()


def test_every_message_is_translated_and_none_is_a_guess(messages: list[Message]) -> None:
    assert len(messages) > 50
    assert [each.singular for each in messages if not each.translation or each.fuzzy] == []


def test_no_message_stands_twice(messages: list[Message]) -> None:
    assert [key for key, count in Counter(each.key for each in messages).items() if count > 1] == []


def test_every_placeholder_is_kept(messages: list[Message]) -> None:
    differing = {
        each.singular: each.translation
        for each in messages
        if set(PLACEHOLDER.findall(each.translation)) != set(PLACEHOLDER.findall(each.plural or each.singular))
    }
    assert differing == {}


def test_a_sentence_stays_a_sentence(messages: list[Message]) -> None:
    sentences = [each for each in messages if SENTENCE.search(each.singular)]
    assert [each.translation for each in sentences if not each.translation.rstrip().endswith("。")] == []


def test_chinese_marks_are_full_width(messages: list[Message]) -> None:
    assert [each.translation for each in messages if HALF_WIDTH.search(each.translation)] == []


def test_no_blank_separates_chinese_characters(messages: list[Message]) -> None:
    assert [each.translation for each in messages if SPACED.search(each.translation)] == []


def collected(folder: Path) -> set[tuple[str, str]]:
    """The messages that the sources mark now; from a copy, because collecting writes beside what it reads."""
    for name in ("bulletin", "editorial", "templates"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "locale").mkdir()
    call_command("makemessages", locale=["zh_Hans"], no_location=True, verbosity=0)
    return {each.key for each in catalogue.read(folder / MESSAGES.relative_to(ROOT))}


def test_the_catalogue_holds_what_the_sources_say_and_nothing_else(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    settings.LOCALE_PATHS = [tmp_path / "locale"]
    said, kept = collected(tmp_path), {each.key for each in catalogue.own()}
    assert (sorted(said - kept), sorted(kept - said)) == ([], [])
