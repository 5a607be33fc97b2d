from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from bulletin import rendering
from bulletin.models import Edition
from bulletin.rendering import Rendered
from editorial.models import Entry, Issue, User
from editorial.publishing import taking_down, withdrawing
from tests.cast import Cast
from tests.correcting import way
from tests.withdrawing.conftest import CLAIM, REF, WRONG

SignIn = Callable[[User], Client]


@pytest.fixture(autouse=True)
def unrendered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Typesetting happens in another process, which is not what is tested here."""
    monkeypatch.setattr(rendering, "render", lambda *_args, **_options: Rendered(b"<p>", b"%PDF", 1, "none"))


@pytest.fixture
def down(edition: Edition, cast: Cast) -> Edition:
    outcome = taking_down.take_down(edition, REF, CLAIM, by=cast.chief)
    assert outcome.edition is not None
    return outcome.edition


def read(client: Client, name: str, *place: object) -> str:
    response = client.get(reverse(f"desk:{name}", args=place), follow=True)
    assert response.status_code == 200
    return unescape(response.content.decode())


def line_of(page: str, entry: Entry) -> str:
    """What a page says in the line or on the card of an entry."""
    found = re.search(rf'<li [^>]*id="entry-{entry.pk}".*?</li>', page, re.DOTALL)
    assert found
    return found[0]


@pytest.mark.parametrize("name", ["editorial_issue_change", "editorial_issue_board"])
def test_an_entry_that_was_taken_down_says_so_and_since_when_and_asks_for_no_signature(
    down: Edition, cast: Cast, signed_in: SignIn, name: str
) -> None:
    gone, stays = Entry.objects.order_by("pk")[:2]
    assert gone.removal
    page = read(signed_in(cast.chief), name, Issue.objects.get().pk)
    assert "Taken down" in line_of(page, gone)
    assert f'datetime="{gone.removal["on"]}"' in line_of(page, gone)
    assert 'class="mark ' not in line_of(page, gone)
    assert 'class="mark live' in line_of(page, stays)
    assert "Taken down" not in line_of(page, stays)


def test_a_withdrawn_entry_says_so_in_its_own_word(edition: Edition, cast: Cast, signed_in: SignIn) -> None:
    withdrawing.withdraw(edition, WRONG, by=cast.chief, ref=REF)
    page = read(signed_in(cast.chief), "editorial_issue_change", Issue.objects.get().pk)
    assert "Entry withdrawn" in line_of(page, Entry.objects.get(ref=REF))


@pytest.mark.parametrize("who", ["chief", "writer", "auditor"])
def test_the_page_of_an_entry_that_is_gone_is_locked_and_leads_to_what_stands(
    down: Edition, cast: Cast, signed_in: SignIn, who: str
) -> None:
    gone = Entry.objects.get(ref=REF)
    client = signed_in(getattr(cast, who))
    page = read(client, "editorial_notice_change", gone.pk)
    assert "was withdrawn or taken down; nothing of it is left to correct." in page
    assert f'href="{reverse("desk:bulletin_edition_standing", args=[down.pk])}">Revisions, withdrawals</a>' in page
    assert "Taken down" in page
    assert 'name="_save"' not in page
    assert not re.search(r"<(?:input|textarea)(?![^>]*disabled)[^>]* name=\"title\"", page)


def test_nothing_that_is_posted_to_an_entry_that_is_gone_changes_it(
    down: Edition, cast: Cast, signed_in: SignIn
) -> None:
    gone = Entry.objects.get(ref=REF)
    address = reverse("desk:editorial_notice_change", args=[gone.pk])
    signed_in(cast.chief).post(address, {"version": gone.version, "title": "另一个题名"})
    assert Entry.objects.get(pk=gone.pk).title == gone.title


def test_a_revision_that_nobody_signed_has_a_sentence_instead_of_a_sheet(
    down: Edition, cast: Cast, signed_in: SignIn
) -> None:
    client = signed_in(cast.auditor)
    page = read(client, "bulletin_edition_sheet", down.pk)
    assert "nobody signed it, and it has no sign-off sheet." in page
    first, second = (reverse("desk:bulletin_edition_sheet", args=[each]) for each in (down.supersedes_id, down.pk))
    for lists in (
        read(client, "bulletin_edition_changelist"),
        read(client, "editorial_issue_change", Issue.objects.get().pk),
    ):
        assert first in lists
        assert second not in lists


def test_the_sheet_of_the_issue_is_that_of_the_revision_that_was_signed(
    down: Edition, cast: Cast, signed_in: SignIn
) -> None:
    client = signed_in(cast.auditor)
    sheet = client.get(reverse("desk:bulletin_edition_sheet", args=[down.supersedes_id]))
    assert sheet["Content-Type"] == "application/pdf"
    of_issue = client.get(reverse("desk:editorial_issue_sheet", args=[Issue.objects.get().pk]))
    assert of_issue.content == sheet.content


def test_one_card_of_the_issue_has_its_revisions_and_what_was_taken_away(
    edition: Edition, cast: Cast, signed_in: SignIn, settings: Settings
) -> None:
    client, issue = signed_in(cast.chief), Issue.objects.get()
    before = card(read(client, "editorial_issue_change", issue.pk))
    assert "Withdraw, take down, stored revisions…" in before
    assert "Taken down" not in before
    taking_down.take_down(edition, REF, CLAIM, by=cast.chief)
    after = card(read(client, "editorial_issue_change", issue.pk))
    assert f"{REF} · Taken down" in after
    assert "What stands of this number" in after
    assert "Revision 2" in after


def card(page: str) -> str:
    (found,) = re.findall(r'<section class="card revisions".*?</section>', page, re.DOTALL)
    return str(found)


def test_what_was_signed_counts_as_signed_where_something_was_taken_away_since(
    edition: Edition, cast: Cast, signed_in: SignIn
) -> None:
    issue, chief = Issue.objects.get(), signed_in(cast.chief)
    names = ("editorial_issue_change", "editorial_issue_board")
    before = [read(chief, name, issue.pk).count('class="mark live') for name in names]
    taking_down.take_down(edition, REF, CLAIM, by=cast.chief, lines=("雪豹要点：雪豹通告见第一条",))
    for name, live in zip(names, before, strict=True):
        page = read(chief, name, issue.pk)
        assert "changed after" not in page
        assert 'class="mark stale' not in page
        # The entry's own mark went with it.
        assert page.count('class="mark live') == live - 1


def test_in_a_correction_after_a_takedown_what_lost_the_entry_is_signed_anew(
    down: Edition, cast: Cast, signed_in: SignIn
) -> None:
    way.begin(Issue.objects.get(), cast)
    page = read(signed_in(cast.chief), "editorial_issue_change", Issue.objects.get().pk)
    assert 'class="mark stale' in page
