"""The demo's masthead with its plan of review, its authorities and document types; what exists is left as it is."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from bulletin.models import Authority, AuthorityName, DocumentType, Masthead
from bulletin.reading.vocabulary import STATUTORY_KINDS
from editorial import registering

CODE = "tech-weekly"
MASTHEAD = {
    "title": "盈科瑞科技信息周报",
    "publisher": "盈科瑞 · 信息中心",
    "contact": "bulletin@example.org",
    "notice": "第1期至第6期供演示之用，其中的条目为示例，不是任何机关的正式文件。本刊所载文件以发布机关的原文为准。",
}

# Level: full name, then the short names that titles use.
_AUTHORITIES = """
national: 国务院办公厅 国办
national: 最高人民法院 最高法
national: 最高人民法院办公厅 最高法办公厅
national: 最高人民检察院 最高检
national: 国家市场监督管理总局 市场监管总局 SAMR
national: 国家卫生健康委员会 国家卫健委 NHC
national: 国家医疗保障局 国家医保局 NHSA
national: 国家药品监督管理局 国家药监局 NMPA
national: 国家药品监督管理局综合司 国家药监局综合司
national: 国家药品监督管理局药品审评中心 国家药监局药审中心 药审中心 CDE
national: 国家药品监督管理局医疗器械技术审评中心 国家药监局器审中心 器审中心 CMDE
national: 国家药品监督管理局食品药品审核查验中心 国家药监局核查中心 核查中心 CFDI
national: 国家药品监督管理局药品评价中心 国家药监局评价中心 CDR
national: 中国食品药品检定研究院 中检院 NIFDC
national: 国家药典委员会 药典委 ChP
national: 国家知识产权局 CNIPA
national: 国家知识产权局办公室
national: 国家知识产权局商标局 商标局
local: 北京市知识产权局
local: 上海市知识产权局
local: 广东省知识产权局
local: 江苏省知识产权局
local: 江苏省财政厅
local: 浙江省市场监督管理局 浙江省市场监管局
"""
# 命令 and 令 are two words for one of the fifteen statutory kinds. Everyday kinds: whether they invite comments.
_EVERYDAY_KINDS = {
    "公示": True,
    "征求意见": True,
    "征求意见稿": True,
    "指导原则": False,
    "指南": False,
    "指引": False,
    "目录": False,
    "解读": False,
    "司法解释": False,
    "规范性文件": False,
    "国家标准": False,
    "行业标准": False,
    "新闻": False,
}
# The reform of March 2018 (国务院机构改革方案) made a new authority; documents before it keep the old name.
_BEFORE_REFORM = ("国家食品药品监督管理总局", "食品药品监管总局", date(2018, 3, 17), "国家药品监督管理局")


def seed() -> Masthead:
    with transaction.atomic():
        for line in _AUTHORITIES.strip().splitlines():
            level, names = line.split(": ")
            _authority(level, *names.split())
        _predecessor(*_BEFORE_REFORM)
        for name in STATUTORY_KINDS:
            DocumentType.objects.get_or_create(name=name, defaults={"statutory": True})
        for name, for_comment in _EVERYDAY_KINDS.items():
            DocumentType.objects.get_or_create(name=name, defaults={"for_comment": for_comment})
        return _masthead()


def _masthead() -> Masthead:
    masthead, is_new = Masthead.objects.get_or_create(code=CODE, defaults=MASTHEAD)
    if is_new:
        registering.furnish(masthead)
    return masthead


def _authority(level: str, name: str, *short_names: str) -> None:
    authority, is_new = Authority.objects.get_or_create(name=name, defaults={"level": level})
    if is_new:
        AuthorityName.objects.bulk_create(AuthorityName(authority=authority, name=each) for each in short_names)


def _predecessor(name: str, short_name: str, valid_to_on: date, successor: str) -> None:
    columns = {
        "level": "national",
        "valid_to_on": valid_to_on,
        "successor": Authority.objects.get(name=successor),
    }
    authority, is_new = Authority.objects.get_or_create(name=name, defaults=columns)
    if is_new:
        AuthorityName.objects.create(authority=authority, name=short_name)
