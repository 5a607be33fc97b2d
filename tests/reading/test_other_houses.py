from bulletin import snapshot
from bulletin.reading import findings, read
from tests.reading import accounts

Shape = list[tuple[str | None, list[tuple[str | None, list[tuple[int | None, str]]]]]]


def outline(text: str) -> Shape:
    reading = read(text)
    accounts.assert_nothing_lost(text, reading)
    return [
        (part.title, [(each.title, [(entry.number, entry.title) for entry in each.entries]) for each in part.sections])
        for part in reading.snapshot.parts
    ]


def entries(text: str) -> tuple[snapshot.Entry, ...]:
    return read(text).snapshot.entries()


BRACKETED = """医药政策法规周报
2021年第3期（总第58期）
2021年1月15日
主办：甲药业 法规事务部

【法规动态】

1. 国家药监局关于发布备案指南的公告（2021年第5号）

本公告自2021年3月1日起施行。

附件：1.备案指南
      2.填报说明

国家药监局
2021年1月12日

2. 国家药监局综合司关于印发检查要点的通知
药监综械管〔2021〕3号

各省药品监督管理局：
现印发检查要点。
一、检查范围
1. 生产企业。
2. 经营企业。

国家药监局综合司
2021年1月13日

【国际动态】

1. FDA发布数字健康指南
美国食品药品管理局近日发布指南，明确了审评要求。
来源：中国医药报
"""


def test_sections_in_brackets_and_entries_with_a_full_stop() -> None:
    assert outline(BRACKETED) == [
        (
            None,
            [
                (
                    "法规动态",
                    [
                        (1, "国家药监局关于发布备案指南的公告（2021年第5号）"),
                        (2, "国家药监局综合司关于印发检查要点的通知"),
                    ],
                ),
                ("国际动态", [(1, "FDA发布数字健康指南")]),
            ],
        )
    ]
    found = read(BRACKETED).snapshot
    assert (found.masthead.title, found.masthead.publisher) == ("医药政策法规周报", "甲药业 法规事务部")
    assert (found.issue.number, found.issue.year_number, found.issue.dated_on) == (58, 3, "2021-01-15")
    assert [entry.kind for entry in found.entries()] == ["notice", "notice", "article"]


def test_markdown_headings_carry_the_ranks() -> None:
    text = (
        "# 知识产权简报 第12期\n\n## 国内动态\n\n### 1、甲法院发布典型案例\n\n甲法院近日发布案例。\n\n"
        "### 2、[某局公告（第412号）](https://example.org/1.html)\n\n自即日起施行。\n\n## 国际动态\n\n"
        "### 1、WIPO发布年度报告\n\n报告近日发布。\n"
    )
    assert outline(text) == [
        (
            None,
            [
                ("国内动态", [(1, "甲法院发布典型案例"), (2, "某局公告（第412号）")]),
                ("国际动态", [(1, "WIPO发布年度报告")]),
            ],
        )
    ]
    assert entries(text)[1].source_url == "https://example.org/1.html"


def test_numbered_sections_over_bracketed_entries_with_clauses_of_both_kinds() -> None:
    text = (
        "一、国家级\n\n（一）某局关于发布办法的公告（第375号）\n\n现发布，自2021年2月1日起施行。\n\n"
        "某某管理局\n\n2021年1月6日\n\n"
        "（二）国务院办公厅关于加强工作的意见（国办发〔2021〕2号）\n\n各省人民政府：\n\n工作十分重要。\n\n"
        "一、总体要求\n\n（一）指导思想\n\n"
        "坚持创新。\n\n（二）基本原则\n\n坚持市场导向。\n\n二、主要任务\n\n抓好落实。\n\n国务院办公厅\n\n"
        "2021年1月5日\n\n"
        "二、地方级\n\n（一）北京市启动保护月\n\n北京市近日启动活动。\n"
    )
    assert outline(text) == [
        (
            None,
            [
                (
                    "国家级",
                    [
                        (1, "某局关于发布办法的公告（第375号）"),
                        (2, "国务院办公厅关于加强工作的意见（国办发〔2021〕2号）"),
                    ],
                ),
                ("地方级", [(1, "北京市启动保护月")]),
            ],
        )
    ]


