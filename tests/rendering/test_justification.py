from __future__ import annotations

from itertools import pairwise

import pypdfium2

from bulletin import rendering
from bulletin.rendering import Rendered
from tests.rendering import builders

POINT = 72 / 25.4
RIGHT = (210 - 27.2) * POINT


def right_edges(pdf: bytes, text: str) -> list[float]:
    """Where each line that ends inside ``text`` (set in one paragraph) ends, in points, for ideographs at the end."""
    with pypdfium2.PdfDocument(pdf) as document:
        page = document[len(document) - 1].get_textpage()
        whole = page.get_text_range()
        start = whole.index(text[:6])
        boxes = [(whole[place], page.get_charbox(place)) for place in range(start, min(start + 600, len(whole)))]
        lines = [box for box in boxes if box[0] not in "\r\n"]
        return [
            left[1][2]
            for left, right in pairwise(lines)
            if right[1][3] < left[1][1] and "\u4e00" <= left[0] <= "\u9fff"
        ]


def test_lines_of_mixed_text_end_at_one_edge() -> None:
    text = "自二〇二一年起登记机构应当在20个工作日内完成审核并以 XML 格式公布结果同时抄送有关部门和下级机关备查" * 6
    edges = right_edges(rendering.render(builders.single(body_html=f"<p>{text}</p>")).pdf, text)
    inside = [edge for edge in edges[:-1] if edge > RIGHT - 30]
    assert len(inside) >= 4
    assert max(inside) - min(inside) < 1.2
    assert RIGHT - max(inside) < 1.5


def test_text_is_extracted_as_it_was_written(rendered: Rendered) -> None:
    text = "“变更”，是指《办法》（试行）所称的——改变……" * 8
    made = rendering.render(builders.single(body_html=f"<p>{text}</p>"))
    with pypdfium2.PdfDocument(made.pdf) as document:
        read = "".join(page.get_textpage().get_text_range() for page in document)
    assert text in read.replace("\r\n", "")
