from __future__ import annotations

from pathlib import Path

import django
import django_filters
import django_prose_editor
import import_export
import pytest
from django.utils.translation import gettext

from bulletin.archive.filters import EntryFilter
from bulletin.richtext import P_CLASSES
from editorial import borrowed
from editorial.admin.editor_words import WORDS
from tests.i18n import catalogue


def words_of(*catalogues: Path) -> set[str]:
    return {each.singular for path in catalogues for each in catalogue.read(path)}


def folder_of(package: object) -> Path:
    return Path(str(getattr(package, "__file__", ""))).parent


@pytest.mark.parametrize(
    ("words", "catalogues"),
    [
        (
            borrowed.FROM_DJANGO,
            [
                folder_of(django) / "conf/locale/en/LC_MESSAGES/django.po",
                folder_of(django) / "contrib/admin/locale/en/LC_MESSAGES/django.po",
                folder_of(django) / "contrib/auth/locale/en/LC_MESSAGES/django.po",
            ],
        ),
        (borrowed.FROM_IMPORT_EXPORT, [folder_of(import_export) / "locale/zh_Hans/LC_MESSAGES/django.po"]),
    ],
    ids=["django", "import-export"],
)
def test_what_is_borrowed_is_still_the_library_s_and_said_in_chinese(
    words: tuple[str, ...], catalogues: list[Path]
) -> None:
    assert set(words) - words_of(*catalogues) == set()
    assert [word for word in words if gettext(word) == word] == []


def test_every_word_of_the_editor_stands_in_its_script_and_is_said_in_chinese() -> None:
    script = (folder_of(django_prose_editor) / "static/django_prose_editor/editor.js").read_text(encoding="utf-8")
    # Headings are counted by the script, and the kinds of paragraphs are our own.
    built = {word for word in WORDS if word[1:].startswith("eading ")} | set(P_CLASSES) | {": ", "default"}
    assert [word for word in WORDS if word not in built and f'"{word}"' not in script] == []
    assert [word for word, said in WORDS.items() if str(said) == word] == []


def test_every_kind_of_paragraph_has_its_word() -> None:
    assert P_CLASSES - set(WORDS) == set()


def test_the_archive_needs_no_word_of_django_filter() -> None:
    # Its Chinese lies in a folder (zh_CN) that Django never opens for zh-hans.
    filters = EntryFilter.base_filters.values()
    assert [each.field_name for each in filters if not each._label] == []
    choices = [each for each in filters if isinstance(each, django_filters.ChoiceFilter)]
    assert [each.field_name for each in choices if not each.field_class or "empty_label" not in each.extra] == []
    assert choices
