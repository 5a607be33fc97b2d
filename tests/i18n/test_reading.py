from __future__ import annotations

from dataclasses import asdict

import pytest
from django.utils import translation
from django.utils.translation import gettext

from bulletin.reading import findings
from editorial.intake import wording

SENTENCES = [value for name, value in vars(findings).items() if name.isupper() and str(value).endswith(".")]


def test_the_table_of_sentences_is_found() -> None:
    assert len(SENTENCES) > 15


@pytest.mark.parametrize("sentence", SENTENCES)
def test_every_sentence_of_a_reading_is_said_in_chinese(sentence: str) -> None:
    assert gettext(sentence) != sentence


def test_a_warning_is_filled_after_it_is_translated() -> None:
    values = (("stated", "10"), ("counted", "9"))
    stored = asdict(findings.caution(3, findings.WORKING_DAYS, *values))
    assert wording.warning(stored) == "原文写明10个工作日，按首尾两日均计入推算为9个工作日。"
    with translation.override("en"):
        assert wording.warning(stored) == stored["text"]


def test_a_warning_without_a_sentence_says_its_text_whatever_braces_it_has() -> None:
    assert wording.warning({"line": 1, "text": "a {b} c"}) == "a {b} c"


def test_a_leftover_says_why_in_chinese() -> None:
    assert wording.reason(asdict(findings.Leftover(1, "12", findings.PAGE_NUMBER))) == "此行是页码。"