def test_parts_in_words_and_entries_with_bullets() -> None:
    text = (
        "某公司法务周刊\n第一部分　政策法规（2021.1.4-2021.1.8）\n国内\n◆ 关于加强商标代理监管的通知\n"
        "某局近日印发通知。\n"
        "◆ 北京高院发布典型案例\n北京高院近日发布案例。\n国际\n◆ 美国专利商标局调整收费\n该局宣布调整收费。\n"
        "第二部分　行业动态（2021.1.4-2021.1.8）\n国内\n◆ 年度报告发布\n报告近日发布。\n"
    )
    assert outline(text) == [
        (
            "第一部分　政策法规",
            [
                ("国内", [(None, "关于加强商标代理监管的通知"), (None, "北京高院发布典型案例")]),
                ("国际", [(None, "美国专利商标局调整收费")]),
            ],
        ),
        ("第二部分　行业动态", [("国内", [(None, "年度报告发布")])]),
    ]
    found = read(text).snapshot
    assert (found.masthead.title, found.parts[0].covers_to_on) == ("某公司法务周刊", "2021-01-08")


def test_a_part_in_brackets_with_its_period_and_its_sign_off() -> None:
    text = (
        "【知识产权篇】（2022.3.1～2022.3.31）\n\n一、资讯\n\n1、华东企业专利布局提速\n\n企业专利布局提速。\n\n"
        "供稿：知识产权部\n"
        "发布时间：2022年4月1日\n\n【医药篇】（2022.3.1～2022.3.31）\n\n一、国家级\n\n"
        "1、某局关于增补药典的公告（2022年 第20号）\n\n"
        "现予发布，自2022年7月1日起执行。\n\n国家药监局　国家卫生健康委\n2022年3月20日\n"
    )
    assert [part for part, _ in outline(text)] == ["知识产权篇", "医药篇"]
    first = read(text).snapshot.parts[0]
    assert (first.covers_from_on, first.compiler, first.compiled_on) == ("2022-03-01", "知识产权部", "2022-04-01")


def test_numbers_that_run_on_across_sections() -> None:
    text = (
        "国内动态\n1、甲地启动活动\n某事发生了。\n2、乙地启动活动\n某事发生了。\n国际动态\n3、丙地启动活动\n"
        "某事发生了。\n"
    )
    assert [number for _, sections in outline(text) for _, found in sections for number, _ in found] == [1, 2, 3]
    assert read(text).warnings == ()


def test_numbers_run_on_across_sections_of_any_name() -> None:
    text = (
        "清洁能源\n1、某局关于发布甲指南的通知\n现予发布。\n某某管理局\n2021年1月8日\n航运\n2、乙地启动活动\n某事发生了。\n"
        "进出口配额\n3、某局关于发布丙指南的通知\n现予发布。\n某某管理局\n2021年1月9日\n"
    )
    assert [(title, [number for number, _ in found]) for _, sections in outline(text) for title, found in sections] == [
        ("清洁能源", [1]),
        ("航运", [2]),
        ("进出口配额", [3]),
    ]


def test_a_number_out_of_order_is_kept_and_warned_of() -> None:
    text = (
        "国家级\n1、某局关于甲的通知\n内容如此。\n国家药监局\n2021年1月8日\n4、某局关于乙的通知\n内容如此。\n"
        "国家药监局\n2021年1月8日\n"
    )
    assert [entry.number for entry in entries(text)] == [1, 4]
    told = [warning.sentence for warning in read(text).warnings]
    assert told.count(findings.ENTRY_NUMBER) == 1


def test_a_list_in_the_style_of_the_entries_stays_in_its_entry() -> None:
    text = (
        "地方级\n1、上海召开年度会议\n会议强调以下几点：\n1、提高站位。\n2、狠抓落实。\n3、加强建设。\n"
        "2、广东发布白皮书\n近日发布。\n"
    )
    assert outline(text) == [(None, [("地方级", [(1, "上海召开年度会议"), (2, "广东发布白皮书")])])]


def test_a_table_of_contents_is_left_out_and_listed() -> None:
    text = (
        "某某周报 第2期\n目录\n一、法规动态\n1. 甲公司完成融资\n一、法规动态\n1. 甲公司完成融资\n"
        "甲公司宣布完成融资。\n— 1 —\n"
    )
    assert outline(text) == [(None, [("法规动态", [(1, "甲公司完成融资")])])]
    reasons = [left.reason for left in read(text).leftovers]
    assert reasons == [findings.CONTENTS] * 3 + [findings.PAGE_NUMBER]


