from __future__ import annotations

import pytest

from editorial.intake import extract
from editorial.intake.formats import kinds
from tests.hostile import packing
from tests.hostile.texts import attached

HOSTILE = {
    "../../x.docx": "x.docx",
    "..\\..\\x.docx": "x.docx",
    "/etc/passwd.docx": "passwd.docx",
    "C:\\x.docx": "x.docx",
    "x\x00.docx": None,
    "x\r\nContent-Type: text/html.docx": None,
    "\u202excod.docx": "xcod.docx",
    "a" * 4_000 + ".docx": None,
    "...docx": None,
    "": None,
}
# Those that a header can hold.
SHOWN = [(name, shown) for name, shown in HOSTILE.items() if shown]


@pytest.mark.parametrize("name", HOSTILE, ids=ascii)
def test_a_hostile_name_changes_nothing_about_what_is_read(name: str) -> None:
    assert extract.extract(packing.word(), name).text.endswith("特此通告。")


@pytest.mark.parametrize(("name", "shown"), SHOWN, ids=ascii)
def test_an_attached_file_is_known_by_a_plain_name(name: str, shown: str) -> None:
    head = b"From: a@example.org\nSubject: x\nMIME-Version: 1.0\n"
    found = extract.extract(head + attached(name.replace("\\", "\\\\"), "application/pdf", b"%PDF-1.4"), "a.eml")
    (file,) = found.files
    assert file.name == shown


@pytest.mark.parametrize(
    ("name", "ending"),
    [
        ("通知.DOCX", "docx"),
        ("通知.docx ", "docx"),
        ("通知.docx.", "docx"),
        ("x.pdf\x00.exe", "exe"),
        ("x.\u202ecod", "cod"),
        (".docx", ""),
        ("docx", ""),
        ("a.tar.gz", "gz"),
        ("国办发〔2026〕1号.关于某事", ""),
    ],
)
def test_the_ending_is_what_can_be_seen(name: str, ending: str) -> None:
    assert kinds.ending(name) == ending
