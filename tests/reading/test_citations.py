import pytest

from bulletin.reading import DEFAULT, attachments, citations, read

CITED = {
    "根据《关于发布程序的通知》（药监综药管〔2020〕9 号）要求": [
        ("药监综药管〔2020〕9号", "关于发布程序的通知", "通知")
    ],
    "根据《某局关于实施<注册办法>有关事宜的公告》（2020 年第 46 号），为推进": [
        ("2020年第46号", "某局关于实施<注册办法>有关事宜的公告", "公告")
    ],
    "《条例》（国务院令第707号）和《意见》（国发〔2015〕44号）": [
        ("国务院令第707号", "条例", "条例"),
        ("国发〔2015〕44号", "意见", "意见"),
    ],
    "《关于改革的意见》（以下简称《意见》，国发〔2015〕44号）": [("国发〔2015〕44号", "关于改革的意见", "意见")],
    "按照国办发〔2018〕15号《关于安排的通知》执行": [("国办发〔2018〕15号", "关于安排的通知", "通知")],
    "按照2019年第25号公告执行": [("2019年第25号", None, "公告")],
    "关于《某某法》的规定": [],
}
NAMED = {
    "制定了《甲指导原则》（见附件）。": ["甲指导原则"],
    "制定了《甲》、《乙》和《丙》（见附件 1~3）。": ["甲", "乙", "丙"],
    "制定了《甲》（见附件 1）《乙》（见附件 2）。": ["甲", "乙"],
    "根据《甲》制定了《乙》（详见附件）。": ["乙"],
    "遴选了第三十八批参比制剂（见附件）": [],
    "根据《甲》要求，名单（见附件）": [],
}
LINES = {
    "附件：《甲指引》.doc": [("《甲指引》.doc", None)],
    "[附件：《甲指引》.doc](#)": [("《甲指引》.doc", "#")],
    "附件：1.甲目录  2.乙说明": [("甲目录", None), ("乙说明", None)],
    "附件1：甲目录": [("甲目录", None)],
    "附件：[甲.pdf](https://example.org/a.pdf)": [("甲.pdf", "https://example.org/a.pdf")],
    "附件：": [],
    "附件": None,
    "附件中的目录自发布之日起施行": None,
}


