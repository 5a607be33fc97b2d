from datetime import date

import pytest

from bulletin.reading import coverage, dates, months

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
    "2021.01.04": date(2021, 1, 4),
    "2021 年 01 月 04 日": date(2021, 1, 4),
    "2021年1月4日星期一": date(2021, 1, 4),
    "二〇〇三年五月六日": date(2003, 5, 6),
    "二○○三年五月六日": date(2003, 5, 6),
    "二◯◯三年五月六日": date(2003, 5, 6),
    "二OO三年五月六日": date(2003, 5, 6),
    "二00三年五月六日": date(2003, 5, 6),
    "二零零三年五月六日": date(2003, 5, 6),
    "二 〇 〇 三 年 五 月 六 日": date(2003, 5, 6),
    "一九九九年十二月三十一日": date(1999, 12, 31),
    "May 6, 2003": date(2003, 5, 6),
    "Sept. 30, 2021": date(2021, 9, 30),
    "6 May 2003": date(2003, 5, 6),
    "6th of May 2003": date(2003, 5, 6),
    "May 6": None,
    "06/05/2003": None,
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
    "1月4日至15日": ("2021-01-04", "2021-01-15"),
    "2021年1月4日(周一)至8日(周五)": ("2021-01-04", "2021-01-08"),
    "2021年1月4日上午9时至15日17时": ("2021-01-04", "2021-01-15"),
    "2021年1月4日8:30—1月15日17:00": ("2021-01-04", "2021-01-15"),
    "自2021年1月4日开始至2021年1月15日结束": ("2021-01-04", "2021-01-15"),
    "12月28日至2021年1月3日": ("2020-12-28", "2021-01-03"),
    "from May 6 to June 5, 2003": ("2003-05-06", "2003-06-05"),
    "6 May 2003 – 5 June 2003": ("2003-05-06", "2003-06-05"),
}
NO_SPANS = ["1月4日9:00-11:00", "2021年1月4日到3家企业调研", "2021年1-3月", "2021年第1-3号", "1月4日、5日"]
ORDERS = {
    "The FDA must receive them by 06/05/2003.": date(2003, 6, 5),
    "The EMA must receive them by 06/05/2003.": date(2003, 5, 6),
    "They are due by 06/05/2003.": None,
    "They are due by 06/06/2003.": date(2003, 6, 6),
    "They are due by 25.05.2003.": date(2003, 5, 25),
    "They are due by 05/25/2003.": date(2003, 5, 25),
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


@pytest.mark.parametrize("text", NO_SPANS)
def test_figures_after_a_date_that_are_no_second_date(text: str) -> None:
    assert [span.days(2021) for span in dates.spans(text)] == []


@pytest.mark.parametrize(("text", "day"), ORDERS.items())
def test_three_figures_are_a_date_where_only_one_order_gives_it_or_the_agency_tells(
    text: str, day: date | None
) -> None:
    [found] = months.numeric(text, months.order_of(text))
    assert found.on == day


def test_figures_that_give_a_day_in_neither_order_are_no_date() -> None:
    assert list(months.numeric("Section 31/31/2003 and version 1.2.2003.4")) == []


def test_a_figure_before_a_month_is_no_part_of_it() -> None:
    [day] = dates.find_all("表2 1月4日")
    assert (day.month, day.day) == (1, 4)


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
