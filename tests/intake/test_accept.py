from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bulletin import reading, store
from bulletin import snapshot as shape
from bulletin.models import Masthead
from bulletin.refusal import Refused
from editorial.intake import accept, envelope
from editorial.models import Issue, SourceDocument
from editorial.publishing import freeze
from tests.cast import Cast, make_cast, make_masthead, make_user
from tests.reading.builders import SCRAPBOOKS, bulletins

ROOT = Path(__file__).resolve().parents[2]
DEMO = sorted((ROOT / "editorial" / "demo").glob("issue-*.txt"))
SAMPLE = ROOT.parent / "shared" / "samples" / "weekly-144.txt"


def frozen_equals_read(path: Path, masthead: Masthead, by: object) -> None:
    document = accept.receive(path.read_bytes(), path.name, masthead, by=by)  # type: ignore[arg-type]
    read = accept.snapshot_of(document)
    frozen = freeze.freeze(accept.accept(document, by=by))  # type: ignore[arg-type]
    assert frozen.parts == read.parts
    assert_front_kept(read, frozen)


def assert_front_kept(read: shape.Snapshot, frozen: shape.Snapshot) -> None:
    for level in ("masthead", "issue"):
        found = {name: value for name, value in shape.to_json(getattr(read, level)).items() if value}
        kept = shape.to_json(getattr(frozen, level))
        assert {name: kept[name] for name in found} == found


@pytest.mark.parametrize("path", DEMO, ids=lambda path: path.stem)
def test_what_is_frozen_from_an_accepted_reading_is_the_reading(path: Path, db: None) -> None:
    masthead = make_masthead("tech-weekly", "盈科瑞科技信息周报")
    frozen_equals_read(path, masthead, make_cast(masthead).writer)


@pytest.mark.skipif(not SAMPLE.exists(), reason="the sample number 144 is not beside this checkout")
def test_what_is_frozen_from_number_144_is_number_144(db: None) -> None:
    masthead = make_masthead("tech-weekly", "盈科瑞科技信息周报")
    frozen_equals_read(SAMPLE, masthead, make_cast(masthead).writer)


@pytest.fixture
def rolled_back(db: None) -> Callable[[], AbstractContextManager[None]]:
    """Each example of a property begins where the last one began."""

    @contextmanager
    def block() -> Iterator[None]:
        with transaction.atomic():
            yield
            transaction.set_rollback(True)

    return block


@given(text=st.one_of(bulletins().map(lambda bulletin: bulletin.text), SCRAPBOOKS))
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_what_is_frozen_from_any_accepted_reading_is_the_reading(
    text: str, rolled_back: Callable[[], AbstractContextManager[None]]
) -> None:
    found = shape.normal_form(reading.read(text).snapshot)
    with rolled_back():
        masthead = make_masthead(title=found.masthead.title or "监管周报")
        Masthead.objects.update(publisher=found.masthead.publisher or "")
        writer = make_user("writer", "温采编", "writer", masthead)
        document = SourceDocument.objects.create(
            masthead=masthead,
            name="generated",
            digest="0" * 64,
            size=len(text),
            reading={"snapshot": shape.to_json(found)},
            by=writer,
            at=timezone.now(),
        )
        if not found.entries():
            with pytest.raises(Refused):
                accept.accept(document, by=writer)
            return
        frozen = freeze.freeze(accept.accept(document, by=writer))
    assert frozen.parts == found.parts
    assert_front_kept(found, frozen)


def test_the_same_document_twice_is_one_document_and_one_issue(cast: Cast, masthead: Masthead) -> None:
    data = DEMO[0].read_bytes()
    first = accept.receive(data, "one.txt", masthead, by=cast.writer)
    assert accept.receive(data, "two.txt", masthead, by=cast.editor) == first
    accept.accept(first, by=cast.writer)
    with pytest.raises(Refused):
        accept.accept(SourceDocument.objects.get(), by=cast.writer)
    assert Issue.objects.count() == 1


@pytest.mark.parametrize("data", [b"", b" \n\t ", b"x" * (envelope.LARGEST + 1)], ids=["empty", "blank", "too large"])
def test_what_is_empty_or_too_large_is_not_kept(data: bytes, cast: Cast, masthead: Masthead) -> None:
    with pytest.raises(Refused) as refused:
        accept.receive(data, "x.txt", masthead, by=cast.writer)
    assert len(refused.value.reasons) == 1
    assert not SourceDocument.objects.exists()
    assert not list(store.drafts().digests())


@pytest.mark.parametrize("data", [b"\x00\x01\x02\xff" * 99, b"%PDF-1.7 and so on", "只有一句话。".encode()])
def test_what_cannot_be_read_is_kept_and_becomes_nothing(data: bytes, cast: Cast, masthead: Masthead) -> None:
    document = accept.receive(data, "x.txt", masthead, by=cast.writer)
    assert store.drafts().get(document.digest) == data
    with pytest.raises(Refused) as refused:
        accept.accept(document, by=cast.writer)
    assert len(refused.value.reasons) == 1
    assert not Issue.objects.exists()


def test_a_number_that_exists_is_refused_whole(cast: Cast, masthead: Masthead) -> None:
    data = DEMO[0].read_bytes()
    accept.accept(accept.receive(data, "a.txt", masthead, by=cast.writer), by=cast.writer)
    again = accept.receive(data + b"\n", "b.txt", masthead, by=cast.writer)
    with pytest.raises(Refused):
        accept.accept(again, by=cast.writer)
    assert Issue.objects.count() == 1
    assert SourceDocument.objects.get(name="b.txt").issue is None


def test_those_who_may_not_import_are_refused(cast: Cast, masthead: Masthead) -> None:
    for person in (cast.reviewer1, cast.auditor, cast.nobody):
        with pytest.raises(Refused):
            accept.receive(DEMO[0].read_bytes(), "a.txt", masthead, by=person)
