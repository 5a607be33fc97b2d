import pytest

from bulletin.reading import DEFAULT, authorities, heads, kinds

TITLES = {
    "国家知识产权局办公室关于印发《数据利用指引》的通知": ("通知", True),
    "某局关于发布《甲（试行）》的通告（2020 年第 53 号）": ("通告", True),
    "关于发布《目录（第三十八批）》的公示": ("公示", True),
    "国家知识产权局公告（第412号）": ("公告", True),
    "国家知识产权局公告 第412号": ("公告", True),
    "中华人民共和国国务院令第707号": ("令", True),
    "国务院关于修改部分行政法规的决定": ("决定", True),
    "关于征求《甲（征求意见稿）》意见的函": ("函", True),
    "国家药监局综合司公开征求《甲（征求意见稿）》意见": ("征求意见", True),
    "多管齐下见成效 携手共治谋发展（中国知识产权网）": (None, False),
    "国家药监局发布三项公告": ("公告", False),
    "2020年中国知识产权发展状况报告": ("报告", False),
    "天津市知识产权局召开警示教育大会": (None, False),
    "国药监〔2020〕5号": (None, False),
    "某局关于印发《要点》的通知（某药监发〔2021〕7号）": ("通知", True),
    "某局关于表扬先进单位的通报": ("通报", True),
    "某省人民政府关于公布规章目录的决定": ("决定", True),
    "最高人民法院关于审理某类案件适用法律若干问题的解释（一）": ("解释", True),
    "最高人民法院关于某问题的批复": ("批复", True),
    "国务院办公厅关于同意设立某示范区的函": ("函", True),
    "某部关于对第100号提案答复的复函": ("复函", True),
    "某局关于某项工作的请示": ("请示", True),
    "某局关于上半年工作情况的报告": ("报告", True),
    "某厅关于加快产业发展的若干意见": ("意见", True),
    "某市关于促进创新的若干规定": ("规定", True),
    "某院关于规范行为的纪要": ("纪要", True),
    "全国人民代表大会常务委员会关于某事的决议": ("决议", True),
    "关于某项议题的议案": ("议案", True),
    "国务院关于修改条例的决定（国务院令第700号）": ("决定", True),
    "某总局关于发布目录（第5批）的公告（2021年 第6号）": ("公告", True),
    "某某局2021年第12号公告": ("公告", True),
    "关于征集典型案例的公告": ("公告", True),
    "关于某品种拟纳入优先审评的公示": ("公示", True),
    "关于《甲办法（征求意见稿）》公开征求意见的通知": ("通知", True),
    "某局综合司关于公开征求《甲规定（修订草案）》意见的通知": ("通知", True),
    "国家某局就《甲（征求意见稿）》公开征求意见": ("征求意见", True),
    "《甲管理办法（征求意见稿）》": ("征求意见稿", False),
    "药品示例管理办法": ("办法", True),
    "某行业规范条件": (None, False),
    "关于印发甲方案的通知》解读": ("解读", True),
    "示例指南": ("指南", False),
    "某平台因违法被通报": (None, False),
    "三起案件拟公示": (None, False),
    "产品说明书已公告": (None, False),
    "某局召开会议传达通知": ("通知", False),
    "多部门联合发布公告": ("公告", False),
    "企业年度报告": ("报告", False),
    "某公司发布创新计划": ("计划", False),
    "行政处罚决定书": (None, False),
    "录取通知书": (None, False),
    "公告栏": (None, False),
    "一封感谢信函": ("函", False),
    "专家意见": ("意见", False),
    "新闻": (None, False),
    "2021年第5号": (None, False),
    "Medical Devices; Classification of the Example Monitor; Final Rule": ("Rule", True),
    "Example Fees; Proposed Rule": ("Proposed Rule", True),
    "Example Committee; Notice of Meeting": ("Notice", True),
    "Bioanalytical Methods; Draft Guidance for Industry; Availability": ("Guidance", True),
    "FDA issues final rule on devices": (None, False),
    "Guidance counsellor wins award": (None, False),
}
STATUSES = {
    "关于发布《甲指导原则（试行）》的通告（2020 年第 53 号）": ("试行",),
    "《甲办法（修订草案征求意见稿）》": ("修订草案", "征求意见稿"),
    "关于发布《目录（第三十八批）》的公示": ("第三十八批",),
    "关于发布第3批目录的通知": ("第3批",),
    "某暂行办法": ("暂行",),
    "某试行标准": ("试行",),
    "某指南（2025年修订版）": ("修订",),
    "某规范（2019年修订）": ("修订",),
    "某规程(修订稿)": ("修订稿",),
    "某条例（草案）": ("草案",),
    "某标准（送审稿）": ("送审稿",),
    "某办法（公开征求意见稿）": ("征求意见稿",),
    "关于《甲（征求意见稿）》第二次征求意见的公告": ("征求意见稿",),
    "关于废止部分文件的公告": ("废止",),
    "关于宣布废止若干规章的决定": ("废止",),
    "关于修订某药品说明书的公告（2021年第5号）": ("修订",),
    "关于修改《专利法实施细则》的决定": ("修改",),
    "某通知（已废止）": ("废止",),
    "甲试行期满评估": (),
    "关于药典修订工作的通知": (),
    "第一批次检验": (),
    "试行一年成效显著": (),
    "某局关于开展征求意见工作的通知": (),
    "关于发布《关于废止甲的公告》解读的通知": (),
    "暂行停售": (),
    "草案起草说明": (),
    "（一）总则": (),
}
SIGNATURES = {
    "国家药品监督管理局药品审评中心": ("国家药品监督管理局药品审评中心",),
    "最高人民法院办公厅 国家知识产权局办公室": ("最高人民法院办公厅", "国家知识产权局办公室"),
    "中国人民银行、国家外汇管理局": ("中国人民银行", "国家外汇管理局"),
    "国　务　院": ("国务院",),
    "国家药监局（章）": ("国家药监局",),
    "总理　李克强": ("总理　李克强",),
    "局长：申某某": ("局长：申某某",),
    "召开年度座谈会": (),
    "唤醒“沉睡”专利": (),
    "知识产权保护挑战仍存": (),
    "各有关单位：": (),
    "国家药监局国家卫生健康委": ("国家药监局", "国家卫生健康委"),
    "最高人民法院最高人民检察院": ("最高人民法院", "最高人民检察院"),
    "国家药监局和国家卫生健康委": ("国家药监局", "国家卫生健康委"),
    "海 关 总 署　　　国家发展改革委　　　公　安　部": ("海关总署", "国家发展改革委", "公安部"),
    "国 家 药 监 局": ("国家药监局",),
    "中国（示例）知识产权保护中心": ("中国（示例）知识产权保护中心",),
    "广东省市场监督管理局（知识产权局）": ("广东省市场监督管理局（知识产权局）",),
    "深圳海关": ("深圳海关",),
    "某某机关": (),
    "事关": (),
    "国务院联防联控机制": (),
    "甲 乙 丙": (),
    "和谐发展与公平竞争": (),
    "海 阔 天 空": (),
    "Food and Drug Administration": (),
}
IN_TITLES = {
    "国家药监局 国家卫生健康委关于发布目录的公告": ("国家药监局", "国家卫生健康委"),
    "国家药监局、国家卫生健康委关于发布目录的公告": ("国家药监局", "国家卫生健康委"),
    "最高人民法院最高人民检察院关于办理某类案件的解释": ("最高人民法院", "最高人民检察院"),
    "国家发展改革委等部门关于印发方案的通知": ("国家发展改革委",),
    "市场监管总局等十三部门关于印发计划的通知": ("市场监管总局",),
    "中共中央办公厅 国务院办公厅印发《纲要》": ("中共中央办公厅", "国务院办公厅"),
    "国务院办公厅转发国家发展改革委关于某事意见的通知": ("国务院办公厅",),
    "国家药监局2021年第5号公告": ("国家药监局",),
    "国家药监局综合司公开征求《甲（征求意见稿）》意见": ("国家药监局综合司",),
    "市场监管总局就《甲办法》公开征求意见的公告": ("市场监管总局",),
    "某某管理局关于某事的通知": ("某某管理局",),
    "关于发布目录的公告": (),
    "国家药监局召开会议": (),
    "国家药监局局长关于监管工作的讲话": (),
    "多部门关于加强监管的举措": (),
    "《甲局关于某事的通知》解读": (),
}
HEADS = {
    "1、标题": ("1、", 1, "标题", None),
    "1. 标题": ("1.", 1, "标题", None),
    "１．标题": ("1.", 1, "标题", None),
    "（一）标题": ("(一)", 1, "标题", None),
    "(3)标题": ("(1)", 3, "标题", None),
    "十二、标题": ("一、", 12, "标题", None),
    "② 标题": ("①", 2, "标题", None),
    "[3、标题（2020年第5号）](#)": ("1、", 3, "标题（2020年第5号）", "#"),
    "3、[标题](https://example.org)": ("1、", 3, "标题", "https://example.org"),
    "### 3. **标题**": ("1.", 3, "标题", None),
    "1.5万件专利": ("", None, "1.5万件专利", None),
    "2020 年度总结": ("", None, "2020 年度总结", None),
    "【国家级】": ("", None, "国家级", None),
}


