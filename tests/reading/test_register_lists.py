from bulletin.reading import read
from tests.reading.shapes import shape

RULE = """DEPARTMENT OF HEALTH AND HUMAN SERVICES

Food and Drug Administration

21 CFR Part 870

[Docket No. FDA-2016-N-1234]

Cardiovascular Devices; Classification of the Example Monitor

AGENCY: Food and Drug Administration, HHS.

ACTION: Final rule.

SUMMARY: The agency is classifying the example monitor into class II.
The special controls are set out below.

DATES: This rule is effective June 5, 2003.

ADDRESSES: Submit written requests to the Division of Dockets.

SUPPLEMENTARY INFORMATION:

I. Background

The device measures pressure.

Dated: May 6, 2003.

Jane Example,

Associate Commissioner for Policy.

[FR Doc. 03-11500 Filed 5-8-03; 8:45 am]

BILLING CODE 4160-01-S
"""
NOTICE = """DEPARTMENT OF COMMERCE

Patent and Trademark Office

[Docket No. PTO-P-2003-0011]

RIN 0651-AB00

Request for Comments on Electronic Filing

AGENCY: United States Patent and Trademark Office, Commerce.

ACTION: Notice; request for comments.

SUMMARY: The office seeks comments on electronic filing.

DATES: Written comments must be received by July 7, 2003.

ADDRESSES: Comments should be sent to box@example.org.

Dated: May 7, 2003.

[FR Doc. 03-11600 Filed 5-9-03; 8:45 am]

BILLING CODE 3510-16-P
"""


def test_one_document_of_a_register_is_one_entry() -> None:
    assert shape(RULE) == ["- Cardiovascular Devices; Classification of the Example Monitor"]
    [entry] = read(RULE).snapshot.entries()
    assert entry.kind == "notice"
    assert "The device measures pressure." in (entry.body_html or "")


def test_documents_of_a_register_one_after_the_other() -> None:
    assert shape(f"{RULE}\n{NOTICE}") == [
        "- Cardiovascular Devices; Classification of the Example Monitor",
        "- Request for Comments on Electronic Filing",
    ]
