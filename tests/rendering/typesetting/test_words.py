from __future__ import annotations

from itertools import pairwise

import pytest

from bulletin.rendering import pdf
from tests.rendering.typesetting import paragraphs
from tests.rendering.typesetting.positions import Glyph, glyphs

ENGLISH = (
    "Representatives of small enterprises are particularly encouraged to take part in the consultation",
    "Applicants describe their considerations in the documentation of the pharmaceutical specifications",
)
HYPHENS = "p { hyphens: auto }"


def rows(body: str, measure: int, language: str = "en", style: str = HYPHENS) -> list[list[Glyph]]:
    """The glyphs of each line, with the blanks that end it left out."""
    found: list[list[Glyph]] = []
    for glyph in glyphs(pdf.typeset(paragraphs.page([body], measure, style, language), {}).pdf):
        if glyph.said and (not found or abs(glyph.y - found[-1][-1].y) > 1):
            found.append([])
        if glyph.said and glyph.text.strip():
            found[-1].append(glyph)
    return found


def said(row: list[Glyph]) -> str:
    return "".join(glyph.text for glyph in row)


def test_an_address_in_a_text_that_hyphenates_bears_no_hyphen() -> None:
    for start in ("See", "See the", "See the very", "Representatives see"):
        address = "https://www.example.org/regulatory/consultations/documentation/considerations?language=english"
        lines = [said(row) for row in rows(f"{start} {address} for more.", 20)]
        assert address in "".join(lines)
        assert len(lines) > 3


@pytest.mark.parametrize("measure", range(14, 34, 2))
def test_no_paragraph_ends_with_a_part_of_a_word(measure: int) -> None:
    for body in ENGLISH:
        lines = [said(row) for row in rows(f"{body}.", measure)]
        assert body.rpartition(" ")[2] + "." in lines[-1]


def test_a_hyphen_still_parts_other_words() -> None:
    ends = {said(row)[-1] for measure in range(14, 34, 2) for body in ENGLISH for row in rows(f"{body}.", measure)}
    assert ends & {"-", "\u2010"}


@pytest.mark.parametrize("language", ["en", "zh-Hans"])
def test_before_an_address_no_hole_is_torn_between_words(language: str) -> None:
    address = "https://www.example.org/regulatory/consultations/2026/notices?document=EMA/CHMP/12345/2026&amp;version=2"
    for start in ("See", "See all of", "见", "意见发至网站"):
        for row in rows(f"{start} {address} before noon.", 24, language, "")[:-1]:
            holes = [right.x - left.end for left, right in pairwise(row)]
            assert max(holes) < 1.1 * row[0].size, said(row)
