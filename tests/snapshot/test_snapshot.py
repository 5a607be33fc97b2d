from __future__ import annotations

import json
from dataclasses import fields, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin import snapshot as shape
from tests.builders import FRONT, notice, parts

WORDS = st.text(min_size=1, max_size=8)
ENTRIES = st.builds(
    shape.Entry,
    kind=st.sampled_from(["notice", "article"]),
    title=WORDS,
    number=st.none() | st.integers(1, 99),
    ref=st.none() | WORDS,
    body_html=st.none() | WORDS,
    authorities=st.lists(WORDS, max_size=3).map(tuple),
    document_number=st.none() | st.builds(shape.DocumentNumber, typed=WORDS, canonical=WORDS),
    consultation=st.none() | st.builds(shape.Consultation, email=WORDS, working_days=st.integers(1, 99)),
)
SNAPSHOTS = st.lists(ENTRIES, max_size=4).map(
    lambda entries: shape.Snapshot(parts=(shape.Part(sections=(shape.Section(entries=tuple(entries)),)),))
)


def whole() -> shape.Snapshot:
    imprint = shape.Imprint(revision=1, sign_offs=(shape.SignOffLine(stage="初审", by="甲", on="2026-01-01"),))
    return shape.Snapshot(issue=FRONT, parts=parts(), imprint=imprint)


@given(SNAPSHOTS)
def test_what_is_written_is_read_back(snapshot: shape.Snapshot) -> None:
    assert shape.loads(shape.canonical(snapshot)) == snapshot
    assert shape.from_json(json.loads(json.dumps(shape.to_json(snapshot)))) == snapshot


def test_the_canonical_form_is_sorted_compact_utf8_without_what_is_absent() -> None:
    entry = shape.Entry(kind="notice", title="标题", authorities=("机关",))
    assert shape.canonical(entry) == '{"authorities":["机关"],"kind":"notice","title":"标题"}'.encode()


def test_a_new_key_changes_no_old_digest() -> None:
    old = json.loads(shape.canonical(notice()))
    assert shape.digest({**old, "added_later": None, "and_this": []}) == shape.entry_digest(notice())


def test_place_is_no_part_of_an_entrys_digest_and_is_of_its_parts() -> None:
    entry = notice()
    assert shape.entry_digest(replace(entry, number=9, ref="1.1.9")) == shape.entry_digest(entry)
    assert shape.part_digest(parts()[0]) != shape.part_digest(shape.normal_form(whole()).parts[0])


def test_the_imprint_is_outside_the_signed_digest_and_inside_the_editions() -> None:
    snapshot = whole()
    reprinted = replace(snapshot, imprint=shape.Imprint(revision=2))
    assert shape.issue_digest(reprinted) == shape.issue_digest(snapshot)
    assert shape.snapshot_digest(reprinted) != shape.snapshot_digest(snapshot)


@pytest.mark.parametrize("name", [each.name for each in fields(shape.Entry) if each.name not in ("ref", "number")])
def test_every_other_field_of_an_entry_is_signed(name: str) -> None:
    values: dict[str, Any] = {
        "document_number": shape.DocumentNumber(typed="x", canonical="x"),
        "consultation": shape.Consultation(email="x@example.org"),
        "effective": (shape.EffectiveDate(on="2030-01-01"),),
        "attachments": (shape.Attachment(title="x"),),
        "cites": (shape.Citation(number="x"),),
        "sources": (shape.Source(url="https://example.org/"),),
        "authorities": ("x",),
        "signed_by": ("x",),
        "topics": ("x",),
    }
    changed = replace(notice(), **{name: values.get(name, "changed")})
    assert shape.entry_digest(changed) != shape.entry_digest(notice())


@pytest.mark.parametrize(
    "data",
    [
        None,
        [],
        {},
        {"schema": "bulletin/99"},
        {"schema": shape.SCHEMA, "parts": {}},
        {"schema": shape.SCHEMA, "issue": {"number": "144"}},
        {"schema": shape.SCHEMA, "issue": {"number": True}},
        {"schema": shape.SCHEMA, "parts": [{"sections": [{"entries": [{"kind": "notice"}]}]}]},
    ],
)
def test_what_is_no_snapshot_is_refused(data: object) -> None:
    with pytest.raises(shape.SnapshotError):
        shape.from_json(data)


def test_what_is_no_json_is_refused() -> None:
    with pytest.raises(shape.SnapshotError):
        shape.loads(b"{")


def test_keys_of_a_later_version_are_ignored() -> None:
    data = {**shape.to_json(whole()), "added_later": {"x": 1}}
    assert shape.from_json(data) == whole()


def test_yes_and_no_are_read_back_and_are_no_numbers() -> None:
    decided = shape.Snapshot(masthead=shape.Masthead(embeds_sources=True, embeds_snapshot=False))
    assert shape.loads(shape.canonical(decided)) == decided
    for data in ({"issue": {"number": True}}, {"masthead": {"embeds_sources": 1}}):
        with pytest.raises(shape.SnapshotError):
            shape.from_json({"schema": shape.SCHEMA, **data})
