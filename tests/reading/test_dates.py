from datetime import date

import pytest

from bulletin.reading import coverage, dates

WHOLE = {
    "2020年12月31日": date(2020, 12, 31),
    "2020 年 12 月 31 日": date(2020, 12, 31),
    "２０２１年１月４日": date(2021, 1, 4),
    "二〇〇四年十月三十一日": date(2004, 10, 31),
    "二○○四年一月二日": date(2004, 1, 2),
    "二OO四年一月二日": date(2004, 1, 2),
    "二0一九年八月廿一日": date(2019, 8, 21),
    "2021-01-04": date(2021, 1, 4),
    "2021/1/4": date(2021, 1, 4),
    "2021．1．4": date(2021, 1, 4),
    "20210104": date(2021, 1, 4),
    "（2021年1月4日）": date(2021, 1, 4),
    "2021年元月4日": date(2021, 1, 4),
    "2021年2月30日": None,
    "2021年1月4日起": None,
    "1月4日": None,
}
SPANS = {
    "2021/01/01~2021/01/08": ("2021-01-01", "2021-01-08"),
    "2021/1/4~2021/1/8": ("2021-01-04", "2021-01-08"),
    "2021.1.4-1.8": ("2021-01-04", "2021-01-08"),
    "2021年1月4日至15日": ("2021-01-04", "2021-01-15"),
    "2021 年 1 月 4 日~2021 年 1 月 15 日": ("2021-01-04", "2021-01-15"),
    "2020年12月28日—1月3日": ("2020-12-28", "2021-01-03"),
    "2022.3.1～2022.3.31": ("2022-03-01", "2022-03-31"),
    "1月4日-1月8日": ("2021-01-04", "2021-01-08"),
}
ISSUES = {
    "某某周报第 144 期": ("某某周报", 144, None),
    "（总第144期）": (None, 144, None),
    "2021年第3期（总第58期）": (None, 58, 3),
    "2021年第3期": (None, 3, 3),
    "第3期（总第144期） 2021年1月8日": (None, 144, 3),
    "某某简报 2021年 第1期": ("某某简报", 1, 1),
    "第一四四期": (None, 144, None),
}


@pytest.mark.parametrize(("text", "day"), WHOLE.items())
def test_a_line_that_is_a_date(text: str, day: date | None) -> None:
    assert dates.whole(text) == day


@pytest.mark.parametrize(("text", "ends"), SPANS.items())
def test_two_dates_that_make_a_period(text: str, ends: tuple[str, str]) -> None:
    [span] = dates.spans(text)
    days = span.days(2021)
    assert days is not None
    assert tuple(day.isoformat() for day in days) == ends


def test_a_date_keeps_the_weekday_that_the_text_gives_it() -> None:
    [day] = dates.find_all("请于6月16日（周四）下班前反馈")
    assert (day.year, day.month, day.day, day.weekday) == (None, 6, 16, 3)


@pytest.mark.parametrize(("text", "told"), ISSUES.items())
def test_a_line_that_tells_of_the_issue(text: str, told: tuple[str | None, int | None, int | None]) -> None:
    found = coverage.issue_line(text)
    assert found is not None
    assert (found.title, found.number, found.year_number) == told


@pytest.mark.parametrize("text", ["公布第三期名单", "第3期培训班开班", "关于第三期的通知", "其中2021年第3期。"])
def test_a_line_that_tells_of_something_else(text: str) -> None:
    found = coverage.issue_line(text)
    assert found is None or not found.numbered
