from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from bulletin.models import Consent, Masthead, Subscriber
from bulletin.refusal import Refused
from editorial import readers
from editorial.models import AuditEntry
from editorial.spreadsheets.sheets import SHEETS, exported
from tests.cast import Cast
from tests.spreadsheets.books import Rows, brought_in, comma_separated, faults, looked_at, workbook, write
from tests.spreadsheets.test_pages import SignIn

HEADS = ("masthead", "email", "language", "confirmed_at")


def good(count: int) -> Rows:
    return [("weekly", f"reader{place}@example.org", "", "") for place in range(count)]


def test_the_file_says_neither_when_nor_that_somebody_consented(cast: Cast, masthead: Masthead) -> None:
    rows = workbook([HEADS, ("weekly", "a@example.org", "en", "2001-01-01"), (None, " b@example.org ", None, None)])
    plan = brought_in(rows, "subscribers", masthead, cast.subscription_manager)
    assert plan.remarks == ("The column “confirmed_at” is not read: the desk says that, and no file.",)
    found = dict(Subscriber.objects.values_list("email", "language"))
    assert found == {"a@example.org": "en", "b@example.org": "zh-hans"}
    assert Consent.objects.filter(act=Consent.Act.IMPORTED).count() == 2
    assert all(each.confirmed_at and each.confirmed_at.year > 2001 for each in Subscriber.objects.all())


def test_whoever_left_is_not_brought_back_and_whoever_stays_is_not_rewritten(cast: Cast, masthead: Masthead) -> None:
    Subscriber.objects.create(masthead=masthead, email="Gone@example.org", unsubscribed_at=timezone.now())
    Subscriber.objects.create(masthead=masthead, email="here@example.org", language="zh-hans")
    before = list(Subscriber.objects.order_by("pk").values_list())
    rows = workbook([HEADS, *(("weekly", f"{name}@example.org", "en", "") for name in ("gone", "here", "new"))])
    plan = brought_in(rows, "subscribers", masthead, cast.subscription_manager)
    assert [line.act for line in plan.lines] == ["unchanged", "unchanged", "new"]
    assert list(Subscriber.objects.order_by("pk").values_list()[:2]) == before
    with pytest.raises(Refused):
        readers.enlist(Subscriber(masthead=masthead, email="gone@example.org"), by=cast.subscription_manager)


def test_a_thousand_rows_with_twenty_bad_ones_write_nothing_and_corrected_they_make_no_doubles(
    cast: Cast, masthead: Masthead
) -> None:
    bad = [("weekly", f"no address {place}", "", "") for place in range(10)]
    bad += [("monthly", f"other{place}@example.org", "klingon", "") for place in range(10)]
    rows = [HEADS, *good(500), *bad, *good(1000)[500:]]
    plan = looked_at(comma_separated(rows), "subscribers", masthead, cast.subscription_manager)
    assert plan.counts == {"new": 1000, "changed": 0, "unchanged": 0, "wrong": 20}
    assert [(number, column) for number, column, _sentence in faults(plan)] == [
        *((502 + place, "email") for place in range(10)),
        *((512 + place, column) for place in range(10) for column in ("masthead", "language")),
    ]
    with pytest.raises(Refused, match="Rows of the file are in error"):
        write(comma_separated(rows), "subscribers", masthead, cast.subscription_manager, plan)
    assert (Subscriber.objects.count(), AuditEntry.objects.filter(refused=False).count()) == (0, 0)
    corrected = comma_separated([HEADS, *good(1000)])
    brought_in(corrected, "subscribers", masthead, cast.subscription_manager)
    again = looked_at(corrected, "subscribers", masthead, cast.subscription_manager)
    assert again.counts == {"new": 0, "changed": 0, "unchanged": 1000, "wrong": 0}
    assert Subscriber.objects.count() == 1000


def test_the_same_address_twice_in_a_file_is_told(cast: Cast, masthead: Masthead) -> None:
    rows = workbook([HEADS, ("", "a@example.org", "", ""), ("", "A@Example.org", "", "")])
    plan = looked_at(rows, "subscribers", masthead, cast.subscription_manager)
    assert faults(plan) == [(3, "email", "This address stands in row 2 already.")]


def test_subscribers_of_another_masthead_do_not_leave(cast: Cast, masthead: Masthead, other_masthead: Masthead) -> None:
    Subscriber.objects.create(masthead=other_masthead, email="stranger@example.org")
    assert b"stranger" not in exported(SHEETS["subscribers"], masthead, "csv")


@pytest.mark.parametrize("step", ["", "_export", "_template", "_preview"])
def test_nobody_else_brings_subscribers_in_or_takes_them_out(cast: Cast, signed_in: SignIn, step: str) -> None:
    for person in cast:
        if person not in (cast.subscription_manager, cast.nobody):
            assert signed_in(person).get(reverse(f"desk:spreadsheets_subscribers{step}")).status_code == 403
