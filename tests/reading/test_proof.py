import time
from pathlib import Path

import pytest

from bulletin.reading import proof
from bulletin.reading.proof import Listed, slips_of

SAMPLE = Path(__file__).resolve().parents[3] / "shared" / "samples" / "weekly-144.txt"

# What is typed, the words that are marked, the rule, and what is put in their place.
SLIPS = [
    ("公示期限:2021年1月4日", ":", "half-width", "："),
    ("现将有关事项通知如下,请遵照执行。", ",", "half-width", "，"),
    ("自发布之日起施行.", ".", "half-width", "。"),
    ("一.总体要求", ".", "half-width", "、"),
    ("《专利合作条约》(PCT)途径", "(PCT)", "half-width", "（PCT）"),
    ("杭州高新区(滨江)积极探索", "(滨江)", "half-width", "（滨江）"),
    ("年度报告(2019)显示", "(2019)", "half-width", "（2019）"),
    ("（见附件)", "（见附件)", "mixed-pair", "（见附件）"),
    ('提出"一站式"方案', '"一站式"', "straight-quotes", "“一站式”"),
    ("根据《药品管理法和有关规定。", "《", "unpaired", None),
    ("推进“放管服改革。", "“", "unpaired", None),
    ("印发（试行的通知", "（", "unpaired", None),
    ("自发布之日起施行。。", "。。", "doubled-mark", "。"),
    ("为此，，现通知如下。", "，，", "doubled-mark", "，"),
    ("特此通知，。", "，。", "doubled-mark", "。"),
    ("等等...随后", "...", "dots", "……"),
    ("1月4日~15日", "~", "tilde", "～"),
    ("见附件1~5。", "~", "tilde", "～"),
    ("《关于实施<药品注册管理办法>的公告》", "<药品注册管理办法>", "inner-title", "〈药品注册管理办法〉"),
    ("《关于实施《药品注册管理办法》的公告》", "《药品注册管理办法》", "inner-title", "〈药品注册管理办法〉"),
    ("依照《 药品管理法》执行", "《 ", "inner-space", "《"),
    ("依照《药品管理法 》执行", " 》", "inner-space", "》"),
    ("会议于2021.1.4召开，请参加。", "2021.1.4", "date-style", "2021年1月4日"),
    ("会议于2021-01-04召开，请参加。", "2021-01-04", "date-style", "2021年1月4日"),
    ("2021年01月08日", "2021年01月08日", "leading-zero", "2021年1月8日"),
    ("二○二一年一月八日", "二○二一", "round-zero", "二〇二一"),
    ("请于2021年2月30日前报送。", "2021年2月30日", "no-such-day", None),
    ("请于2021年2月10日（周五）前报送。", "2021年2月10日（周五）", "wrong-weekday", None),
    ("按照国知发服字[2019]46号办理", "[2019]46号", "year-brackets", "〔2019〕46号"),
    ("按照国知发服字（2019）46号办理", "（2019）46号", "year-brackets", "〔2019〕46号"),
    ("按照药监综药管〔2020〕009号办理", "〔2020〕009号", "serial-zero", "〔2020〕9号"),
    ("按照药监综药管〔2020〕第9号办理", "〔2020〕第9号", "serial-ordinal", "〔2020〕9号"),
    ("按照药监综药管〔2020〕9 号办理", "〔2020〕9 号", "spaced-number", "〔2020〕9号"),
    ("的通告（2020 年第 53 号）", "2020 年第 53 号", "spaced-number", "2020年第53号"),
    ("的通告（2020年第009号）", "2020年第009号", "serial-zero", "2020年第9号"),
    ("编号为1 2 3 4的文件", "1 2 3 4", "spaced-digits", "1234"),
    ("２０２１年", "２０２１", "wide-digits", "2021"),
    ("共收到 5 件，其中3件有效。", "到 5", "mixed-spacing", "到5"),
    ("落实的的要求", "的的", "doubled-character", "的"),
    ("完成了了任务", "了了", "doubled-character", "了"),
    ("应当在在规定期限内", "在在", "doubled-character", "在"),
    ("现就就有关事项", "就就", "doubled-character", "就"),
    ("应当应当报送", "应当应当", "doubled-word", "应当"),
    ("维护中国制造的形像", "形像", "wrong-word", "形象"),
    ("相关人士向介绍，", "向", "lost-word", None),
]
# Sentences of our own in the manner of notices and news: nothing in them is wrong.
CLEAN = [
    "为贯彻落实《中华人民共和国药品管理法》，规范药品注册行为，现予发布，自发布之日起施行。",
    "根据《国家药监局综合司关于印发某程序的通知》（药监综药管〔2020〕9号）要求，现将有关事项通知如下：",
    "国家药监局关于发布《某技术指导原则（试行）》的通告（2020年第53号）",
    "公示期限：2021年1月4日～2021年1月15日（10个工作日）。",
    "联系邮箱：box@example.org，联系电话：010-12345678。",
    "详见https://example.org/a.b?c=1,2;d=(3)网页。",
    "一、总体要求",
    "（一）坚持依法行政，坚持公开透明；（二）坚持目标导向，以提高质量为目的的工作不得走样。",
    "1.加强领导，明确分工。",
    "1）开展自查；2）形成报告；a）报送材料。",
    "为了了解有关情况，我局开展了专项调研。",
    "企业存在在用设备未检定的情形，正在在线申报系统中更正。",
    "应当依法对对方当事人的权利予以保护，由由此产生的费用另计。",
    "以及及时公开信息的要求，涉及及其相关的事项一并办理。",
    "人人有责，层层压实责任，常常抓、反复抓，方方面面都要落实。",
    "全部份额由两家公司持有，按装置类型分别登记。",
    "既使用中文，又使用英文。",
    "该指数为1.5万件，同比增长3.2%，占比11.6%。",
    "2019年我国提交的申请达到5.9万件，居全球首位……",
    "“2020年是‘奋发有为’的一年。”负责人说。",
    "《中国电子商务知识产权发展研究报告（2020）》（下称《报告》）发布。",
    "《关于实施〈药品注册管理办法〉有关事宜的公告》（2020年第46号）",
    "二〇〇三年五月六日",
    "2021年1月8日（周五）上午9:30召开会议。",
    "执行GB/T 9704—2012和YY/T 0316-2016标准。",
    "（2019）最高法知民终1号民事判决书",
    "第1234号提案的答复",
    "化合物(E)-2-丁烯的含量为0.5%。",
    "使用f(x)表示该函数，版本为V2021.1.4。",
    "按照 ICH Q7 的要求，由 NMPA 发布。",
    "共收到 5 件，其中 3 件有效。",
    "共收到5件，其中3件有效，IPP 平台受理2件。",
    "中共中央办公厅 国务院办公厅印发通知",
    "哪些情形不予受理？请注意！",
    "通知-删除规则是《中华人民共和国电子商务法》规定的。",
    "研究方向介绍完毕后，代表向记者介绍了情况。",
    "他说：“知识产权是激励创新的基本制度，对于企业来说，具有重要意义。”",
    "附件：1.申请表；2.说明",
    "发布日期 2021-01-05",
    "The guideline (draft) was published on 2021-01-04, see Annex 1.",
    "本办法所称“机构”，是指依法设立的各级各类医疗机构（含中医诊所）。",
    "药品上市许可持有人应当自收到通知之日起30个工作日内提交材料。",
    "北京市、上海市、广东省、河北省知识产权局，各有关单位：",
    "将将来可能产生的影响纳入评估，把把关环节前移。",
    "同比增长约2～3倍，时间为9:00—17:00。",
    "沪高法〔2021〕215号、国办发明电〔2018〕15号",
    "成都都江堰市市场监督管理局发布通告。",
    "审查员可以以书面方式通知申请人，费用由由此获益的一方承担。",
]
NAMES = Listed(
    [
        "国家知识产权局",
        "国家药品监督管理局",
        "国家药品监督管理局药品审评中心",
        "最高人民法院",
        "四川省知识产权服务促进中心",
        "河北省药品监督管理局",
    ]
)
MISSPELT = {
    "国家知识产权局、国家药品监督管埋局联合印发通知": ("国家药品监督管埋局", "国家药品监督管理局"),
    "根据国家药品监管管理局的部署": ("国家药品监管管理局", "国家药品监督管理局"),
    "由国家药品监督管理局药品评审中心发布": ("国家药品监督管理局药品评审中心", "国家药品监督管理局药品审评中心"),
    "四川省知识产权促进中心，各有关单位": ("四川省知识产权促进中心", "四川省知识产权服务促进中心"),
    "国家知识权局发布公告": ("国家知识权局", "国家知识产权局"),
}
WELL_SPELT = [
    "国家知识产权局、最高人民法院联合印发通知",
    "河南省药品监督管理局发布公告",
    "国家药品监督管理局药品审评中心发布",
    "请国家知识产权局专利局各部门执行",
    "各省、自治区、直辖市药品监督管理局，新疆生产建设兵团药品监督管理局",
]
ARCHIVE = [
    "关于强化知识产权保护的意见",
    "药品注册管理办法",
    "药品审评审批信息公开管理办法",
    "化学仿制药参比制剂目录（第三十八批）",
]
OTHERWISE = {
    "《关于强化知识产权保护的若干意见》": "《关于强化知识产权保护的意见》",
    "《药品审评审批信息公开管理方法》": "《药品审评审批信息公开管理办法》",
    "《药品评审审批信息公开管理办法》": "《药品审评审批信息公开管理办法》",
    "《药品审评审批信息公开办法》": "《药品审评审批信息公开管理办法》",
}
OTHER_TITLES = [
    "《关于强化知识产权保护的意见》",
    "《药品生产管理办法》",
    "《药品经营和使用质量监督管理办法》",
    "《化学仿制药参比制剂目录（第三十九批）》",
    "《药品注册管理办法实施细则》",
]


