from __future__ import annotations

import pytest

from editorial.intake import extract
from editorial.intake.formats import sentences
from tests.hostile import documents

# Each guard has a document that only it keeps out.
GUARDS = {
    "package: slips to '../../x.xml'": sentences.BAD_NAMES,
    "package: slips to '/etc/x.xml'": sentences.BAD_NAMES,
    "package: slips to 'word\\\\..\\\\x'": sentences.BAD_NAMES,
    "package: slips to 'C:\\\\x.xml'": sentences.BAD_NAMES,
    "package: slips to 'word/media/\\x00x'": sentences.BAD_NAMES,
    "package: twice the same part": sentences.BAD_NAMES,
    "package: symlink": sentences.LINKED_MEMBERS,
    "package: encrypted": sentences.ENCRYPTED_MEMBERS,
    "package: macros": sentences.MACROS,
    "package: macro type": sentences.MACROS,
    "package: entity file": sentences.DOCUMENT_TYPE,
    "package: entity laughs": sentences.DOCUMENT_TYPE,
    "package: entity in UTF-16": sentences.DOCUMENT_TYPE,
    "package: entity in UTF-7": sentences.DAMAGED,
    "package: sheet entities": sentences.DOCUMENT_TYPE,
    "package: deep tables": sentences.TOO_DEEP,
    "package: many pictures": sentences.TOO_MANY_PICTURES,
    "package: merged world": sentences.TOO_MANY_CELLS,
    "package: states too little": sentences.DAMAGED,
    "package: parts that overlap": sentences.OVERLAPPING,
    "package: truncated at 20/41": sentences.DAMAGED,
    "package: truncated at 1/41": sentences.UNCLEAR_KIND,
    "text: page of 250 levels": sentences.TOO_DEEP,
    "text: deep page": sentences.TOO_DEEP,
    "text: big picture": sentences.TOO_LARGE_PICTURE,
    "text: many pictures": sentences.TOO_MANY_PICTURES,
    "text: deep JSON": sentences.TOO_DEEP,
    "text: picture called a.docx": sentences.PICTURE,
    "text: page called docx": sentences.OTHER_KIND,
    "text: docx called pdf": sentences.OTHER_KIND,
    "text: program": sentences.PROGRAM,
    "text: rtf": sentences.RICH_TEXT_FORMAT,
    "text: old word": sentences.OLD_OFFICE,
    "text: protected word": sentences.PROTECTED_OFFICE,
    "text: rar": sentences.ARCHIVE,
    "text: plain zip": sentences.ARCHIVE,
    "text: ofd": sentences.OFD,
    "text: pdf and zip": sentences.UNCLEAR_KIND,
    "text: zip and trailer": sentences.OVERLAPPING,
    "text: pdf locked": sentences.PDF_PASSWORD,
    "text: mixed bytes": sentences.NO_TEXT,
}
QUICK = {name: (file_name, data) for name, file_name, data in documents.quick()}


@pytest.mark.parametrize("name", GUARDS)
def test_what_a_guard_keeps_out_is_told_in_its_sentence(name: str) -> None:
    file_name, data = QUICK[name]
    with pytest.raises(extract.NotRead) as refused:
        extract.extract(data, file_name)
    assert refused.value.sentence == GUARDS[name]


def test_an_old_word_document_is_told_the_line_that_converts_it() -> None:
    file_name, data = QUICK["text: old word"]
    with pytest.raises(extract.NotRead, match="soffice --headless --convert-to docx FILE"):
        extract.extract(data, file_name)


@pytest.mark.parametrize(
    ("name", "loss"),
    [
        ("package: outside picture", sentences.EXTERNAL_PARTS),
        ("package: outside template", sentences.EXTERNAL_PARTS),
        ("package: link to javascript:alert(1)", sentences.LOST_LINK),
        ("package: formulas", sentences.UNCOMPUTED),
        ("text: page links to 'data:text/html,x'", sentences.LOST_LINK),
        ("text: page asks outside", sentences.EMBEDDED),
        ("text: wide cells", sentences.DISSOLVED_TABLE),
        ("text: attached 'a.png'", sentences.BLOCKED_FILE),
    ],
)
def test_what_is_left_out_is_told(name: str, loss: str) -> None:
    file_name, data = QUICK[name]
    assert loss in [each.sentence for each in extract.extract(data, file_name).losses]


def test_every_sentence_ends_and_says_what_to_do_without_a_word_of_ours() -> None:
    for sentence in sentences.KNOWN:
        assert sentence[0].isupper()
        assert sentence.endswith(".")
        assert not {"mammoth", "lxml", "zip", "parser", "exception"} & set(sentence.lower().split())
