from bulletin.reading import findings, read
from tests.reading.shapes import shape

TABLE = """## 法院

| 日期 | 标题 | 文号 |
| --- | --- | --- |
| 2021-05-06 | [最高法发布司法解释](https://example.org/1) | 法释〔2021〕9号 |
| 2021-05-07 | [高院发布审判指南](https://example.org/2) | 无 |

## 检察

| 日期 | 标题 | 文号 |
| --- | --- | --- |
| 2021-05-08 | [最高检发布典型案例](https://example.org/3) | 无 |
"""


def test_rows_of_a_table_are_entries() -> None:
    assert shape(TABLE) == ["# 法院", "- 最高法发布司法解释", "- 高院发布审判指南", "# 检察", "- 最高检发布典型案例"]
    first = read(TABLE).snapshot.entries()[0]
    assert (first.source_url, first.published_on) == ("https://example.org/1", "2021-05-06")
    assert first.document_number is not None
    assert first.document_number.canonical == "法释〔2021〕9号"
    assert {left.reason for left in read(TABLE).leftovers} == {findings.COLUMNS}


TABBED = """标题	发布机关	日期	链接
国家药监局关于注销医疗器械注册证的公告	国家药监局	2021-05-06	https://example.org/1
关于公开征求口罩标准意见的通知	器审中心	2021-05-07	https://example.org/2
某企业召回输液泵	国家药监局	2021-05-08	https://example.org/3
"""


def test_rows_parted_by_tabs_are_entries() -> None:
    assert shape(TABBED) == [
        "- 国家药监局关于注销医疗器械注册证的公告",
        "- 关于公开征求口罩标准意见的通知",
        "- 某企业召回输液泵",
    ]
    assert [entry.published_on for entry in read(TABBED).snapshot.entries()] == [
        "2021-05-06",
        "2021-05-07",
        "2021-05-08",
    ]


def test_what_a_row_says_beside_its_fields_is_its_text() -> None:
    text = "| 序号 | 标题 | 日期 | 截止日期 |\n|---|---|---|---|\n| 1 | 某标准征求意见 | 2021-05-06 | 2021-06-06 |\n"
    assert shape(text) == ["1 某标准征求意见"]
    assert read(text).snapshot.entries()[0].body_html == "<p>截止日期：2021-06-06</p>"


def test_a_table_inside_an_entry_stays_there() -> None:
    text = "## 通知\n\n### 某局关于甲的通知\n\n见下表。\n\n| 名称 | 日期 |\n|---|---|\n| 甲 | 2021-05-06 |\n"
    assert shape(text) == ["# 通知", "- 某局关于甲的通知"]


COLUMNS = """食品安全信息导航
部委动态
市场监管总局关于12批次食品抽检不合格情况的通告　　2021-05-06　　市场监管总局网站
农业农村部部署农药残留治理　　2021-05-07　　农业农村部网站
地方动态
江苏出台小餐饮管理办法　　2021-05-08　　新华日报
"""


def test_titles_dates_and_sources_set_in_columns() -> None:
    assert shape(COLUMNS) == [
        "# 部委动态",
        "- 市场监管总局关于12批次食品抽检不合格情况的通告",
        "- 农业农村部部署农药残留治理",
        "# 地方动态",
        "- 江苏出台小餐饮管理办法",
    ]
    assert [entry.source_name for entry in read(COLUMNS).snapshot.entries()] == [
        "市场监管总局网站",
        "农业农村部网站",
        "新华日报",
    ]
