from datetime import date

import pytest

from bulletin.reading import consultation, findings
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


def test_a_duty_with_a_deadline_is_no_consultation() -> None:
    texts = ["请于2021年3月1日前报送总结。", "应当在30个工作日内完成整改。"]
    assert consultation.find(texts, "关于报送工作总结的通知", SIGNED, Mainland()) is None


@pytest.mark.parametrize(
    ("text", "address"),
    [("联系邮箱:cde-box@cde.org.cn", "cde-box@cde.org.cn"), ("发送至a.b@x.cn，谢谢", "a.b@x.cn"), ("@ 无", None)],
)
def test_the_address_for_comments(text: str, address: str | None) -> None:
    assert consultation.email([text]) == ((0, address) if address else None)
