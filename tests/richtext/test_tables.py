from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bulletin import richtext
from bulletin.richtext import canonical
from tests.richtext.trees import plainly

cells = st.builds(
    lambda tag, columns, rows: f'<{tag} colspan="{columns}" rowspan="{rows}">x',
    st.sampled_from(["td", "th"]),
    st.integers(1, 9),
    st.integers(1, 9),
)
tables = st.lists(st.lists(cells, max_size=5).map(lambda row: "<tr>" + "".join(row)), min_size=1, max_size=6).map(
    lambda rows: "<table>" + "".join(rows) + "</table>"
)


def table(*rows: str) -> str:
    return "<table><tbody>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</tbody></table>"


def cell(text: str, spans: str = "", tag: str = "td") -> str:
    return f"<{tag}{spans}><p>{text}</p></{tag}>"


@pytest.mark.parametrize(
    ("source", "body"),
    [
        ("<table><tr><td>1<td>2</table>", table(cell("1") + cell("2"))),
        ("<table><tr><td>1<td>2<tr><td>3</table>", table(cell("1") + cell("2"), cell("3") + cell(""))),
        (
            "<table><tr><th>1<th>2<th>3<tr><th>4</table>",
            table(
                cell("1", tag="th") + cell("2", tag="th") + cell("3", tag="th"),
                cell("4", tag="th") + cell("", ' colspan="2"', "th"),
            ),
        ),
        (
            '<table><tr><td colspan="5">1<tr><td>2<td>3</table>',
            table(cell("1", ' colspan="2"'), cell("2") + cell("3")),
        ),
        ('<table><tr><td colspan="5" rowspan="7">1</table>', table(cell("1"))),
        (
            '<table><tr><td>1<td rowspan="2">2<tr><td colspan="2">3</table>',
            table(cell("1") + cell("2", ' rowspan="2"'), cell("3")),
        ),
        (
            "<table><thead><tr><td>题</thead><tbody><tr><td>1</tbody></table>",
            table(cell("题", tag="th"), cell("1")),
        ),
        (
            "<table><caption>表1</caption><tr><td>1</table>",
            '<p class="label">表1</p>' + table(cell("1")),
        ),
        ("<table><tr></tr></table>", ""),
        ("<table><tr><td><table><tr><td>1</table>2</table>", table("<td><p>1</p><p>2</p></td>")),
    ],
)
def test_a_table_takes_regular_form(source: str, body: str) -> None:
    assert canonical(source) == body


@settings(max_examples=1_000)
@given(tables)
def test_every_row_is_as_wide_as_the_table_and_no_cell_overlaps(source: str) -> None:
    for _, _, ((_, _, rows),) in (node for node in plainly(canonical(source)) if node[0] == "table"):
        taken: set[tuple[int, int]] = set()
        for row, (_, _, row_cells) in enumerate(rows):
            column = 0
            for _, attributes, _ in row_cells:
                spans = dict(attributes)
                while (row, column) in taken:
                    column += 1
                here = {
                    (row + down, column + right)
                    for down in range(int(spans.get("rowspan", 1)))
                    for right in range(int(spans.get("colspan", 1)))
                }
                assert not here & taken
                taken |= here
        width = max(column for _, column in taken) + 1
        assert taken == {(row, column) for row in range(len(rows)) for column in range(width)}


@pytest.mark.parametrize(
    "source",
    [
        "<table><tr>" + "<td>x" * 300 + "</table>",
        "<table>" + '<tr><td>x<td colspan="150">y' + "<tr>" + "<td>z" * 190 + "</table>",
        "<table><tr>" + '<td rowspan="9999"><td>' * 95 + "<tr><td>x" * 2_000 + "</table>",
        "<table>" + "<tr>" * 20_000 + "<td>x</table>",
    ],
)
def test_a_monstrous_table_costs_no_more_than_its_own_length(source: str) -> None:
    body = canonical(source)
    assert len(body) < 20 * len(source)
    assert canonical(body) == body


def test_a_table_beyond_all_measure_keeps_its_words() -> None:
    body = canonical("<table><tr>" + "<td>x" * 300 + "</table>")
    assert "<table" not in body
    assert body.count("x") == 300


def test_readers_get_the_leading_header_rows_as_a_head() -> None:
    body = table(cell("题", tag="th"), cell("1"))
    assert richtext.safe(body).startswith("<table><thead><tr><th>")
    spilling = table(cell("题", ' rowspan="2"', "th") + cell("甲", tag="th"), cell("1"))
    assert "<thead>" not in richtext.safe(canonical(spilling))
