from __future__ import annotations

import subprocess
from itertools import pairwise
from pathlib import Path

import pypdfium2
import pytest

from bulletin.rendering import pdf, spacing
from tests.rendering.typesetting import paragraphs
from tests.rendering.typesetting.positions import Glyph, glyphs
from tests.rendering.typesetting.setting import EM, MEASURES, SEEDS, made

TIGHT = "国务院2020年第53号令第5条、《办法》（XML版）与<strong>20</strong>个<a href='#x'>CDE文件</a>第<em>7</em>条"
SPACED = TIGHT.replace("2020年第53号", " 2020 年第 53 号").replace("第5条", "第 5 条").replace("XML版", "XML 版")
SPACED = SPACED.replace("<strong>20</strong>", " <strong>20</strong> ").replace("CDE文", "CDE 文")
SPACED = SPACED.replace("<em>7</em>", " <em>7</em> ")


def drawn(body: str, measure: int, style: str = "") -> list[Glyph]:
    return [glyph for glyph in glyphs(pdf.typeset(paragraphs.page([body], measure, style), {}).pdf) if glyph.said]


def places(body: str, measure: int, style: str = "") -> list[tuple[str, int, float, float]]:
    found = [glyph for glyph in drawn(body, measure, style) if glyph.text != " "]
    return [(glyph.text, glyph.page, round(glyph.y), glyph.x) for glyph in found]


@pytest.mark.parametrize("style", ["", "p { text-align: left }", "p { text-align: center }", "p { text-align: right }"])
@pytest.mark.parametrize("measure", MEASURES)
def test_text_prints_alike_whether_spaces_were_typed_or_not(measure: int, style: str) -> None:
    tight, spaced = places(TIGHT * 4, measure, style), places(SPACED * 4, measure, style)
    assert [each[:3] for each in tight] == [each[:3] for each in spaced]
    assert [each[3] for each in tight] == pytest.approx([each[3] for each in spaced], abs=0.1)


def test_the_gap_is_a_quarter_of_an_em() -> None:
    line = drawn("第53号A级（XML）令", 42, "p { text-align: left }")
    distances = {left.text + right.text: right.x - left.end for left, right in pairwise(line)}
    assert [distances[pair] for pair in ("第5", "3号", "号A", "A级")] == pytest.approx([EM / 4] * 4, abs=0.02)
    assert [distances[pair] for pair in ("（X", "L）")] == pytest.approx([0, 0], abs=0.02)


def test_there_is_no_gap_at_the_edges_of_a_line() -> None:
    lines: dict[int, list[Glyph]] = {}
    for glyph in drawn("登记53" * 60, 20):
        lines.setdefault(round(glyph.y), []).append(glyph)
    inner = list(lines.values())[1:-1]
    assert {round(line[0].x, 1) for line in inner} == {30.0}
    assert all(abs(line[-1].end - 30 - 20 * EM) < 0.1 for line in inner)


def pdfium(content: bytes) -> str:
    with pypdfium2.PdfDocument(content) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document)


def poppler(content: bytes, path: Path) -> str:
    path.write_bytes(content)
    return subprocess.run(["pdftotext", path, "-"], capture_output=True, text=True, check=True).stdout


def same(read: str, body: str) -> bool:
    """Whether the text is what was typed; where a line ends a program may say nothing, a new line, or the space."""
    left, rest = list(paragraphs.typed(body)), read
    for character in left:
        rest = rest.lstrip("\r\n\f\ufffe") if character != " " else rest
        if rest.startswith(character):
            rest = rest[1:]
        elif character == " " and rest[:1] in "\r\n\f":
            continue
        else:
            return False
    return not rest.strip()


@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize("seed", SEEDS)
def test_programs_read_what_was_typed(measure: int, seed: int, tmp_path: Path) -> None:
    body = "".join(paragraphs.paragraphs(5, seed))
    assert same(pdfium(made(measure, seed)), body)
    assert same(poppler(made(measure, seed), tmp_path / "made.pdf"), body)


@pytest.mark.parametrize("body", [TIGHT * 3, SPACED * 3])
def test_programs_read_a_gap_as_it_was_typed(body: str, tmp_path: Path) -> None:
    content = pdf.typeset(paragraphs.page([body], 20), {}).pdf
    assert same(pdfium(content), body)
    assert same(poppler(content, tmp_path / "made.pdf"), body)


def test_bookmarks_and_running_heads_hold_what_was_typed() -> None:
    style = (
        "h1 { font-size: 14px; bookmark-level: 1; bookmark-label: content(text); string-set: head content(text) }"
        "@page { @top-left { content: string(head) } }"
    )
    page = paragraphs.page(["登记"], 42, style).replace("<body>", "<body><h1>2020年第53号（“其”）</h1>")
    content = pdf.typeset(page, {}).pdf
    with pypdfium2.PdfDocument(content) as document:
        assert [each.get_title() for each in document.get_toc()] == ["2020年第53号（“其”）"]
    assert pdfium(content).count("2020年第53号（“其”）") == 2


def test_a_number_in_a_box_of_the_design_keeps_the_space_after_it() -> None:
    style = ".entry-number { display: inline-block; width: 2em; white-space: pre }"
    body = '<span class="entry-number">15 </span>国家局'
    assert "15 国家局" in pdfium(pdf.typeset(paragraphs.page([body], 42, style), {}).pdf)


@pytest.mark.parametrize(
    "page",
    [
        '<title>第53号</title><style>p::after { content: "第53号" }</style><p title="第53号" id="其2020>年">',
        "<pre>第53号 其 A</pre><p>plain words only, it’s “so”</p>",
    ],
)
def test_tags_styles_titles_and_english_are_left_as_they_are(page: str) -> None:
    assert spacing.spaced(page) == page


@pytest.mark.parametrize("seed", SEEDS)
def test_a_page_is_what_it_was_without_its_marks(seed: int) -> None:
    page = paragraphs.page(paragraphs.paragraphs(5, seed), 42)
    assert spacing.spaced(page) != page
    assert spacing.plain(spacing.spaced(page)) == page
