from __future__ import annotations

import pytest

from bulletin import snapshot as shape
from bulletin import store
from bulletin.models import Dispatch, Edition, Masthead, PublishedEntry
from bulletin.refusal import Refused
from editorial.drafting import entries, outline
from editorial.models import Entry, Issue
from editorial.publishing import freeze, press, preview
from tests.builders import entries_of, open_issue, png, refreshed, signed, signed_issue, submitted_issue
from tests.cast import Cast


@pytest.fixture(autouse=True)
def english(settings: object) -> None:
    settings.LANGUAGE_CODE = "en"  # type: ignore[attr-defined]


def test_a_release_records_one_whole_edition(cast: Cast, masthead: Masthead) -> None:
    issue = signed_issue(cast, masthead)
    edition = press.release(issue, by=cast.chief)
    frozen = shape.loads(bytes(edition.snapshot))
    assert (edition.number, edition.revision, edition.entry_count) == (7, 1, 3)
    assert [entry.ref for entry in frozen.entries()] == ["1.1.1", "1.2.1", "2.1.1"]
    assert frozen.imprint is not None
    assert [(line.stage, line.by) for line in frozen.imprint.sign_offs] == [
        ("初审", "楚初审"),
        ("复审", "付复审"),
        ("终审", "朱主编"),
    ]
    assert store.released().get(edition.pdf_digest).startswith(b"%PDF-")
    assert store.released().get(edition.html_digest).decode().startswith("<!DOCTYPE html>")
    assert Dispatch.objects.get().edition == edition
    assert list(PublishedEntry.objects.values_list("digest", flat=True)) == [
        shape.entry_digest(entry) for entry in frozen.entries()
    ]
    assert refreshed(issue).state == Issue.State.RELEASED
    assert [entry.ref for entry in entries_of(issue)] == ["1.1.1", "1.2.1", "2.1.1"]


def test_what_was_signed_is_what_was_published(cast: Cast, masthead: Masthead) -> None:
    issue = signed_issue(cast, masthead)
    signed = {each.digest for each in issue.sign_offs.all()}
    frozen = shape.loads(bytes(press.release(issue, by=cast.chief).snapshot))
    assert shape.issue_digest(frozen) in signed
    assert {shape.part_digest(part) for part in frozen.parts} <= signed
    assert {shape.entry_digest(entry) for entry in frozen.entries()} <= signed


def test_an_unready_issue_is_refused_with_every_reason(cast: Cast, masthead: Masthead) -> None:
    issue = submitted_issue(cast, masthead)
    with pytest.raises(Refused) as refused:
        press.release(issue, by=cast.chief)
    assert len(refused.value.reasons) == 6
    assert not Edition.objects.exists()


def test_only_those_who_may_release_do(cast: Cast, masthead: Masthead) -> None:
    issue = signed_issue(cast, masthead)
    for person in (cast.writer, cast.reviewer1, cast.auditor, cast.nobody):
        with pytest.raises(Refused, match="does not allow"):
            press.release(issue, by=person)


def test_a_page_seen_before_a_change_releases_nothing(cast: Cast, masthead: Masthead) -> None:
    issue = signed_issue(cast, masthead)
    with pytest.raises(Refused, match="Somebody else changed this"):
        press.release(issue, by=cast.chief, seen_generation=issue.generation - 1)


def test_a_released_issue_is_closed(cast: Cast, masthead: Masthead) -> None:
    issue = signed_issue(cast, masthead)
    press.release(issue, by=cast.chief)
    entry = entries_of(issue)[0]
    with pytest.raises(Refused, match="released"):
        entries.revise(entry, {"title": "改"}, by=cast.editor, seen_version=entry.version)
    with pytest.raises(Refused, match="released"):
        outline.revise_issue(refreshed(issue), {"title": "改"}, by=cast.editor, seen_version=refreshed(issue).version)
    with pytest.raises(Refused, match="released already"):
        press.release(refreshed(issue), by=cast.chief)


def test_markup_that_passed_no_sanitiser_is_refused_with_the_entry_named(cast: Cast, masthead: Masthead) -> None:
    issue = open_issue(masthead, by=cast.writer)
    raw = '<p onclick="steal()">原文</p><script>steal()</script>'
    Entry.objects.filter(pk=entries_of(issue)[0].pk).update(body_html=raw)
    with pytest.raises(Refused) as refused:
        press.release(issue, by=cast.chief)
    assert "The text of “国家药监局药审中心关于发布第1项技术指导原则的通告（2026年第1号）” holds markup" in str(
        refused.value
    )


def test_a_character_without_a_glyph_is_refused(cast: Cast, masthead: Masthead) -> None:
    issue = open_issue(masthead, by=cast.writer)
    entry = entries_of(issue)[0]
    changes = {"body_html": "<p>这里有一个\ue000私用字。</p>"}
    entries.revise(entry, changes, by=cast.writer, seen_version=entry.version)
    with pytest.raises(Refused, match="E000"):
        preview.preview(refreshed(issue), by=cast.editor)


def test_a_preview_is_the_same_freeze_under_a_watermark_and_stores_nothing(cast: Cast, masthead: Masthead) -> None:
    issue = open_issue(masthead, by=cast.writer)
    rendered = preview.preview(issue, by=cast.editor)
    assert preview.WATERMARK in rendered.html.decode()
    assert list(store.released().digests()) == []
    assert not Edition.objects.exists()


def test_a_frozen_issue_is_the_same_however_often_it_is_frozen(cast: Cast, masthead: Masthead) -> None:
    issue = signed_issue(cast, masthead)
    assert shape.canonical(freeze.freeze(issue)) == shape.canonical(freeze.freeze(refreshed(issue)))


def test_uploaded_files_and_images_are_carried_into_the_record(cast: Cast, masthead: Masthead) -> None:
    annex, picture = store.drafts().put(b"annex"), store.drafts().put(png())
    issue = open_issue(masthead, by=cast.writer)
    entry = entries_of(issue)[0]
    body = f'<p>附图如下。</p><figure><img alt="流程" data-digest="{picture}"></figure>'
    files = [shape.Attachment(title="附表", digest=annex, type="text/plain", size=5)]
    entries.revise(entry, {"body_html": body}, by=cast.writer, seen_version=entry.version, attachments=files)
    press.release(signed(issue, cast), by=cast.chief)
    assert store.released().get(annex) == b"annex"
    assert store.released().get(picture) == png()


def test_an_attachment_that_is_lost_refuses_the_release_by_name(cast: Cast, masthead: Masthead) -> None:
    issue = open_issue(masthead, by=cast.writer)
    entry = entries_of(issue)[0]
    files = [shape.Attachment(title="附表", digest="0" * 64, type="text/plain", size=5)]
    entries.revise(entry, {}, by=cast.writer, seen_version=entry.version, attachments=files)
    with pytest.raises(Refused, match="附表"):
        press.release(signed(issue, cast), by=cast.chief)
    assert not Edition.objects.exists()