TOGETHER = {
    "《甲办法》（国药监〔2003〕5号）": [("国药监〔2003〕5号", "甲办法")],
    "《甲办法》(国药监〔2003〕5号)": [("国药监〔2003〕5号", "甲办法")],
    "《甲办法》 （ 国药监〔2003〕5号 ）": [("国药监〔2003〕5号", "甲办法")],
    "《甲办法》国药监〔2003〕5号": [("国药监〔2003〕5号", "甲办法")],
    "《甲办法》（2003年5月6日国药监〔2003〕5号印发）": [("国药监〔2003〕5号", "甲办法")],
    "《甲办法》（以下简称《办法》，国药监〔2003〕5号）": [("国药监〔2003〕5号", "甲办法")],
    "《关于甲的通知（国药监〔2003〕5号）》": [("国药监〔2003〕5号", "关于甲的通知")],
    "《关于实施<甲办法>的公告》（2020年第46号）": [("2020年第46号", "关于实施<甲办法>的公告")],
    "《关于实施〈甲办法〉的公告》（2020年第46号）": [("2020年第46号", "关于实施〈甲办法〉的公告")],
    "《关于修改《甲办法》的决定》（国务院令第777号）": [("国务院令第777号", "关于修改《甲办法》的决定")],
    "国药监〔2003〕5号《甲办法》": [("国药监〔2003〕5号", "甲办法")],
    "（国药监〔2003〕5号）《甲办法》": [("国药监〔2003〕5号", "甲办法")],
    "国务院令第777号公布的《甲条例》": [("国务院令第777号", "甲条例")],
    "（国药监〔2003〕5号）《乙办法》（国药监〔2004〕6号）": [
        ("国药监〔2003〕5号", None),
        ("国药监〔2004〕6号", "乙办法"),
    ],
    "《甲》（国发〔2015〕44号、国办发〔2016〕8号）": [("国发〔2015〕44号", "甲"), ("国办发〔2016〕8号", "甲")],
    "《甲办法》和国药监〔2003〕5号": [("国药监〔2003〕5号", None)],
    "Directive 2001/83/EC and Regulation (EC) No 726/2004": [("2001/83/EC", None), ("(EC) No 726/2004", None)],
}
RELATIONS = {
    "自2021年1月1日起施行，《甲办法》（国药监〔2003〕5号）同时废止。": ["repeals"],
    "《甲办法》（国药监〔2003〕5号）自本办法施行之日起废止。": ["repeals"],
    "《甲》（国药监〔2003〕5号）、《乙》（国药监〔2004〕6号）和《丙》同时废止。": ["repeals", "repeals"],
    "现决定废止《甲办法》（国药监〔2003〕5号）。": ["repeals"],
    "国药监〔2003〕5号停止执行。": ["repeals"],
    "财税字〔1994〕20号相关条款同时废止。": ["repeals"],
    "《甲办法》（国药监〔2003〕5号）第九条予以废止。": ["repeals"],
    "对《甲办法》（国药监〔2003〕5号）作如下修改：": ["amends"],
    "决定对《甲办法》（国药监〔2003〕5号）进行修订。": ["amends"],
    "现决定修改《甲办法》（国药监〔2003〕5号）部分条款。": ["amends"],
    "将《甲办法》（国药监〔2003〕5号）修改为：": ["amends"],
    "现对《甲公告》（2020年第46号）更正如下：": ["corrects"],
    "关于《甲公告》（2020年第46号）的更正": ["corrects"],
    "为贯彻落实《甲意见》（国发〔2015〕44号），": ["implements"],
    "为落实国务院《甲意见》（国发〔2015〕44号）精神，": ["implements"],
    "为实施《甲办法》（国务院令第777号），": ["implements"],
    "贯彻执行《甲》（国发〔2015〕44号）和《乙》（国发〔2016〕8号），": ["implements", "implements"],
    "Regulation amending Directive 2001/83/EC and repealing Directive 93/42/EEC": ["amends", "repeals"],
    "This Regulation repeals Regulation (EC) No 726/2004.": ["repeals"],
    "Corrigendum to Regulation (EU) 2017/745": ["corrects"],
    "This act implements Directive 2001/83/EC.": ["implements"],
    "This guideline replaces EMA/CHMP/123456/2010.": ["replaces"],
    "本标准代替GB/T 9704—1999。": ["replaces"],
    "现转发《甲通知》（国药监〔2003〕5号），": ["forwards"],
    "现将《甲通知》（国药监〔2003〕5号）转发给你们，": ["forwards"],
    # What somebody else did, or what is only leant upon, is no relation of this text.
    "根据《甲办法》（国药监〔2003〕5号）要求，": [None],
    "按照《甲公告》（2020年第46号）执行。": [None],
    "《甲办法》已经国发〔2015〕44号废止。": [None],
    "《甲办法》（国药监〔2003〕5号）已废止。": [None],
    "依据修订后的《甲办法》（国务院令第777号），": [None],
    "新修订《甲办法》（国务院令第777号）发布以来，": [None],
    "2019年11月1日起施行的修改后的《甲法》（主席令第29号）": [None],
    "2020年起实施的《甲办法》（国务院令第777号）规定，": [None],
    "《甲办法》（国务院令第777号）施行后，原规定同时废止。": [None],
    "旧办法同时废止。按照《甲办法》（国务院令第777号）执行。": [None],
    "Directive 2001/83/EC as amended by Regulation (EU) 2019/5": [None, None],
    "Commission Implementing Regulation (EU) 2021/808": [None],
    "已被国药监〔2003〕5号取代。": [None],
}
ALONE = {
    "为落实《甲意见》，根据《乙办法》（国药监〔2003〕5号）": [("甲意见", "implements")],
    "《甲办法》（以下简称《办法》）施行，《办法》另有规定": [("甲办法", None)],
    "《中国医药报》报道，《甲法》施行": [("甲法", None)],
    "《关于实施<甲办法>的公告》和《乙条例》": [("关于实施<甲办法>的公告", None), ("乙条例", None)],
    "我局起草了《甲办法（征求意见稿）》": [("甲办法（征求意见稿）", "consultation-draft-of")],
    "我局起草了《甲办法》（征求意见稿）": [("甲办法", "consultation-draft-of")],
    "《甲办法》《乙办法》同时废止": [("甲办法", "repeals"), ("乙办法", "repeals")],
    "对《甲办法》作如下修改": [("甲办法", "amends")],
    "没有书名的文字": [],
    "《没有合上的书名": [],
}


