from __future__ import annotations

import re

import pytest
from django.test import Client

from bulletin import snapshot as shape
from bulletin import store
from bulletin.models import Dispatch, Edition, Masthead, PublishedEntry
from bulletin.rendering import front as printed
from bulletin.rendering.words import words_for
from editorial.drafting import outline
from editorial.models import Issue
from editorial.publishing import press, sheet, wording
from tests import builders
from tests.builders import entries_of, open_issue, refreshed, signed_issue
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


def test_lines_about_headings_and_the_front_name_their_place_wherever_they_are_read(
    cast: Cast, released: Issue, client: Client
) -> None:
    way.begin(released, cast)
    part = entries_of(released)[0].section.part
    outline.revise_part(part, {"title": "法规政策篇"}, by=cast.editor, seen_version=refreshed(released).version)
    wording.word(part, wrong="政策法规篇", right="法规政策篇", by=cast.editor)
    present = refreshed(released)
    outline.revise_issue(present, {"highlights": ["新要点"]}, by=cast.editor, seen_version=present.version)
    wording.word(present, wrong="旧要点", right="新要点", by=cast.editor)
    snapshot = shape.loads(bytes(way.out(released, cast).snapshot))
    heading, front = printed.corrected(snapshot, words_for("zh-Hans"))
    assert (heading.line.place, heading.anchor, heading.title) == ("1", "part-1", "法规政策篇")
    assert (front.line.place, front.anchor) == ("卷首", "")
    page = client.get("/weekly/7/")
    assert page.status_code == 200
    assert '<p class="label">卷首</p>' in page.content.decode()
    assert "/weekly/7/1/" not in page.content.decode()


def test_a_later_issue_leads_to_what_readers_have_of_the_place_that_was_wrong(
    cast: Cast, masthead: Masthead, released: Issue, client: Client
) -> None:
    line = {"number": 7, "issue": "第7期", "wrong": "甲", "right": "乙"}
    refs, later = ("1.1.1", "1", "", "9.9.9"), open_issue(masthead, by=cast.writer, number=8)
    Issue.objects.filter(pk=later.pk).update(corrections=[{"ref": ref, **line} for ref in refs])
    press.release(builders.signed(refreshed(later), cast), by=cast.chief)
    page = client.get("/weekly/8/").content.decode()
    box = page[page.index('id="earlier-corrections"') :]
    assert re.findall(r'<p class="label"><a href="([^"]*)"', box) == ["/weekly/7/1.1.1/", *["/weekly/7/"] * 3]
