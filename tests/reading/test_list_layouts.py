from bulletin.reading import read
from tests.reading.shapes import shape

LINKS = """知识产权动态速览（第31期）

政策法规

[国家知识产权局关于修改《专利审查指南》的公告](https://example.org/a1.html) 2021-03-02
[关于公开征求《商标代理管理办法（征求意见稿）》意见的通知](https://example.org/a2.html) 2021-03-04
[两部门联合开展数据知识产权试点](https://example.org/a3.html) 2021-03-05

司法动态

[某地法院判决一起商业秘密案](https://example.org/b1.html) 2021-03-03
[最高法发布涉外商标典型案例](https://example.org/b2.html) 2021-03-05
"""


def test_each_line_of_a_list_of_links_is_an_entry() -> None:
    assert shape(LINKS) == [
        "# 政策法规",
        "- 国家知识产权局关于修改《专利审查指南》的公告",
        "- 关于公开征求《商标代理管理办法（征求意见稿）》意见的通知",
        "- 两部门联合开展数据知识产权试点",
        "# 司法动态",
        "- 某地法院判决一起商业秘密案",
        "- 最高法发布涉外商标典型案例",
    ]
    entries = read(LINKS).snapshot.entries()
    assert [entry.published_on for entry in entries[:2]] == ["2021-03-02", "2021-03-04"]
    assert entries[4].source_url == "https://example.org/b2.html"


DASHED_LINKS = """## 医疗器械

- [国家药监局关于注销两个注册证书的公告（2021年第34号）](https://example.org/1)（2021-04-06）
- [器审中心发布审评要点](https://example.org/2)（2021-04-07）

## 药品

- [药审中心公开征求指导原则意见](https://example.org/3)（2021-04-08）
- [某疫苗附条件上市](https://example.org/4)（2021-04-09）
"""


def test_a_markdown_list_of_links_under_headings() -> None:
    assert shape(DASHED_LINKS) == [
        "# 医疗器械",
        "- 国家药监局关于注销两个注册证书的公告（2021年第34号）",
        "- 器审中心发布审评要点",
        "# 药品",
        "- 药审中心公开征求指导原则意见",
        "- 某疫苗附条件上市",
    ]
    assert [entry.published_on for entry in read(DASHED_LINKS).snapshot.entries()] == [
        "2021-04-06",
        "2021-04-07",
        "2021-04-08",
        "2021-04-09",
    ]


DATED_LINES = """一周法规目录
2021年5月10日

2021-05-06　国家药监局关于发布化妆品分类规则的公告（2021年第49号）
2021-05-06　市场监管总局关于加强广告监管的通知
2021-05-07　国家卫生健康委发布妇幼健康年报
2021-05-08　海关总署公告2021年第31号（关于进口食品的公告）
"""


def test_lines_that_begin_with_their_date_are_entries() -> None:
    assert shape(DATED_LINES) == [
        "- 国家药监局关于发布化妆品分类规则的公告（2021年第49号）",
        "- 市场监管总局关于加强广告监管的通知",
        "- 国家卫生健康委发布妇幼健康年报",
        "- 海关总署公告2021年第31号（关于进口食品的公告）",
    ]
    assert [entry.published_on for entry in read(DATED_LINES).snapshot.entries()][:2] == ["2021-05-06", "2021-05-06"]


ADDRESSES = """一、国内要闻
1. 国家药监局公布第二批典型案例 https://example.org/n/1
2. 医保局启动目录调整 https://example.org/n/2
二、国际要闻
1. 欧盟修订器械法规过渡期 https://example.org/n/3
2. 日本公布新药再审查结果 https://example.org/n/4
"""


def test_a_bare_address_after_a_title_is_its_link() -> None:
    assert shape(ADDRESSES) == [
        "# 国内要闻",
        "1 国家药监局公布第二批典型案例",
        "2 医保局启动目录调整",
        "# 国际要闻",
        "1 欧盟修订器械法规过渡期",
        "2 日本公布新药再审查结果",
    ]
    assert [entry.source_url for entry in read(ADDRESSES).snapshot.entries()][:2] == [
        "https://example.org/n/1",
        "https://example.org/n/2",
    ]


BULLETS = """药械周讯
● 国家药监局关于暂停进口某产品的公告（2021年第60号）
检查发现生产质量管理不符合要求，决定暂停进口。
● 药审中心更新受理目录
本周更新了受理品种目录，新增三个品种。
● 某省启动网络销售专项检查
检查为期两个月，覆盖全部平台。
"""


def test_entries_with_bullets_and_no_section() -> None:
    assert shape(BULLETS) == [
        "- 国家药监局关于暂停进口某产品的公告（2021年第60号）",
        "- 药审中心更新受理目录",
        "- 某省启动网络销售专项检查",
    ]


SQUARES = """政策要闻

■ 财政部公布税收新规
新规对研发费用加计扣除作出调整。
　　· 适用范围扩大
　　· 比例提高
■ 科技部征集重点专项建议
建议截止本月底。

地方动态

■ 上海出台产业扶持政策
对获批上市的产品给予奖励。
"""


def test_a_second_kind_of_bullet_inside_an_entry_makes_no_entries() -> None:
    assert shape(SQUARES) == [
        "# 政策要闻",
        "- 财政部公布税收新规",
        "- 科技部征集重点专项建议",
        "# 地方动态",
        "- 上海出台产业扶持政策",
    ]
