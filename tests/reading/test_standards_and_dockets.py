import pytest

from bulletin.reading import citations, numbers, read
from bulletin.reading.vocabulary import DEFAULT

FOUND = {
    "GB/T 9704—2012": ("GB/T 9704-2012", "GB/T", 2012),
    "GB/T9704-2012": ("GB/T 9704-2012", "GB/T", 2012),
    "ＧＢ／Ｔ 9704－2012": ("GB/T 9704-2012", "GB/T", 2012),
    "执行GB 9706.1—2020的": ("GB 9706.1-2020", "GB", 2020),
    "GB/T 16886.1-2022": ("GB/T 16886.1-2022", "GB/T", 2022),
    "GB 7718-94": ("GB 7718-94", "GB", 1994),
    "GBZ 1-2010": ("GBZ 1-2010", "GBZ", 2010),
    "YY 0505-2012": ("YY 0505-2012", "YY", 2012),
    "YY/T 0287-2017": ("YY/T 0287-2017", "YY/T", 2017),
    "WS/T 500-2016": ("WS/T 500-2016", "WS/T", 2016),
    "WS 310.1-2016": ("WS 310.1-2016", "WS", 2016),
    "HJ 1313—2023": ("HJ 1313-2023", "HJ", 2023),
    "JJF 1234-2018": ("JJF 1234-2018", "JJF", 2018),
    "QB/T 1684-2015": ("QB/T 1684-2015", "QB/T", 2015),
    "DB31/T 1234-2020": ("DB31/T 1234-2020", "DB31/T", 2020),
    "DB11/1234-2020": ("DB11/1234-2020", "DB11", 2020),
    "DB3301/T 0123-2020": ("DB3301/T 0123-2020", "DB3301/T", 2020),
    "T/CAMDI 001-2020": ("T/CAMDI 001-2020", "T/CAMDI", 2020),
    "ISO 13485:2016": ("ISO 13485:2016", "ISO", 2016),
    "ISO 13485：2016": ("ISO 13485:2016", "ISO", 2016),
    "ISO 13485-2016": ("ISO 13485:2016", "ISO", 2016),
    "ISO 10993-1:2018": ("ISO 10993-1:2018", "ISO", 2018),
    "ISO/IEC 17025:2017": ("ISO/IEC 17025:2017", "ISO/IEC", 2017),
    "EN ISO 14971:2019": ("EN ISO 14971:2019", "EN ISO", 2019),
    "IEC 60601-1:2005": ("IEC 60601-1:2005", "IEC", 2005),
    "[Docket No. FDA-2016-N-1234]": ("FDA-2016-N-1234", "FDA", 2016),
    "Docket No. FDA–2016–N–1234": ("FDA-2016-N-1234", "FDA", 2016),
    "under docket FDA-2019-D-0481.": ("FDA-2019-D-0481", "FDA", 2019),
    "Docket ID EPA-HQ-OPPT-2020-0123": ("EPA-HQ-OPPT-2020-0123", "EPA", 2020),
    "EPA-R09-OAR-2020-0123": ("EPA-R09-OAR-2020-0123", "EPA", 2020),
    "PTO-P-2020-0023": ("PTO-P-2020-0023", "PTO", 2020),
    "USTR-2020-0012": ("USTR-2020-0012", "USTR", 2020),
    "Docket CMS-1808-P": ("CMS-1808-P", "CMS", None),
    "Docket No. 2023-5": ("2023-5", None, 2023),
    "[FR Doc. 2023-12345 Filed 6-1-23; 8:45 am]": ("2023-12345", "FR Doc.", 2023),
    "FR Doc No: 2023–12345": ("2023-12345", "FR Doc.", 2023),
    "FR Doc. E9-1234": ("E9-1234", "FR Doc.", None),
    "RIN 0910-AI12": ("RIN 0910-AI12", "RIN", None),
    "(RIN: 0910–AI12)": ("RIN 0910-AI12", "RIN", None),
    "EMA/CHMP/123456/2020": ("EMA/CHMP/123456/2020", "EMA", 2020),
    "EMA/123456/2020": ("EMA/123456/2020", "EMA", 2020),
    "EMA/CHMP/ICH/83812/2013 Rev. 1": ("EMA/CHMP/ICH/83812/2013 Rev. 1", "EMA", 2013),
    "EMA/INS/GCP/112288/2023": ("EMA/INS/GCP/112288/2023", "EMA", 2023),
    "EMEA/CHMP/BWP/1571/2006": ("EMEA/CHMP/BWP/1571/2006", "EMEA", 2006),
    "CPMP/ICH/135/95": ("CPMP/ICH/135/95", "CPMP", 1995),
    "Regulation (EU) 2017/745": ("(EU) 2017/745", "regulation", 2017),
    "Regulation (EC) No 726/2004": ("(EC) No 726/2004", "regulation", 2004),
    "Regulation (EU) No. 536/2014": ("(EU) No 536/2014", "regulation", 2014),
    "Commission Decision (EU) 2020/1234": ("(EU) 2020/1234", "decision", 2020),
    "Directive 2001/83/EC": ("2001/83/EC", "directive", 2001),
    "Directive 93/42/EEC": ("93/42/EEC", "directive", 1993),
    "欧盟（EU）2017/745号法规": ("(EU) 2017/745", "regulation", 2017),
    "欧盟2001/83/EC指令": ("2001/83/EC", "directive", 2001),
}
NONE = [
    "GB/T 9704",
    "GB 2760系列",
    "ISO 13485认证",
    "ISO 9001",
    "32 GB 2020",
    "内存GB/T",
    "ABGB 123-2020",
    "SB 123-2020",
    "YY-2020",
    "型号DB-9",
    "版本2.0-2020",
    "0910-AI12",
    "2023-12345",
    "2023-5",
    "AB-2020-12",
    "FDA-2020",
    "FDA 2020",
    "CHMP 2020",
    "EMA/CHMP",
    "EMA/2020",
    "24/7/365",
    "2020/06/01",
    "比例为2/3/4",
    "and/or 2001/83",
    "(EU) 27",
    "(EU) 12/34",
    "EU 2020",
    "1/2 EU",
    "No. 20-1234",
]


