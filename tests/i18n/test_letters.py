from __future__ import annotations

import pytest

from bulletin.delivery import letters
from bulletin.delivery.letters import Letter
from bulletin.models import Edition, Subscriber
from tests.access.addresses import Rows
from tests.i18n import catalogue, pages


def every_letter(rows: Rows, language: str) -> list[Letter]:
    subscriber = Subscriber.objects.get(pk=rows.rows["subscriber"])
    subscriber.language = language
    edition = Edition.objects.get(pk=rows.rows["edition"])
    issue = letters.IssueLetter(edition, language).to(subscriber, "message-1")
    return [letters.confirmation(subscriber), letters.reminder(subscriber), issue]


@pytest.mark.parametrize("number", range(3), ids=["confirmation", "reminder", "issue"])
def test_a_letter_in_chinese_holds_no_english_sentence(rows: Rows, number: int) -> None:
    letter = every_letter(rows, "zh-hans")[number]
    said = f"{letter.subject}\n{letter.text}\n{letter.html}"
    assert [phrase for phrase in catalogue.phrases() if phrase in said] == []
    assert pages.HAN.search(letter.subject)


@pytest.mark.parametrize("number", range(3), ids=["confirmation", "reminder", "issue"])
def test_a_letter_in_english_holds_no_chinese_that_nobody_wrote(rows: Rows, number: int) -> None:
    letter = every_letter(rows, "en")[number]
    said = f"{letter.subject}\n{letter.text}"
    written = pages.written()
    assert [run for run in pages.HAN.findall(said) if run not in written] == []


def test_the_subject_of_a_confirmation_is_written_as_chinese_is(rows: Rows) -> None:
    assert every_letter(rows, "zh-hans")[0].subject == "监管周报：请确认订阅"
