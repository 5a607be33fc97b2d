import pytest

from bulletin.reading import findings, numbers, read

# Numbers with a check digit that fits: ZC 0006—2003 prints the first as its example.
FOUND = {
    "申请号200310102344.5": ("200310102344.5", "invention", 2003, True),
    "CN 200310102344.5": ("CN200310102344.5", "invention", 2003, True),
    "ZL 2003 1 0102344.5": ("ZL200310102344.5", "invention", 2003, True),
    "ＺＬ２００３１０１０２３４４．５": ("ZL200310102344.5", "invention", 2003, True),
    "专利号：ZL200310102344.5。": ("ZL200310102344.5", "invention", 2003, True),
    "ZL2003101023445": ("ZL200310102344.5", "invention", 2003, True),
    "ZL200310102344.6": ("ZL200310102344.6", "invention", 2003, False),
    "ZL 2012 1 0345678.X": ("ZL201210345678.X", "invention", 2012, False),
    "ZL201220000000.8": ("ZL201220000000.8", "utility model", 2012, True),
    "202130123456.x": ("202130123456.X", "design", 2021, False),
    "专利号：ZL98112345.7": ("ZL98112345.7", "invention", 1998, True),
    "申请号：98112345.7": ("98112345.7", "invention", 1998, True),
    "CN123456789A": ("CN123456789A", "invention", None, None),
    "CN 112345678 B": ("CN112345678B", "invention", None, None),
    "CN1234567C": ("CN1234567C", "invention", None, None),
    "CN212345678U": ("CN212345678U", "utility model", None, None),
    "CN302345678S": ("CN302345678S", "design", None, None),
    "公开号为CN112345678A的": ("CN112345678A", "invention", None, None),
    "PCT/CN2020/123456": ("PCT/CN2020/123456", "PCT", 2020, None),
    "ＰＣＴ／ＣＮ２０２０／１２３４５６": ("PCT/CN2020/123456", "PCT", 2020, None),
    "PCT/US99/12345": ("PCT/US99/12345", "PCT", 1999, None),
    "WO 2020/123456 A1": ("WO 2020/123456 A1", "PCT", 2020, None),
    "WO2020/123456A1": ("WO 2020/123456 A1", "PCT", 2020, None),
    "WO2020123456A1": ("WO 2020/123456 A1", "PCT", 2020, None),
    "WO2020123456": ("WO 2020/123456", "PCT", 2020, None),
    "WO 99/12345": ("WO 99/12345", "PCT", 1999, None),
}
NONE = [
    "123456789012.5",
    "200340102344.5",
    "2003101023445",
    "98112345.7",
    "净利润为201210345678.99元",
    "CN412345678A",
    "CN212345678A",
    "CN312345678B",
    "CN123456789",
    "CN12345A",
    "CN1234567890A",
    "XCN123456789A",
    "WO2020",
    "WO 2020/12",
    "PCT/2020/123456",
    "电话13812345678",
    "统一社会信用代码91110000123456789X",
    "CAS号9004-10-8",
]


@pytest.mark.parametrize(("text", "wanted"), FOUND.items())
def test_a_patent_number_is_found_with_its_kind_year_and_check_digit(text: str, wanted: tuple[object, ...]) -> None:
    [found] = numbers.find_all(text)
    assert (found.canonical, found.kind, found.year, found.valid) == wanted


@pytest.mark.parametrize("text", NONE)
def test_digits_that_are_no_patent_are_none(text: str) -> None:
    assert numbers.find_all(text) == []


# Weighted sums by hand: 82 = 7·11 + 5, 30 = 2·11 + 8, 180 = 16·11 + 4, 161 = 14·11 + 7, 21 = 11 + 10.
@pytest.mark.parametrize(
    ("digits", "check"),
    [
        ("200310102344", "5"),
        ("201220000000", "8"),
        ("201210345678", "4"),
        ("98112345", "7"),
        ("200110001010", "X"),
    ],
)
def test_the_check_digit_is_the_weighted_sum_modulo_eleven(digits: str, check: str) -> None:
    assert numbers.check_digit(digits) == check


def test_one_wrong_digit_or_two_exchanged_ones_never_fit() -> None:
    right = "200310102344"
    for place in range(4, 12):
        for digit in set("0123456789") - {right[place]}:
            assert numbers.check_digit(right[:place] + digit + right[place + 1 :]) != "5"
    assert numbers.check_digit("200310012344") != "5"


NOTICE = (
    "某市知识产权局关于公布典型案例的通知\n\n各有关单位：\n\n现公布涉及{number}号专利的案例。\n\n"
    "某市知识产权局\n2021年3月4日\n"
)


def test_a_wrong_check_digit_is_warned_of_and_kept_as_typed() -> None:
    reading = read(NOTICE.format(number="ZL200310102344.6"))
    [entry] = reading.snapshot.entries()
    assert [each.number for each in entry.cites] == ["ZL200310102344.6"]
    assert findings.CHECK_DIGIT in [each.sentence for each in reading.warnings]


def test_a_right_check_digit_is_not_warned_of() -> None:
    assert findings.CHECK_DIGIT not in [
        each.sentence for each in read(NOTICE.format(number="ZL200310102344.5")).warnings
    ]


def test_a_patent_in_a_title_is_not_the_number_of_the_document() -> None:
    assert numbers.own_of_title("某案一审宣判（ZL200310102344.5）") is None
