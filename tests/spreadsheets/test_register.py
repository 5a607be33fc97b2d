from __future__ import annotations

import pytest

from bulletin.models import Authority, AuthorityName, Masthead
from bulletin.refusal import Refused
from editorial.models import AuditEntry, Entry, Issue
from editorial.spreadsheets.sheets import SHEETS, exported
from tests import builders
from tests.cast import Cast
from tests.spreadsheets.books import brought_in, faults, looked_at, workbook

HEADS = ("名称", "简称", "类别", "上级机关", "机关代字")


def test_another_name_of_an_authority_is_told_and_never_merged(cast: Cast, masthead: Masthead) -> None:
    house = Authority.objects.create(name="示例药品监督管理局")
    AuthorityName.objects.create(authority=house, name="示例药监局")
    rows = workbook([HEADS, ("示例药监局", "", "", "", ""), ("示例知识产权局", "示例药监局", "", "", "")])
    plan = looked_at(rows, "authorities", None, cast.chief)
    said = "“示例药监局” is another name of 示例药品监督管理局. Change that one, or take the name from it at the desk."
    assert faults(plan) == [(2, "名称", said), (3, "简称", said)]
    with pytest.raises(Refused):
        brought_in(rows, "authorities", None, cast.chief)
    assert Authority.objects.count() == 1


def test_authorities_of_one_file_may_name_each_other(cast: Cast, masthead: Masthead) -> None:
    rows = [
        HEADS,
        ("示例总局审评中心", "示例审评中心；审评中心甲", "centre", "示例总局", ""),
        ("示例总局", "", "ministry", "", "示"),
    ]
    brought_in(workbook(rows), "authorities", None, cast.chief)
    child = Authority.objects.get(name="示例总局审评中心")
    assert (child.parent, child.kind) == (Authority.objects.get(name="示例总局"), "centre")
    assert set(child.names.values_list("name", "kind")) == {("示例审评中心", "short"), ("审评中心甲", "short")}
    assert AuditEntry.objects.filter(verb="add").count() == 2
    rows[1] = ("示例总局审评中心", "示例审评中心", "centre", "示例总局", "示审")
    plan = brought_in(workbook(rows), "authorities", None, cast.chief)
    assert [line.act for line in plan.lines] == ["changed", "unchanged"]
    assert list(child.names.values_list("name", flat=True)) == ["示例审评中心"]


def test_authorities_that_lead_back_to_themselves_or_to_nobody_are_told(cast: Cast, masthead: Masthead) -> None:
    rows = [HEADS, ("甲局", "", "", "乙局", ""), ("乙局", "", "", "甲局", ""), ("丙局", "", "机关", "丁局", "")]
    plan = looked_at(workbook(rows), "authorities", None, cast.chief)
    assert [(number, column) for number, column, _sentence in faults(plan)] == [
        (2, "名称"),
        (3, "名称"),
        (4, "类别"),
        (4, "上级机关"),
    ]


def test_a_new_number_is_opened_with_the_parts_of_the_one_before(cast: Cast, masthead: Masthead) -> None:
    builders.open_issue(masthead, by=cast.editor)
    heads = ("期号", "出刊日期", "收录起始", "收录截止", "本期要点")
    rows = [heads, (7, "2026-02-16", "2026-02-09", "2026-02-15", "甲；乙"), (9, "2026年3月2日", "", "2026-03-01", "")]
    plan = brought_in(workbook(rows), "issues", masthead, cast.editor)
    assert [line.act for line in plan.lines] == ["changed", "new"]
    opened = Issue.objects.get(number=9)
    assert (str(opened.dated_on), opened.state, opened.parts.count()) == ("2026-03-02", "open", 2)
    assert not Entry.objects.filter(section__part__issue=opened).exists()
    assert Issue.objects.get(number=7).highlights == ["甲", "乙"]
    again = looked_at(exported(SHEETS["issues"], masthead, "xlsx"), "issues", masthead, cast.editor)
    assert again.counts["unchanged"] == 2


def test_a_released_issue_is_not_changed_by_a_file(cast: Cast, masthead: Masthead) -> None:
    issue = builders.open_issue(masthead, by=cast.editor)
    Issue.objects.filter(pk=issue.pk).update(state=Issue.State.RELEASED)
    plan = looked_at(workbook([("期号", "期名"), (7, "新名"), (0, "")]), "issues", masthead, cast.editor)
    assert [(number, column) for number, column, _sentence in faults(plan)] == [(2, ""), (3, "期号")]
    assert "This issue is released" in faults(plan)[0][2]


def test_the_register_is_kept_by_those_alone_who_keep_it(cast: Cast, masthead: Masthead) -> None:
    rows = workbook([HEADS, ("甲局", "", "", "", "")])
    assert "Your role does not allow" in faults(looked_at(rows, "authorities", None, cast.editor))[0][2]
    with pytest.raises(Refused):
        brought_in(rows, "authorities", None, cast.editor)