def test_highlights_are_kept_as_such() -> None:
    text = (
        "知识产权每周要闻\n本期要点\n· 某局发布新公告\n· 高院公布案例\n国内要闻\n"
        "[高院发布案例](https://example.org/b)\n高院发布案例。\n2021-03-03\n"
    )
    assert outline(text) == [(None, [("国内要闻", [(None, "高院发布案例")])])]
    assert read(text).snapshot.issue.highlights == ("某局发布新公告", "高院公布案例")
    assert entries(text)[0].published_on == "2021-03-03"


def test_lines_wrapped_by_a_narrow_column_are_joined() -> None:
    text = (
        "国家级\n某局关于注销证书的公告（2021年第34号）\n按照《条例》规定，根据企业申请，现注销以下产品医疗器械\n"
        "注册证书，共涉及三家企业多个产品，有关企业应当按照要求做\n好后续工作。\n特此公告。\n某某管理局\n"
        "2021年3月4日\n"
    )
    body = entries(text)[0].body_html or ""
    assert "有关企业应当按照要求做好后续工作。</p>" in body
    assert body.count("<p") == 2


def test_running_titles_and_page_numbers_do_not_cut_a_sentence() -> None:
    text = (
        "国家级\n\n1、某局关于发布指南的通告\n\n根据有关要求，经某局审查同意，\n\n— 3 —\n\n某某周报第 12 期\n\n"
        "现予发布，自发布之日起施行。\n\n"
        "某某管理局\n\n2021年3月4日\n"
    )
    reading = read(text)
    accounts.assert_nothing_lost(text, reading)
    assert (
        reading.snapshot.entries()[0].body_html == "<p>根据有关要求，经某局审查同意，现予发布，自发布之日起施行。</p>"
    )
    assert (reading.snapshot.masthead.title, reading.snapshot.issue.number) == ("某某周报", 12)


def test_a_title_over_two_lines_is_one_title() -> None:
    text = (
        "国家级\n1、某局关于发布《药物临床试验\n指导原则》的通告（2021年第3号）\n现予发布。\n某某管理局\n2021年3月4日\n"
    )
    assert outline(text) == [(None, [("国家级", [(1, "某局关于发布《药物临床试验指导原则》的通告（2021年第3号）")])])]


def test_the_imprint_at_the_end_is_no_part_of_the_last_entry() -> None:
    text = "国家级\n1、甲地启动活动\n某事发生了。\n主办：甲公司\n编辑：张三  审核：李四\n"
    reading = read(text)
    assert reading.snapshot.masthead.publisher == "甲公司"
    assert [left.reason for left in reading.leftovers] == [findings.IMPRINT]


def test_articles_without_numbers_begin_over_their_source_lines() -> None:
    text = (
        "医药知识产权动态\n第5期（总第125期）\n\n◎ 政策法规\n\n某局关于评估指引的公告（第506号）\n2023-01-18\n\n"
        "某局制定评估指引，自发布之日起施行。\n\n某某管理局\n2023年1月18日\n\n◎ 典型案例\n\n"
        "某药企专利侵权案终审宣判\n"
        "来源：最高人民法院    2023-01-25\n\n法院日前作出终审判决，维持原判。\n\n某公司商标无效案\n"
        "来源：某某法院    2023-01-26\n\n某某法院审结某公司商标无效案。\n"
    )
    assert outline(text) == [
        (
            None,
            [
                ("政策法规", [(None, "某局关于评估指引的公告（第506号）")]),
                ("典型案例", [(None, "某药企专利侵权案终审宣判"), (None, "某公司商标无效案")]),
            ],
        )
    ]
    assert [(entry.source_name, entry.published_on) for entry in entries(text)[1:]] == [
        ("最高人民法院", "2023-01-25"),
        ("某某法院", "2023-01-26"),
    ]


def test_a_title_set_wide_and_the_house_beside_the_date() -> None:
    text = (
        "　　法 规 周 报\n（第18期）\n某集团法务部　　2022年5月6日\n────────\n国家级\n1、某地启动活动\n某事发生了。\n"
    )
    found = read(text).snapshot
    assert (found.masthead.title, found.masthead.publisher) == ("法规周报", "某集团法务部")
    assert (found.issue.number, found.issue.dated_on) == (18, "2022-05-06")


def test_text_without_any_title_has_no_entries() -> None:
    for text in ("", "今天天气很好，我们去公园散步了。", "hello\nworld", "某某周报\n第12期"):
        assert entries(text) == ()
