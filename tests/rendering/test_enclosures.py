from __future__ import annotations

import io
from dataclasses import replace

import pikepdf
import pytest

from bulletin import rendering, store
from bulletin.refusal import Refused
from bulletin.rendering import enclosures
from bulletin.snapshot import Snapshot, Source
from tests.rendering import builders

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


def test_the_same_copies_give_the_same_bytes(snapshot: Snapshot) -> None:
    first, second = (rendering.render(embedding(snapshot)).pdf for _ in range(2))
    assert first == second


def test_a_copy_that_is_not_in_the_store_is_named(snapshot: Snapshot) -> None:
    lost = Source(url="https://example.org/2", digest="0" * 64, fetched_at=FETCHED)
    with pytest.raises(Refused, match="saved copy of https"):
        enclosures.granted(embedding(builders.single(sources=(lost,))))
