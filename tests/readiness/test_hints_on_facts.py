from __future__ import annotations

import datetime
from datetime import date
from typing import Any

import pytest
from django.utils import timezone

from bulletin import recording, store
from bulletin import snapshot as shape
from bulletin.models import DocumentType, Masthead
from bulletin.recording import Blob, Rendition
from editorial.models import Deadline, Entry, Issue, Section
from editorial.publishing import freeze
from tests import builders
from tests.cast import Cast
from tests.readiness.hunting import found, issue_of, plain_article, plain_notice, sentences


@pytest.fixture(autouse=True)
def statutory_kinds(db: None) -> None:
    DocumentType.objects.get_or_create(name="通告", defaults={"statutory": True})
    DocumentType.objects.get_or_create(name="指南", defaults={"statutory": False})


def publish(issue: Issue) -> None:
    page, paper = (Blob(store.released().put(data), len(data)) for data in (b"<p>", b"%PDF"))
    recording.record(freeze.freeze(issue), Rendition(page, paper, 1, "none"), released_at=timezone.now())


def consultation(opens: str, closes: str, days: int | None = None) -> shape.Consultation:
    return shape.Consultation(opens_on=opens, closes_on=closes, working_days=days)


def test_an_entry_with_every_usual_fact_gives_no_hint(cast: Cast, masthead: Masthead) -> None:
    assert found(issue_of(masthead, plain_notice(), plain_article(), by=cast.writer)) == []


@pytest.mark.parametrize(
    ("changes", "code", "place"),
    [
        ({"signed_on": None}, "no-date-of-notice", "signed_on"),
        ({"authorities": ()}, "no-authority", "authorities"),
        ({"document_number": None, "title": "关于发布技术指导原则的通告"}, "no-number", "number_typed"),
    ],
)
def test_what_a_statutory_kind_has_by_the_standard_is_missed(
    cast: Cast, masthead: Masthead, changes: dict[str, Any], code: str, place: str
) -> None:
    issue = issue_of(masthead, plain_notice(**changes), by=cast.writer)
    assert [(each.code, each.place) for each in found(issue)] == [(code, place)]


def test_a_day_of_publication_is_date_enough(cast: Cast, masthead: Masthead) -> None:
    issue = issue_of(masthead, plain_notice(signed_on=None, published_on="2026-02-10"), by=cast.writer)
    assert found(issue, "no-date-of-notice") == []


def test_a_missing_number_asks_whether_the_original_has_none(cast: Cast, masthead: Masthead) -> None:
    issue = issue_of(masthead, plain_notice(document_number=None, title="关于发布原则的通告"), by=cast.writer)
    assert sentences(issue, "no-number") == ["No number in the original? A 通告 usually has one."]


def test_a_kind_of_which_nothing_is_known_misses_nothing(cast: Cast, masthead: Masthead) -> None:
    bare = plain_notice(document_type="指南", document_number=None, authorities=(), signed_on=None, title="申报指南")
    assert found(issue_of(masthead, bare, by=cast.writer)) == []


def test_what_was_published_of_a_kind_says_what_it_usually_has(cast: Cast, masthead: Masthead) -> None:
    guides = [
        builders.notice(place, document_type="指南", title=f"第{place}项申报指南", document_number=None)
        for place in range(1, 6)
    ]
    publish(issue_of(masthead, *guides, by=cast.writer, number=3))
    bare = plain_notice(document_type="指南", document_number=None, authorities=(), title="又一项申报指南")
    assert {each.code for each in found(issue_of(masthead, bare, by=cast.writer))} == {"no-authority"}


def test_four_published_entries_are_too_few_to_say_what_is_usual(cast: Cast, masthead: Masthead) -> None:
    guides = [
        builders.notice(place, document_type="指南", title=f"第{place}项申报指南", document_number=None)
        for place in range(1, 5)
    ]
    publish(issue_of(masthead, *guides, by=cast.writer, number=3))
    bare = plain_notice(document_type="指南", document_number=None, authorities=(), title="又一项申报指南")
    assert found(issue_of(masthead, bare, by=cast.writer)) == []


def test_effective_before_signed_is_seen(cast: Cast, masthead: Masthead) -> None:
    early = (shape.EffectiveDate(on="2026-02-09", basis="stated"),)
    issue = issue_of(masthead, plain_notice(effective=early), by=cast.writer)
    assert [(each.code, each.place) for each in found(issue)] == [("effective-before-signed", "effective")]


@pytest.mark.parametrize("on", ["2026-02-10", "2026-03-01", None])
def test_effective_on_the_day_or_later_or_by_a_rule_is_no_hint(cast: Cast, masthead: Masthead, on: str | None) -> None:
    later = (shape.EffectiveDate(on=on, rule=None if on else "on-publication"),)
    assert found(issue_of(masthead, plain_notice(effective=later), by=cast.writer)) == []


def test_a_consultation_that_closes_before_the_issue_is_dated_is_seen(cast: Cast, masthead: Masthead) -> None:
    over = plain_notice(consultation=consultation("2026-02-02", "2026-02-15"))
    assert len(found(issue_of(masthead, over, by=cast.writer), "consultation-over")) == 1


def test_a_consultation_that_closes_on_the_day_of_release_is_not_over(cast: Cast, masthead: Masthead) -> None:
    still = plain_notice(consultation=consultation("2026-02-02", "2026-02-16"))
    assert found(issue_of(masthead, still, by=cast.writer), "consultation-over") == []


