from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from bulletin.models import Masthead
from editorial.models import Entry, Membership, User
from editorial.review import signing, workflow
from tests import builders
from tests.cast import PASSWORD, Cast
from tests.desk.asking import text_of

SignIn = Callable[[User], Client]


def home(client: Client) -> str:
    return text_of(client.get(reverse("desk:index")))


def waiting(client: Client) -> list[str]:
    block = re.search(r'id="waiting".*?</section>', home(client), re.DOTALL)
    return re.findall(r'<span class="what">(.*?)</span>', block[0]) if block else []


def test_what_waits_follows_the_issue_through_its_stages(cast: Cast, masthead: Masthead, signed_in: SignIn) -> None:
    issue = builders.submitted_issue(cast, masthead)
    signers = [(cast.reviewer1, "first"), (cast.reviewer2, "second"), (cast.chief, "final")]
    seen = []
    for signer, code in signers:
        seen.append([waiting(signed_in(person)) for person, _code in signers])
        signing.sign(issue, signing.stage_of(issue, code), by=signer)
    assert seen == [
        [["初审: 3 sign-offs"], [], []],
        [[], ["复审: 2 sign-offs"], []],
        [[], [], ["终审: one sign-off"]],
    ]
    assert waiting(signed_in(cast.editor)) == ["ready for release"]


def test_a_returned_entry_waits_with_its_remark_for_whoever_submitted_it(
    cast: Cast, masthead: Masthead, signed_in: SignIn
) -> None:
    issue = builders.submitted_issue(cast, masthead)
    workflow.send_back(builders.entries_of(issue)[0], by=cast.reviewer1, remark="请核对日期。")
    assert waiting(signed_in(cast.editor)) == ["returned to you"]
    assert "楚初审: 请核对日期。" in home(signed_in(cast.editor))
    assert waiting(signed_in(cast.writer)) == []


def test_open_issues_of_other_mastheads_are_not_there(
    cast: Cast, masthead: Masthead, other_masthead: Masthead, signed_in: SignIn
) -> None:
    builders.open_issue(masthead, by=cast.writer)
    builders.open_issue(other_masthead, by=cast.writer)
    text = home(signed_in(cast.chief))
    assert str(masthead) in text
    assert str(other_masthead) not in text


@pytest.mark.parametrize(
    ("who", "sees", "misses"),
    [
        ("writer", {"Issues", "Notices", "Source documents"}, {"Users", "Subscribers", "Audit trail"}),
        ("subscription_manager", {"Subscribers", "Dispatches"}, {"Issues", "Users", "Notices"}),
        ("user_administrator", {"Users", "Memberships"}, {"Issues", "Subscribers"}),
        ("auditor", {"Issues", "Audit trail"}, {"Users", "Subscribers"}),
    ],
)
def test_the_lists_are_those_of_the_role(
    cast: Cast, masthead: Masthead, signed_in: SignIn, who: str, sees: set[str], misses: set[str]
) -> None:
    links = set(re.findall(r"<a [^>]*>([^<]+)</a>", home(signed_in(getattr(cast, who)))))
    assert sees - links == set()
    assert misses & links == set()


def sign_in(name: str, password: str = PASSWORD) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.post(reverse("desk:login"), {"username": name, "password": password, "next": reverse("desk:index")})
    return client


def test_whoever_holds_a_role_signs_in_without_being_staff_to_django(cast: Cast, masthead: Masthead) -> None:
    assert not cast.writer.is_staff
    assert sign_in("writer").get(reverse("desk:index")).status_code == 200


def test_nobody_signs_in_without_a_role(cast: Cast, masthead: Masthead) -> None:
    response = Client(headers={"accept-language": "en"}).post(
        reverse("desk:login"), {"username": "nobody", "password": PASSWORD}
    )
    assert "You hold no role at the desk at present." in text_of(response)
    assert "_auth_user_id" not in response.client.session


def test_a_role_that_ends_ends_the_access_at_once(cast: Cast, masthead: Masthead) -> None:
    client = sign_in("writer")
    Membership.objects.filter(user=cast.writer).delete()
    assert client.get(reverse("desk:index"))["Location"].startswith(reverse("desk:login"))


def test_the_language_is_switched_by_a_button_and_comes_back(cast: Cast, masthead: Masthead) -> None:
    client = Client(headers={"accept-language": "en"})
    client.force_login(cast.writer)
    page = reverse("desk:editorial_issue_changelist")
    response = client.post(reverse("archive:language"), {"language": "zh-hans", "next": page})
    assert response["Location"] == page
    assert '<html lang="zh-hans"' in text_of(client.get(page))


@pytest.mark.parametrize("name", ["index", "editorial_issue_changelist", "editorial_sourcedocument_add", "login"])
def test_no_page_holds_what_the_policy_forbids(cast: Cast, masthead: Masthead, signed_in: SignIn, name: str) -> None:
    client = Client() if name == "login" else signed_in(cast.chief)
    response = client.get(reverse(f"desk:{name}"))
    text = text_of(response)
    assert "unsafe" not in response["Content-Security-Policy"]
    assert re.findall(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\bsrc=)", text) == []


def test_an_entry_that_was_returned_shows_its_way_on(cast: Cast, masthead: Masthead, signed_in: SignIn) -> None:
    issue = builders.submitted_issue(cast, masthead)
    entry = builders.entries_of(issue)[0]
    workflow.send_back(entry, by=cast.reviewer1, remark="请核对日期。")
    page = text_of(signed_in(cast.writer).get(reverse("desk:editorial_notice_change", args=[entry.pk])))
    assert Entry.objects.get(pk=entry.pk).state == Entry.State.RETURNED
    assert "请核对日期。" in page
    assert "Submit this entry" in page
