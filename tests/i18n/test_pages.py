from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from editorial.spreadsheets.sheets import SHEETS
from tests.access.addresses import Rows
from tests.cast import Cast
from tests.i18n import catalogue, pages

READERS = ["chief", "subscription_manager", "user_administrator", None]
# The button that leads to the other language is always in that language.
SWITCH = {"简体中文", "中文"}
# The ways of writing the number of an issue, which belong to its masthead.
PRINTED = {"第", "期"}


def heads_on(page: str) -> set[str]:
    """What the columns of spreadsheets are called in a file: the page of a sheet gives the name in both languages."""
    if not page.startswith("desk:spreadsheets_"):
        return set()
    columns = [column for sheet in SHEETS.values() for column in sheet.columns]
    return {column.name for column in columns} | {column.chinese for column in columns}


def quoted() -> set[str]:
    """The Chinese that our English messages quote: 报告 as an example, 年 in a rule about dates."""
    return {run for each in catalogue.own() for text in (each.singular, each.plural) for run in pages.HAN.findall(text)}


def english_labels() -> set[str]:
    """Our messages in small letters, but for names that are the same in both languages and the button's."""
    translated = [each for each in catalogue.own() if each.translation != each.singular]
    return {text.lower() for each in translated for text in (each.singular, each.plural)} - {"", ":", "english"}


@pytest.mark.parametrize("reader", READERS)
def test_no_page_in_chinese_holds_an_english_sentence_or_label(cast: Cast, rows: Rows, reader: str | None) -> None:
    found = dict(pages.read_by(getattr(cast, reader) if reader else None, "zh-hans", rows))
    phrases, labels = catalogue.phrases(), english_labels() - set(pages.written().lower().splitlines())
    stray = {
        name: [phrase for phrase in phrases if phrase in text]
        + sorted(labels & set(pages.spoken(text)) - heads_on(name))
        for name, text in found.items()
    }
    assert len(found) > 5
    assert {name: there for name, there in stray.items() if there} == {}


@pytest.mark.parametrize("reader", READERS)
def test_no_page_in_english_holds_chinese_that_nobody_wrote(cast: Cast, rows: Rows, reader: str | None) -> None:
    found = dict(pages.read_by(getattr(cast, reader) if reader else None, "en", rows))
    written, known = pages.written(), SWITCH | PRINTED | quoted()
    stray = {
        name: [run for run in pages.HAN.findall(text) if run not in written and run not in known | heads_on(name)]
        for name, text in found.items()
    }
    assert {name: there for name, there in stray.items() if there} == {}


@pytest.mark.parametrize("address", ["archive:home", "desk:index"])
def test_the_button_changes_the_language_of_site_and_desk(cast: Cast, address: str) -> None:
    client = Client()
    client.force_login(cast.chief)
    here = reverse(address)

    def language_after(choice: str) -> str:
        answer = client.post(reverse("archive:language"), {"language": choice, "next": here}, follow=True)
        assert answer.redirect_chain == [(here, 302)]
        return answer.content.decode().partition('<html lang="')[2].partition('"')[0]

    assert [language_after(choice) for choice in ("en", "zh-hans", "en")] == ["en", "zh-hans", "en"]
