from __future__ import annotations

from pathlib import Path

import django
import django_filters
import django_prose_editor
import import_export
import pytest
from django.utils.translation import gettext

from bulletin.archive.filters import EntryFilter
from editorial import borrowed
from tests.i18n import catalogue
from tests.i18n.catalogue import EDITOR


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


def test_every_word_that_the_editor_translates_is_carried() -> None:
    german = folder_of(django_prose_editor) / "locale/de/LC_MESSAGES/djangojs.po"
    assert words_of(german) - words_of(EDITOR) == set()


def test_every_word_carried_for_the_editor_stands_in_its_script() -> None:
    script = (folder_of(django_prose_editor) / "static/django_prose_editor/editor.js").read_text(encoding="utf-8")
    built = {word for word in words_of(EDITOR) if word.startswith("paragraph: ") or word[1:].startswith("eading ")}
    assert {word for word in words_of(EDITOR) - built if f'"{word}"' not in script} == set()


def test_the_archive_needs_no_word_of_django_filter() -> None:
    # Its Chinese lies in a folder (zh_CN) that Django never opens for zh-hans.
    filters = EntryFilter.base_filters.values()
    assert [each.field_name for each in filters if not each._label] == []
    choices = [each for each in filters if isinstance(each, django_filters.ChoiceFilter)]
    assert [each.field_name for each in choices if not each.field_class or "empty_label" not in each.extra] == []
    assert choices
