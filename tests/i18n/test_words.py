from __future__ import annotations

import pytest
from django.utils import translation
from django.utils.translation import gettext, pgettext

from editorial.models import Entry, Issue, Membership

GLOSSARY = {
    "masthead": "刊物",
    "issue": "期",
    "part": "篇",
    "section": "栏目",
    "entry": "条目",
    "notice": "公文",
    "article": "资讯",
    "highlights": "本期要点",
    "standfirst": "提要",
    "editor's note": "编者按",
    "compiler": "编制部门",
    "compiled on": "发布时间",
    "Back issues": "过刊",
    "document type": "文种",
    "document number": "发文字号",
    "authority": "发文机关",
    "authorities": "发文机关",
    "signed by": "落款",
    "signed on": "成文日期",
    "published on": "发布日期",
    "effective on": "施行日期",
    "Consultation": "征求意见",
    "computed": "推算",
    "attachments": "附件",
    "source": "来源",
    "source link": "原文链接",
    "byline": "作者署名",
    "Intake": "来稿",
    "left over": "未识别内容",
    "Pool": "稿库",
    "back issue": "过刊",
    "late entry": "补录",
    "draft": "草稿",
    "Submit for review": "送审",
    "Recall": "撤回送审",
    "approved": "审核通过",
    "Return": "退回修改",
    "sign-off": "审签记录",
    "remark": "审稿意见",
    "Hold over to the next issue": "转下期",
    "Readiness": "发布前检查",
    "Release": "发布",
    "revision": "版次",
    "subscriber": "订阅人",
    "Subscribe": "订阅",
    "Unsubscribe": "退订",
    "dispatch": "发送",
    "delivery uncertain": "是否送达待核",
    "audit trail": "操作留痕",
    "Desk": "编辑部",
    "withdrawal": "撤稿",
    "withdrawn": "已撤稿",
    "correction": "更正",
    "corrected edition": "更正版",
    "silent fix": "文字订正",
    "takedown": "下架",
    "Revisions": "版次",
}
WITHIN_SENTENCES = {
    "covers": "收录时段",
    "consultation closes on": "截止日期",
    "working days stated": "工作日",
    "Changed after it was signed; it must be reviewed again.": "签后有改动，须重审",
    "Open the next issue": "开编",
    "%(issue)s (corrected edition)": "更正版",
}
ROLES = {
    "writer": "采编",
    "editor": "责任编辑",
    "proofreader": "校对",
    "first_reviewer": "初审人",
    "second_reviewer": "复审人",
    "chief": "主编",
    "subscription_manager": "订阅管理员",
    "auditor": "审计查阅",
    "user_administrator": "用户管理员",
}


@pytest.mark.parametrize(("english", "chinese"), GLOSSARY.items())
def test_a_label_is_the_word_of_the_trade(english: str, chinese: str) -> None:
    assert gettext(english) == chinese


@pytest.mark.parametrize(("english", "chinese"), WITHIN_SENTENCES.items())
def test_a_phrase_holds_the_word_of_the_trade(english: str, chinese: str) -> None:
    assert chinese in gettext(english)


def test_roles_are_called_what_the_office_calls_them() -> None:
    assert {role.value: str(role.label) for role in Membership.Role} == ROLES


def test_states_of_work_are_called_what_the_office_calls_them() -> None:
    assert [str(state.label) for state in Entry.State] == ["草稿", "已送审", "审核通过", "退回修改"]
    assert [str(state.label) for state in Issue.State] == ["编辑中", "审核中", "已定时", "已发布"]


def test_one_english_word_with_two_meanings_has_two_chinese_ones() -> None:
    assert (gettext("notice"), pgettext("masthead", "notice")) == ("公文", "刊末说明")
    assert (gettext("released"), pgettext("instant", "released")) == ("已发布", "发布时间")
    assert (gettext("revision"), pgettext("history", "revision")) == ("版次", "修改记录")
    assert (gettext("Revisions"), pgettext("history", "Revisions")) == ("版次", "修改记录")


def test_in_english_the_words_are_those_of_the_source() -> None:
    with translation.override("en"):
        assert [gettext(english) for english in GLOSSARY] == list(GLOSSARY)
