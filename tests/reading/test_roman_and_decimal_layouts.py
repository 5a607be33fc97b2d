from bulletin.reading import read
from tests.reading.shapes import shape

ROMAN = """知识产权资讯汇编
Ⅰ. 专利
1) 国知局公布专利统计数据
上半年授权量增长。
2) 外观设计国际注册条约生效
我国将加入。
Ⅱ. 商标
1) 商标局打击恶意抢注
驳回四百件。
Ⅲ. 版权
1) 版权局约谈平台
要求整改。
"""


def test_sections_with_roman_numbers() -> None:
    assert shape(ROMAN) == [
        "# 专利",
        "1 国知局公布专利统计数据",
        "2 外观设计国际注册条约生效",
        "# 商标",
        "1 商标局打击恶意抢注",
        "# 版权",
        "1 版权局约谈平台",
    ]


DECIMAL = """1 政策法规
1.1 国务院印发环评改革方案
方案提出三项任务。
1.2 生态环境部公布名录
名录共收录一百种。
2 地方动态
2.1 河北出台条例
条例自七月施行。
2.2 山西启动督察
督察为期一月。
"""


def test_decimal_numbers_under_whole_ones() -> None:
    assert shape(DECIMAL) == [
        "# 政策法规",
        "1 国务院印发环评改革方案",
        "2 生态环境部公布名录",
        "# 地方动态",
        "1 河北出台条例",
        "2 山西启动督察",
    ]


def test_decimal_numbers_and_a_document_number_with_its_date_under_the_title() -> None:
    text = (
        "Weekly  No. 12\n2023.03.06–2023.03.10\n\n1. 国内\n\n1.1 国务院办公厅关于释放潜力的意见\n"
        "（国办发〔2022〕9号　2022年4月20日）\n现提出以下意见。\n\n1.2 某公司获批首个疗法\n"
        "某公司获批首个疗法，共1.5万例。\n"
    )
    assert shape(text) == ["# 国内", "1 国务院办公厅关于释放潜力的意见", "2 某公司获批首个疗法"]
    first = read(text).snapshot.entries()[0]
    assert first.document_number is not None
    assert (first.document_number.canonical, first.signed_on) == ("国办发〔2022〕9号", "2022-04-20")
