from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from bulletin import snapshot as shape
from bulletin.models import Masthead, WorkdayOverride
from editorial.drafting import entries
from editorial.models import Entry, Section, User
from tests import builders
from tests.cast import Cast
from tests.entries.pages import address, opened, saved

SignIn = Callable[[User], Client]


@pytest.fixture
def section(masthead: Masthead, cast: Cast) -> Section:
    builders.open_issue(masthead, by=cast.writer)
    return Section.objects.get(code="national")


def consulted(section: Section, cast: Cast, **period: object) -> Entry:
    consultation = shape.Consultation(**period)  # type: ignore[arg-type]
    return entries.add(section, builders.notice(50, consultation=consultation), by=cast.writer)


def test_the_count_stands_beside_the_stated_number_and_corrects_nothing(
    cast: Cast, section: Section, signed_in: SignIn
) -> None:
    entry = consulted(section, cast, opens_on="2021-01-04", closes_on="2021-01-15", working_days=9)
    client = signed_in(cast.editor)
    page = client.get(address(entry)).content.decode()
    assert "Computed: 10 working days, both ends included." in page
    assert "The document states 9." in page
    saved(client, entry, opened(client, entry))
    assert Entry.objects.get(pk=entry.pk).consultation_working_days == 9


def test_no_warning_where_both_agree(cast: Cast, section: Section, signed_in: SignIn) -> None:
    entry = consulted(section, cast, opens_on="2021-01-04", closes_on="2021-01-15", working_days=10)
    page = signed_in(cast.editor).get(address(entry)).content.decode()
    assert "Computed: 10 working days" in page
    assert "The document states" not in page


def test_make_up_days_and_the_houses_own_exceptions_count(cast: Cast, section: Section, signed_in: SignIn) -> None:
    WorkdayOverride.objects.create(on="2021-01-05", is_workday=False, source="示例")
    entry = consulted(section, cast, opens_on="2021-01-04", closes_on="2021-01-15")
    page = signed_in(cast.editor).get(address(entry)).content.decode()
    assert "Computed: 9 working days" in page


def test_new_dates_are_counted_anew_and_old_ones_left_alone(cast: Cast, section: Section, signed_in: SignIn) -> None:
    entry = consulted(section, cast, opens_on="2021-01-04", closes_on="2021-01-15", computed_working_days=3)
    client = signed_in(cast.editor)
    saved(client, entry, opened(client, entry), title="新题")
    assert Entry.objects.get(pk=entry.pk).consultation_computed_working_days == 3
    saved(client, entry, opened(client, entry), consultation_closes_on="2021-01-18")
    assert Entry.objects.get(pk=entry.pk).consultation_computed_working_days == 11


def test_a_year_without_its_holidays_is_provisional(cast: Cast, section: Section, signed_in: SignIn) -> None:
    entry = consulted(section, cast, opens_on="2049-01-04", closes_on="2049-01-15")
    assert "the count is provisional" in signed_in(cast.editor).get(address(entry)).content.decode()
