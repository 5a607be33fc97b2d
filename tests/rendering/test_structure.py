from __future__ import annotations

import re
from itertools import pairwise

import pytest
from django.test import override_settings

from bulletin import rendering
from bulletin.rendering import Rendered, confined
from bulletin.snapshot import Snapshot
from tests.rendering import builders, issues, reading_pdf, reading_tags
from tests.rendering.reading_tags import Tag
from tests.rendering.test_printed_edition import expected

INVISIBLE = re.compile("[\\s\u00ad\u200b\u2060\ufeff▪]+")


def squeezed(text: str) -> str:
    return INVISIBLE.sub("", text)


@pytest.fixture(scope="module", params=issues.DESIGNS)
def issue(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Snapshot, Rendered]:
    with override_settings(STORE_URL=f"file://{tmp_path_factory.mktemp('store')}"):
        snapshot = issues.everything(request.param, rows=60)
        return snapshot, rendering.render(snapshot)


@pytest.fixture(scope="module")
def tree(issue: tuple[Snapshot, Rendered]) -> Tag:
    return reading_tags.tree(issue[1].pdf)


def test_the_structure_reads_all_of_the_snapshot_in_its_order(issue: tuple[Snapshot, Rendered], tree: Tag) -> None:
    text = squeezed(tree.text)
    place = text.index(squeezed(issue[0].parts[0].title or "") + "收录时段")
    for entry in issue[0].entries():
        for piece in expected(entry):
            found = text.find(squeezed(piece), place)
            assert found >= 0, f"{entry.ref}: {piece}"
            place = found
        assert place > 0


def test_nothing_is_read_twice_though_it_is_printed_on_every_page(issue: tuple[Snapshot, Rendered], tree: Tag) -> None:
    pages = reading_tags.artifacts(issue[1].pdf)
    count = len(pages)
    for number, page in enumerate(pages, start=1):
        assert squeezed(f"{number} / {count}") in squeezed(page)
        assert squeezed(f"{number} / {count}") not in squeezed(tree.text)
    # The head of a table over several pages is drawn on each of them.
    assert squeezed(tree.text).count("项目数量甲乙") == 1
    assert sum("项目" in page for page in pages) >= 1


def test_headings_skip_no_level_and_there_is_one_title(tree: Tag) -> None:
    levels = [int(tag.type[1]) for tag in tree.all(*(f"H{level}" for level in range(1, 7)))]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(later <= earlier + 1 for earlier, later in pairwise(levels))
    assert all(tag.text.strip() for tag in tree.all("H1", "H2", "H3", "H4", "H5", "H6"))


def test_a_paragraph_over_two_pages_is_one(tree: Tag) -> None:
    paragraphs = [squeezed(tag.text) for tag in tree.all("P")]
    wanted = squeezed(builders.paragraphs(9, 5).replace("<p>", "").replace("</p>", "\n").splitlines()[0])
    assert wanted in paragraphs


def test_lists_have_items_with_marks_and_bodies(tree: Tag) -> None:
    for each in tree.all("L"):
        assert {tag.type for tag in each.tags} == {"LI"}
        for item in each.tags:
            assert [tag.type for tag in item.tags] in (["Lbl", "LBody"], ["LBody"])
        assert ("ListNumbering" in each.attributes) == any(tag.type == "Lbl" for item in each.tags for tag in item.tags)
    (numbered,) = [each for each in tree.all("L") if str(each.attributes.get("ListNumbering")) == "/Decimal"]
    assert [squeezed(item.tags[0].text) for item in numbered.tags] == ["3.", "4."]
    nested = next(numbered.tags[0].tags[1].all("L"))
    assert [squeezed(tag.text) for tag in nested.tags[0].tags if tag.type == "LBody"] == ["其中"]


def test_contents_are_a_table_of_contents_of_links(tree: Tag) -> None:
    contents = list(tree.all("TOC"))
    assert contents
    for each in contents:
        assert {tag.type for tag in each.tags} == {"TOCI"}
        assert all(list(item.all("Link")) for item in each.tags)


