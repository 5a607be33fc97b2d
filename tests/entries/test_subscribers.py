from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from bulletin.models import Consent, Masthead, Subscriber
from bulletin.refusal import Refused
from editorial import readers
from editorial.models import AuditEntry, Entry, User
from tests import builders
from tests.cast import Cast
from tests.entries.pages import controls

SignIn = Callable[[User], Client]
FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1+1", "＋1", "－1", "＠A1"]


def page(name: str, *arguments: object) -> str:
    return reverse(f"desk:{name}", args=arguments)


def workbook(*rows: tuple[object, ...]) -> SimpleUploadedFile:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (("masthead", "email", "language", "confirmed_at"), *rows):
        sheet.append(list(row))
    written = io.BytesIO()
    book.save(written)
    return SimpleUploadedFile("readers.xlsx", written.getvalue())


def cells(response: Any) -> list[list[Any]]:
    sheet = openpyxl.load_workbook(io.BytesIO(response.content)).active
    assert sheet is not None
    return [list(row) for row in sheet.iter_rows()]


def hidden(response: Any) -> dict[str, str]:
    return controls(response, "process_import")


def test_an_address_put_on_the_list_by_hand_says_so(cast: Cast, masthead: Masthead, signed_in: SignIn) -> None:
    client = signed_in(cast.subscription_manager)
    new = {"masthead": masthead.pk, "email": "reader@example.org", "language": "zh-hans"}
    assert client.post(page("bulletin_subscriber_add"), new).status_code == 302
    subscriber = Subscriber.objects.get()
    assert subscriber.confirmed_at is not None
    assert subscriber.consents.get().act == Consent.Act.IMPORTED
    again = client.post(page("bulletin_subscriber_add"), new | {"email": "Reader@example.org"})
    assert again.status_code == 200
    assert AuditEntry.objects.get().verb == "enlist"


def test_a_preview_writes_nothing_and_confirming_writes_all(cast: Cast, masthead: Masthead, signed_in: SignIn) -> None:
    client = signed_in(cast.subscription_manager)
    file = workbook(("weekly", "a@example.org", "en", "2001-01-01"), (None, " b@example.org ", None, None))
    preview = client.post(page("bulletin_subscriber_import"), {"import_file": file, "format": "0", "resource": ""})
    assert "<td>a@example.org</td>" in "".join(preview.content.decode().split())
    assert "style=" not in preview.content.decode()
    assert not Subscriber.objects.exists()
    assert not Consent.objects.exists()
    client.post(page("bulletin_subscriber_process_import"), hidden(preview))
    assert dict(Subscriber.objects.values_list("email", "language")) == {
        "a@example.org": "en",
        "b@example.org": "zh-hans",
    }
    assert Consent.objects.filter(act=Consent.Act.IMPORTED).count() == 2
    assert all(each.confirmed_at and each.confirmed_at.year > 2001 for each in Subscriber.objects.all())


@pytest.mark.parametrize("wrong", [("weekly", "no address"), ("monthly", "c@example.org"), ("weekly", None)])
def test_one_bad_row_stops_the_whole_import(
    cast: Cast, other_masthead: Masthead, signed_in: SignIn, wrong: tuple[object, ...]
) -> None:
    client = signed_in(cast.subscription_manager)
    file = workbook(("weekly", "a@example.org", "en", None), wrong)
    preview = client.post(page("bulletin_subscriber_import"), {"import_file": file, "format": "0", "resource": ""})
    assert "confirm" not in hidden(preview)
    assert not Subscriber.objects.exists()