@pytest.mark.parametrize(("title", "read"), TITLES.items())
def test_the_kind_of_a_title_and_whether_it_is_a_notice(title: str, read: tuple[str | None, bool]) -> None:
    assert (kinds.document_type(title, DEFAULT), kinds.is_formal(title, DEFAULT)) == read


@pytest.mark.parametrize(("line", "names"), SIGNATURES.items())
def test_who_signs_in_a_line(line: str, names: tuple[str, ...]) -> None:
    assert authorities.signers(line, DEFAULT) == names


@pytest.mark.parametrize(("line", "undressed"), HEADS.items())
def test_the_dress_of_a_heading(line: str, undressed: tuple[str, int | None, str, str | None]) -> None:
    head = heads.undress(line)
    assert (head.mark, head.number, head.core, head.url) == undressed


def test_the_own_number_is_the_last_bracket_that_looks_like_one() -> None:
    number = kinds.own_number("关于发布《甲（化学药品）指导原则（试行）》的通告（2020 年第 67 号）")
    assert number is not None
    assert number.canonical == "2020年第67号"
    assert kinds.own_number("关于废止国药监〔2002〕5号文件的通知") is None


@pytest.mark.parametrize(("title", "names"), IN_TITLES.items())
def test_a_title_names_its_authorities_in_order(title: str, names: tuple[str, ...]) -> None:
    assert authorities.in_title(title, DEFAULT) == names


@pytest.mark.parametrize(("title", "words"), STATUSES.items())
def test_how_a_document_stands_by_its_title(title: str, words: tuple[str, ...]) -> None:
    assert kinds.statuses(title) == words
