from __future__ import annotations

import time
from dataclasses import replace
from typing import Any

import pytest

from bulletin import richtext
from bulletin import snapshot as shape
from editorial.review import differences
from editorial.review.differences import Change
from tests.builders import notice
from tests.richtext.bodies import SHAPES

BODY = "<p>第一段。</p><p>第二段。</p><p>第三段。</p>"


def found(old: shape.Entry, new: shape.Entry) -> list[Change]:
    return differences.of_entry(shape.to_json(old), shape.to_json(new))


def body(old: str, new: str) -> Change:
    (change,) = found(notice(body_html=richtext.canonical(old)), notice(body_html=richtext.canonical(new)))
    return change


def read(change: Change) -> list[str]:
    signs = {"same": "{}", "gone": "[-{}-]", "came": "[+{}+]"}
    return ["".join(signs[span.state].format(span.text) for span in line.spans) for line in change.lines]


CHANGED: dict[str, tuple[Any, Any, str, str]] = {
    "title": ("甲题", "乙题", "甲题", "乙题"),
    "document_number": (
        shape.DocumentNumber(typed="2026年第1号", canonical="2026年第1号"),
        shape.DocumentNumber(typed="2026年第2号", canonical="2026年第2号"),
        "2026年第1号",
        "2026年第2号",
    ),
    "authorities": (("甲局", "乙局"), ("甲局", "丙局"), "甲局\n乙局", "甲局\n丙局"),
    "signed_on": ("2026-02-10", None, "2026-02-10", ""),
    "effective": (
        (shape.EffectiveDate(rule="on-publication", basis="stated"),),
        (shape.EffectiveDate(on="2026-03-01", text="自3月1日起", basis="computed"),),
        "on publication · stated",
        "2026-03-01 · 自3月1日起 · computed",
    ),
    "attachments": (
        (shape.Attachment(title="附件1", digest="ab" * 32, size=12),),
        (shape.Attachment(title="附件1", digest="cd" * 32, size=12),),
        f"附件1 · {'ab' * 6} · 12",
        f"附件1 · {'cd' * 6} · 12",
    ),
    "cites": (
        (shape.Citation(number="国发〔2020〕1号", relation="cites"),),
        (shape.Citation(number="国发〔2020〕1号", relation="amends"),),
        "国发〔2020〕1号 · cites",
        "国发〔2020〕1号 · amends",
    ),
    "sources": ((), (shape.Source(url="https://www.example.org/"),), "", "https://www.example.org/"),
    "topics": ((), ("药品",), "", "药品"),
    "standfirst": (None, "提要", "", "提要"),
}


@pytest.mark.parametrize("field", CHANGED)
def test_a_change_names_its_field_with_what_stood_and_what_stands_there(field: str) -> None:
    old, new, before, after = CHANGED[field]
    (change,) = found(notice(**{field: old}), notice(**{field: new}))
    assert (change.field, change.before, change.after) == (field, before, after)
    assert str(change.label) != ""
    assert change.lines


def test_every_field_of_the_snapshot_is_told_when_it_changes_and_its_place_is_not() -> None:
    old = shape.to_json(notice())
    for key in shape.to_json(shape.Entry(kind="notice", title="")):
        another = {"consultation": {"email": "x"}, "body_html": "<p>x</p>"}.get(key, ["another"])
        changed = differences.of_entry(old, old | {key: another})
        assert bool(changed) == (key not in ("number", "ref")), key


def test_parts_of_a_consultation_are_named_one_by_one() -> None:
    old = shape.Consultation(opens_on="2026-02-10", closes_on="2026-03-10", email="a@example.org")
    changes = found(notice(consultation=old), notice(consultation=replace(old, closes_on="2026-03-12", email=None)))
    assert {(each.field, each.before, each.after) for each in changes} == {
        ("closes_on", "2026-03-10", "2026-03-12"),
        ("email", "a@example.org", ""),
    }
    assert {str(each.label) for each in changes} == {"consultation closes on", "consultation e-mail"}


def test_equal_entries_differ_in_nothing() -> None:
    assert found(notice(), notice()) == []


def test_a_body_shows_only_the_lines_that_differ_and_how_many_were_left_out() -> None:
    change = body(BODY, BODY.replace("第二段。", "第二段，有改动。"))
    assert read(change) == ["第二段[+，有改动+]。"]
    assert change.lines[0].left_out == 1


def test_a_new_paragraph_does_not_disturb_its_neighbours() -> None:
    assert read(body(BODY, "<p>另起一行说明来由。</p>" + BODY)) == ["[+另起一行说明来由。+]"]
    assert read(body(BODY, BODY.replace("<p>第二段。</p>", ""))) == ["[-第二段。-]"]