def test_tables_are_grids_whose_head_cells_say_what_they_head(tree: Tag) -> None:
    for table in tree.all("Table"):
        rows = list(table.all("TR"))
        assert len(set(_widths(rows))) == 1, table.text
        for cell in table.all("TH"):
            assert str(cell.attributes["Scope"]) in ("/Column", "/Row")
    spanning = next(each for each in tree.all("Table") if "项目" in each.text)
    assert [tag.type for tag in spanning.tags] == ["Caption", "THead", "TBody"]
    heads = [(squeezed(cell.text), str(cell.attributes["Scope"])) for cell in spanning.all("TH")][:5]
    assert heads == [(name, "/Column") for name in ("项目", "数量", "甲", "乙")] + [("第1行", "/Row")]
    assert len(list(spanning.all("TR"))) == 2 + 60 + 1


def _widths(rows: list[Tag]) -> list[int]:
    """How many columns each row covers, cells from above included."""
    above: dict[int, int] = {}
    found = []
    for row in rows:
        place, width = 0, 0
        taken = {column for column, left in above.items() if left > 0}
        above = {column: left - 1 for column, left in above.items()}
        for cell in row.tags:
            span = int(cell.attributes.get("ColSpan", 1))
            while place in taken:
                place += 1
            for column in range(place, place + span):
                above[column] = int(cell.attributes.get("RowSpan", 1)) - 1
            place += span
            width += span
        found.append(width + len(taken))
    return found


def test_a_link_is_one_however_it_is_broken_and_says_its_words(tree: Tag) -> None:
    (guide,) = [each for each in tree.all("Link") if squeezed(each.text) == "办事指南新版"]
    assert set(guide.contents) == {"办事指南新版"}
    assert not guide.tags
    for each in tree.all("Link"):
        assert each.contents
        assert all(squeezed(said) in squeezed(each.text) for said in each.contents)
        assert all(squeezed(said) and not re.search("[\u200b\u2060\ufeff]", said) for said in each.contents)


def test_every_link_annotation_belongs_to_a_link(issue: tuple[Snapshot, Rendered], tree: Tag) -> None:
    external, internal = reading_pdf.links(issue[1].pdf)
    assert sum(len(each.contents) for each in tree.all("Link")) == len(external) + len(internal)


def test_other_languages_are_said_where_they_begin(issue: tuple[Snapshot, Rendered], tree: Tag) -> None:
    with reading_tags.opened(issue[1].pdf) as document:
        assert str(document.Root.Lang) == "zh-Hans"
    (foreign,) = [each for each in tree.all() if each.language == "en"]
    assert "Plain words with a link in them." in foreign.text
    assert "Guideline on variations" in foreign.text


def test_pictures_have_words_and_stand_where_their_bounds_say(issue: tuple[Snapshot, Rendered], tree: Tag) -> None:
    figures = list(tree.all("Figure"))
    assert {each.alternative for each in figures} >= {"示例科技信息周报", "一张红色的图"}
    for each in figures:
        left, bottom, right, top = (float(edge) for edge in each.attributes["BBox"])
        assert 0 <= left < right <= 842
        assert 0 <= bottom < top <= 842
    caption = next(each for each in tree.all("Caption") if "图一" in each.text)
    around = next(each for each in tree.all("Div") if caption in each.tags)
    assert [each.type for each in around.tags] == ["Figure", "Caption"]


def test_every_piece_of_a_page_is_told_or_set_apart(issue: tuple[Snapshot, Rendered], tree: Tag) -> None:
    told = squeezed(tree.text)
    printed = sum(len(page) for page in reading_pdf.text_of(issue[1].pdf))
    apart = sum(len(squeezed(page)) for page in reading_tags.artifacts(issue[1].pdf))
    assert len(told) + apart == pytest.approx(printed, rel=0.02)


def test_what_a_page_hides_from_readers_is_set_apart() -> None:
    page = '<html lang="en"><title>t</title><h1>Title</h1><p>Said <span aria-hidden="true">~</span></p>'
    made = confined.typeset(page)
    assert squeezed(reading_tags.tree(made.pdf).text) == "TitleSaid"
    assert "~" in reading_tags.artifacts(made.pdf)[0]


def test_terms_and_what_they_mean_are_a_list() -> None:
    page = '<html lang="en"><title>t</title><h1>T</h1><dl><dt>One</dt><dd>first</dd><dt>Two</dt><dd>second</dd></dl>'
    (found,) = reading_tags.tree(confined.typeset(page).pdf).all("L")
    assert [[tag.type for tag in item.tags] for item in found.tags] == [["Lbl", "LBody"]] * 2
