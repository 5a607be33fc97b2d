"""A batch of back issues at a masthead, brought in by the editor; typesetting happens elsewhere."""

from __future__ import annotations

import pytest

from bulletin import rendering
from bulletin.models import Masthead
from bulletin.rendering import Rendered
from editorial.backfile import attesting, bringing, reading, releasing
from editorial.backfile.digesting import digest
from editorial.models import BackIssue, Batch
from tests.backfile import numbers
from tests.cast import Cast


@pytest.fixture
def unrendered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rendering, "render", lambda *_args, **_options: Rendered(b"<p>", b"%PDF-1.7 %%EOF", 1, "none"))
    monkeypatch.setattr(rendering, "renderer_version", lambda *_args: "none")


@pytest.fixture
def batch(masthead: Masthead, cast: Cast) -> Batch:
    """Three numbers, of which 13 is missing between."""
    return brought(masthead, cast, 11, 12, 14)


def brought(masthead: Masthead, cast: Cast, *numbered: int, source: str = "旧刊") -> Batch:
    batch = bringing.open_batch(masthead, source, by=cast.editor)
    for number in numbered:
        row, _how = bringing.bring_in(batch, numbers.name(number), numbers.data(number), by=cast.editor)
        reading.read(row)
    return Batch.objects.select_related("masthead").get(pk=batch.pk)


def row_of(batch: Batch, number: int) -> BackIssue:
    return BackIssue.objects.select_related("batch__masthead", "document", "by").get(batch=batch, number=number)


def attested(batch: Batch, cast: Cast) -> Batch:
    for who in (cast.reviewer1, cast.chief):
        attesting.attest(batch, by=who, seen_digest=digest(batch))
    return batch


def released(batch: Batch, cast: Cast) -> Batch:
    releasing.release(attested(batch, cast), by=cast.editor)
    return Batch.objects.select_related("masthead", "released_by").get(pk=batch.pk)


def recorded(batch: Batch, cast: Cast) -> Batch:
    batch = released(batch, cast)
    for row in BackIssue.objects.filter(batch=batch, state=BackIssue.State.READ).select_related(
        "batch__masthead", "by"
    ):
        releasing.record(row, by=cast.editor)
    return batch
