"""The reading of the sample against what a careful editor reads out of it (gold keys as the issue maps them)."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path
from typing import Any

import pytest

from bulletin import snapshot
from bulletin.reading import HOME, Reading, citations, findings, read
from tests.reading import accounts

SAMPLES = Path(__file__).resolve().parents[3] / "shared" / "samples"
SAMPLE, GOLD = SAMPLES / "weekly-144.txt", SAMPLES / "weekly-144.gold.json"

pytestmark = pytest.mark.skipif(not GOLD.exists(), reason=f"the sample is not here: {SAMPLES}")

ELEMENTS = {"subhead": "h5", "article_title": "h4"} | {
    kind: f"p.{kind}" for kind in ("addressee", "closing", "byline", "kicker", "label", "contact")
}


@pytest.fixture(scope="module")
def text() -> str:
    return SAMPLE.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def gold() -> dict[str, Any]:
    return dict(json.loads(GOLD.read_text(encoding="utf-8")))


@pytest.fixture(scope="module")
def reading(text: str) -> Reading:
    return read(text)


def pairs(reading: Reading, gold: dict[str, Any]) -> list[tuple[snapshot.Entry, dict[str, Any]]]:
    items = [item for part in gold["parts"] for section in part["sections"] for item in section["items"]]
    return list(zip(reading.snapshot.entries(), items, strict=True))


def test_the_issue_is_known_from_the_stray_footer(reading: Reading, gold: dict[str, Any]) -> None:
    found = reading.snapshot
    assert (found.masthead.title, found.issue.number) == (gold["issue"]["series"], gold["issue"]["number"])
    assert (found.issue.covers_from_on, found.issue.covers_to_on) == tuple(gold["coverage"].values())


def test_parts_and_sections(reading: Reading, gold: dict[str, Any]) -> None:
    assert [
        (
            part.title,
            part.covers_from_on,
            part.covers_to_on,
            part.compiler,
            part.compiled_on,
            [(section.title, len(section.entries)) for section in part.sections],
        )
        for part in reading.snapshot.parts
    ] == [
        (
            part["title"],
            part["coverage"]["from"],
            part["coverage"]["to"],
            part["compiler"],
            part["published"],
            [(section["title"], len(section["items"])) for section in part["sections"]],
        )
        for part in gold["parts"]
    ]


def test_levels_and_refs(reading: Reading) -> None:
    parts = reading.snapshot.parts
    assert [section.level for part in parts for section in part.sections] == ["national", "local", None, "national"]
    assert parts[1].sections[0].entries[19].ref == "2.1.20"


def test_facts_of_every_entry(reading: Reading, gold: dict[str, Any]) -> None:
    for entry, item in pairs(reading, gold):
        assert facts(entry) == wanted_facts(item), entry.ref


def facts(entry: snapshot.Entry) -> dict[str, Any]:
    number = entry.document_number
    return {
        "number": entry.number,
        "kind": entry.kind,
        "title": entry.title,
        "type": entry.document_type,
        "own": number and (number.typed, number.canonical),
        "cites": [(each.number, each.title, each.document_type) for each in entry.cites],
        "authorities": list(entry.authorities),
        "signed_by": list(entry.signed_by),
        "signed_on": entry.signed_on,
        "effective": [(each.on, each.rule, each.text, each.basis) for each in entry.effective],
        "source": (entry.source_url, entry.source_name, entry.byline),
    }


def wanted_facts(item: dict[str, Any]) -> dict[str, Any]:
    own, effect = item["own_number"], item["effective"]
    rule = {"on_publication": "on-publication", "date": None}
    return {
        "number": item["no"],
        "kind": item["kind"],
        "title": item["title"],
        "type": item["document_type"],
        "own": own and (own["as_written"], own["number"]),
        "cites": [(each["number"], each["title"], each["type"]) for each in item["cited_numbers"]],
        "authorities": item["authorities"],
        "signed_by": item["signers"],
        "signed_on": item["date_signed"],
        "effective": [(effect["date"], rule[effect["rule"]], effect["text"], "stated")] if effect else [],
        "source": (None, item.get("source"), item.get("byline")),
    }


def test_attachments_by_link_or_by_verbatim_title(reading: Reading, gold: dict[str, Any], text: str) -> None:
    for entry, item in pairs(reading, gold):
        verbatim = [each["name"] for each in item["attachments"] if each["name"] in text]
        assert [each.title for each in entry.attachments] == verbatim, entry.ref


def test_the_one_consultation(reading: Reading, gold: dict[str, Any]) -> None:
    found = {entry.ref: entry.consultation for entry in reading.snapshot.entries() if entry.consultation}
    item = gold["parts"][1]["sections"][0]["items"][19]
    period = item["comment_period"]
    assert found == {
        "2.1.20": snapshot.Consultation(
            opens_on=period["from"],
            closes_on=period["to"],
            working_days=period["working_days"],
            computed_working_days=10,
            email=item["contact_email"],
            text=period["as_written"],
            basis="stated",
        )
    }


def test_bodies_paragraph_by_paragraph(reading: Reading, gold: dict[str, Any]) -> None:
    for entry, item in pairs(reading, gold):
        wanted = [(ELEMENTS.get(each["kind"], "p"), line) for each in item["body"] for line in each["text"].split("\n")]
        assert written(entry.body_html or "") == wanted, entry.ref
        assert len(wanted) == item["body_paragraphs"]


def written(body: str) -> list[tuple[str, str]]:
    """(element.class, words) of each block, links written as in the source."""
    blocks = re.findall(r'<(p|h4|h5)(?: class="(\w+)")?>(.*?)</\1>', body)
    bare = re.compile(r'<a href="[^"]*">(.*?)</a>')
    return [
        (f"{tag}.{name}" if name else tag, html.unescape(bare.sub(r"&lt;\1&gt;", inner))) for tag, name, inner in blocks
    ]


def test_every_line_has_one_home_and_none_is_left_over(reading: Reading, text: str) -> None:
    accounts.assert_nothing_lost(text, reading)
    assert reading.leftovers == ()


def test_bodies_are_canonical(reading: Reading) -> None:
    accounts.assert_bodies_are_canonical(reading)


def test_empty_links_and_doubtful_places_are_warned_of(reading: Reading, gold: dict[str, Any]) -> None:
    said = [each.sentence for each in reading.warnings]
    assert said.count(findings.EMPTY_LINK) == gold["totals"]["links"]
    assert {line.line for line in reading.warnings if line.sentence == findings.COMPILED_ON} == {321}
    assert {line.line for line in reading.warnings if line.sentence == findings.ISSUE_FROM_FOOTER} == {555}


def test_the_two_sentences_cut_by_page_breaks_keep_both_lines(reading: Reading) -> None:
    bodies = {each.line: each.path for each in reading.evidence if each.basis == HOME}
    assert bodies[163] == bodies[167]
    assert bodies[417] == bodies[421]
    joined = "".join(entry.body_html or "" for entry in reading.snapshot.entries())
    assert "健全了打击专利侵权的长效机制。" in joined
    assert "经国家药品监督管理局审查同意，现予发布，自发布之日起施行。" in joined


def test_documents_named_by_title_alone_are_mentions(gold: dict[str, Any]) -> None:
    items = [item for part in gold["parts"] for section in part["sections"] for item in section["items"]]
    for item in items:
        if "cited_by_title_only" in item:
            found = [each.title for block in item["body"] for each in citations.mentions(block["text"])]
            assert found == item["cited_by_title_only"]
