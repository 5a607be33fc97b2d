from __future__ import annotations

import re
from dataclasses import replace

import pytest
from django.test import Client

from bulletin import snapshot as sn
from bulletin.archive import public
from bulletin.models import Edition, Masthead, PublishedCitation
from tests.archive import builders

OPINION = "国知发服字〔2019〕46号"
SERIES = "2020年第53号"


def entry(number: str | None, *cites: sn.Citation, by: str = "国家知识产权局", **fields: object) -> sn.Entry:
    typed = sn.DocumentNumber(typed=number, canonical=number) if number else None
    given = {"title": f"关于{number}的通告", "authorities": (by,), "document_number": typed, "cites": cites, **fields}
    return builders.notice(1, **given)


def release(masthead: Masthead, number: int, *entries: sn.Entry) -> Edition:
    parts = (sn.Part(code="ip", sections=(sn.Section(code="national", entries=entries),)),)
    frozen = sn.normal_form(replace(builders.snapshot(masthead, number), parts=parts))
    return builders.release(masthead, number, frozen=frozen)


def related(client: Client, address: str) -> list[tuple[str, str]]:
    page = client.get(address, headers={"accept-language": "en"}).content.decode()
    return re.findall(
        r'<span class="label">([^<]*)</span> <a href="([^"]*)"',
        page.partition('class="related"')[2].partition("</section>")[0],
    )


def test_a_document_that_is_named_leads_to_its_entry_and_back(client: Client, masthead: Masthead) -> None:
    release(masthead, 1, entry(OPINION))
    release(masthead, 2, entry("国知发服字〔2021〕3号", sn.Citation(number=OPINION, relation="repeals")))
    assert related(client, "/tech-weekly/2/1.1.1/") == [("Repeals", "/tech-weekly/1/1.1.1/")]
    assert related(client, "/tech-weekly/1/1.1.1/") == [("Repealed by", "/tech-weekly/2/1.1.1/")]


def test_an_older_document_that_arrives_later_resolves_what_named_it(client: Client, masthead: Masthead) -> None:
    release(masthead, 2, entry("国知发服字〔2021〕3号", sn.Citation(number=OPINION)))
    assert related(client, "/tech-weekly/2/1.1.1/") == []
    release(masthead, 1, entry(OPINION))
    assert related(client, "/tech-weekly/2/1.1.1/") == [("Refers to", "/tech-weekly/1/1.1.1/")]


def test_a_number_that_two_authorities_gave_names_neither(client: Client, masthead: Masthead) -> None:
    release(masthead, 1, entry(SERIES), entry(SERIES, by="国家药品监督管理局"))
    release(masthead, 2, entry("国知发服字〔2021〕3号", sn.Citation(number=SERIES)))
    assert related(client, "/tech-weekly/2/1.1.1/") == []
    assert related(client, "/tech-weekly/1/1.1.1/") == []


def test_what_an_editor_chose_decides_between_two(client: Client, masthead: Masthead) -> None:
    release(masthead, 1, entry(SERIES), entry(SERIES, by="国家药品监督管理局"))
    chosen = sn.Citation(number=SERIES, target="tech-weekly/1/1.1.2")
    release(masthead, 2, entry("国知发服字〔2021〕3号", chosen))
    assert related(client, "/tech-weekly/2/1.1.1/") == [("Refers to", "/tech-weekly/1/1.1.2/")]
    assert related(client, "/tech-weekly/1/1.1.1/") == []
    assert related(client, "/tech-weekly/1/1.1.2/") == [("Referred to by", "/tech-weekly/2/1.1.1/")]


def test_the_same_document_reported_twice_is_one_and_its_first_report_is_named(
    client: Client, masthead: Masthead
) -> None:
    release(masthead, 1, entry(OPINION))
    release(masthead, 2, entry(OPINION))
    release(masthead, 3, entry("国知发服字〔2021〕3号", sn.Citation(number=OPINION)))
    assert related(client, "/tech-weekly/3/1.1.1/") == [("Refers to", "/tech-weekly/1/1.1.1/")]


def test_another_kind_under_the_same_number_is_another_document(client: Client, masthead: Masthead) -> None:
    release(masthead, 1, entry(SERIES, document_type="公告"))
    release(masthead, 2, entry("国知发服字〔2021〕3号", sn.Citation(number=SERIES, document_type="通告")))
    assert related(client, "/tech-weekly/2/1.1.1/") == []


@pytest.mark.parametrize("target", ["", "x", "tech-weekly/x/1.1.1", "tech-weekly/99/1.1.1", "a/1/../..", "//"])
def test_a_place_that_does_not_exist_resolves_nothing(client: Client, masthead: Masthead, target: str) -> None:
    release(masthead, 1, entry("国知发服字〔2021〕3号", sn.Citation(title="无此文件", target=target or None)))
    assert related(client, "/tech-weekly/1/1.1.1/") == []


def test_every_citation_is_a_row_of_its_own(masthead: Masthead) -> None:
    release(
        masthead, 1, entry(OPINION, sn.Citation(number=SERIES), sn.Citation(title="《专利法》", relation="implements"))
    )
    rows = PublishedCitation.objects.values_list("position", "number", "title", "relation")
    assert list(rows) == [(1, SERIES, "", ""), (2, "", "《专利法》", "implements")]


def test_a_thousand_citations_are_asked_for_at_once(masthead: Masthead) -> None:
    release(masthead, 1, entry(OPINION))
    places = [sn.Citation(target=f"{masthead.code}/{number}/1.1.1") for number in range(1, 1500)]
    titles = [sn.Citation(title=f"关于第{number}项的通告") for number in range(1500)]
    numbers = [sn.Citation(number=f"国知发服字〔2021〕{number}号") for number in range(1500)]
    assert [each.ref for each in public.documents([*places, *titles, *numbers])] == ["1.1.1"]


@pytest.mark.parametrize(
    "odd",
    [
        sn.Citation(target="tech-weekly/99999999999999999999/1.1.1"),
        sn.Citation(target="tech-weekly/1/1.1.1\x00"),
        sn.Citation(target="\x00/1/1.1.1"),
        sn.Citation(target="tech-weekly/１/1.1.1"),
        sn.Citation(number="国知发服字〔2021〕\x003号"),
        sn.Citation(title="关于\x00的通告"),
    ],
)
def test_what_no_database_can_hold_names_nothing(masthead: Masthead, odd: sn.Citation) -> None:
    release(masthead, 1, entry(OPINION))
    assert public.documents([odd]) == []
