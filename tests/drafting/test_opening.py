from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

import pytest
from django.db import transaction
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bulletin.models import Masthead
from bulletin.refusal import Refused
from editorial.drafting import opening, proposing
from editorial.drafting.proposing import Choice, Kind
from editorial.models import AuditEntry, Issue, Part
from editorial.review import planning
from tests.builders import FRONT, open_issue, parts, refreshed
from tests.cast import Cast

SPECIAL = Choice(
    Kind.SPECIAL,
    dated_on=date(2026, 2, 18),
    covers_from_on=date(2026, 1, 1),
    covers_to_on=date(2026, 1, 31),
    title="药典专刊",
)


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def opened(cast: Cast, masthead: Masthead, choice: Choice = proposing.NEXT) -> Issue:
    return refreshed(opening.open_next(masthead, by=cast.editor, choice=choice))


def refused(cast: Cast, masthead: Masthead, choice: Choice) -> list[object]:
    with pytest.raises(Refused) as caught:
        opened(cast, masthead, choice)
    return caught.value.reasons


def test_the_next_issue_joins_the_previous_one(cast: Cast, masthead: Masthead) -> None:
    open_issue(masthead, by=cast.writer)
    issue = opening.open_next(masthead, by=cast.editor)
    assert (issue.number, issue.year_number, issue.state) == (8, 8, Issue.State.OPEN)
    issue.refresh_from_db()
    assert (issue.covers_from_on, issue.covers_to_on) == (date(2026, 2, 16), date(2026, 2, 22))
    assert (issue.dated_on, issue.next_dated_on) == (date(2026, 2, 23), date(2026, 3, 2))


def test_parts_sections_and_departments_come_along_without_entries(cast: Cast, masthead: Masthead) -> None:
    previous = open_issue(masthead, by=cast.writer)
    issue = opening.open_next(masthead, by=cast.editor)
    columns = ("position", "code", "title", "compiler")
    assert list(issue.parts.values_list(*columns)) == list(previous.parts.values_list(*columns))
    sections = [[section.title for section in part.sections.all()] for part in issue.parts.all()]
    assert sections == [["国家级", "地方级"], ["资讯"]]
    assert not any(section.entries.exists() for part in issue.parts.all() for section in part.sections.all())


def test_each_part_keeps_its_own_coverage_window(cast: Cast, masthead: Masthead) -> None:
    part = open_issue(masthead, by=cast.writer).parts.get(code="policy")
    part.__class__.objects.filter(pk=part.pk).update(covers_to_on=date(2026, 2, 13))
    issue = opening.open_next(masthead, by=cast.editor)
    windows = [(each.covers_from_on, each.covers_to_on) for each in issue.parts.all()]
    assert windows == [(date(2026, 2, 14), date(2026, 2, 20)), (date(2026, 2, 16), date(2026, 2, 22))]


def test_the_count_in_the_year_begins_again_in_a_new_year(cast: Cast, masthead: Masthead) -> None:
    open_issue(masthead, by=cast.writer, year_number=52, dated_on="2026-12-28", next_dated_on=None)
    assert opening.open_next(masthead, by=cast.editor).year_number == 1


def test_a_number_is_taken_once(cast: Cast, masthead: Masthead) -> None:
    open_issue(masthead, by=cast.writer)
    with pytest.raises(Refused):
        opening.create(masthead, FRONT, parts(), by=cast.editor)
    assert Issue.objects.count() == 1


def test_a_masthead_without_issues_has_nothing_to_go_on_from(cast: Cast, masthead: Masthead) -> None:
    with pytest.raises(Refused):
        opening.open_next(masthead, by=cast.editor)


def test_only_those_who_may_open_do(cast: Cast, masthead: Masthead) -> None:
    open_issue(masthead, by=cast.writer)
    for person in (cast.writer, cast.reviewer1, cast.auditor, cast.nobody):
        with pytest.raises(Refused):
            opening.open_next(masthead, by=person)


def test_a_combined_issue_stands_for_its_numbers_and_covers_their_weeks(cast: Cast, masthead: Masthead) -> None:
    open_issue(masthead, by=cast.writer)
    issue = opened(cast, masthead, Choice(Kind.COMBINED, 2))
    assert (issue.form, issue.number, issue.last_number, issue.number_label) == ("combined", 8, 9, "第8—9期")
    assert (issue.covers_from_on, issue.covers_to_on) == (date(2026, 2, 16), date(2026, 3, 1))
    assert (issue.dated_on, issue.next_dated_on, issue.year_number) == (date(2026, 3, 2), date(2026, 3, 9), 8)
    assert {(part.covers_from_on, part.covers_to_on) for part in issue.parts.all()} == {
        (date(2026, 2, 16), date(2026, 3, 1))
    }
    assert str(issue) == "监管周报 第8—9期"


