from __future__ import annotations

import pytest

from bulletin import snapshot
from bulletin.reading import findings, read
from tests.reading import accounts


def entry(text: str) -> snapshot.Entry:
    reading = read(text)
    accounts.assert_nothing_lost(text, reading)
    [found] = reading.snapshot.entries()
    return found


def notice(title: str, *closing: str, number: str = "") -> str:
    lines = (title, number, "各有关单位：", "现将有关事项通知如下。", "特此通知。", *closing)
    return "\n".join(each for each in lines if each) + "\n"


def said(text: str) -> dict[str, tuple[tuple[str, str], ...]]:
    return {each.sentence: each.values for each in read(text).warnings}


def test_the_signature_counts_before_the_title_and_keeps_its_own_words() -> None:
    text = notice("国家药监局药审中心关于发布指南的通知", "国家药品监督管理局药品审评中心", "2021年3月1日")
    assert entry(text).authorities == entry(text).signed_by == ("国家药品监督管理局药品审评中心",)
    assert said(text) == {}


def test_joint_signers_keep_their_order_however_they_are_set() -> None:
    names = ("国家药监局", "国家卫生健康委", "海关总署")
    for closing in (
        names,
        ("　".join(names),),
        ("、".join(names),),
        ("国 家 药 监 局　　　国家卫生健康委　　　海 关 总 署",),
    ):
        assert entry(notice("关于开展检查的通知", *closing, "2021年3月1日")).authorities == names


def test_one_authority_under_two_names_is_taken_once() -> None:
    text = notice("关于开展检查的通知", "国家药监局", "国家药品监督管理局", "2021年3月1日")
    assert entry(text).authorities == ("国家药监局",)


def test_a_name_set_on_two_lines_is_one() -> None:
    text = notice("关于开展检查的通知", "国家药品监督管理局", "药品审评中心", "2021年3月1日")
    assert entry(text).authorities == ("国家药品监督管理局药品审评中心",)
    two = notice("关于开展检查的通知", "国家药品监督管理局", "国家知识产权局", "2021年3月1日")
    assert entry(two).authorities == ("国家药品监督管理局", "国家知识产权局")


@pytest.mark.parametrize("name", ["国家局", "省药监局", "市知识产权局", "本刊编辑部", "国家总局"])
def test_a_name_that_depends_on_its_place_stays_a_signature_and_becomes_no_authority(name: str) -> None:
    text = notice("关于开展检查的通知", name, "2021年3月1日")
    assert entry(text).signed_by == (name,)
    assert entry(text).authorities == ()
    assert said(text) == {findings.CONTEXTUAL_NAME: (("name", name),)}


def test_the_title_speaks_where_the_signature_says_only_this_bureau() -> None:
    text = notice("国家药监局关于开展检查的通知", "国家局", "2021年3月1日")
    assert entry(text).authorities == ("国家药监局",)


def test_the_number_tells_the_authority_last_of_all_and_says_so() -> None:
    text = notice("关于开展检查的通知", "2021年3月1日", number="国药监药管〔2021〕3号")
    assert entry(text).authorities == ("国家药品监督管理局",)
    assert said(text) == {findings.AUTHORITY_OF_NUMBER: (("name", "国家药品监督管理局"),)}
    signed = notice("关于开展检查的通知", "国家药监局综合司", "2021年3月1日", number="国药监药管〔2021〕3号")
    assert entry(signed).authorities == ("国家药监局综合司",)


def test_letters_of_a_number_that_nobody_knows_tell_nothing() -> None:
    assert entry(notice("关于开展检查的通知", "2021年3月1日", number="某某发〔2021〕3号")).authorities == ()


def test_an_unknown_name_is_kept_and_warned_of() -> None:
    text = notice("关于开展检查的通知", "示例港药品管理处", "2021年3月1日")
    assert entry(text).authorities == ("示例港药品管理处",)
    assert said(text) == {findings.UNKNOWN_AUTHORITY: (("name", "示例港药品管理处"),)}


def test_a_slip_in_a_name_is_kept_and_the_right_name_offered() -> None:
    text = notice("关于开展检查的通知", "国家药品监督管埋局", "2021年3月1日")
    assert entry(text).authorities == ("国家药品监督管埋局",)
    values = (("name", "国家药品监督管埋局"), ("known", "国家药品监督管理局"))
    assert said(text) == {findings.MISSPELT_AUTHORITY: values}


def test_a_labelled_issuer_counts_where_nobody_signed() -> None:
    text = (
        "关于开展检查的通知\n发文机关：国家药监局、国家卫生健康委\n成文日期：2021年3月1日\n现开展检查。\n特此通知。\n"
    )
    assert entry(text).authorities == ("国家药监局", "国家卫生健康委")


def test_an_official_who_signs_is_no_authority() -> None:
    text = notice("某某局令第5号", "局长：申某某", "2021年3月1日")
    assert entry(text).signed_by == ("局长：申某某",)
    assert entry(text).authorities == ("某某局",)
    labelled = "关于开展检查的决定\n发文机关：国家药监局\n现开展检查。\n局长：申某某\n2021年3月1日\n"
    assert entry(labelled).authorities == ("国家药监局",)


RULE = """Cardiovascular Devices; Classification of the Example Monitor

AGENCY: Food and Drug Administration, HHS.

ACTION: Final rule.

SUMMARY: The Food and Drug Administration classifies the monitor.

DATES: This rule is effective June 5, 2003.

Dated: May 6, 2003.

Jane Example,

Associate Commissioner for Policy.
"""


def test_an_agency_line_names_the_authority_and_the_official_is_none() -> None:
    found = read(RULE).snapshot.entries()[0]
    assert found.authorities == ("Food and Drug Administration",)
    assert (found.signed_by, found.signed_on) == (("Jane Example", "Associate Commissioner for Policy"), "2003-05-06")


def test_an_agency_that_heads_a_section_is_the_authority_of_its_notices() -> None:
    text = (
        "# Federal Register\n\n## Food and Drug Administration\n\n### Example Fees; Proposed Rule\n\n"
        "The agency proposes to adjust fees.\n\n### Example Committee; Notice of Meeting\n\nThe committee will meet.\n"
    )
    assert [each.authorities for each in read(text).snapshot.entries()] == [("Food and Drug Administration",)] * 2


def test_a_section_that_is_nobodys_name_gives_no_authority() -> None:
    text = "## 国家级\n\n### 1、关于开展检查的通知\n\n现开展检查。\n\n特此通知。\n"
    assert [each.authorities for each in read(text).snapshot.entries()] == [()]


def test_news_takes_no_authority_from_its_headline() -> None:
    text = "## 资讯\n\n### 1、国家药监局发布年度报告\n\n报告近日发布。\n"
    assert [(each.kind, each.authorities) for each in read(text).snapshot.entries()] == [("article", ())]