@pytest.mark.parametrize(("text", "wanted"), FOUND.items())
def test_a_standard_a_docket_or_an_act_is_found(text: str, wanted: tuple[object, ...]) -> None:
    [found] = numbers.find_all(text)
    assert (found.canonical, found.kind, found.year) == wanted


@pytest.mark.parametrize("text", NONE)
def test_what_only_looks_like_one_is_none(text: str) -> None:
    assert numbers.find_all(text) == []


def test_one_label_heads_a_row_of_rulemakings() -> None:
    found = numbers.find_all("RINs 0910-AI12, 0910-AI13 and 0938-AV34; model 0910-ZZ99")
    assert [each.canonical for each in found] == ["RIN 0910-AI12", "RIN 0910-AI13", "RIN 0938-AV34"]


def test_two_revisions_of_a_guideline_are_two_documents() -> None:
    [first], [second] = (numbers.find_all(f"CHMP/EWP/205/95 Rev. {each}") for each in (3, 4))
    assert first.key("EMA") != second.key("EMA")


def test_a_standard_is_one_whoever_names_it() -> None:
    [one], [other] = numbers.find_all("GB/T 9704—2012"), numbers.find_all("GB/T9704-2012")
    assert one.key("甲局") == other.key("乙局") == other.key()


OWN_LINES = {
    "[Docket No. FDA-2016-N-1234]": "FDA-2016-N-1234",
    "Docket No.: FDA-2016-N-1234": "FDA-2016-N-1234",
    "Docket number: EPA-HQ-OPPT-2020-0123": "EPA-HQ-OPPT-2020-0123",
    "Document number: 2023-12345": "2023-12345",
    "FR Doc. 2023-12345": "2023-12345",
    "Reference: EMA/CHMP/123456/2020": "EMA/CHMP/123456/2020",
    "文号：国发〔2015〕44号": "国发〔2015〕44号",
    "发文字号：国家税务总局公告2019年第45号": "国家税务总局公告2019年第45号",
    "标准号：GB/T 9704—2012": "GB/T 9704-2012",
    "（2020年第53号）": "2020年第53号",
    "国发〔2015〕44号": "国发〔2015〕44号",
    "（公告2023年第3号）": "2023年第3号",
    "公告 2023年第3号": "2023年第3号",
    "国发〔2015〕44号要求": None,
    "根据国发〔2015〕44号": None,
    "Docket Nos. FDA-2016-N-1234 and FDA-2016-N-1235": None,
    "See Docket No. FDA-2016-N-1234": None,
    "Document number: unknown": None,
    "": None,
}


@pytest.mark.parametrize(("line", "canonical"), OWN_LINES.items())
def test_a_line_is_a_number_only_when_it_is_nothing_else(line: str, canonical: str | None) -> None:
    found = numbers.of_line(line)
    assert (found and found.canonical) == canonical