def test_the_planned_release_counts_before_the_date_of_the_issue(cast: Cast, masthead: Masthead) -> None:
    still = plain_notice(consultation=consultation("2026-02-02", "2026-02-16"))
    issue = issue_of(masthead, still, by=cast.writer)
    # Half past midnight of the 17th in Shanghai.
    due = datetime.datetime(2026, 2, 16, 16, 30, tzinfo=datetime.UTC)
    Deadline.objects.create(issue=issue, code="release", name="发布", due_at=due)
    assert len(found(issue, "consultation-over")) == 1


@pytest.mark.parametrize(("stated", "count"), [(5, 1), (10, 0), (11, 1), (None, 0)])
def test_stated_working_days_are_counted(cast: Cast, masthead: Masthead, stated: int | None, count: int) -> None:
    # 2021-01-04 to 2021-01-15 are ten working days.
    entry = plain_notice(consultation=consultation("2021-01-04", "2021-01-15", stated))
    issue = issue_of(masthead, entry, by=cast.writer, dated_on="2021-01-05")
    assert len(found(issue, "working-days")) == count


def test_working_days_of_a_year_without_make_up_days_are_not_judged(cast: Cast, masthead: Masthead) -> None:
    entry = plain_notice(consultation=consultation("2031-01-04", "2031-01-15", 3))
    assert found(issue_of(masthead, entry, by=cast.writer), "working-days") == []


@pytest.mark.parametrize(("on", "count"), [("2026-02-08", 1), ("2026-02-09", 0), ("2026-02-15", 0), ("2026-02-16", 1)])
def test_what_was_published_outside_the_window_of_its_part_is_seen(
    cast: Cast, masthead: Masthead, on: str, count: int
) -> None:
    window = {"covers_from_on": "2026-02-09", "covers_to_on": "2026-02-15"}
    issue = issue_of(masthead, plain_article(published_on=on), by=cast.writer, **window)
    assert len(found(issue, "outside-window")) == count


@pytest.mark.parametrize(("starts", "word"), [("2026-02-09", None), ("2026-02-10", "neither"), ("2026-02-08", "both")])
def test_windows_that_do_not_join_the_issue_before_are_seen(
    cast: Cast, masthead: Masthead, starts: str, word: str | None
) -> None:
    issue_of(masthead, plain_notice(), by=cast.writer, number=6, covers_from_on="2026-02-02", covers_to_on="2026-02-08")
    window = {"covers_from_on": starts, "covers_to_on": "2026-02-15"}
    issue = issue_of(masthead, builders.notice(2), by=cast.writer, **window)
    told = sentences(issue, "windows")
    # The issue's own window and that of its one part.
    assert len(told) == (2 if word else 0)
    assert all(word in each for each in told if word)


def test_a_special_issue_joins_no_windows(cast: Cast, masthead: Masthead) -> None:
    windows = {"covers_from_on": "2026-01-01", "covers_to_on": "2026-02-20"}
    special = issue_of(masthead, plain_notice(), by=cast.writer, number=6, **windows)
    Issue.objects.filter(pk=special.pk).update(form=Issue.Form.SPECIAL)
    after = issue_of(masthead, builders.notice(2), by=cast.writer, covers_from_on="2026-02-09")
    assert found(after, "windows") == []
    Issue.objects.filter(pk=after.pk).update(form=Issue.Form.SPECIAL)
    Issue.objects.filter(pk=special.pk).update(form=Issue.Form.REGULAR)
    assert found(after, "windows") == []


@pytest.mark.parametrize(("basis", "count"), [("", 1), ("official", 0), ("licensed", 0)])
def test_a_long_article_needs_a_basis_of_reuse(cast: Cast, masthead: Masthead, basis: str, count: int) -> None:
    long = plain_article(body_html=f"<p>{'文' * 501}</p>", reuse_basis=basis or None)
    assert len(found(issue_of(masthead, long, by=cast.writer), "reuse")) == count


def test_five_hundred_characters_need_none(cast: Cast, masthead: Masthead) -> None:
    short = plain_article(body_html=f"<p>{'文' * 250}</p><p>{'字' * 250}</p>")
    assert found(issue_of(masthead, short, by=cast.writer), "reuse") == []


def test_an_excerpt_needs_its_link(cast: Cast, masthead: Masthead) -> None:
    excerpt = plain_article(body_html=f"<p>{'文' * 501}</p>", reuse_basis="excerpt")
    issue = issue_of(masthead, excerpt, by=cast.writer)
    assert [each.place for each in found(issue, "reuse")] == ["source_url"]
    Entry.objects.filter(section__part__issue=issue).update(source_url="https://www.example.org/a")
    assert found(issue, "reuse") == []


def test_an_empty_section_of_a_part_with_entries_is_seen(cast: Cast, masthead: Masthead) -> None:
    issue = builders.open_issue(masthead, by=cast.writer)
    sections = Section.objects.filter(part__issue=issue)
    Entry.objects.filter(section=sections.get(code="local")).update(section=sections.get(code="national"), position=9)
    told = found(issue, "empty-section")
    assert [(each.about, each.place.startswith("section-")) for each in told] == [("地方级", True)]


def test_dates_are_days_of_the_calendar_of_the_masthead(cast: Cast, masthead: Masthead) -> None:
    entry = plain_notice(consultation=consultation("2026-02-02", "2026-02-15"))
    issue = issue_of(masthead, entry, by=cast.writer)
    Issue.objects.filter(pk=issue.pk).update(dated_on=date(2026, 2, 15))
    assert found(issue, "consultation-over") == []