@pytest.mark.parametrize(("text", "words", "code", "replacement"), SLIPS)
def test_a_slip_is_marked_with_what_should_stand_there(
    text: str, words: str, code: str, replacement: str | None
) -> None:
    marks = proof.proof({"body_html": text})
    assert (words, code, replacement) in [(each.words, each.code, each.replacement) for each in marks]
    assert all(text[each.start : each.end] == each.words for each in marks)


def mended(text: str) -> str:
    """The text after the first mark that can be mended was, until none is left."""
    for _ in range(20):
        mark = next((each for each in slips_of(text) if each.replacement is not None), None)
        if mark is None:
            return text
        text = text[: mark.start] + (mark.replacement or "") + text[mark.end :]
    raise AssertionError(text)


@pytest.mark.parametrize("text", [row[0] for row in SLIPS if row[3] is not None])
def test_mending_leaves_nothing_to_mend(text: str) -> None:
    assert [each.rule.code for each in slips_of(mended(text))] == []


@pytest.mark.parametrize("text", CLEAN)
def test_an_honest_sentence_has_no_mark(text: str) -> None:
    assert slips_of(text, NAMES, ARCHIVE) == []


@pytest.mark.parametrize(("text", "names"), MISSPELT.items())
def test_an_authority_a_slip_away_from_a_registered_one_is_marked(text: str, names: tuple[str, str]) -> None:
    [mark] = proof.proof({"title": text}, NAMES)
    assert (mark.code, mark.words, mark.replacement) == ("authority", *names)
    assert mark.values == (("name", names[1]),)


