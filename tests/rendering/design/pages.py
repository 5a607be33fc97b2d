"""What stands where on the pages of a PDF, as a reader's program sees it."""

from __future__ import annotations

import io
import re
from collections import Counter

import pikepdf
import pypdfium2
from PIL import Image

POINTS = 72


def lines(pdf: bytes, page: int) -> list[str]:
    """The lines of a page (counted from 1) without their white space."""
    with pypdfium2.PdfDocument(pdf) as document:
        text = document[page - 1].get_textpage().get_text_range().replace("\ufffe", "")
    return [re.sub(r"\s+", "", line) for line in text.splitlines()]


def listed(text: str, title: str) -> int:
    """The page number behind a title in text whose lines are kept; titles may run over several of them."""
    letters = r"\n?".join(map(re.escape, re.sub(r"\s", "", title)))
    found = re.search(letters + r"\n?\.*(\d+)$", text, re.MULTILINE)
    assert found, title
    return int(found[1])


def squeezed(pdf: bytes, page: int) -> str:
    return "".join(lines(pdf, page))


def edges(pdf: bytes, page: int) -> Counter[int]:
    """Where the lines of a page begin, in points from the left edge, and how many of them."""
    with pypdfium2.PdfDocument(pdf) as document:
        textpage = document[page - 1].get_textpage()
        text = textpage.get_text_range()
        firsts = [place for place in range(1, len(text)) if text[place - 1] == "\n" and text[place].strip()]
        return Counter(round(textpage.get_charbox(place)[0]) for place in firsts)


def picture(pdf: bytes, page: int, dpi: int) -> Image.Image:
    with pypdfium2.PdfDocument(pdf) as document:
        image: Image.Image = document[page - 1].render(scale=dpi / POINTS).to_pil()
        return image.convert("L")


def pictures(pdf: bytes, page: int) -> list[tuple[float, float, float, float]]:
    """Left, bottom, right and top of each image on a page, in points."""
    with pypdfium2.PdfDocument(pdf) as document:
        found = document[page - 1].get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE], max_depth=8)
        return [each.get_bounds() for each in found]


def painted(pdf: bytes, page: int) -> set[tuple[float, ...]]:
    """The colours that a page fills with, as red, green and blue to two places."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        found = pikepdf.parse_content_stream(document.pages[page - 1])
    fills = [each.operands for each in found if str(each.operator) == "rg"]
    return {tuple(round(float(str(each)), 2) for each in operands) for operands in fills}


def alternatives(pdf: bytes) -> list[str]:
    """The alternative texts of the pictures, in the order of the file."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        figures = (each for each in document.objects if isinstance(each, pikepdf.Dictionary))
        return [str(each.Alt) for each in figures if each.get("/S") == "/Figure" and "/Alt" in each]


def drawn(image: Image.Image, box: tuple[float, float, float, float], height: float, dpi: int) -> Image.Image:
    """The part of a page's picture that ``box`` (in points from the lower left corner) takes up."""
    left, bottom, right, top = (each * dpi / POINTS for each in box)
    tall = height * dpi / POINTS
    return image.crop((round(left), round(tall - top), round(right), round(tall - bottom)))
