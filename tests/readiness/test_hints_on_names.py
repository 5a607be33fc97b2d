from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bulletin import snapshot as shape
from bulletin.models import Edition, Masthead
from editorial.models import Issue
from tests import builders
from tests.cast import Cast
from tests.readiness.hunting import found, issue_of, plain_article, plain_notice, sentences
from tests.readiness.test_hints_on_facts import publish


def numbered(title: str, number: str | None, **changes: object) -> shape.Entry:
    typed = shape.DocumentNumber(typed=number, canonical=number) if number else None
    return plain_notice(title=title, document_number=typed, document_type="公告", **changes)


@pytest.mark.parametrize(
    ("title", "number", "count"),
    [
        ("关于发布目录的公告（2026年第3号）", "2026年第3号", 0),
        ("关于发布目录的公告（2026年第3号）", "2026年第8号", 1),
        ("关于发布目录的公告（2026年第3号）", None, 1),
        ("关于发布目录的公告(2026年 第3号)", "2026年第3号", 0),
        ("关于印发办法的通知（国知办发〔2026〕5号）", "国知办发〔2026〕5号", 0),
        ("关于印发办法的通知（国知办发〔2026〕5号）", "国知办发〔2025〕5号", 1),
        # What stands inside a title is the number of another document.
        ("关于修改2025年第3号公告有关内容的公告", "2026年第9号", 0),
        ("关于废止国知发〔2020〕1号文件的通知", "国知发〔2026〕2号", 0),
        ("关于印发《办法（试行）》的通知", "国知办发〔2026〕5号", 0),
        # The field may have the long form of what the title has short.
        ("关于发布目录的公告（2026年第3号）", "国家药监局公告2026年第3号", 0),
    ],
)
def test_the_number_that_ends_a_title_is_compared_with_the_field(
    cast: Cast, masthead: Masthead, title: str, number: str | None, count: int
) -> None:
    issue = issue_of(masthead, numbered(title, number), by=cast.writer)
    assert len(found(issue, "number-differs")) == count


def test_a_number_that_stood_in_an_issue_before_is_named_with_that_issue(cast: Cast, masthead: Masthead) -> None:
    issue_of(masthead, numbered("关于甲事的公告全文", "国知发〔2026〕2号"), by=cast.writer, number=3)
    issue = issue_of(masthead, numbered("关于乙事的公告全文", "国知发〔2026〕2号"), by=cast.writer)
    assert sentences(issue, "same-number") == ["The number 国知发〔2026〕2号 stood in issue 3 already."]


def test_a_number_without_an_issuer_is_the_same_only_of_one_authority_and_kind(cast: Cast, masthead: Masthead) -> None:
    other = numbered("关于甲事的公告全文", "2026年第2号", authorities=("国家知识产权局",))
    issue_of(masthead, other, by=cast.writer, number=3)
    mine = numbered("关于乙事的公告全文", "2026年第2号", authorities=("国家药品监督管理局",))
    assert found(issue_of(masthead, mine, by=cast.writer), "same-number") == []
    again = numbered("关于丙事的公告全文", "2026年第2号", authorities=("国家知识产权局",))
    assert len(found(issue_of(masthead, again, by=cast.writer, number=8), "same-number")) == 1


def test_a_number_that_only_the_record_has_is_found_there(cast: Cast, masthead: Masthead) -> None:
    old = issue_of(masthead, numbered("关于甲事的公告全文", "国知发〔2026〕2号"), by=cast.writer, number=3)
    publish(old)
    Issue.objects.filter(pk=old.pk).update(number=99)
    issue = issue_of(masthead, numbered("关于乙事的公告全文", "国知发〔2026〕2号"), by=cast.writer)
    assert "The number 国知发〔2026〕2号 stood in issue 3 already." in sentences(issue, "same-number")


def test_what_is_published_and_on_the_desk_is_named_once(cast: Cast, masthead: Masthead) -> None:
    publish(issue_of(masthead, numbered("关于甲事的公告全文", "国知发〔2026〕2号"), by=cast.writer, number=3))
    issue = issue_of(masthead, numbered("关于乙事的公告全文", "国知发〔2026〕2号"), by=cast.writer)
    assert len(found(issue, "same-number")) == 1


@pytest.mark.parametrize(
    "again",
    ["关于开展《专利导航》试点工作有关安排", "关于开展专利导航试点工作 有关安排", "关于开展“专利导航”试点工作有关安排"],
)
def test_the_same_title_is_known_again_in_another_writing(cast: Cast, masthead: Masthead, again: str) -> None:
    issue_of(masthead, plain_article(title="关于开展专利导航试点工作有关安排"), by=cast.writer, number=3)
    issue = issue_of(masthead, plain_article(title=again), by=cast.writer)
    assert sentences(issue, "same-title") == ["The same title stood in issue 3 already."]


def test_two_documents_of_one_title_and_different_numbers_are_two(cast: Cast, masthead: Masthead) -> None:
    issue_of(masthead, numbered("关于药品注销的有关公告", "2026年第2号"), by=cast.writer, number=3)
    assert found(issue_of(masthead, numbered("关于药品注销的有关公告", "2026年第3号"), by=cast.writer)) == []


def test_the_title_of_a_column_that_returns_in_every_issue_is_no_repetition(cast: Cast, masthead: Masthead) -> None:
    for number in (1, 2, 3):
        issue_of(masthead, plain_article(title="一周知识产权要闻速览"), by=cast.writer, number=number)
    assert found(issue_of(masthead, plain_article(title="一周知识产权要闻速览"), by=cast.writer), "same-title") == []


def test_a_title_twice_in_one_issue_is_seen_at_both_places(cast: Cast, masthead: Masthead) -> None:
    twice = (plain_article(title="第一场专题培训在京举行"), plain_article(title="第一场专题培训在京举行"))
    issue = issue_of(masthead, *twice, by=cast.writer)
    assert sentences(issue, "same-title") == ["The same title stands in this issue more than once."] * 2


def test_other_mastheads_and_later_revisions_do_not_count(
    cast: Cast, masthead: Masthead, other_masthead: Masthead
) -> None:
    issue_of(other_masthead, plain_article(title="第一场专题培训在京举行"), by=cast.writer, number=3)
    issue = issue_of(masthead, plain_article(title="第一场专题培训在京举行"), by=cast.writer)
    publish(issue)
    assert Edition.objects.filter(masthead=masthead, number=issue.number, released_at__lte=timezone.now()).exists()
    assert found(issue, "same-title") == []


def test_the_hints_take_as_many_queries_for_thirty_entries_as_for_three(cast: Cast, masthead: Masthead) -> None:
    counts = []
    for number, entries in ((11, 3), (12, 30)):
        issue = builders.open_issue(masthead, by=cast.writer, number=number, entries=entries)
        with CaptureQueriesContext(connection) as captured:
            found(issue)
        counts.append(len(captured))
    assert counts[0] == counts[1]
