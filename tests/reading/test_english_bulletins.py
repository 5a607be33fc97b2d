from bulletin.reading import read
from tests.reading.shapes import shape

BY_AGENCY = """Regulatory Intelligence Weekly
Issue 18
6 May 2021

European Union

European Medicines Agency
• Draft guideline on quality of herbal products (EMA/HMPC/12345/2020)
The draft describes the data expected for quality dossiers.
First published: 3 May 2021
Consultation ends: 31 July 2021
• Reflection paper on patient data
The paper invites sponsors to discuss plans early.
First published: 4 May 2021

United Kingdom

MHRA
• Guidance on software as a medical device
The guidance was revised after comments from industry.
"""


def test_agencies_head_the_sections_of_bulleted_entries() -> None:
    assert shape(BY_AGENCY) == [
        "= European Union",
        "# European Medicines Agency",
        "- Draft guideline on quality of herbal products (EMA/HMPC/12345/2020)",
        "- Reflection paper on patient data",
        "= United Kingdom",
        "# MHRA",
        "- Guidance on software as a medical device",
    ]


FLAT = """Compliance Briefing No. 7
Week of 10 May 2021

Food and Drug Administration
- Final guidance on bioanalytical methods
  The agency finalised its recommendations on method validation.
- Warning letter to a contract manufacturer
  Inspectors found data integrity failures.

Patent and Trademark Office
- Changes to fee schedule
  Fees for small entities fall by ten per cent.
"""


def test_agencies_over_dashes() -> None:
    assert shape(FLAT) == [
        "# Food and Drug Administration",
        "- Final guidance on bioanalytical methods",
        "- Warning letter to a contract manufacturer",
        "# Patent and Trademark Office",
        "- Changes to fee schedule",
    ]


NUMBERED = """IP Monthly
Issue 3

Patents
1. Board of Appeal decides on priority
The Enlarged Board held that formal transfer is presumed.
2. New rules on sequence listings
The rules apply from July.

Trade marks
1. Court rejects colour mark
The mark was found to lack distinctiveness.
"""


def test_numbered_english_entries_under_topics() -> None:
    assert shape(NUMBERED) == [
        "# Patents",
        "1 Board of Appeal decides on priority",
        "2 New rules on sequence listings",
        "# Trade marks",
        "1 Court rejects colour mark",
    ]


LABELLED = """Agency: European Commission
Title: Regulation amending transitional provisions
Summary: The regulation extends transitional periods for certain devices.
Date: 20 March 2023

Agency: Swissmedic
Title: Revised fee ordinance
Summary: Fees for variations change.
Date: 22 March 2023
"""


def test_blocks_of_labels_are_entries() -> None:
    assert shape(LABELLED) == ["- Regulation amending transitional provisions", "- Revised fee ordinance"]


def test_a_bulleted_agency_stands_over_the_title_of_one_entry() -> None:
    text = (
        "Food Law News\n\nEU\n\n• European Commission\nRegulation (EU) 2023/465 on arsenic in certain foods\n"
        "It amends an older act.\n\n• EFSA\nPublic consultation on sweeteners\nComments due: 21 April 2023\n\n"
        "UK\n\n• Food Standards Agency\nConsultation on new limits\nComments due: 30 May 2023\n"
    )
    assert shape(text) == [
        "# EU",
        "- Regulation (EU) 2023/465 on arsenic in certain foods",
        "- Public consultation on sweeteners",
        "# UK",
        "- Consultation on new limits",
    ]
    assert [each.authorities for each in read(text).snapshot.entries()][1:] == [("EFSA",), ("Food Standards Agency",)]


def test_a_headline_under_an_agency_is_no_notice() -> None:
    text = (
        "CHEMICALS BRIEF\n\nEuropean Chemicals Agency (ECHA)\n\n- Call for evidence on solvents\n"
        "  Stakeholders may contribute until 23 September 2022.\n\n- Candidate List updated with two chemicals\n"
        "  The list now has 235 entries.\n"
    )
    call, headline = read(text).snapshot.entries()
    assert (call.kind, call.authorities) == ("notice", ("European Chemicals Agency (ECHA)",))
    assert call.consultation is not None
    assert call.consultation.closes_on == "2022-09-23"
    assert (headline.kind, headline.authorities) == ("article", ())
