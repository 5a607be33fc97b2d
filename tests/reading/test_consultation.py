from datetime import date

import pytest

from bulletin.reading import consultation, findings, read
from bulletin.reading.workdays import Mainland

ASKING = "关于公开征求《某办法（征求意见稿）》意见的通知"
SIGNED = date(2021, 1, 4)


def period(*texts: str, title: str = ASKING, signed_on: date | None = SIGNED) -> consultation.Period:
    found = consultation.find(texts, title, signed_on, Mainland())
    assert found is not None
    return found


def said(found: consultation.Period) -> list[str]:
    return [sentence for sentence, _ in found.notes]


def test_two_dates_are_counted_with_both_ends() -> None:
    found = period("公示期限:2021 年 1 月 4 日~2021 年 1 月 15 日（10 个工作日）。")
    assert (found.opens_on, found.closes_on) == (date(2021, 1, 4), date(2021, 1, 15))
    assert (found.working_days, found.computed_working_days, found.basis) == (10, 10, "stated")
    assert found.text == "公示期限:2021 年 1 月 4 日~2021 年 1 月 15 日（10 个工作日）。"
    assert said(found) == []


def test_a_wrong_count_is_warned_of_and_never_corrected() -> None:
    found = period("公示时间：2021年1月4日至1月15日（8个工作日）。")
    assert (found.working_days, found.computed_working_days) == (8, 10)
    assert said(found) == [findings.WORKING_DAYS]


def test_a_year_without_calendar_is_provisional() -> None:
    assert findings.PROVISIONAL_YEAR in said(period("公示时间：2150年1月4日至1月15日。"))


UNTIL = {
    "请于2021年3月1日前将意见反馈至我司。": date(2021, 3, 1),
    "意见反馈截止时间为2021年2月10日。": date(2021, 2, 10),
    "征求意见截止日期：2021年2月10日": date(2021, 2, 10),
    "公示至2021年2月10日，如有异议请反馈。": date(2021, 2, 10),
    "反馈意见请于2021年2月10日（周三）17:00前发送。": date(2021, 2, 10),
    "请于2月10日（周三）下班前反馈意见。": date(2021, 2, 10),
    "请于2021年2月10日24时前反馈意见。": date(2021, 2, 10),
    "请于2021年2月10日前提交。": date(2021, 2, 10),
    "请于2021年2月底前反馈意见。": date(2021, 2, 28),
    "有关意见建议请于 2 月 10 日（星期三）前发送至邮箱。": date(2021, 2, 10),
}


@pytest.mark.parametrize(("text", "closes"), UNTIL.items())
def test_a_single_date_closes_the_period(text: str, closes: date) -> None:
    found = period(text)
    assert (found.opens_on, found.closes_on, found.basis) == (None, closes, "stated")


def test_a_label_lends_its_words_to_the_line_under_it() -> None:
    assert period("公示期限：", "2021年1月4日至2021年1月15日").closes_on == date(2021, 1, 15)


def test_a_deadline_without_year_lies_after_the_signature() -> None:
    found = period("请于1月31日前反馈意见。", signed_on=date(2020, 12, 20))
    assert found.closes_on == date(2021, 1, 31)
    assert findings.NO_YEAR in said(found)


def test_a_wrong_weekday_is_warned_of() -> None:
    assert said(period("请于2021年2月10日（周五）前反馈意见。")) == [findings.WEEKDAY]


COUNTED = {
    "自发布之日起一个月内，请反馈意见。": (date(2021, 2, 4), None),
    "自公示之日起30日内可提出异议。": (date(2021, 2, 3), None),
    "公示期为7个工作日，如有异议请反馈。": (date(2021, 1, 13), 7),
    "征求意见期限为自本通知发布之日起10个工作日。": (date(2021, 1, 18), 10),
    "自发布之日起5日内反馈意见。": (date(2021, 1, 11), None),
    "请自发布之日起两周内将意见反馈我司。": (date(2021, 1, 18), None),
    "自本公告发布之日起一个月内，可提出异议。": (date(2021, 2, 4), None),
    "请于一周内反馈意见。": (date(2021, 1, 11), None),
    "征求意见期限为两个月。": (date(2021, 3, 4), None),
    "征求意见期限为半个月。": (date(2021, 1, 19), None),
    "征求意见期自即日起三十日。": (date(2021, 2, 3), None),
    "如有异议，请于公示之日起10个工作日内书面提出。": (date(2021, 1, 18), 10),
}
# From the publication on until a day: the end is stated, the beginning is not.
SINCE = ["即日起至2021年2月10日，公众可提出意见。", "自公告发布之日起至2021年2月10日止，公开征求意见。"]
FROM_A_DAY = [
    "公开征求意见时间为30日，自2021年1月5日起。",
    "自2021年1月5日起征求意见30日。",
    "自1月5日起30日内反馈意见。",
]
DUTIES = [
    "应当在30个工作日内完成整改并反馈意见。",
    "申请人应当在收到补正通知之日起30个工作日内提交意见陈述。",
    "复审请求人应当自收到通知书之日起三个月内陈述意见。",
    "各单位应当于2021年3月1日前完成整改，并反馈情况。",
    "培训时间：2021年1月4日至1月15日。",
    "异议成立的，自公告期满之日起12个月内作出决定。",
]
ENGLISH = {
    "Comments must be received by May 6, 2003.": (None, "2003-05-06", "stated"),
    "Submit either electronic or written comments on or before June 1, 2021.": (None, "2021-06-01", "stated"),
    "The consultation runs from 1 March 2021 to 30 April 2021.": ("2021-03-01", "2021-04-30", "stated"),
    "Submit comments by 11:59 p.m. on June 1, 2021.": (None, "2021-06-01", "stated"),
    "Closing date for comments: 1 June 2021": (None, "2021-06-01", "stated"),
    "EMA consultation dates: 16/11/2022 to 16/01/2023": ("2022-11-16", "2023-01-16", "stated"),
    "The EMA takes comments until 06/05/2021.": (None, "2021-05-06", "stated"),
    "Comments are due within 60 days after publication in the Federal Register.": (None, "2021-03-05", "computed"),
    "This rule is effective May 6, 2021. The comment period closes on June 6, 2021.": (None, "2021-06-06", "stated"),
}


