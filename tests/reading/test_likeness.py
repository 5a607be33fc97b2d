from __future__ import annotations

import pytest

from bulletin.reading import likeness

TEXT = (
    "为进一步规范药品研制秩序，提高申报资料质量，现就申请人提交沟通交流资料的格式、目录和时限作出说明，"
    "请各申请人对照执行。资料不全的，受理窗口一次告知需要补正的全部内容，补正时限不计入审评时限。"
    "各地药品监督管理部门应当做好宣传和解释工作，遇有问题及时反馈。"
)


def test_a_text_is_wholly_like_itself_however_it_is_set() -> None:
    spaced = TEXT.replace("，", ", ").replace("。", "。\n\n")
    assert likeness.resemblance(likeness.sketch(TEXT), likeness.sketch(spaced)) == 1.0


def test_a_text_with_one_sentence_more_is_mostly_like_it() -> None:
    longer = TEXT + "本说明自发布之日起施行。"
    assert likeness.resemblance(likeness.sketch(TEXT), likeness.sketch(longer)) > 0.75


def test_two_texts_on_other_matters_are_not_alike() -> None:
    other = (
        "市场监管总局抽检发现多批次食品不合格，涉及微生物污染、农药残留超标等问题，已责令企业下架召回并查找原因，" * 3
    )
    assert likeness.resemblance(likeness.sketch(TEXT), likeness.sketch(other)) < 0.1


@pytest.mark.parametrize("text", ["", "特此通告。", "短" * (likeness.SHORTEST_TEXT - 1)])
def test_a_text_too_short_to_tell_has_no_sketch(text: str) -> None:
    assert likeness.sketch(text) == ()
    assert likeness.resemblance(likeness.sketch(text), ()) == 0.0


@pytest.mark.parametrize(
    ("one", "other", "least", "most"),
    [
        (
            "关于发布《真实世界研究指导原则》的通告",
            "关于发布《真实世界研究指导原则》的通告（2020 年第 53 号）",
            0.6,
            1.0,
        ),
        ("关于发布《真实世界研究指导原则》的通告", "关于发布《真实世界研究指导原则》的通告", 1.0, 1.0),
        ("专利代理管理办法", "药品注册管理办法", 0.0, 0.5),
        ("ABCDE", "ａｂｃｄｅ", 1.0, 1.0),
        ("通知", "通知", 0.0, 0.0),
    ],
)
def test_titles_share_their_pairs_of_characters(one: str, other: str, least: float, most: float) -> None:
    assert least <= likeness.share(likeness.bigrams(one), likeness.bigrams(other)) <= most
