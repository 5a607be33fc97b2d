from bulletin.reading import read
from tests.reading.shapes import shape


def numbers(text: str) -> list[str | None]:
    entries = read(text).snapshot.entries()
    return [entry.document_number.canonical if entry.document_number else None for entry in entries]


BOLD = """国家级

**国药监药注〔2021〕12号**

国家药监局关于优化临床试验审批的通知

各省药品监督管理局：

现就有关事项通知如下，请认真执行。

**国药监械注〔2021〕15号**

国家药监局关于规范注册检验的通知

为规范注册检验工作，制定本通知。

地方级

**京药监发〔2021〕3号**

北京市药品监督管理局关于加强疫苗储运监管的通知

请各企业落实主体责任。
"""


def test_a_bold_number_heads_the_entry_and_the_title_is_under_it() -> None:
    assert shape(BOLD) == [
        "# 国家级",
        "- 国家药监局关于优化临床试验审批的通知",
        "- 国家药监局关于规范注册检验的通知",
        "# 地方级",
        "- 北京市药品监督管理局关于加强疫苗储运监管的通知",
    ]
    assert numbers(BOLD) == ["国药监药注〔2021〕12号", "国药监械注〔2021〕15号", "京药监发〔2021〕3号"]


BRACKETED = """法规周报 第9期
【国知发保字〔2021〕7号】国家知识产权局关于开展行政保护试点的通知
试点期限两年，范围为十个城市。
【国知办发运字〔2021〕11号】国家知识产权局办公室关于印发运营指引的通知
指引自印发之日起实施。
【法释〔2021〕4号】最高人民法院关于审理惩罚性赔偿案件的解释
解释共七条。
"""


def test_a_bracketed_number_before_the_title() -> None:
    assert shape(BRACKETED) == [
        "- 国家知识产权局关于开展行政保护试点的通知",
        "- 国家知识产权局办公室关于印发运营指引的通知",
        "- 最高人民法院关于审理惩罚性赔偿案件的解释",
    ]
    assert numbers(BRACKETED) == ["国知发保字〔2021〕7号", "国知办发运字〔2021〕11号", "法释〔2021〕4号"]


ALONE = """【2021年第21号】
关于发布某类产品技术审评要点的通告
现发布审评要点，自发布之日起施行。
【2021年第22号】
关于某仿制药一致性评价有关事项的通告
经审核，同意通过。
【2021年第23号】
关于公布检查结果的通告
检查覆盖二十家企业。
"""


def test_a_bracketed_number_on_a_line_of_its_own() -> None:
    assert shape(ALONE) == [
        "- 关于发布某类产品技术审评要点的通告",
        "- 关于某仿制药一致性评价有关事项的通告",
        "- 关于公布检查结果的通告",
    ]
    assert numbers(ALONE) == ["2021年第21号", "2021年第22号", "2021年第23号"]


NO_TITLE = """医保政策周报
医保动态

**医保发〔2021〕20号**
国家医保局等部门调整谈判药品管理方式，明确双通道机制。

**医保办发〔2021〕25号**
国家医保局办公室公布异地就医直接结算安排，自七月起执行。
"""


def test_a_number_over_running_text_is_itself_the_title() -> None:
    assert shape(NO_TITLE) == ["# 医保动态", "- 医保发〔2021〕20号", "- 医保办发〔2021〕25号"]
    assert numbers(NO_TITLE) == ["医保发〔2021〕20号", "医保办发〔2021〕25号"]


def test_a_bold_number_inside_a_notice_heads_nothing() -> None:
    text = (
        "国家级\n1、某局关于清理文件的通知\n现废止以下文件。\n**国药监〔2003〕5号**\n**国药监〔2004〕6号**\n"
        "特此通知。\n某某管理局\n2021年1月8日\n2、某局关于培训的通知\n培训于本月举行。\n某某管理局\n2021年1月9日\n"
    )
    assert shape(text) == ["# 国家级", "1 某局关于清理文件的通知", "2 某局关于培训的通知"]
