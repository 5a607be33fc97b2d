from __future__ import annotations

from collections.abc import Callable

from django.test import Client
from django.urls import reverse

from bulletin.models import Edition, Masthead
from editorial.models import SignOffSheet, User
from editorial.publishing import press
from tests import builders
from tests.cast import Cast

SignIn = Callable[[User], Client]


def test_the_sheet_of_an_open_issue_is_a_draft_that_is_kept_nowhere(
    cast: Cast, masthead: Masthead, signed_in: SignIn
) -> None:
    issue = builders.submitted_issue(cast, masthead)
    response = signed_in(cast.writer).get(reverse("desk:editorial_issue_sheet", args=[issue.pk]))
    assert response["Content-Type"] == "application/pdf"
    assert "draft" in response["Content-Disposition"]
    assert "no-store" in response["Cache-Control"]
    assert SignOffSheet.objects.count() == 0


def test_the_list_of_editions_leads_to_the_sheet_of_each(cast: Cast, masthead: Masthead, signed_in: SignIn) -> None:
    issue = builders.signed_issue(cast, masthead)
    edition = press.release(issue, by=cast.chief)
    client = signed_in(cast.auditor)
    address = reverse("desk:bulletin_edition_sheet", args=[edition.pk])
    assert address in client.get(reverse("desk:bulletin_edition_changelist")).content.decode()
    of_edition = client.get(address)
    assert of_edition["Content-Type"] == "application/pdf"
    of_issue = client.get(reverse("desk:editorial_issue_sheet", args=[issue.pk]))
    assert of_issue.content == of_edition.content


def test_an_edition_without_a_sheet_says_so_on_the_list(cast: Cast, masthead: Masthead, signed_in: SignIn) -> None:
    press.release(builders.signed_issue(cast, masthead), by=cast.chief)
    SignOffSheet.objects.all().delete()
    address = reverse("desk:bulletin_edition_sheet", args=[Edition.objects.get().pk])
    response = signed_in(cast.editor).get(address, follow=True)
    assert "before sheets" in response.content.decode()


def test_the_sheet_of_another_masthead_is_not_found(cast: Cast, other_masthead: Masthead, signed_in: SignIn) -> None:
    issue = builders.open_issue(other_masthead, by=cast.writer)
    client = signed_in(cast.chief)
    assert client.get(reverse("desk:editorial_issue_sheet", args=[issue.pk])).status_code == 404