OWN_TITLES = {
    "某局关于发布指南的公告（2021年第5号）": "2021年第5号",
    "某局关于发布指南的公告(2021 年第 5 号)": "2021年第5号",
    "某局关于印发办法的通知 国药监〔2021〕5号": "国药监〔2021〕5号",
    "某局关于印发办法的通知国药监〔2021〕5号": "国药监〔2021〕5号",
    "某局公告2021年第5号（关于某事的公告）": "某局公告2021年第5号",
    "国务院令第707号": "国务院令第707号",
    "关于修改《审查办法》的公告（第442号）": "第442号",
    "国家知识产权局公告（第412号）": "国家知识产权局公告第412号",
    "医疗器械 质量管理体系（YY/T 0287—2017）": "YY/T 0287-2017",
    "Draft Guidance; Availability [Docket No. FDA-2016-D-1234]": "FDA-2016-D-1234",
    "Draft guidance on dosage forms (FDA-2016-D-1234)": "FDA-2016-D-1234",
    "Guideline on clinical trials (EMA/CHMP/123456/2020)": "EMA/CHMP/123456/2020",
    "Public Meeting on Drinking Water (2020-21653)": "2020-21653",
    "关于贯彻国发〔2015〕44号文件的通知": None,
    "关于废止国药监〔2003〕5号": None,
    "关于废止《关于监管的通知（国药监〔2003〕5号）》": None,
    "关于发布GB/T 9704—2012": None,
    "关于实施办法的通知（根据国发〔2015〕44号修订）": None,
    "关于修改《审查办法》的说明（第442号）": None,
    "Regulation (EU) 2017/745 on medical devices": "(EU) 2017/745",
    "Commission Implementing Regulation (EU) 2021/808 on methods": "(EU) 2021/808",
    "Directive 2001/83/EC on medicinal products": "2001/83/EC",
    "Comments on Regulation (EU) 2017/745": None,
    "Amendments to Regulation (EU) 2017/745 proposed": None,
}


@pytest.mark.parametrize(("title", "canonical"), OWN_TITLES.items())
def test_a_title_owns_the_number_that_ends_it(title: str, canonical: str | None) -> None:
    found = numbers.own_of_title(title)
    assert (found and found.canonical) == canonical


def test_the_labelled_line_of_an_english_notice_gives_its_number() -> None:
    text = (
        "[Docket No. FDA-2016-N-1234]\n\nDevices; Classification of the Example Monitor\n\n"
        "AGENCY: Food and Drug Administration, HHS.\n\nACTION: Final rule.\n\n"
        "SUMMARY: The agency amends Regulation (EU) 2017/745 in no way.\n\nDated: May 6, 2016.\n\n"
        "[FR Doc. 2016-11500 Filed 5-8-16; 8:45 am]\n"
    )
    [entry] = read(text).snapshot.entries()
    assert entry.document_number is not None
    assert (entry.document_number.typed, entry.document_number.canonical) == ("FDA-2016-N-1234", "FDA-2016-N-1234")
    assert [each.number for each in entry.cites] == ["(EU) 2017/745"]


def test_a_docket_is_labelled_when_the_word_stands_right_before_it() -> None:
    text = "See Docket No. FDA-2016-N-1234. Comments on FDA-2016-N-9999 were late. Reference: EMA/CHMP/123456/2020."
    assert [each.canonical for each in numbers.labelled(text)] == ["FDA-2016-N-1234", "EMA/CHMP/123456/2020"]


def test_an_english_notice_owns_the_one_docket_that_its_text_names() -> None:
    text = (
        "Federal Register Digest\n\nFood and Drug Administration\n\n"
        "1. Draft Guidance on Example Devices\nThe agency published a draft. {}\nPublished: March 1, 2016\n\n"
        "2. Meeting of the Example Committee\nThe committee will meet.\nPublished: March 2, 2016\n"
    )
    [one, _] = read(text.format("Docket No. FDA-2016-D-1234.")).snapshot.entries()
    assert (one.document_number and one.document_number.canonical, one.cites) == ("FDA-2016-D-1234", ())
    [two, _] = read(text.format("Docket FDA-2016-D-1234 follows docket FDA-2015-D-0001.")).snapshot.entries()
    assert two.document_number is None
    assert [each.number for each in two.cites] == ["FDA-2016-D-1234", "FDA-2015-D-0001"]


def test_a_number_that_opens_the_text_before_its_date_is_the_notices_own() -> None:
    text = "国家级\n1、某局关于提升能力的通知\n国药监〔2023〕26号，2023年2月6日。{}按照国药监〔2022〕1号执行。\n"
    [entry] = read(text.format("要求如下。")).snapshot.entries()
    assert (entry.document_number and entry.document_number.canonical) == "国药监〔2023〕26号"
    assert [each.number for each in entry.cites] == ["国药监〔2022〕1号"]


def test_a_number_that_opens_the_text_without_a_date_is_cited() -> None:
    text = "国家级\n1、某局关于提升能力的通知\n国药监〔2023〕26号要求各地在2023年2月6日前上报。\n"
    [entry] = read(text).snapshot.entries()
    assert (entry.document_number, [each.number for each in entry.cites]) == (None, ["国药监〔2023〕26号"])


def test_numbers_in_the_text_of_a_notice_are_cited() -> None:
    found = citations.find_all("按照GB/T 9704—2012和Directive 2001/83/EC执行", DEFAULT)
    assert [each.number.canonical for each in found] == ["GB/T 9704-2012", "2001/83/EC"]
