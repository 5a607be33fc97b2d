from __future__ import annotations

import io
import re
from collections import Counter

import pikepdf
import pytest

from bulletin import rendering
from bulletin.rendering import Rendered, styles
from tests.rendering import reading_pdf
from tests.rendering.design import issues, pages

GREEN = (0.04, 0.36, 0.29)
POINTS = 72 / 25.4  # In a millimetre.
BLUE = (0.12, 0.23, 0.37)


def test_the_colour_of_a_masthead_is_painted_and_the_usual_one_is_not(classic: Rendered, digest: Rendered) -> None:
    assert BLUE in pages.painted(classic.pdf, 1)
    assert GREEN in pages.painted(digest.pdf, 1)
    assert BLUE not in pages.painted(digest.pdf, 1)


@pytest.mark.parametrize("colour", ["#c00000", "#9c2b2b", "#d4001a", "#8b0000"])
def test_a_red_is_left_to_official_documents(colour: str) -> None:
    assert styles.tokens(colour) == ""


@pytest.mark.parametrize("colour", ["#1f3a5f", "#0b5c4a", "#5b3a1f", "#4b2e83", "#333333"])
def test_other_colours_are_taken(colour: str) -> None:
    assert colour in styles.tokens(colour)


def test_a_colour_too_pale_to_be_read_is_left_out() -> None:
    assert styles.tokens("#9ec5ff") == ""


@pytest.mark.parametrize("colour", [None, "", "red", "#FFF", "#1f3a5f; } body { display: none"])
def test_what_is_no_colour_is_left_out(colour: str | None) -> None:
    assert styles.tokens(colour) == ""


def test_the_classic_design_has_one_column(classic: Rendered) -> None:
    edges = sum((pages.edges(classic.pdf, page) for page in range(4, 8)), Counter[int]())
    assert _about(edges, 27.2 * POINTS) > 60
    assert sum(times for left, times in edges.items() if left > 130) < _about(edges, 27.2 * POINTS) / 5


def test_the_digest_sets_the_text_of_entries_in_two_columns(digest: Rendered) -> None:
    edges = sum((pages.edges(digest.pdf, page) for page in range(3, 8)), Counter[int]())
    left = 17.85 * POINTS
    right = left + (210 * POINTS - 2 * left + 19) / 2
    assert _about(edges, left) > 60
    assert _about(edges, right) > 60


def _about(edges: Counter[int], place: float) -> int:
    """How many lines begin within two points of a place; marks and digits leave some white before them."""
    return sum(times for left, times in edges.items() if abs(left - place) <= 2)


def test_the_digest_needs_fewer_pages(classic: Rendered, digest: Rendered) -> None:
    assert digest.pages < classic.pages - 3


@pytest.mark.parametrize("design", issues.DESIGNS)
@pytest.mark.parametrize("issue", [issues.lone, issues.english])
def test_every_shape_of_issue_stays_on_its_pages(design: str, issue: object) -> None:
    assert callable(issue)
    made = rendering.render(issue(design))
    assert reading_pdf.outside_the_page(made.pdf) == []
    for page in range(1, made.pages + 1):
        assert f"{page}/{made.pages}" in pages.squeezed(made.pdf, page)


def test_nothing_is_printed_that_is_for_the_desk_alone(
    classic: Rendered, digest: Rendered, corrected: Rendered
) -> None:
    for made in (classic, digest, corrected):
        text = "".join(pages.squeezed(made.pdf, page) for page in range(1, made.pages + 1))
        assert not re.search(r"\bnull\b|None|undefined|\{\{|\{%|tech-weekly(?!/145/)", text)
        for internal in reading_pdf.links(made.pdf)[1]:
            assert internal in _destinations(made.pdf)


def _destinations(pdf: bytes) -> set[str]:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        tree = document.Root.Names.Dests
        return {str(each) for each in list(tree.Names)[::2]} if "/Names" in tree else set(_leaves(tree))


def _leaves(tree: pikepdf.Object) -> list[str]:
    return [str(name) for kid in tree.Kids for name in list(kid.Names)[::2]]


def test_no_heading_is_red_and_nothing_looks_like_a_seal(classic: Rendered, corrected: Rendered) -> None:
    for made in (classic, corrected):
        for page in range(1, made.pages + 1):
            assert not [colour for colour in pages.painted(made.pdf, page) if _is_red(colour)]
            assert len(pages.pictures(made.pdf, page)) == (page == made.pages)


def _is_red(colour: tuple[float, ...]) -> bool:
    red, *others = colour
    return len(colour) == 3 and red > 0.4 and red > 1.8 * max(others)


@pytest.mark.parametrize("design", issues.DESIGNS)
def test_rules_differ_between_designs_and_are_never_copied(design: str) -> None:
    own = (styles.FOLDER / f"{design}.css").read_text("utf-8")
    shared = "\n".join((styles.FOLDER / f"{name}.css").read_text("utf-8") for name in styles.SHARED)
    rules = [line for line in own.splitlines() if "{" in line and not line.startswith("@")]
    assert rules
    assert not [rule for rule in rules if rule in shared.splitlines()]
