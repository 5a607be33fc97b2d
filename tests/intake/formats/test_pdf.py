from __future__ import annotations

import io
from contextlib import nullcontext
from pathlib import Path

import pikepdf
import pytest
import weasyprint
from PIL import Image

from editorial.intake import extract
from editorial.intake.extract import Extract, NotRead
from editorial.intake.formats import pdf, sentences
from editorial.intake.formats.found import Unreadable
from tests.intake.formats.honest import BODY, TITLE, told

PAGE = """@page { size: A5; margin: 2cm; @bottom-center { content: counter(page) } }
h1 { font-size: 20px; text-align: center } p { font-size: 13px; text-indent: 2em; margin: 0 }
.sign { text-align: right }"""
HEAD = '@page { @top-center { content: "某局简报 第5期" } }'


def printed(inner: str, head: str = "") -> bytes:
    return bytes(weasyprint.HTML(string=f"<html lang=zh><style>{PAGE}{head}</style>{inner}").write_pdf())


def read(data: bytes) -> Extract:
    return extract.extract(data, "a.pdf")


def test_wrapped_lines_are_joined_to_the_paragraphs_that_they_were() -> None:
    paragraphs = [f"第{each}段，{BODY}" * 3 for each in "一二三"]
    found = read(printed("".join(f"<p>{each}</p>" for each in paragraphs) + '<p class="sign">某省药品监督管理局</p>'))
    kept = [line for line in found.text.split("\n") if len(line) > 12]
    assert kept == paragraphs
    assert "某省药品监督管理局" in found.text.split("\n")
    assert sentences.PDF_FORM in told(found)


def test_no_character_is_lost_over_pages_and_pages_end_with_a_form_feed() -> None:
    text = "".join(f"这是第{each}句话，说明有关事项的内容。" for each in range(400))
    found = read(printed(f"<h1>{TITLE}</h1><p>{text}</p>"))
    assert found.text.count("\f") >= 2
    assert text in "".join(line for line in "".join(found.text.split("\f")).split("\n") if not line.strip().isdigit())


def test_running_heads_are_left_out_and_told() -> None:
    found = read(printed("".join(f"<p>第{each}条，{BODY}</p>" for each in range(60)), HEAD))
    assert "某局简报" not in found.text
    assert told(found)[sentences.RUNNING_HEAD] == {"text": "某局简报 第5期", "count": str(found.text.count("\f") + 1)}


def test_words_that_a_line_divides_are_whole_again() -> None:
    words = "The applicant shall submit the documentation within thirty working days of publication. " * 4
    found = read(printed(f"<p>{words}</p>"))
    assert words.strip() in found.text


def test_a_scan_is_refused_with_what_to_do() -> None:
    target = io.BytesIO()
    Image.new("RGB", (300, 400), "white").save(target, "PDF")
    with pytest.raises(NotRead, match="ocrmypdf") as refused:
        read(target.getvalue())
    assert refused.value.sentence == sentences.SCANNED


def test_a_scanned_page_among_others_is_told() -> None:
    target = io.BytesIO()
    Image.new("RGB", (300, 400), "white").save(target, "PDF")
    with pikepdf.open(io.BytesIO(printed(f"<p>{BODY}</p>"))) as whole, pikepdf.open(target) as scan:
        whole.pages.extend(scan.pages)
        joined = io.BytesIO()
        whole.save(joined)
    assert told(read(joined.getvalue()))[sentences.EMPTY_PAGE] == {"page": "2"}


def test_a_password_is_told_but_that_of_the_owner_is_no_hindrance() -> None:
    with pikepdf.open(io.BytesIO(printed(f"<p>{BODY}</p>"))) as whole:
        for user, readable in (("", True), ("secret", False)):
            locked = io.BytesIO()
            whole.save(locked, encryption=pikepdf.Encryption(user=user, owner="owner", R=6))
            if readable:
                assert BODY[:12] in read(locked.getvalue()).text
            else:
                with pytest.raises(NotRead, match=r"protected by a password"):
                    read(locked.getvalue())


def test_attached_files_are_told(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(b"abc")
    with pikepdf.open(io.BytesIO(printed(f"<p>{BODY}</p>"))) as whole:
        whole.attachments["a.txt"] = pikepdf.AttachedFileSpec.from_filepath(whole, file)
        target = io.BytesIO()
        whole.save(target)
    assert told(read(target.getvalue()))[sentences.PDF_FILES] == {"count": "1"}


def test_lines_that_begin_alike_are_no_running_heads() -> None:
    found = read(printed("".join(f"<p>第{each}条，{BODY}</p>" for each in range(60)), HEAD))
    assert [f"第{each}条，" in found.text for each in range(60)] == [True] * 60


@pytest.mark.parametrize(("odd", "sentence"), [(0, None), (30, None), (40, sentences.NO_CHARACTERS)])
def test_a_pdf_that_does_not_say_its_characters_is_refused(odd: int, sentence: str | None) -> None:
    page = pdf.Page([pdf.Line("\ufffd" * odd + "文" * (100 - odd))], 100)
    with pytest.raises(Unreadable) if sentence else nullcontext():
        pdf._check([page], odd, 100)


def test_what_has_no_meaning_is_left_out_of_a_line() -> None:
    assert pdf._cleared("文\ufffd字\ue001\x02") == "文字-"
