from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editorial.review.wordwise import CAME, GONE, SAME, spans

SIGNS = {SAME: "{}", GONE: "[-{}-]", CAME: "[+{}+]"}
TEXTS = st.text(alphabet="甲乙丙丁，。 ab12年月\n", max_size=60)


def read(old: str, new: str) -> str:
    return "".join(SIGNS[each.state].format(each.text) for each in spans(old, new))


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("教师专业能力低。", "教师资历不足或差。", "教师[-专业能力低-][+资历不足或差+]。"),
        ("学生是否当了父母或怀孕", "学生是否已当父母或怀孕", "学生是否[-当了-][+已当+]父母或怀孕"),
        ("发布2026年第3号公告", "发布2026年第13号公告", "发布2026年第[-3号-][+13号+]公告"),
        ("自2026年3月1日起施行", "自2026年4月1日起施行", "自2026年[-3月-][+4月+]1日起施行"),
        ("药品，器械，化妆品。", "药品，器械，疫苗，化妆品。", "药品，器械，[+疫苗，+]化妆品。"),
        ("甲说明。丙说明。乙说明。", "甲说明。乙说明。", "甲说明。[-丙说明。-]乙说明。"),
        ("I ate a red apple.", "I ate a green apple.", "I ate a [-red-][+green+] apple."),
        ("寄至a@example.org收", "寄至b@example.org收", "寄至[-a@example.org-][+b@example.org+]收"),
        ("", "新", "[+新+]"),
        ("旧", "", "[-旧-]"),
        ("同", "同", "同"),
    ],
)
def test_a_change_is_shown_word_by_word_as_an_editor_would_mark_it(old: str, new: str, found: str) -> None:
    assert read(old, new) == found


@given(old=TEXTS, new=TEXTS)
def test_both_texts_can_be_read_back_from_their_difference(old: str, new: str) -> None:
    found = spans(old, new)
    assert "".join(each.text for each in found if each.state != CAME) == old
    assert "".join(each.text for each in found if each.state != GONE) == new
    assert all(each.text for each in found)


@given(text=TEXTS)
def test_equal_texts_have_no_difference(text: str) -> None:
    assert {each.state for each in spans(text, text)} <= {SAME}


LONG = {
    "one character": "一" * 66_000,
    "without a sentence": "".join(chr(0x4E00 + at * 7919 % 3000) for at in range(66_000)),
    "one sentence over and over": "甲乙丙丁。" * 13_000,
    "two sentences by turns": "甲乙。丙丁。" * 11_000,
}


@pytest.mark.parametrize("text", LONG.values(), ids=LONG.keys())
def test_two_hundred_kilobytes_are_compared_in_no_time(text: str) -> None:
    turned = text[: len(text) // 2] + "改" + text[len(text) // 2 + 7 :][::-1]
    started = time.perf_counter()
    found = spans(text, turned)
    assert time.perf_counter() - started < 5
    assert "".join(each.text for each in found if each.state != GONE) == turned


def test_a_change_of_one_word_in_a_long_text_is_still_that_word() -> None:
    text = "".join(f"第{at}条规定了第{at}项要求，自发布之日起施行。" for at in range(6_000))
    changed = text.replace("第3000项要求", "第3000项条件")
    assert [each.text for each in spans(text, changed) if each.state != SAME] == ["要求", "条件"]
