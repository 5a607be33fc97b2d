from __future__ import annotations

import pytest

from bulletin import snapshot as shape
from bulletin import store
from bulletin.models import Dispatch, Edition, Masthead, PublishedEntry
from editorial.publishing import press, sheet
from tests.builders import entries_of, refreshed, signed_issue
from tests.cast import Cast
from tests.correcting import way

pytestmark = pytest.mark.django_db


def kept(edition: Edition) -> tuple[bytes, bytes, bytes, str]:
    """All that an edition promises: its snapshot, both its stored forms, and the digest of the first."""
    row = Edition.objects.get(pk=edition.pk)
    page, paper = (store.released().get(digest) for digest in (row.html_digest, row.pdf_digest))
    return bytes(row.snapshot), page, paper, row.snapshot_digest


def test_revision_1_keeps_its_bytes_and_revision_2_stands_in_its_place(cast: Cast, masthead: Masthead) -> None:
    issue = signed_issue(cast, masthead)
    first = press.release(issue, by=cast.chief)
    before = kept(first)
    sheets = sheet.read(first)
    second = way.corrected_edition(refreshed(issue), entries_of(issue)[0], cast)

    assert kept(first) == before
    assert second.supersedes == first
    assert store.released().get(second.pdf_digest) != before[2]
    frozen = shape.loads(bytes(second.snapshot))
    assert frozen.imprint is not None
    assert (frozen.imprint.revision, frozen.imprint.occasion) == (2, "correction")
    assert frozen.is_corrected()
    page = store.released().get(second.html_digest).decode()
    assert way.RIGHT in page
    assert way.WRONG in page
    digests = dict(PublishedEntry.objects.filter(edition=first).values_list("ref", "digest"))
    now = dict(PublishedEntry.objects.filter(edition=second).values_list("ref", "digest"))
    assert {ref for ref in now if now[ref] != digests[ref]} == {"1.1.1"}
    assert list(Dispatch.objects.order_by("pk").values_list("edition", flat=True)) == [first.pk, second.pk]
    assert sheet.read(first) == sheets
    assert sheet.read(second)["edition"]["revision"] == 2
    assert [each["digest"] for each in sheet.read(second)["targets"][0]["sign_offs"]] == [
        shape.issue_digest(_bare(frozen))
    ]


def _bare(frozen: shape.Snapshot) -> shape.Snapshot:
    return shape.from_json({**shape.to_json(frozen), "imprint": None})