def test_a_removed_line_is_laid_beside_the_one_that_is_most_like_it() -> None:
    old = "<p>本办法自发布之日起施行。</p><p>附则另行规定。</p>"
    new = "<p>完全不同的一句话。</p><p>本办法自印发之日起施行。</p>"
    assert read(body(old, new)) == [
        "[+完全不同的一句话。+]",
        "本办法自[-发布-][+印发+]之日起施行。",
        "[-附则另行规定。-]",
    ]


def test_what_a_block_is_called_stands_with_it() -> None:
    change = body("<h4>总则</h4><ul><li>甲项</li></ul>", "<h4>附则</h4><ul><li>乙项</li></ul>")
    assert [str(line.kind) for line in change.lines] == ["heading", "list"]


def test_a_paragraph_that_became_a_heading_is_told() -> None:
    (line,) = body("<p>总则</p>", "<h4>总则</h4>").lines
    assert (str(line.kind), str(line.note)) == ("heading", "was: paragraph")


def test_a_link_that_leads_elsewhere_is_told_though_its_words_are_the_same() -> None:
    change = body('<p><a href="https://a.example/">原文</a></p>', '<p><a href="https://b.example/">原文</a></p>')
    assert "a.example" in str(change.lines[0].note)
    assert "b.example" in str(change.lines[0].note)


def test_another_picture_under_the_same_words_is_told() -> None:
    old, new = (f'<figure><img alt="图" data-digest="{each * 64}"></figure>' for each in "ab")
    assert str(body(old, new).lines[0].note) == "another picture"


def test_a_change_of_structure_alone_is_not_passed_over_in_silence() -> None:
    change = body("<ul><li>一</li></ul>", "<ol><li>一</li></ol>")
    assert [str(line.note) for line in change.lines] == ["only the structure differs"]


@pytest.mark.parametrize("name", SHAPES)
def test_every_shape_of_a_body_can_be_compared(name: str) -> None:
    assert body(BODY, SHAPES[name] + BODY).lines


@pytest.mark.parametrize(
    "long",
    [
        "<p>甲</p>" * 20_000,
        "<p>" + "一二三四五六七八九十" * 6_600 + "</p>",
        "".join(f"<p>第{n}</p>" for n in range(15_000)),
    ],
    ids=["one line over and over", "one endless line", "many short lines"],
)
def test_a_body_of_two_hundred_kilobytes_does_not_hang_the_page(long: str) -> None:
    half = len(long) // 2
    bodies = (long, "<p>新</p>" + long[:half] + "</p><p>中</p><p>" + long[half:])
    old, new = (notice(body_html=richtext.canonical(each)) for each in bodies)
    started = time.perf_counter()
    (change,) = found(old, new)
    assert change.lines
    assert time.perf_counter() - started < 10


def frame(*sections: tuple[str, list[int]], **part: Any) -> dict[str, Any]:
    rows = [{"code": code, "title": code, "entries": entries} for code, entries in sections]
    return {"part": {"code": "p", **part}, "sections": rows}


TITLES = {pk: f"条目{pk}" for pk in range(1, 10)}


def order(old: dict[str, Any], new: dict[str, Any]) -> list[tuple[str, str]]:
    (change,) = differences.between(old, new, TITLES)
    return [(line.spans[0].text, str(line.note)) for line in change.lines]


def test_only_what_was_moved_is_called_moved() -> None:
    assert order(frame(("a", [1, 2, 3, 4])), frame(("a", [4, 1, 2, 3]))) == [("条目4", "moved from 4 of a to 1 of a")]


def test_what_came_went_and_changed_its_section_is_told_by_its_title() -> None:
    told = order(frame(("a", [1, 2]), ("b", [3])), frame(("a", [2]), ("b", [1, 3, 5])))
    assert told == [("条目1", "moved from 1 of a to 1 of b"), ("条目5", "came, at 3 of b")]
    assert order(frame(("a", [1, 2])), frame(("a", [2]))) == [("条目1", "went from a")]


def test_headings_and_dates_of_a_part_are_named() -> None:
    changes = differences.between(frame(compiler="甲部"), frame(compiler="乙部", compiled_on="2026-02-16"))
    assert [(str(each.label), each.after) for each in changes] == [("compiler", "乙部"), ("compiled on", "2026-02-16")]


def test_front_matter_and_the_order_of_parts_are_named() -> None:
    old = {"issue": {"number": 7, "highlights": ["甲", "乙"]}, "parts": ["policy", "news"]}
    new = {"issue": {"number": 7, "highlights": ["甲", "丙"]}, "parts": ["news", "policy"]}
    changes = differences.between(old, new)
    assert [str(each.label) for each in changes] == ["highlights", "order of the parts"]