def test_the_number_after_a_combined_issue_follows_its_last(cast: Cast, masthead: Masthead) -> None:
    open_issue(masthead, by=cast.writer)
    opened(cast, masthead, Choice(Kind.COMBINED, 3))
    issue = opened(cast, masthead)
    assert (issue.form, issue.number, issue.year_number, issue.last_number) == ("regular", 11, 11, None)
    assert (issue.covers_from_on, issue.dated_on) == (date(2026, 3, 9), date(2026, 3, 16))


def test_an_english_masthead_prints_its_combined_numbers_in_english(cast: Cast, masthead: Masthead) -> None:
    Masthead.objects.filter(pk=masthead.pk).update(language="en")
    masthead.refresh_from_db()
    open_issue(masthead, by=cast.writer, number=11)
    assert opened(cast, masthead, Choice(Kind.COMBINED, 2)).number_label == "Nos. 12–13"
    assert opened(cast, masthead, SPECIAL).number_label == "Special issue"


def test_no_issue_takes_a_number_inside_a_combined_one(cast: Cast, masthead: Masthead) -> None:
    open_issue(masthead, by=cast.writer)
    opened(cast, masthead, Choice(Kind.COMBINED, 2))
    with pytest.raises(Refused):
        open_issue(masthead, by=cast.writer, number=9)
    assert proposing.next_number(masthead) == 10


def test_after_a_pause_the_next_issue_takes_in_what_was_left_out(cast: Cast, masthead: Masthead) -> None:
    open_issue(masthead, by=cast.writer)
    issue = opened(cast, masthead, Choice(Kind.SKIPPED, 2))
    assert (issue.form, issue.number, issue.year_number, issue.number_label) == ("regular", 8, 8, "")
    assert (issue.dated_on, issue.next_dated_on) == (date(2026, 3, 9), date(2026, 3, 16))
    assert (issue.covers_from_on, issue.covers_to_on) == (date(2026, 2, 16), date(2026, 3, 8))


def test_a_special_issue_covers_what_was_typed_and_has_no_number_of_the_year(cast: Cast, masthead: Masthead) -> None:
    open_issue(masthead, by=cast.writer)
    issue = opened(cast, masthead, SPECIAL)
    assert (issue.form, issue.number, issue.year_number, issue.number_label) == ("special", 8, None, "增刊")
    assert (issue.title, issue.dated_on, issue.next_dated_on) == ("药典专刊", date(2026, 2, 18), date(2026, 2, 23))
    assert {(part.covers_from_on, part.covers_to_on) for part in issue.parts.all()} == {
        (date(2026, 1, 1), date(2026, 1, 31))
    }


def test_the_issue_after_a_special_one_joins_the_last_ordinary_one(cast: Cast, masthead: Masthead) -> None:
    open_issue(masthead, by=cast.writer)
    opened(cast, masthead, SPECIAL)
    issue = opened(cast, masthead)
    assert (issue.number, issue.year_number) == (9, 8)
    assert (issue.covers_from_on, issue.dated_on) == (date(2026, 2, 16), date(2026, 2, 23))


def test_a_combined_issue_stands_for_two_numbers_or_more(cast: Cast, masthead: Masthead) -> None:
    open_issue(masthead, by=cast.writer)
    for count in (0, 1, 13):
        assert refused(cast, masthead, Choice(Kind.COMBINED, count)) == [
            "A combined issue stands for two to 12 numbers."
        ]
        assert Issue.objects.count() == 1
    for count in (0, 13):
        assert refused(cast, masthead, Choice(Kind.SKIPPED, count)) == ["A pause leaves out one to 12 periods."]


def test_a_special_issue_without_its_days_is_refused_with_every_reason(cast: Cast, masthead: Masthead) -> None:
    open_issue(masthead, by=cast.writer)
    backwards = Choice(Kind.SPECIAL, covers_from_on=date(2026, 2, 2), covers_to_on=date(2026, 2, 1))
    assert refused(cast, masthead, backwards) == [proposing.NO_DATE, proposing.NO_COVERAGE]


@pytest.mark.parametrize(
    ("dated_on", "choice", "number"),
    [
        ("2026-12-24", Choice(), 53),
        ("2026-12-25", Choice(), 1),
        ("2026-12-18", Choice(), 53),
        ("2026-12-18", Choice(Kind.COMBINED, 2), 1),
        ("2026-12-18", Choice(Kind.SKIPPED, 1), 1),
        ("2028-02-22", Choice(), 53),
    ],
)
def test_the_year_of_the_date_decides_where_the_count_begins_again(
    cast: Cast, masthead: Masthead, dated_on: str, choice: Choice, number: int
) -> None:
    open_issue(masthead, by=cast.writer, dated_on=dated_on, next_dated_on=None, year_number=52)
    assert opened(cast, masthead, choice).year_number == number


