from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from bulletin.models import Edition, Masthead, Withdrawal
from tests.archive import builders

PATHS = ["/tech-weekly/144/", "/tech-weekly/144/1.1.1/", "/tech-weekly/144/pdf/", "/tech-weekly/144/html/"]


def withdraw(edition: Edition) -> None:
    Withdrawal.objects.create(edition=edition, reason="来源有误，整期撤稿。", by="主编丙", at=timezone.now())


@pytest.mark.parametrize("path", PATHS)
def test_a_withdrawn_issue_is_gone_with_its_reason(client: Client, issue: Edition, path: str) -> None:
    withdraw(issue)
    response = client.get(path)
    assert response.status_code == 410
    assert "来源有误，整期撤稿。" in response.content.decode()
    assert b"%PDF" not in response.content


def test_a_withdrawn_issue_is_in_no_list(client: Client, issue: Edition) -> None:
    withdraw(issue)
    for path in ("/", "/tech-weekly/", "/tech-weekly/143/", "/tech-weekly/feed.atom", "/tech-weekly/entries/"):
        assert "/144/" not in client.get(path).content.decode(), path


def test_a_withdrawn_correction_does_not_bring_the_old_error_back(client: Client, masthead: Masthead) -> None:
    first = builders.release(masthead, 144)
    withdraw(builders.release(masthead, 144, supersedes=first))
    assert [client.get(path).status_code for path in (*PATHS, "/tech-weekly/144/r1/pdf/")] == [410] * 5


def test_a_further_revision_does_not_bring_back_an_issue_that_is_withdrawn(client: Client, masthead: Masthead) -> None:
    first = builders.release(masthead, 144)
    withdraw(first)
    builders.release(masthead, 144, supersedes=first)
    paths = [
        *PATHS,
        *(f"/tech-weekly/144/r{each}/{tail}" for each in (1, 2) for tail in ("", "pdf/", "html/", "1.1.1/")),
    ]
    assert {path: client.get(path).status_code for path in paths} == dict.fromkeys(paths, 410)
    assert "/144/" not in client.get("/tech-weekly/feed.atom").content.decode()
