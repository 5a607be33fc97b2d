"""The audit trail on the desk: searched, filtered, exported, and changed by nobody."""

from __future__ import annotations

import io
from collections.abc import Callable

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from bulletin.models import Masthead
from bulletin.refusal import Refused
from editorial.models import AuditEntry, Issue, User
from editorial.review import signing
from tests import builders
from tests.cast import Cast

SignIn = Callable[[User], Client]
LIST = "desk:editorial_auditentry_changelist"


@pytest.fixture
def issue(cast: Cast, masthead: Masthead) -> Issue:
    """Opened, submitted, and signed at the first stage after somebody was refused."""
    issue = builders.submitted_issue(cast, masthead)
    first = signing.stage_of(issue, "first")
    with pytest.raises(Refused):
        signing.sign(issue, first, by=cast.editor)
    signing.sign(issue, first, by=cast.reviewer1)
    return issue


def lines(client: Client, **filters: str) -> int:
    return client.get(reverse(LIST), filters).content.decode().count('class="trail-line')


def test_every_field_of_the_filter_narrows_the_trail(cast: Cast, issue: Issue, signed_in: SignIn) -> None:
    auditor = signed_in(cast.auditor)
    assert lines(auditor) == 4
    assert lines(auditor, verb="sign") == 2
    assert lines(auditor, refused="True") == 1
    assert lines(auditor, by=str(cast.reviewer1.pk)) == 1
    assert lines(auditor, words="no such words") == 0
    assert lines(auditor, words=str(issue)[:4]) == 4
    assert lines(auditor, from_on="2999-01-01") == 0
    digest = AuditEntry.objects.order_by("-pk")[0].after_digest
    assert lines(auditor, words=digest[:16]) == 3


def test_a_refused_entry_says_why(cast: Cast, issue: Issue, signed_in: SignIn) -> None:
    page = signed_in(cast.auditor).get(reverse(LIST), {"refused": "True"}).content.decode()
    assert "You do not hold the role" in page
    assert "卞责编 (editor)" in page


def test_the_workbook_holds_what_the_form_finds_as_text(cast: Cast, issue: Issue, signed_in: SignIn) -> None:
    answer = signed_in(cast.auditor).get(reverse("desk:editorial_auditentry_export"), {"verb": "sign"})
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).worksheets[0]
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0][:4] == ("serial", "at", "by", "role")
    assert [row[3] for row in rows[1:]] == ["first_reviewer", "editor"]
    assert all(isinstance(value, str | None) for row in rows for value in row)


def test_nobody_finds_what_happened_at_a_masthead_out_of_their_sight(
    cast: Cast, issue: Issue, other_masthead: Masthead, signed_in: SignIn
) -> None:
    builders.open_issue(other_masthead, by=cast.writer)
    assert lines(signed_in(cast.auditor)) == 4
    page = signed_in(cast.auditor).get(reverse(LIST), {"masthead": str(other_masthead.pk)}).content.decode()
    assert str(other_masthead) not in page


def test_a_request_that_a_role_refuses_stays_in_the_trail(cast: Cast, issue: Issue, signed_in: SignIn) -> None:
    address = reverse("desk:editorial_issue_front", args=[issue.pk])
    assert signed_in(cast.writer).post(address, {"title": "x"}).status_code == 403
    entry = AuditEntry.objects.order_by("-pk")[0]
    assert (entry.refused, entry.by) == (True, cast.writer)


def test_entries_are_read_and_never_written(cast: Cast, issue: Issue, signed_in: SignIn) -> None:
    entry = AuditEntry.objects.order_by("-pk")[0]
    address = reverse("desk:editorial_auditentry_change", args=[entry.pk])
    assert signed_in(cast.auditor).get(address).status_code == 200
    assert signed_in(cast.auditor).post(address, {"remark": "x"}).status_code == 403