def test_whoever_left_is_not_brought_back(cast: Cast, masthead: Masthead, signed_in: SignIn) -> None:
    gone = Subscriber.objects.create(masthead=masthead, email="Gone@example.org", unsubscribed_at=timezone.now())
    client = signed_in(cast.subscription_manager)
    file = workbook(("weekly", "gone@example.org", "en", None), ("weekly", "new@example.org", "en", None))
    preview = client.post(page("bulletin_subscriber_import"), {"import_file": file, "format": "0", "resource": ""})
    client.post(page("bulletin_subscriber_process_import"), hidden(preview))
    after = Subscriber.objects.get(pk=gone.pk)
    assert (after.email, after.unsubscribed_at) == (gone.email, gone.unsubscribed_at)
    assert Consent.objects.get().subscriber.email == "new@example.org"
    with pytest.raises(Refused):
        readers.enlist(Subscriber(masthead=masthead, email="gone@example.org"), by=cast.subscription_manager)


def test_an_address_is_taken_off_the_list(cast: Cast, masthead: Masthead, signed_in: SignIn) -> None:
    subscriber = Subscriber.objects.create(masthead=masthead, email="a@example.org", confirmed_at=timezone.now())
    signed_in(cast.subscription_manager).post(page("bulletin_subscriber_strike", subscriber.pk))
    subscriber.refresh_from_db()
    assert subscriber.unsubscribed_at is not None
    assert subscriber.round == 2
    assert subscriber.consents.get().act == Consent.Act.WITHDRAWN


def test_a_known_address_is_never_rewritten(cast: Cast, masthead: Masthead, signed_in: SignIn) -> None:
    subscriber = Subscriber.objects.create(masthead=masthead, email="a@example.org")
    client = signed_in(cast.subscription_manager)
    client.post(
        page("bulletin_subscriber_change", subscriber.pk), {"email": "b@example.org", "confirmed_at": "2026-01-01"}
    )
    after = Subscriber.objects.get()
    assert (after.email, after.confirmed_at) == ("a@example.org", None)


def test_the_subscribers_of_another_masthead_are_out_of_reach(
    cast: Cast, other_masthead: Masthead, signed_in: SignIn
) -> None:
    stranger = Subscriber.objects.create(masthead=other_masthead, email="stranger@example.org")
    client = signed_in(cast.subscription_manager)
    assert client.post(page("bulletin_subscriber_strike", stranger.pk)).status_code == 404
    assert "stranger" not in client.get(page("bulletin_subscriber_changelist")).content.decode()
    assert len(cells(client.get(page("bulletin_subscriber_export")))) == 1
    forged = {"masthead": other_masthead.pk, "email": "x@example.org", "language": "en"}
    assert client.post(page("bulletin_subscriber_add"), forged).status_code == 200
    assert Subscriber.objects.count() == 1


def test_the_lists_leave_as_text_whatever_they_begin_with(cast: Cast, masthead: Masthead, signed_in: SignIn) -> None:
    for place, formula in enumerate(FORMULAS):
        Subscriber.objects.create(masthead=masthead, email=f"{formula}{place}@example.org")
    rows = cells(signed_in(cast.subscription_manager).get(page("bulletin_subscriber_export")))
    assert len(rows) == len(FORMULAS) + 1
    assert {cell.data_type for row in rows for cell in row if cell.value is not None} == {"s"}


def test_notices_are_exported_by_who_may_and_as_text(cast: Cast, masthead: Masthead, signed_in: SignIn) -> None:
    builders.open_issue(masthead, by=cast.writer)
    Entry.objects.filter(section__code="national").update(title="=1+1", authorities=["=1+1", "乙"])
    export = page("editorial_notice_export")
    rows = cells(signed_in(cast.editor).get(export))
    assert {cell.data_type for row in rows for cell in row if cell.value is not None} == {"s"}
    assert "=1+1" in [cell.value for cell in rows[1]]
    assert "=1+1；乙" in [cell.value for cell in rows[1]]
    assert signed_in(cast.writer).get(export).status_code == 403


@pytest.mark.parametrize("name", ["bulletin_subscriber_import", "bulletin_subscriber_export"])
def test_nobody_else_imports_or_exports_subscribers(cast: Cast, signed_in: SignIn, name: str) -> None:
    for person in cast:
        if person not in (cast.subscription_manager, cast.nobody):
            assert signed_in(person).get(page(name)).status_code == 403
