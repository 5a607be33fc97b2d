from __future__ import annotations

from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bulletin import snapshot as sn
from bulletin.models import Edition, Masthead, Withdrawal
from bulletin.reading import likeness
from editorial.intake import known, sketching
from editorial.models import Shingle, Sketch
from tests import builders as desk
from tests.archive import builders
from tests.cast import Cast

SERIES = "2020年第53号"
TEXT = (
    "<p>为进一步规范药品研制秩序，提高申报资料质量，现就申请人提交沟通交流资料的格式、目录和时限作出说明，请对照执行。</p>"
    "<p>资料不全的，受理窗口一次告知需要补正的全部内容，补正时限不计入审评时限。各地应当做好宣传和解释工作。</p>"
)


def released(masthead: Masthead, number: int, *entries: sn.Entry) -> None:
    sections = (sn.Section(code="national"), sn.Section(code="local", entries=entries))
    parts = (sn.Part(code="ip", sections=(sections[0],)), sn.Part(code="drug", sections=sections))
    frozen = replace(builders.snapshot(masthead, number), parts=parts)
    builders.release(masthead, number, frozen=sn.normal_form(frozen))
    sketching.catch_up(masthead)


def notice(title: str, number: str | None = None, by: str = "国家药品监督管理局", **fields: object) -> sn.Entry:
    typed = sn.DocumentNumber(typed=number, canonical=number) if number else None
    given = {"document_number": typed, "authorities": (by,), "body_html": None, "document_type": "通告", **fields}
    return builders.notice(1, title=title, **given)


def test_the_same_key_is_the_same_document_and_its_place_is_named(masthead: Masthead) -> None:
    released(masthead, 139, notice("其他事项的通告"), notice("关于发布指导原则的通告", SERIES))
    (found,) = known.matches(notice("题目写得不同", SERIES, by="国家药监局"), masthead)
    assert (found.by, found.certainty, found.url, found.is_public) == ("key", 1.0, "/weekly/139/2.2.2/", True)
    assert found.place == "第139期, part 2, entry 2"


def test_the_same_number_of_another_authority_is_another_document(masthead: Masthead) -> None:
    released(masthead, 139, notice("关于发布指导原则的通告", SERIES))
    assert known.matches(notice("关于发布指导原则的通告", SERIES, by="国家知识产权局"), masthead) == ()


def test_the_same_number_of_another_kind_is_another_document(masthead: Masthead) -> None:
    released(masthead, 139, notice("关于发布指导原则的通告", SERIES))
    assert known.matches(notice("关于发布指导原则的公告", SERIES, document_type="公告"), masthead) == ()


def test_a_number_without_an_authority_is_less_than_sure(masthead: Masthead) -> None:
    released(masthead, 139, notice("关于发布指导原则的通告", SERIES))
    (found,) = known.matches(notice("题目写得不同", SERIES, authorities=()), masthead)
    assert found.certainty == known.UNTOLD


def test_a_title_alike_is_found_where_no_number_tells_them_apart(masthead: Masthead) -> None:
    released(masthead, 139, notice("国家药监局药审中心关于发布《真实世界研究指导原则》的通告", SERIES))
    (found,) = known.matches(notice("药审中心关于发布《真实世界研究指导原则》的通告"), masthead)
    assert found.by == "title"


def test_titles_alike_with_two_numbers_are_two_documents(masthead: Masthead) -> None:
    released(masthead, 139, notice("关于发布《真实世界研究指导原则》的通告", SERIES))
    assert known.matches(notice("关于发布《真实世界研究指导原则》的通告", "2020年第54号"), masthead) == ()


def test_a_draft_for_comment_is_not_the_rule_that_came_of_it(masthead: Masthead) -> None:
    released(masthead, 139, notice("关于《真实世界研究指导原则（征求意见稿）》的通告"))
    assert known.matches(notice("关于《真实世界研究指导原则（试行）》的通告"), masthead) == ()


def test_a_text_alike_under_another_title_is_found(masthead: Masthead) -> None:
    released(masthead, 139, builders.article(1, title="沟通交流有了新说法", body_html=TEXT))
    (found,) = known.matches(
        builders.article(2, title="药审中心答记者问", body_html=TEXT + "<p>特此说明。</p>"), masthead
    )
    assert (found.by, found.certainty > 0.7) == ("text", True)


