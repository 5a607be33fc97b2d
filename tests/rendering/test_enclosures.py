from __future__ import annotations

import hashlib
import io
import os
from dataclasses import replace

import pikepdf
import pytest

from bulletin import rendering, store
from bulletin.refusal import Refused
from bulletin.rendering import enclosures
from bulletin.snapshot import Snapshot, Source, canonical, loads, snapshot_digest
from tests.rendering import builders, issues

PAGE = "<!doctype html><title>通告</title><p>原文。</p>".encode()
FETCHED = "2026-11-20T08:00:00+00:00"


@pytest.fixture
def snapshot() -> Snapshot:
    digest = store.released().put(PAGE)
    return builders.single(sources=(Source(url="https://example.org/1", digest=digest, fetched_at=FETCHED),))


def embedding(snapshot: Snapshot) -> Snapshot:
    return replace(snapshot, masthead=replace(snapshot.masthead, embeds_sources=True))


def test_a_saved_copy_lies_in_the_pdf_where_the_masthead_says_so(snapshot: Snapshot) -> None:
    made = rendering.render(embedding(snapshot))
    with pikepdf.open(io.BytesIO(made.pdf)) as pdf:
        (name,) = pdf.attachments
        found = pdf.attachments[name]
        assert name == "source-1.1.1-1.html"
        assert found.get_file().read_bytes() == PAGE
        assert found.description == f"https://example.org/1 {FETCHED}"
        assert str(found.obj.AFRelationship) == "/Source"
        assert str(found.get_file().creation_date) == "2026-11-20 08:00:00+00:00"


def test_no_copy_lies_in_the_pdf_of_another_masthead(snapshot: Snapshot) -> None:
    with pikepdf.open(io.BytesIO(rendering.render(snapshot).pdf)) as pdf:
        assert list(pdf.attachments) == []
        assert "/AF" not in pdf.Root


@pytest.mark.parametrize(("number", "name"), [(144, "bulletin-144.json"), (None, "bulletin.json")])
def test_the_snapshot_lies_in_the_pdf_where_the_masthead_says_so(number: int | None, name: str) -> None:
    found = issues.small()
    found = replace(found, issue=replace(found.issue, number=number, dated_on="2021-01-15"))
    with pikepdf.open(io.BytesIO(rendering.render(found).pdf)) as pdf:
        assert sorted(pdf.attachments) == [name, "source-1.1.1-1.html"]
        file = pdf.attachments[name]
        assert file.get_file().read_bytes() == canonical(found)
        assert hashlib.sha256(file.get_file().read_bytes()).hexdigest() == snapshot_digest(found)
        assert file.get_file().mime_type == "application/json"
        assert str(file.obj.AFRelationship) == "/Data"
        assert str(file.get_file().mod_date) == "2021-01-15 00:00:00+00:00"
        assert file.obj.objgen in [each.objgen for each in pdf.Root.AF]
        assert loads(file.get_file().read_bytes()) == found


def test_an_edition_without_the_wish_bears_no_snapshot() -> None:
    found = issues.small()
    found = replace(found, masthead=replace(found.masthead, embeds_snapshot=None, embeds_sources=None))
    with pikepdf.open(io.BytesIO(rendering.render(found).pdf)) as pdf:
        assert list(pdf.attachments) == []


def test_the_same_copies_give_the_same_bytes(snapshot: Snapshot) -> None:
    first, second = (rendering.render(embedding(snapshot)).pdf for _ in range(2))
    assert first == second


def test_a_copy_that_is_not_in_the_store_is_named(snapshot: Snapshot) -> None:
    lost = Source(url="https://example.org/2", digest="0" * 64, fetched_at=FETCHED)
    with pytest.raises(Refused, match="saved copy of https"):
        enclosures.granted(embedding(builders.single(sources=(lost,))))


def copies_of(*refs: str | None, fetched_at: str = FETCHED) -> Snapshot:
    """An issue with an entry for each ref, every one with the same copy."""
    found = builders.single()
    digest = store.released().put(PAGE)
    part = found.parts[0]
    section = part.sections[0]
    sources = (Source(url="https://example.org/1", digest=digest, fetched_at=fetched_at),)
    entries = tuple(replace(section.entries[0], ref=ref, number=1, sources=sources) for ref in refs)
    return embedding(replace(found, parts=(replace(part, sections=(replace(section, entries=entries),)),)))


def test_copies_lie_in_the_order_that_a_name_tree_must_have() -> None:
    made = rendering.render(copies_of("1.1.2", "1.1.10", "1.1.1"))
    with pikepdf.open(io.BytesIO(made.pdf)) as pdf:
        names = [str(each) for each in list(pdf.Root.Names.EmbeddedFiles.Names)[::2]]
        assert names == sorted(names)
        assert [str(each.obj.AFRelationship) for each in pdf.attachments.values()] == ["/Source"] * 3


def test_no_place_makes_a_name_that_leads_elsewhere_or_stands_twice() -> None:
    refs = (None, "../../etc/passwd", "\x00\u202e", "甲" * 300, "", None)
    names = [each.name for each in enclosures.named(copies_of(*refs))]
    assert len(set(names)) == len(refs)
    assert all(name.isascii() and name.replace("-", "").replace(".", "").isalnum() for name in names)


@pytest.mark.parametrize("fetched_at", ["yesterday", "2026-13-01", "0001-01-01T00:00:00+14:00"])
def test_a_copy_whose_instant_is_none_is_named(fetched_at: str) -> None:
    with pytest.raises(Refused, match="does not say when"):
        rendering.render(copies_of("1.1.1", fetched_at=fetched_at))


def test_an_instant_without_a_zone_is_one_everywhere() -> None:
    ((enclosed, _content),) = enclosures.granted(copies_of("1.1.1", fetched_at="2026-11-20T08:00:00"))
    assert enclosed.fetched_at == "2026-11-20T08:00:00+00:00"


def test_more_copies_than_a_file_can_carry_are_refused_before_they_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(enclosures, "MOST_BYTES", 3000)
    kept = [store.released().put(b"%PDF-" + os.urandom(995)) for _ in range(4)]
    sources = tuple(Source(url="https://example.org/1", digest=each, fetched_at=FETCHED) for each in kept)
    assert len(enclosures.granted(embedding(builders.single(sources=sources[:3])))) == 3
    with pytest.raises(Refused, match="come to more than"):
        enclosures.granted(embedding(builders.single(sources=sources)))
