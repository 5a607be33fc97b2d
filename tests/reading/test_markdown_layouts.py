from bulletin.reading import read
from tests.reading.shapes import shape

NOTICES = """# 药品监管周报 第15期

2021年4月12日

## 通知公告

### 国家药监局关于发布两项指导原则的通告（2021年第25号）

现发布两项指导原则，自发布之日起施行。

| 序号 | 名称 |
| --- | --- |
| 1 | 某类产品技术审查指导原则 |
| 2 | 另一类产品技术审查指导原则 |

附件：[1.指导原则甲.docx](https://example.org/a.docx)

国家药监局

2021年4月6日

### 国家药监局综合司关于征求意见的函

请重点研究以下问题：

- 适用范围是否合适
- 过渡期是否足够

国家药监局综合司

2021年4月8日

## 工作动态

### 检查组赴某省调研

检查组走访了三家企业。
"""


def test_headings_rank_notices_with_tables_and_attachments() -> None:
    assert shape(NOTICES) == [
        "# 通知公告",
        "- 国家药监局关于发布两项指导原则的通告（2021年第25号）",
        "- 国家药监局综合司关于征求意见的函",
        "# 工作动态",
        "- 检查组赴某省调研",
    ]
    first, second, _ = read(NOTICES).snapshot.entries()
    assert first.body_html == (
        "<p>现发布两项指导原则，自发布之日起施行。</p><table><tbody>"
        "<tr><th><p>序号</p></th><th><p>名称</p></th></tr>"
        "<tr><td><p>1</p></td><td><p>某类产品技术审查指导原则</p></td></tr>"
        "<tr><td><p>2</p></td><td><p>另一类产品技术审查指导原则</p></td></tr></tbody></table>"
    )
    assert [(each.title, each.url) for each in first.attachments] == [("指导原则甲.docx", "https://example.org/a.docx")]
    assert (second.body_html or "").endswith("<ul><li><p>适用范围是否合适</p></li><li><p>过渡期是否足够</p></li></ul>")


FLAT = """# 关于甲事项的通知

各有关单位：

现通知如下。

## 一、总体要求

坚持问题导向。

## 二、主要任务

### （一）完善制度

健全工作机制。

某某管理局

2021年5月6日
"""


def test_one_notice_with_headings_inside_it() -> None:
    assert shape(FLAT) == ["- 关于甲事项的通知"]
    [entry] = read(FLAT).snapshot.entries()
    assert entry.signed_on == "2021-05-06"


FENCED = """## 技术动态

### 某平台公布接口规范

调用示例如下：

```
# 国家级
## 1、某局关于甲的通知
curl https://example.org/api
2021年5月6日
```

规范自即日起试行。

### 某地开放数据目录

目录每月更新。
"""


def test_what_stands_in_a_fence_heads_nothing() -> None:
    assert shape(FENCED) == ["# 技术动态", "- 某平台公布接口规范", "- 某地开放数据目录"]
    first = read(FENCED).snapshot.entries()[0]
    assert "<p># 国家级</p><p>## 1、某局关于甲的通知</p>" in (first.body_html or "")
    assert first.published_on is None


TWO_LEVELS = """# 国内法规

## 海关总署关于调整申报要求的公告

自下月起执行新的申报要求。

## 商务部公布出口目录

目录新增三类商品。

# 国外法规

## 欧盟修订包装指令

指令要求提高回收率。
"""


def test_first_level_headings_may_be_sections() -> None:
    assert shape(TWO_LEVELS) == [
        "# 国内法规",
        "- 海关总署关于调整申报要求的公告",
        "- 商务部公布出口目录",
        "# 国外法规",
        "- 欧盟修订包装指令",
    ]


INLINE = """## 资讯

### 某地检测出超标物质

水中<em>铅</em>含量超标，单位为mg/m<sup>3</sup>，另含H<sub>2</sub>S，<b>加粗</b>与<script>alert(1)</script>是文字。
"""


def test_inline_marks_are_kept_and_other_tags_are_text() -> None:
    [entry] = read(INLINE).snapshot.entries()
    shape(INLINE)
    assert entry.body_html == (
        "<p>水中<em>铅</em>含量超标，单位为mg/m<sup>3</sup>，另含H<sub>2</sub>S，"
        "&lt;b&gt;加粗&lt;/b&gt;与&lt;script&gt;alert(1)&lt;/script&gt;是文字。</p>"
    )


def test_numbers_in_fenced_text_are_cited_by_nobody() -> None:
    text = "# 关于试行编码规则的通知\n\n编码示例：\n\n```\nGB/T 1.1-2020\n```\n\n按GB/T 9704—2012执行。\n"
    [entry] = read(text).snapshot.entries()
    assert [each.number for each in entry.cites] == ["GB/T 9704-2012"]


def test_the_periodical_and_its_parts_may_share_a_depth() -> None:
    text = (
        "# 食品合规月刊\n\n# 国内\n\n## 抽检\n\n### 1. 某局发布抽检情况\n\n共十一批次。\n\n"
        "# 国际\n\n## 欧盟\n\n### 2. 欧盟修订塑料法规\n\n过渡期十八个月。\n"
    )
    assert shape(text) == ["= 国内", "# 抽检", "1 某局发布抽检情况", "= 国际", "# 欧盟", "2 欧盟修订塑料法规"]
    assert read(text).snapshot.masthead.title == "食品合规月刊"
