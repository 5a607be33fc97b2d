"""The printed words that the recognisers look for, in one frozen value that callers may replace; holds no rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from .registry import Registry
from .registry_shipped import shipped

NATIONAL, LOCAL = "national", "local"


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


def _titles(table: str) -> Mapping[str, str]:
    """Lines of ``code: title title …`` as title → code."""
    rows = (line.split(":") for line in table.strip().splitlines())
    return MappingProxyType({title: code.strip() for code, titles in rows for title in titles.split()})


# 党政机关公文处理工作条例 (中办发〔2012〕14号), 第八条.
STATUTORY_KINDS = _words("决议 决定 命令 令 公报 公告 通告 意见 通知 通报 报告 请示 批复 议案 函 纪要")
FURTHER_KINDS = _words(
    "公示 征求意见稿 征求意见 解释 规定 规则 办法 细则 条例 指导原则 指南 指引 目录 解读 规划 方案"
    " 计划 要点 纲要 标准 规范 清单 名单 章程 复函 措施"
)

_SECTIONS = """
national: 国家级 中央法规 中央政策 国家层面 国家政策 国家法规 国家动态 国家部委 中央 中央层面 部委动态 国家
local: 地方级 地方层面 地方政策 地方法规 地方动态 地方 省级 省市级 市级 区级 各地动态 各省动态
news: 资讯 新闻资讯 综合资讯 信息资讯 新闻 新闻动态 要闻 时政要闻 本周要闻 一周要闻 热点新闻 快讯
regulation: 法规动态 政策法规 法律法规 法规政策 政策动态 监管动态 法规 政策 最新政策 法规速递 政策速递 新法速递
domestic: 国内动态 国内 国内资讯 国内新闻 国内要闻 国内法规 国内政策
international: 国际动态 国际 国际资讯 国际新闻 国际要闻 国外动态 国外 海外动态 海外 境外动态 域外动态 国际法规 国外法规
industry: 行业资讯 行业动态 行业新闻 行业要闻 行业信息 行业观察 产业动态 业界动态 市场动态
company: 企业动态 企业新闻 公司动态 公司新闻
review: 审评审批 审评动态 审批动态 注册动态 注册审评 审评审批动态
court: 司法动态 司法 司法保护 法院动态
cases: 典型案例 案例 案例分析 案例精选 经典案例
patents: 专利动态 专利
trademarks: 商标动态 商标
copyright: 版权动态 版权 著作权
property: 知识产权动态 知识产权
standards: 标准动态 标准 标准规范 技术标准
guidance: 指导原则 技术指导原则 技术指南
consultations: 征求意见 公开征求意见 意见征集
notices: 公告通知 通知公告 公告 公示公告 公示 通告公告 通知
commentary: 政策解读 法规解读 解读 专家解读 专家观点 观点 深度 评论
research: 研发动态 科技动态 临床动态 临床研究 前沿动态 科研动态
technology: 技术动态 技术前沿
training: 会议培训 培训会议 会议动态 活动预告
"""

_PARTS = """
ip: 知识产权信息篇 知识产权篇 知识产权信息 知识产权部分 知识产权
medicine: 医药信息篇 医药篇 医药信息 药品信息篇 药品篇 药品部分 药品
devices: 医疗器械信息篇 医疗器械篇 医疗器械 器械篇
regulation: 法规信息篇 法规篇 政策法规篇 政策篇 法律法规篇
industry: 行业信息篇 行业篇 行业资讯篇 产业篇
international: 国际信息篇 国际篇 国外篇
domestic: 国内篇 国内信息篇
technology: 科技信息篇 技术篇 科技篇
project: 项目信息篇 项目篇 项目申报篇
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """Words of one family of bulletins; titles map to the codes that the snapshot carries."""

    registry: Registry = field(default_factory=shipped, compare=False, repr=False)
    statutory_kinds: tuple[str, ...] = STATUTORY_KINDS
    further_kinds: tuple[str, ...] = FURTHER_KINDS
    # Kinds that are everyday nouns too: they name a document only beside 关于 or after an authority.
    everyday_kinds: frozenset[str] = frozenset(
        _words(
            "报告 意见 函 令 纪要 决定 决议 解读 规划 方案 计划 要点 纲要 标准 规范 清单 名单 目录"
            " 指南 指引 解释 规则 规定 章程 征求意见 措施"
        )
    )
    news_kind: str = "新闻"
    news_verbs: tuple[str, ...] = _words(
        "发布 印发 公布 出台 召开 举行 举办 启动 开展 发出 下发 披露 推出 实施 施行 通过 解读 部署"
        " 约谈 赴 调研 获批 通报 会见 出席 联合 印制 答 就 修订 公开"
    )
    sections: Mapping[str, str] = field(default_factory=lambda: _titles(_SECTIONS))
    levels: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({NATIONAL: NATIONAL, LOCAL: LOCAL}))
    news_sections: frozenset[str] = frozenset(_words("news industry company commentary"))
    parts: Mapping[str, str] = field(default_factory=lambda: _titles(_PARTS))
    part_suffixes: tuple[str, ...] = ("篇", "板块", "版块")
    section_suffixes: tuple[str, ...] = _words(
        "动态 资讯 法规 政策 要闻 快讯 新闻 信息 公告 公示 案例 解读 层面 前沿 观察 专栏 速递 聚焦 级"
        " 综述 审评 审批 监管 征求意见 标准 保护"
    )
    periodical_suffixes: tuple[str, ...] = _words(
        "周报 日报 月报 旬报 季报 快报 简报 专报 周刊 月刊 季刊 专刊 内刊 期刊 通讯 快讯 速递 动态"
        " 参考 摘要 资讯 信息 要闻 汇编 观察 导刊 要情 通报 周讯 月讯 讯 速览 快览 内参 文摘 报 刊"
    )
    media_suffixes: tuple[str, ...] = _words(
        "报 报社 日报 晚报 时报 周刊 周报 网 社 电视台 广播 客户端 公众号 杂志 在线 通讯社 官网 网站"
        " 微信 资讯 观察 头条 频道 新闻 号 平台"
    )
    authority_suffixes: tuple[str, ...] = _words(
        "局 总局 部 委 委员会 院 署 总署 厅 司 处 室 办公室 办 办公厅 中心 会 协会 学会 联合会 政府"
        " 党组 银行 公司 集团 法院 检察院 大学 学院 研究院"
        " 研究所 所 站 小组 秘书处 编辑部 法庭 庭 支队 总队 组织 理事会 基金会 联盟 交易所 党委 药典委 国务院"
    )
    departments: tuple[str, ...] = _words("部 室 组 中心 编辑部 事业部 公司 所 科")
    ministries: frozenset[str] = frozenset(
        _words(
            "公安部 科技部 科学技术部 商务部 财政部 司法部 教育部 民政部 外交部 国防部 农业部"
            " 农业农村部 文化部 文化和旅游部 交通运输部 生态环境部 环境保护部"
            " 自然资源部 水利部 工业和信息化部 工信部 人力资源和社会保障部 人社部 住房和城乡建设部"
            " 住建部 应急管理部 退役军人事务部 卫生部 中宣部"
        )
    )
    officials: tuple[str, ...] = _words(
        "总理 主席 局长 院长 部长 署长 主任 检察长 委员长 行长 省长 市长 会长 董事长 所长 理事长"
    )


DEFAULT = Vocabulary()
