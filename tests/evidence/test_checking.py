from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone
from pytest_django import Settings

from bulletin.refusal import Refused
from editorial.evidence import checking, sites
from editorial.models import Entry, Issue, LinkCheck, Membership, Source
from tests import builders
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


@pytest.mark.parametrize("path", ["/content.do?id=5", "/a/index.jsp;x=1", "/t20261122.shtml", "/2026.11.22", "/a.pdf"])
def test_a_page_is_read_as_one_whatever_its_address_ends_with(entry: Entry, cast: Cast, site: Site, path: str) -> None:
    Entry.objects.filter(pk=entry.pk).update(source_url=site.url(path))
    entry.refresh_from_db()
    page = "<!doctype html><!-- {} --><title>通告</title><body><h1>关于某事的通告</h1><p>自发布之日起施行。</p></body>"
    found = []
    for visit in range(2):
        site.answers[path] = (200, {"Content-Type": "text/html; charset=utf-8"}, page.format(visit).encode())
        found.append(asked(entry, cast, site))
    assert (found[0].text_digest, found[1].changed) == (found[1].text_digest, False)


def test_a_disk_that_takes_nothing_is_one_sentence(
    entry: Entry, cast: Cast, site: Site, settings: Settings, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    settings.DRAFTS_URL = (tmp_path / "file").as_uri()
    check = asked(entry, cast, site)
    assert (check.state, check.failure) == ("done", "What the site answered could not be stored.")


def after(statement: str, does: Callable[[], object]) -> Callable[..., Any]:
    """For connection.execute_wrapper: something that happens elsewhere right after the first such statement."""
    waiting = [does]

    def execute(call: Callable[..., Any], sql: str, *rest: Any) -> Any:
        found = call(sql, *rest)
        if sql.startswith(statement) and waiting:
            waiting.pop()()
        return found

    return execute


def test_a_question_that_is_withdrawn_while_it_is_claimed_stops_no_worker(entry: Entry, cast: Cast, site: Site) -> None:
    checking.ask(entry, by=cast.writer)
    gone = after('UPDATE "editorial_linkcheck"', LinkCheck.objects.all().delete)
    with connection.execute_wrapper(gone):
        assert not checking.answer_next(timezone.now(), site.reach)


def test_a_question_that_is_withdrawn_while_the_site_is_asked_stops_no_worker(
    entry: Entry, cast: Cast, site: Site
) -> None:
    checking.ask(entry, by=cast.writer)
    withdrawn = replace(site.reach, is_permitted=lambda _address: bool(LinkCheck.objects.all().delete()))
    assert checking.answer_next(timezone.now(), withdrawn)
    assert site.asked
    assert not LinkCheck.objects.exists()


def test_two_people_who_ask_at_once_ask_once(entry: Entry, cast: Cast) -> None:
    def other() -> None:
        LinkCheck.objects.create(entry=entry, url=entry.source_url, by=cast.editor, asked_at=timezone.now())

    with connection.execute_wrapper(after('SELECT "editorial_linkcheck"', other)):
        assert checking.ask(entry, by=cast.writer).by == cast.editor


def test_two_workers_never_have_the_same_question(entry: Entry, cast: Cast, site: Site) -> None:
    checking.ask(entry, by=cast.writer)
    with connection.execute_wrapper(
        after('SELECT "editorial_linkcheck"', lambda: checking.answer_next(timezone.now(), site.reach))
    ):
        assert not checking.answer_next(timezone.now(), site.reach)
    assert len(site.asked) == 1


def test_a_worker_that_was_taken_for_lost_overwrites_nothing(entry: Entry, cast: Cast, site: Site) -> None:
    checking.ask(entry, by=cast.writer)
    later = timezone.now() + checking.ABANDONED_AFTER + timedelta(seconds=1)

    def others(_address: object) -> bool:
        site.status = 404
        checking.answer_next(later, site.reach)
        site.status = 500
        return True

    assert checking.answer_next(timezone.now(), replace(site.reach, is_permitted=others))
    assert LinkCheck.objects.get().status == 404


def test_a_person_of_one_part_has_the_addresses_of_that_part_asked(
    entry: Entry, issue: Issue, cast: Cast, site: Site
) -> None:
    rows = builders.entries_of(issue)
    Entry.objects.filter(section__part__issue=issue).update(source_url=site.url())
    here = [row for row in rows if row.section.part_id == entry.section.part_id]
    assert len(here) < len(rows)
    Membership.objects.filter(user=cast.writer).update(part_code=entry.section.part.code)
    assert checking.ask_all(issue, by=cast.writer) == len(here)
    assert set(LinkCheck.objects.values_list("entry", flat=True)) == {row.pk for row in here}