@pytest.mark.parametrize(("text", "cited"), TOGETHER.items())
def test_a_title_and_the_number_beside_it_are_one_citation(text: str, cited: list[tuple[str, str | None]]) -> None:
    found = citations.find_all(text, DEFAULT)
    assert [(each.number.canonical, each.title) for each in found] == cited
    named = {title for _, title in cited}
    assert not named & {each.title for each in citations.mentions(text)}


@pytest.mark.parametrize(("text", "relations"), RELATIONS.items())
def test_the_words_around_a_document_tell_what_is_done_to_it(text: str, relations: list[str | None]) -> None:
    assert [each.relation for each in citations.find_all(text, DEFAULT)] == relations


@pytest.mark.parametrize(("text", "mentioned"), ALONE.items())
def test_titles_without_a_number_are_mentions(text: str, mentioned: list[tuple[str, str | None]]) -> None:
    assert [(each.title, each.relation) for each in citations.mentions(text)] == mentioned


def test_a_citation_carries_its_sentence() -> None:
    text = "第一句。为落实《甲意见》（国发〔2015〕44号），现通知如下。第三句。"
    [found] = citations.find_all(text, DEFAULT)
    assert found.passage == "为落实《甲意见》（国发〔2015〕44号），现通知如下。"


def test_a_passage_is_cut_where_a_sentence_has_no_end() -> None:
    [found] = citations.find_all("很长" * 500 + "国发〔2015〕44号" + "很长" * 500, DEFAULT)
    assert len(found.passage) <= citations.LONGEST_PASSAGE
    assert "国发〔2015〕44号" in found.passage


def test_the_relation_said_anywhere_in_a_notice_reaches_the_snapshot() -> None:
    text = (
        "某局关于发布新办法的公告（2021年第5号）\n\n根据《甲办法》（国药监〔2003〕5号）制定本办法。\n\n"
        "《甲办法》（国药监〔2003〕5号）同时废止。\n\n某某管理局\n2021年3月4日\n"
    )
    [entry] = read(text).snapshot.entries()
    assert [(each.number, each.relation) for each in entry.cites] == [("国药监〔2003〕5号", "repeals")]


@pytest.mark.parametrize(("text", "cited"), CITED.items())
def test_numbers_with_the_titles_beside_them(text: str, cited: list[tuple[str, str | None, str | None]]) -> None:
    found = citations.find_all(text, DEFAULT)
    assert [(each.number.canonical, each.title, each.document_type) for each in found] == cited


@pytest.mark.parametrize(("text", "names"), NAMED.items())
def test_annexes_that_the_text_names(text: str, names: list[str]) -> None:
    assert attachments.in_text(text) == names


@pytest.mark.parametrize(("line", "named"), LINES.items())
def test_lines_headed_annex(line: str, named: list[tuple[str, str | None]] | None) -> None:
    found = attachments.of_line(line)
    assert (None if found is None else [(each.title, each.url) for each in found]) == named
