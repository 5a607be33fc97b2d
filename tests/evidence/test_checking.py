from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from bulletin.refusal import Refused
from editorial.evidence import checking, sites
from editorial.models import Entry, Issue, LinkCheck, Source
from tests.cast import Cast
from tests.evidence.site import Site
from tests.readiness.hunting import sentences


def asked(entry: Entry, cast: Cast, site: Site) -> LinkCheck:
    checking.ask(entry, by=cast.writer)
    assert checking.answer_next(timezone.now(), site.reach)
    found = checking.last_of(entry)
    assert found is not None
    return found


def test_a_page_that_answers_is_kept_by_its_digest(entry: Entry, cast: Cast, site: Site) -> None:
    check = asked(entry, cast, site)
    assert (check.state, check.status, check.changed, check.failure) == ("done", 200, False, "")
    assert len(check.digest) == 64


def test_a_page_whose_words_changed_says_so_and_one_whose_markup_did_does_not(
    entry: Entry, cast: Cast, site: Site
) -> None:
    asked(entry, cast, site)
    site.answers["/notice.html"] = (
        200,
        {"Content-Type": "text/html; charset=utf-8"},
        "<!doctype html><!-- 20261122 --><title>通告</title><body><article><h1>关于某事的通告</h1>"
        "<p>自发布之日起施行。</p></article></body>".encode(),
    )
    assert not asked(entry, cast, site).changed
    del site.answers["/notice.html"]
    site.words = "自2027年1月1日起施行。"
    assert asked(entry, cast, site).changed
    assert sentences(entry.section.part.issue, "source-link") == [
        "The page at the source address has changed since it was looked at before."
    ]


def test_a_page_that_is_gone_is_a_hint_at_the_release(entry: Entry, cast: Cast, site: Site) -> None:
    site.status = 404
    asked(entry, cast, site)
    assert sentences(entry.section.part.issue, "source-link") == ["The source address answers with 404."]


def test_an_address_beside_the_checklist_is_not_asked(entry: Entry, cast: Cast, site: Site) -> None:
    checking.ask(entry, by=cast.writer)
    checking.answer_next(timezone.now(), replace(site.reach, hosts=sites.hosts(entry.section.part.issue.masthead)))
    check = checking.last_of(entry)
    assert check is not None
    assert "not among the sites" in check.failure
    assert site.asked == []


def test_a_site_of_the_checklist_may_be_asked_and_yet_not_inside(entry: Entry, cast: Cast, site: Site) -> None:
    Source.objects.create(masthead=entry.section.part.issue.masthead, name="内网", url="http://intranet.localhost/")
    Entry.objects.filter(pk=entry.pk).update(source_url="http://intranet.localhost/x")
    entry.refresh_from_db()
    checking.ask(entry, by=cast.writer)
    checking.answer_next(timezone.now())
    check = checking.last_of(entry)
    assert check is not None
    assert check.failure
    assert check.status is None


def test_an_open_question_is_not_asked_twice(entry: Entry, cast: Cast) -> None:
    assert checking.ask(entry, by=cast.writer) == checking.ask(entry, by=cast.editor)
    assert LinkCheck.objects.count() == 1


def test_a_question_that_a_worker_left_behind_is_asked_again(entry: Entry, cast: Cast, site: Site) -> None:
    checking.ask(entry, by=cast.writer)
    long_ago = timezone.now() - checking.ABANDONED_AFTER - timedelta(seconds=1)
    LinkCheck.objects.update(state="claimed", claimed_at=long_ago)
    assert checking.answer_next(timezone.now(), site.reach)
    LinkCheck.objects.update(state="claimed", claimed_at=timezone.now())
    assert not checking.answer_next(timezone.now(), site.reach)


def test_all_addresses_of_an_issue_are_asked_in_one_step(entry: Entry, issue: Issue, cast: Cast, site: Site) -> None:
    assert checking.ask_all(issue, by=cast.editor) == 1
    assert checking.answer_next(timezone.now(), site.reach)
    assert not checking.answer_next(timezone.now(), site.reach)


def test_an_entry_without_an_address_cannot_be_asked_about(entry: Entry, cast: Cast) -> None:
    Entry.objects.update(source_url="")
    with pytest.raises(Refused, match="no source address"):
        checking.ask(Entry.objects.get(pk=entry.pk), by=cast.writer)


def test_an_answer_changes_nothing_of_the_entry(entry: Entry, cast: Cast, site: Site) -> None:
    before = Entry.objects.filter(pk=entry.pk).values().get()
    asked(entry, cast, site)
    assert Entry.objects.filter(pk=entry.pk).values().get() == before
