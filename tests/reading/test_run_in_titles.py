from bulletin.reading import read
from tests.reading.shapes import shape

MEMOS = """FEDERAL ROUNDUP

Medical Devices

FDA Proposes New Labels For Pumps: On March 1, 2021, the agency proposed new labels. Comments are due by May 3, 2021.

Congress Holds A Hearing: The committee heard four makers and two surgeons about recalls of pumps.
A vote is expected in June of this year.

Chemicals

EPA Delays The Reporting Date: Reports are now due in the autumn, the agency said. See docket EPA-HQ-OPPT-2020-0001.
"""


def test_titles_run_in_with_their_text_are_copied_out_of_it() -> None:
    assert shape(MEMOS) == [
        "# Medical Devices",
        "- FDA Proposes New Labels For Pumps",
        "- Congress Holds A Hearing",
        "# Chemicals",
        "- EPA Delays The Reporting Date",
    ]
    first, _, last = read(MEMOS).snapshot.entries()
    assert first.consultation is not None
    assert first.consultation.closes_on == "2021-05-03"
    assert (first.body_html or "").startswith("<p>FDA Proposes New Labels For Pumps: On March 1, 2021")
    assert [each.number for each in last.cites] == ["EPA-HQ-OPPT-2020-0001"]


BRACKETED = """一周监管快讯

【某省药监局启动疫苗质量专项检查】3月1日，某省药监局召开会议，部署疫苗质量专项检查，为期三个月。

【某市发布集采执行情况通报】3月2日，某市医保局发布通报，披露上季度集采执行情况和存在的问题。
"""


def test_titles_in_square_brackets_run_in_with_their_text() -> None:
    assert shape(BRACKETED) == ["- 某省药监局启动疫苗质量专项检查", "- 某市发布集采执行情况通报"]


def test_words_before_a_colon_under_titles_of_their_own_are_no_titles() -> None:
    notes = MEMOS.replace("FDA Proposes", "1. FDA acts on pumps\nFDA Proposes")
    assert "- FDA Proposes New Labels For Pumps" not in shape(notes)


def test_paragraphs_with_words_before_a_colon_under_a_headline_are_one_article() -> None:
    article = (
        "FDA Issues Warning Letters\n\nBackground Of The Letters: The agency has issued many letters since 1906.\n\n"
        "What The Agency Did: It issued four letters to makers of pumps in three states this week.\n"
    )
    assert len(read(article).snapshot.entries()) <= 1
