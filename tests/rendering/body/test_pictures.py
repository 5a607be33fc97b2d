from __future__ import annotations

import re

import pytest

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


def _contents(made: bytes) -> list[bytes]:
    with reading_tags.opened(made) as document:
        for page in document.pages:
            page.contents_coalesce()
        return [page.Contents.read_bytes() for page in document.pages]