def test_a_draft_in_an_open_issue_is_found_and_not_as_its_own_double(cast: Cast, masthead: Masthead) -> None:
    issue = desk.open_issue(masthead, by=cast.writer)
    row = desk.entries_of(issue)[0]
    entry = builders.article(2, title=row.title)
    address = f"/desk/editorial/{row.kind}/{row.pk}/change/"
    found = known.matches(entry, masthead)[0]
    assert (found.is_public, found.url, found.title) == (False, address, row.title)
    assert address not in {each.url for each in known.matches(entry, masthead, besides=row.pk)}


def test_the_same_key_is_found_before_the_entry_is_sketched(masthead: Masthead) -> None:
    released(masthead, 139, notice("关于发布指导原则的通告", SERIES))
    Sketch.objects.all().delete()
    assert [each.by for each in known.matches(notice("题目写得不同", SERIES), masthead)] == ["key"]


def test_another_masthead_is_not_looked_at(masthead: Masthead, other_masthead: Masthead) -> None:
    released(other_masthead, 139, notice("关于发布指导原则的通告", SERIES))
    assert known.matches(notice("关于发布指导原则的通告", SERIES), masthead) == ()


def test_every_published_entry_is_sketched_once(masthead: Masthead) -> None:
    released(masthead, 139, notice("关于发布指导原则的通告", SERIES), notice("短"))
    assert sketching.catch_up() == 0
    Sketch.objects.all().delete()
    assert (sketching.catch_up(), sketching.catch_up(masthead)) == (2, 0)
    assert (Sketch.objects.count(), Shingle.objects.exists()) == (2, True)


@pytest.mark.parametrize("count", [2, 12])
def test_many_entries_are_asked_about_with_as_many_statements_each(masthead: Masthead, count: int) -> None:
    for number in range(1, count):
        released(masthead, number, notice(f"关于第{number}批目录的通告", f"2020年第{number}号"))
    shelf = known.Shelf(masthead)
    shelf.matches(notice("关于第一批目录的通告", "2020年第1号"))
    with CaptureQueriesContext(connection) as captured:
        shelf.matches(notice("关于第二批目录的通告", "2020年第2号"))
    assert len(captured) == 4


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("关于发布仿制药参比制剂目录（第七十九批）的通告", "关于发布仿制药参比制剂目录（第七十八批）的通告"),
        ("2025年度国家药品抽检年报发布公告", "2024年度国家药品抽检年报发布公告"),
        ("关于38批次药品不符合规定的通告", "关于18批次药品不符合规定的通告"),
        ("通知", "通知"),
        ("——", "！"),
        ("", ""),
    ],
)
def test_titles_that_count_differently_or_say_nothing_are_two_documents(
    masthead: Masthead, one: str, other: str
) -> None:
    released(masthead, 139, notice(one))
    assert known.matches(notice(other), masthead) == ()


def test_a_number_that_only_one_title_names_does_not_part_them(masthead: Masthead) -> None:
    released(masthead, 139, notice("关于发布《真实世界研究指导原则》的通告（2020年第53号）"))
    (found,) = known.matches(notice("关于发布《真实世界研究指导原则》的通告"), masthead)
    assert found.by == "title"


def test_the_same_title_of_another_authority_is_another_document(masthead: Masthead) -> None:
    title = "市药品监督管理局关于开展药品网络销售专项检查工作的通告"
    released(masthead, 139, notice(f"北京{title}", by="北京市药品监督管理局"))
    assert known.matches(notice(f"上海{title}", by="上海市药品监督管理局"), masthead) == ()
    (found,) = known.matches(notice(f"北京{title}", by="北京市药监局"), masthead)
    assert found.by == "title"


def test_what_was_withdrawn_is_not_published(masthead: Masthead, cast: Cast) -> None:
    released(masthead, 139, notice("关于发布《真实世界研究指导原则》的通告", SERIES))
    edition = Edition.objects.get()
    Withdrawal.objects.create(edition=edition, reason="误发", by=cast.chief.username, at=edition.released_at)
    assert known.matches(notice("关于发布《真实世界研究指导原则》的通告", SERIES), masthead) == ()


def test_what_every_title_has_brings_nothing(masthead: Masthead, monkeypatch: pytest.MonkeyPatch) -> None:
    titles = [f"国家药监局关于发布{each * 2}{each}事项的通告" for each in "甲乙丙丁戊己庚辛"]
    released(masthead, 139, *(notice(title) for title in titles))
    monkeypatch.setattr(known, "MOST_SHARED", 5)
    telling = known._telling(Shingle.Of.TITLE, likeness.title_sketch(titles[0]))
    assert Shingle.objects.filter(value__in=telling).count() <= 5
    assert known.matches(notice(titles[0]), masthead)[0].title == titles[0]
