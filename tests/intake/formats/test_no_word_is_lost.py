from __future__ import annotations

import re
from collections.abc import Callable
from itertools import count

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from editorial.intake.formats import web
from editorial.intake.formats.found import Found

INLINE = ("span", "b", "strong", "i", "em", "u", "font", "sup", "label", "mark", "time", "x-note", "code", "small")
BLOCKS: tuple[str, ...] = (
    "p",
    "div",
    "section",
    "article",
    "main",
    "center",
    "blockquote",
    "h1",
    "h2",
    "h4",
    "pre",
    "address",
    "dd",
)
BLOCKS += ("details", "fieldset", "figure", "hgroup", "ucapcontent", "dl", "form", "header")
FRAMES = (
    "{}",
    "<!doctype html><title>页</title>{}",
    "<html><head><meta charset=utf-8><title>页</title></head>{}</html>",
    "<html><body>{}</body></html>",
    "<!doctype html><html><head></head><body><div>{}</div></body></html>",
    "<meta charset=utf-8><style>p{{}}</style>{}",
    "<html><frameset><noframes>{}</noframes></frameset></html>",
)
LENGTHS = (1, 3, 12, 60, 400)

Shape = tuple[str, list["Shape | int"]]


def leaf() -> st.SearchStrategy[int]:
    return st.sampled_from(LENGTHS)


def tree() -> st.SearchStrategy[Shape | int]:
    inline = st.recursive(leaf(), lambda below: st.tuples(st.sampled_from(INLINE), st.lists(below, max_size=3)))
    entry = st.tuples(st.sampled_from(("li",)), st.lists(inline, min_size=1, max_size=3))
    lists = st.tuples(st.sampled_from(("ul", "ol")), st.lists(entry, min_size=1, max_size=3))
    cell = st.tuples(st.sampled_from(("td", "th")), st.lists(inline | lists, min_size=1, max_size=2))
    row = st.tuples(st.just("tr"), st.lists(cell, min_size=1, max_size=3))
    table = st.tuples(st.just("table"), st.lists(row, min_size=1, max_size=3))
    flow = inline | lists | table
    return st.recursive(
        flow, lambda below: st.tuples(st.sampled_from(BLOCKS), st.lists(below, min_size=1, max_size=4)), max_leaves=12
    )


def written(found: Shape | int, word: Callable[[int], str]) -> str:
    if isinstance(found, int):
        return word(found)
    tag, below = found
    return f"<{tag}>{''.join(written(each, word) for each in below)}</{tag}>"


def read(page: str) -> str:
    found = Found("html")
    web.page(page.encode(), found)
    return re.sub(r"\s", "", found.text)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(frame=st.sampled_from(FRAMES), shapes=st.lists(tree(), min_size=1, max_size=5))
@example(frame="{}", shapes=[("table", [("tr", [("td", [60])])]), ("section", [400, 400])])
@example(frame="{}", shapes=[("form", [12, 1]), ("p", [60])])
@example(frame=FRAMES[1], shapes=[("article", [("h1", [12]), ("p", [12])])])
def test_every_visible_word_of_a_page_without_navigation_is_in_its_text(frame: str, shapes: list[Shape | int]) -> None:
    numbers = count(1)

    def word(length: int) -> str:
        return f"条{next(numbers)}款" + "文" * length

    page = frame.format("".join(written(each, word) for each in shapes))
    text = read(page)
    lost = [each for each in re.findall(r"条\d+款文+", page) if each not in text]
    assert not lost, page


@pytest.mark.parametrize("tag", ["main", "section", "header", "figure", "x-own"])
def test_a_page_without_a_body_keeps_what_its_parser_took_for_its_head(tag: str) -> None:
    page = f"<!doctype html><meta charset=utf-8><title>页</title>\n<{tag}><h1>甲乙</h1><p>丙丁</p></{tag}>戊<p>己庚</p>"
    assert read(page) == "#甲乙丙丁戊己庚"