def test_a_leap_day_is_a_day_like_any_other(cast: Cast, masthead: Masthead) -> None:
    open_issue(masthead, by=cast.writer, dated_on="2028-02-22", next_dated_on=None, covers_to_on="2028-02-21")
    issue = opened(cast, masthead)
    assert (issue.dated_on, issue.covers_to_on) == (date(2028, 2, 29), date(2028, 2, 28))
    assert opened(cast, masthead).dated_on == date(2028, 3, 7)


def test_what_is_opened_is_what_was_looked_at(cast: Cast, masthead: Masthead) -> None:
    open_issue(masthead, by=cast.writer)
    seen = proposing.propose(masthead).digest
    opened(cast, masthead)
    with pytest.raises(Refused) as caught:
        opening.open_next(masthead, by=cast.editor, seen_digest=seen)
    assert caught.value.reasons == [opening.CHANGED]
    assert Issue.objects.count() == 2


def test_opening_leaves_one_entry_that_names_the_kind_of_issue(cast: Cast, masthead: Masthead) -> None:
    open_issue(masthead, by=cast.writer)
    issue = opened(cast, masthead, Choice(Kind.COMBINED, 2))
    entry = AuditEntry.objects.filter(verb="open").first()
    assert entry is not None
    assert (entry.object, entry.remark, entry.refused) == (str(issue), "combined issue", False)


def test_a_part_goes_on_asking_for_its_department(cast: Cast, masthead: Masthead) -> None:
    planning.revise(masthead.plan, planning.with_department(planning.THREE), by=cast.chief, seen_version=1)
    previous = open_issue(masthead, by=cast.writer)
    Part.objects.filter(issue=previous, code="news").update(asks_sign_off=True)
    following = opened(cast, masthead)
    assert dict(following.parts.values_list("code", "asks_sign_off")) == {"policy": False, "news": True}


def test_a_part_stops_asking_where_the_plan_has_no_stage_for_it(cast: Cast, masthead: Masthead) -> None:
    previous = open_issue(masthead, by=cast.writer)
    Part.objects.filter(issue=previous).update(asks_sign_off=True)
    assert not opened(cast, masthead).parts.filter(asks_sign_off=True).exists()


COUNTS = st.integers(1, 4)
CHOICES = st.one_of(
    st.just(Choice()),
    COUNTS.map(lambda count: Choice(Kind.COMBINED, count + 1)),
    COUNTS.map(lambda count: Choice(Kind.SKIPPED, count)),
    st.tuples(st.dates(date(2026, 1, 1), date(2027, 12, 31)), st.integers(0, 60)).map(
        lambda row: Choice(
            Kind.SPECIAL,
            dated_on=row[0],
            covers_from_on=row[0] - timedelta(days=row[1]),
            covers_to_on=row[0],
        )
    ),
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(choices=st.lists(CHOICES, min_size=1, max_size=6), days=st.integers(1, 31))
def test_whatever_is_chosen_coverage_joins_part_by_part_and_numbers_run_on(
    cast: Cast, masthead: Masthead, choices: list[Choice], days: int
) -> None:
    with transaction.atomic():
        Masthead.objects.filter(pk=masthead.pk).update(days_between_issues=days)
        first = open_issue(masthead, by=cast.writer, entries=0)
        Part.objects.filter(issue=first, code="news").update(covers_to_on=date(2026, 2, 13))
        for choice in choices:
            opening.open_next(Masthead.objects.get(pk=masthead.pk), by=cast.editor, choice=choice)
        issues = list(Issue.objects.order_by("number"))
        _numbered_on(issues)
        ordinary = [issue for issue in issues if issue.form != Issue.Form.SPECIAL]
        _joined([(issue.covers_from_on, issue.covers_to_on) for issue in ordinary])
        for code in ("policy", "news"):
            rows = Part.objects.filter(issue__in=ordinary, code=code).order_by("issue__number")
            _joined([(part.covers_from_on, part.covers_to_on) for part in rows])
        _counted_by_year(ordinary)
        transaction.set_rollback(True)


def _numbered_on(issues: list[Issue]) -> None:
    spans = [range(issue.number, (issue.last_number or issue.number) + 1) for issue in issues]
    assert [number for span in spans for number in span] == list(range(7, spans[-1].stop))


def _joined(windows: list[tuple[date | None, date | None]]) -> None:
    for (_start, ended), (begins, ends) in pairwise(windows):
        assert ended is not None
        assert begins == ended + timedelta(days=1)
        assert ends is not None
        assert ends >= begins


def _counted_by_year(issues: list[Issue]) -> None:
    for before, after in pairwise(issues):
        assert before.dated_on is not None
        assert after.dated_on is not None
        spanned = (before.last_number or before.number) - before.number + 1
        goes_on = before.dated_on.year == after.dated_on.year
        assert after.year_number == ((before.year_number or 0) + spanned if goes_on else 1)