@pytest.mark.parametrize("text", WELL_SPELT)
def test_a_registered_authority_and_one_of_another_place_are_left_alone(text: str) -> None:
    assert slips_of(text, NAMES) == []


@pytest.mark.parametrize(("text", "title"), OTHERWISE.items())
def test_a_cited_title_a_word_away_from_one_of_the_archive_is_marked(text: str, title: str) -> None:
    [mark] = slips_of(text, titles=ARCHIVE)
    assert (mark.rule.code, mark.replacement) == ("title", title)


@pytest.mark.parametrize("text", OTHER_TITLES)
def test_the_title_of_another_document_is_left_alone(text: str) -> None:
    assert slips_of(text, titles=ARCHIVE) == []


def test_a_title_that_is_close_to_two_of_the_archive_is_left_to_the_editor() -> None:
    assert slips_of("《药品审评信息公开办法》", titles=["药品审评信息公开新办法", "药品审评信息的公开办法"]) == []


def test_a_quotation_over_several_paragraphs_opens_each_and_is_closed_once() -> None:
    assert slips_of("“第一段的话。\n“第二段的话。”") == []


def test_a_bracket_that_is_closed_in_another_paragraph_is_unpaired_in_both() -> None:
    assert [each.rule.code for each in slips_of("第一段（未完\n第二段）完")] == ["unpaired", "unpaired"]


def test_marks_come_by_field_and_in_order() -> None:
    marks = proof.proof({"title": "关于某事的的通知", "body_html": "甲,乙。。"})
    assert [(each.field, each.code) for each in marks] == [
        ("title", "doubled-character"),
        ("body_html", "half-width"),
        ("body_html", "doubled-mark"),
    ]


def test_every_rule_has_a_code_and_a_sentence_of_its_own() -> None:
    assert len({rule.code for rule in proof.RULES}) == len({rule.sentence for rule in proof.RULES}) == len(proof.RULES)


@pytest.mark.skipif(not SAMPLE.exists(), reason=f"the sample is not here: {SAMPLE}")
def test_the_slips_of_number_144_are_found() -> None:
    text = SAMPLE.read_text(encoding="utf-8")
    marks = proof.proof({"body_html": text}, NAMES, ARCHIVE)
    found = {(text.count("\n", 0, each.start) + 1, each.code) for each in marks}
    assert found >= {
        *((25, "authority"), (131, "half-width"), (139, "lost-word"), (153, "half-width"), (255, "half-width")),
        *((259, "wrong-word"), (299, "title"), (321, "leading-zero"), (525, "half-width"), (535, "inner-title")),
        *((549, "half-width"), (549, "tilde"), (551, "half-width"), (331, "spaced-number"), (123, "mixed-spacing")),
    }
    plain = [each for each in marks if each.code not in {"mixed-spacing", "spaced-number"}]
    assert len(plain) <= 20


@pytest.mark.parametrize(
    "piece",
    ["《", "》", "（", "）", "“", "(", "<甲", "~1", "。", "1 ", "的", "向介绍", "国家局", "〔2020〕", "2021.1.4，"],
)
def test_proving_grows_with_the_text_and_no_faster(piece: str) -> None:
    def seconds(size: int) -> float:
        text = (piece * size)[:size]
        start = time.process_time()
        slips_of(text, NAMES, ARCHIVE)
        return time.process_time() - start

    seconds(2_000)
    assert seconds(40_000) < 1.5
