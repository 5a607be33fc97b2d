from datetime import date

import pytest

from bulletin.reading import effect

TITLE = "某局关于发布《药品审评办法》的公告"
OWN = {
    "现予发布，自发布之日起施行。": [(None, "on-publication", "自发布之日起施行")],
    "现予以发布，自 2021 年 6 月 1 日起施行。": [("2021-06-01", None, "自 2021 年 6 月 1 日起施行")],
    "本通知自印发之日起实施。": [(None, "on-publication", "自印发之日起实施")],
    "本公告自2021年3月1日起执行。": [("2021-03-01", None, "自2021年3月1日起执行")],
    "本规定自即日起施行。": [(None, "on-publication", "自即日起施行")],
    "《药品审评办法》已经审议通过，现予公布，自2020年7月1日施行。": [("2020-07-01", None, "自2020年7月1日施行")],
    "本办法自公布之日起30日后施行。": [("2021-02-03", "after-publication", "自公布之日起30日后施行")],
    "本办法自公布之日起六个月后施行。": [("2021-07-04", "after-publication", "自公布之日起六个月后施行")],
    "新规则自2022年1月1日起施行。": [("2022-01-01", None, "自2022年1月1日起施行")],
    "调整后的验证标准自2022年1月1日起实施。": [("2022-01-01", None, "自2022年1月1日起实施")],
    "除标签要求外，其他关于包装的规定自2022年1月1日起施行。": [("2022-01-01", None, "自2022年1月1日起施行")],
    "第三条自2022年1月1日起施行，其余条款自发布之日起施行。": [
        ("2022-01-01", None, "第三条自2022年1月1日起施行"),
        (None, "on-publication", "其余条款自发布之日起施行"),
    ],
    "第一批自2021年1月1日起实施，第二批自2021年7月1日起实施。": [
        ("2021-01-01", None, "第一批自2021年1月1日起实施"),
        ("2021-07-01", None, "第二批自2021年7月1日起实施"),
    ],
    "自二〇二一年六月一日起施行，有效期五年。": [("2021-06-01", None, "自二〇二一年六月一日起施行")],
    "本公告自公布之日起施行，2003年5月6日公布的《某办法》同时废止。": [(None, "on-publication", "自公布之日起施行")],
    "本办法自公布之日起半年后施行。": [("2021-07-04", "after-publication", "自公布之日起半年后施行")],
    "This final rule is effective March 1, 2021.": [("2021-03-01", None, "effective March 1, 2021")],
    "This guideline will come into effect on 1 June 2021.": [
        ("2021-06-01", None, "will come into effect on 1 June 2021")
    ],
    "DATES: The EMA guideline: effective 06/05/2021.": [("2021-05-06", None, "effective 06/05/2021")],
    "This rule is effective 30 days after publication in the register.": [
        ("2021-02-03", "after-publication", "effective 30 days after publication")
    ],
    "自2021年6月1日（含）起施行。": [("2021-06-01", None, "自2021年6月1日（含）起施行")],
    "实施日期为2021年6月1日。": [("2021-06-01", None, "实施日期为2021年6月1日")],
    "规定自公布之日起30日后施行。": [("2021-02-03", "after-publication", "自公布之日起30日后施行")],
    "本解释自2021年6月1日起适用。": [("2021-06-01", None, "自2021年6月1日起适用")],
    "The Devices Regulations 2021 come into force on 30 June 2021.": [
        ("2021-06-30", None, "come into force on 30 June 2021")
    ],
    "It shall enter into force on the twentieth day following that of its publication.": [
        ("2021-01-24", "after-publication", "enter into force on the twentieth day following that of its publication")
    ],
    "Notice | Effective April 25, 2024 | 89 FR 1": [("2024-04-25", None, "Effective April 25, 2024")],
    "This guidance is effective immediately.": [(None, "on-publication", "is effective immediately")],
}
OTHERS = [
    "2019年11月1日起施行的修改后的商标法提高了赔偿。",
    "新修订的《药品管理法》自2019年12月1日起施行。",
    "平台即日起开通统一登录入口。",
    "自2021年6月1日起，生产企业应当办理变更。",
    "执行至2021年12月31日。",
    "从实施之日起至2018年底，新增销售收入。",
    "《某某办法》自2003年5月6日起施行，现予废止。",
    "原《某某办法》（2003年5月6日起施行）同时废止。",
    "新专利法将于2021年6月1日起施行。",
    "自2021年3月1日起，按照本公告执行。",
    "自2021年6月1日起适用新版申请表。",
    "The Act, which took effect on May 6, 2003, is amended.",
    "Treatment was effective in March 2021 and by June 1, 2021.",
    "This rule is effective 06/05/2021.",
]


@pytest.mark.parametrize(("text", "rows"), OWN.items())
def test_clauses_of_the_notice_itself(text: str, rows: list[tuple[str | None, str | None, str]]) -> None:
    found = effect.clauses(text, TITLE, date(2021, 1, 4))
    assert [(each.on and each.on.isoformat(), each.rule, each.text) for each in found] == rows


@pytest.mark.parametrize("text", OTHERS)
def test_clauses_of_other_rules_and_duties_are_left_alone(text: str) -> None:
    assert effect.clauses(text, TITLE, date(2021, 1, 4)) == []


ISSUED = "某局关于印发《国家基本保险药品目录（2022年）》的通知"


@pytest.mark.parametrize(
    "text",
    [
        "《2022年药品目录》自2023年3月1日起正式执行。",
        "现印发目录（以下简称《药品目录》），《药品目录》自2023年3月1日起执行。",
    ],
)
def test_a_short_name_of_what_the_notice_issues_is_its_own(text: str) -> None:
    assert [each.on for each in effect.clauses(text, ISSUED)] == [date(2023, 3, 1)]


@pytest.mark.parametrize("text", ["《2021年药品目录》自2022年3月1日起执行。", "《保险条例》自2022年3月1日起执行。"])
def test_a_like_name_that_the_notice_does_not_issue_is_anothers(text: str) -> None:
    assert effect.clauses(text, ISSUED) == []


def test_a_counted_date_says_so_and_needs_a_signature() -> None:
    text = "本办法自公布之日起30日后施行。"
    assert [each.computed for each in effect.clauses(text, TITLE, date(2021, 1, 4))] == [True]
    assert [each.on for each in effect.clauses(text, TITLE)] == [None]