@pytest.mark.parametrize(("text", "wanted"), COUNTED.items())
def test_a_length_is_counted_from_the_signature_without_its_day(text: str, wanted: tuple[date, int | None]) -> None:
    found = period(text)
    assert ((found.closes_on, found.working_days), found.basis) == (wanted, "computed")
    assert said(found) == [findings.COUNTED_DEADLINE]


def test_a_length_with_nothing_to_count_from_has_no_end() -> None:
    found = period("公示期为7个工作日。", signed_on=None)
    assert (found.closes_on, said(found)) == (None, [findings.UNCOUNTED_DEADLINE])


def test_an_extended_deadline_remembers_the_earlier_one() -> None:
    found = period("征求意见截止时间由2021年1月15日延长至2021年2月1日。")
    assert (found.closes_on, found.previous_closes_on) == (date(2021, 2, 1), date(2021, 1, 15))


@pytest.mark.parametrize("text", SINCE)
def test_a_period_that_begins_with_the_publication_has_a_stated_end_and_a_computed_beginning(text: str) -> None:
    found = period(text)
    assert (found.opens_on, found.closes_on, found.basis) == (SIGNED, date(2021, 2, 10), "stated")
    assert found.opens_with_signature
    assert said(found) == [findings.COUNTED_OPENING]


@pytest.mark.parametrize("text", FROM_A_DAY)
def test_a_length_from_a_named_day_is_counted_without_that_day(text: str) -> None:
    found = period(text)
    assert (found.opens_on, found.closes_on, found.basis) == (date(2021, 1, 5), date(2021, 2, 4), "computed")
    assert findings.COUNTED_FROM_DATE in said(found)


def test_a_counted_end_in_a_year_without_calendar_is_provisional() -> None:
    found = period("公示期为7个工作日，如有异议请反馈。", signed_on=date(2150, 1, 5))
    assert findings.PROVISIONAL_YEAR in said(found)


def test_a_stated_number_of_calendar_days_is_compared_and_never_corrected() -> None:
    assert said(period("公示时间：2021年1月4日至1月10日（7天）。")) == []
    wrong = period("公示时间：2021年1月4日至1月10日（10天）。")
    assert (said(wrong), wrong.closes_on) == ([findings.CALENDAR_DAYS], date(2021, 1, 10))


def test_a_deadline_that_names_no_year_and_has_no_signature_is_left_open_with_its_passage() -> None:
    found = period("请于2月10日前反馈意见。", signed_on=None)
    assert (found.closes_on, found.text, said(found)) == (None, "请于2月10日前反馈意见。", [findings.UNKNOWN_YEAR])


@pytest.mark.parametrize("text", DUTIES)
def test_a_term_within_which_somebody_must_act_is_no_period_for_comments(text: str) -> None:
    assert consultation.find([text], "关于印发《某办法》的通知", SIGNED, Mainland()) is None


@pytest.mark.parametrize(("text", "told"), ENGLISH.items())
def test_comments_asked_for_in_english(text: str, told: tuple[str | None, str, str]) -> None:
    found = period(text, title="Draft Guidance for Industry")
    ends = (found.opens_on and found.opens_on.isoformat(), found.closes_on and found.closes_on.isoformat())
    assert (*ends, found.basis) == told


def test_an_english_date_that_can_be_read_in_two_ways_is_left_with_a_warning() -> None:
    notice = "Notice on the Draft Guideline\n\nComments are taken until 06/05/2021 by the secretariat.\n"
    title = "国家药监局关于公开征求意见的通知\n\n"
    found = read(title + notice)
    assert any(each.sentence == findings.AMBIGUOUS_DATE for each in found.warnings)
    assert all(entry.consultation is None for entry in found.snapshot.entries())


def test_a_duty_with_a_deadline_is_no_consultation() -> None:
    texts = ["请于2021年3月1日前报送总结。", "应当在30个工作日内完成整改。"]
    assert consultation.find(texts, "关于报送工作总结的通知", SIGNED, Mainland()) is None


@pytest.mark.parametrize(
    ("text", "address"),
    [("联系邮箱:cde-box@cde.org.cn", "cde-box@cde.org.cn"), ("发送至a.b@x.cn，谢谢", "a.b@x.cn"), ("@ 无", None)],
)
def test_the_address_for_comments(text: str, address: str | None) -> None:
    assert consultation.email([text]) == ((0, address) if address else None)
