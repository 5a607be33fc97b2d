from __future__ import annotations

import hashlib
from dataclasses import replace

import pytest
from django.test import Client

from bulletin import boxes, store
from bulletin import snapshot as sn
from bulletin.models import Edition, Masthead
from tests.archive import builders

ENGLISH = {"accept-language": "en"}


def page(client: Client, path: str) -> str:
    response = client.get(path, headers=ENGLISH)
    assert response.status_code == 200, path
    return response.content.decode()


@pytest.fixture
def corrected(masthead: Masthead) -> Edition:
    return builders.corrected(masthead, builders.release(masthead, 144))


def test_the_first_revision_keeps_its_page_and_says_that_a_newer_one_exists(client: Client, corrected: Edition) -> None:
    found = page(client, "/tech-weekly/144/r1/")
    assert "A corrected edition of this issue has appeared since." in found
    assert '<a href="/tech-weekly/144/">To revision 2</a>' in found
    assert '<link rel="canonical" href="http://localhost:8000/tech-weekly/144/">' in found
    assert 'href="/tech-weekly/144/r1/pdf/"' in found
    assert 'href="/tech-weekly/144/r1/1.1.1/"' in found
    assert "四月一日" not in found


def test_its_entries_keep_their_pages_and_say_so_too(client: Client, corrected: Edition) -> None:
    found = page(client, "/tech-weekly/144/r1/1.1.2/")
    assert "This is how revision 1 had it." in found
    assert '<a href="/tech-weekly/144/1.1.2/">To this entry in revision 2</a>' in found
    assert '<link rel="canonical" href="http://localhost:8000/tech-weekly/144/1.1.2/">' in found
    assert 'href="/tech-weekly/144/r1/1.1.1/"' in found


def test_the_newest_says_where_it_was_corrected_and_in_which_revision(client: Client, corrected: Edition) -> None:
    assert "Corrected in revision 2" in page(client, "/tech-weekly/144/1.1.2/")
    assert "Corrected in revision 2" in page(client, "/tech-weekly/144/r2/1.1.2/")
    assert "Corrected edition, revision 2" in page(client, "/tech-weekly/144/")
    assert "has appeared since" not in page(client, "/tech-weekly/144/r2/")
    assert 'href="/tech-weekly/144/r1/"' in page(client, "/tech-weekly/144/")


def test_lines_about_earlier_issues_stand_in_a_box_of_their_own(client: Client, masthead: Masthead) -> None:
    line = sn.Correction(ref="2.1.1", number=143, issue="第143期", wrong="三百人", right="四百人")
    frozen = replace(builders.snapshot(masthead, 144), corrections=(line,))
    builders.release(masthead, 143)
    builders.release(masthead, 144, frozen=frozen)
    found = page(client, "/tech-weekly/144/")
    assert "Corrections to earlier issues" in found
    assert '<a href="/tech-weekly/143/2.1.1/">第143期 2.1.1</a>' in found
    assert "Corrected edition" not in found
    assert "四百人" not in page(client, "/tech-weekly/144/2.1.1/")


def test_a_silent_fix_is_one_of_the_revisions_and_nowhere_else(client: Client, masthead: Masthead) -> None:
    first = builders.release(masthead, 144)
    builders.release(masthead, 144, supersedes=first, occasion="text-fix")
    found = page(client, "/tech-weekly/144/")
    assert "Corrected edition" not in found
    assert 'href="/tech-weekly/144/r1/"' in found
    assert "A newer revision of this issue has appeared since." in page(client, "/tech-weekly/144/r1/")
    feed = client.get("/tech-weekly/feed.atom").content.decode()
    assert feed.count("<entry>") == 1
    assert "/144/r1/</id>" in feed


def test_the_feed_has_an_issue_and_its_correction(client: Client, corrected: Edition) -> None:
    feed = client.get("/tech-weekly/feed.atom").content.decode()
    assert feed.count("<entry>") == 2
    for revision in (1, 2):
        assert f"/tech-weekly/144/r{revision}/</id>" in feed
    assert corrected.supersedes is not None


def test_a_revision_without_an_entry_stands_in_the_feed_for_those_that_are_gone(
    client: Client, masthead: Masthead
) -> None:
    first = builders.release(masthead, 144)
    before = client.get("/tech-weekly/feed.atom")
    builders.withdrawn(masthead, first, "1.1.1")
    feed = client.get("/tech-weekly/feed.atom", headers={"if-none-match": before["ETag"]})
    assert feed.status_code == 200
    content = feed.content.decode()
    assert content.count("<entry>") == 1
    assert "/tech-weekly/144/r2/</id>" in content
    # It is no news: readers had the issue when it came out.
    assert content.count("<updated>2021-01-08T01:00:00+00:00</updated>") == 2


def test_a_file_that_was_replaced_is_had_under_its_own_revision_only(client: Client, masthead: Masthead) -> None:
    old, new = b"%PDF-1.7 old", b"%PDF-1.7 new"
    digests = [hashlib.sha256(each).hexdigest() for each in (old, new)]
    editions: list[Edition] = []
    for content, digest in zip((old, new), digests, strict=True):
        store.released().put(content)
        annex = sn.Attachment(title="附表.pdf", digest=digest, type="application/pdf", size=len(content))
        part = sn.Part(sections=(sn.Section(entries=(builders.notice(1, attachments=(annex,)),)),))
        frozen = sn.normal_form(replace(builders.snapshot(masthead, 144), parts=(part,)))
        editions.append(builders.release(masthead, 144, frozen=frozen, supersedes=editions[-1] if editions else None))
    place = "/tech-weekly/144/{}1.1.1/files/{}/"
    assert client.get(place.format("r1/", digests[0])).content == old
    assert client.get(place.format("", digests[1])).content == new
    assert client.get(place.format("r2/", digests[1])).content == new
    for path in (place.format("", digests[0]), place.format("r1/", digests[1]), place.format("r3/", digests[1])):
        assert client.get(path).status_code == 404
    assert place.format("r1/", digests[0]) in page(client, "/tech-weekly/144/r1/1.1.1/")


def test_a_revision_that_never_was_is_not_found(client: Client, corrected: Edition) -> None:
    for path in ("r3/", "r3/1.1.1/", "r0/", "r01/", "r1/9.9.9/", "r1"):
        assert client.get(f"/tech-weekly/144/{path}").status_code in (301, 404), path


def test_boxes_lead_to_the_entries_of_their_own_revision(client: Client, masthead: Masthead) -> None:
    frozen = boxes.with_boxes(builders.snapshot(masthead, 144))
    first = builders.release(masthead, 144, frozen=frozen)
    builders.release(masthead, 144, frozen=frozen, supersedes=first)
    box = page(client, "/tech-weekly/144/").partition('id="box-open-for-comment"')[2].partition("</section>")[0]
    assert '<a href="/tech-weekly/144/1.1.1/">' in box
    assert '<a href="/tech-weekly/144/r1/1.1.1/">' in page(client, "/tech-weekly/144/r1/")
