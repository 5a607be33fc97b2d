from __future__ import annotations

import io
import re

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from bulletin import store
from bulletin.rendering import pictures
from bulletin.snapshot import Snapshot
from tests.rendering import reading_tags
from tests.rendering.body import builders, printed

# CSS pixels, in which a picture without other word about it is as large as it has dots.
PIXEL = 0.75
MEASURE = {"classic": 441, "digest": 237.5}


def issue(design: str = "classic") -> Snapshot:
    """Pictures of several shapes after texts of several lengths, so that they meet the foot of a page."""
    shapes = ((1600, 700, "宽图"), (120, 80, "小图"), (500, 2600, "高图"), (700, 500, "中图"))
    bodies = (
        "".join(f"<p>第{line}行。</p>" for line in range(lines))
        + builders.figure(builders.picture(width, height), f"{name}所示", f"图示：{name}")
        for lines in (1, 9, 17)
        for width, height, name in shapes
    )
    return builders.issue(*(builders.notice("题名", body) for body in bodies), design=design)


@pytest.mark.parametrize("design", ["classic", "digest"])
def test_pictures_fit_the_measure_and_the_page_and_are_not_blown_up(design: str) -> None:
    figures = list(reading_tags.tree(printed.pdf(issue(design))).all("Figure"))
    assert len(figures) == 12
    for figure in figures:
        left, bottom, right, top = (float(each) for each in figure.attributes["BBox"])
        width, height = right - left, abs(top - bottom)
        assert width <= MEASURE[design] + 0.5, figure
        assert height <= 200 * printed.MILLIMETRE + 0.5, figure
        if figure.alternative == "小图所示":
            assert width == pytest.approx(120 * PIXEL, abs=0.5)


def test_a_picture_keeps_its_proportions() -> None:
    for figure in reading_tags.tree(printed.pdf(issue())).all("Figure"):
        left, bottom, right, top = (float(each) for each in figure.attributes["BBox"])
        shapes = {"宽图所示": 1600 / 700, "小图所示": 120 / 80, "高图所示": 500 / 2600, "中图所示": 700 / 500}
        assert (right - left) / abs(top - bottom) == pytest.approx(shapes[figure.alternative or ""], rel=0.02)


@pytest.mark.parametrize("design", ["classic", "digest"])
def test_a_caption_stands_on_the_page_of_its_picture(design: str) -> None:
    made = printed.pdf(issue(design))
    captions = [line.page for line in printed.lines(made) if line.text.startswith("图示：")]
    drawn = [number for number, page in enumerate(_contents(made)) for _picture in re.findall(rb"/\S+ Do\b", page)]
    assert len(captions) == 12
    assert captions == drawn


def test_readers_are_told_what_a_picture_shows() -> None:
    figures = reading_tags.tree(printed.pdf(issue())).all("Figure")
    assert [figure.alternative for figure in figures][:4] == ["宽图所示", "小图所示", "高图所示", "中图所示"]


def shown(digest: str) -> tuple[str, tuple[int, ...]]:
    """In which colours a picture is held, and what of it is seen in its middle."""
    made = printed.pdf(builders.issue(builders.notice("题名", builders.figure(digest, "图"))))
    with pypdfium2.PdfDocument(made) as document:
        (drawn,) = document[0].get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE], max_depth=8)
        left, bottom, right, top = drawn.get_bounds()
        page = document[0].render().to_pil().convert("RGB")
        seen = page.getpixel((round((left + right) / 2), page.height - round((bottom + top) / 2)))
    with reading_tags.opened(made) as document:
        streams = (each for each in document.objects if isinstance(each, pikepdf.Stream))
        (held,) = (each for each in streams if each.get("/Subtype") == "/Image")
        return str(held.ColorSpace), seen


@pytest.mark.parametrize(
    ("inks", "colour"), [((255, 0, 0, 0), (0, 255, 255)), ((0, 0, 255, 0), (255, 255, 0)), ((0, 0, 0, 255), (0, 0, 0))]
)
def test_a_picture_in_four_colours_is_printed_in_three(
    inks: tuple[int, int, int, int], colour: tuple[int, int, int]
) -> None:
    space, seen = shown(builders.four_colours(inks))
    assert space == "/DeviceRGB"
    assert seen == pytest.approx(colour, abs=3)


def test_deep_grey_is_printed_as_grey() -> None:
    space, seen = shown(builders.deep_grey(40000))
    assert space == "/DeviceGray"
    assert seen == pytest.approx((156, 156, 156), abs=1)


def test_a_broken_profile_keeps_no_picture_from_print() -> None:
    file = io.BytesIO()
    Image.new("CMYK", (30, 20), (0, 255, 0, 0)).save(file, "JPEG", icc_profile=b"no profile")
    assert shown(store.released().put(file.getvalue()))[1] == pytest.approx((255, 0, 255), abs=3)


def test_a_picture_in_four_colours_lies_as_its_exif_says() -> None:
    file = io.BytesIO()
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.new("CMYK", (300, 100), (0, 255, 0, 0)).save(file, "JPEG", exif=exif)
    with Image.open(io.BytesIO(pictures.printable(file.getvalue()))) as made:
        assert (made.mode, made.size, dict(made.getexif())) == ("RGB", (100, 300), {})


def test_other_pictures_are_printed_byte_for_byte() -> None:
    content = store.released().get(builders.picture(120, 80))
    assert pictures.printable(content) is content


def _contents(made: bytes) -> list[bytes]:
    with reading_tags.opened(made) as document:
        for page in document.pages:
            page.contents_coalesce()
        return [page.Contents.read_bytes() for page in document.pages]
