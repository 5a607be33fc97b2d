from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from bulletin.models import Masthead
from editorial.models import Entry, Issue, Membership, Remark, Suggestion, User
from editorial.review import assigning, signing, workflow
from editorial.review.facts import Target
from tests import builders
from tests.cast import PASSWORD, Cast, make_user
from tests.desk.asking import text_of

SignIn = Callable[[User], Client]


def home(client: Client) -> str:
    return text_of(client.get(reverse("desk:index")))


def waiting(client: Client) -> list[str]:
    block = re.search(r'id="waiting".*?</section>', home(client), re.DOTALL)
    return re.findall(r'<span class="what">(.*?)</span>', block[0]) if block else []


def target(entry: Entry) -> Target:
    return Target(entry.section.part_id, entry.pk)


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


def agenda(client: Client) -> dict[str, list[tuple[str, str]]]:
    """The groups of what is mine to do: title and address of each line."""
    text = home(client)
    groups = re.findall(r'<div class="agenda-group group-([\w-]+)">(.*?)</div>', text, re.DOTALL)
    line = r'<a class="agenda-title" href="([^"]+)">([^<]+)</a>'
    return {code: [(title, address) for address, title in re.findall(line, block)] for code, block in groups}


def place(entry: Entry, anchor: str = "") -> str:
    return reverse(f"desk:editorial_{entry.kind}_change", args=[entry.pk]) + anchor


def test_drafts_are_to_be_written_by_whom_they_are_assigned_to_else_by_who_began_them(
    cast: Cast, masthead: Masthead, signed_in: SignIn
) -> None:
    issue = builders.open_issue(masthead, by=cast.writer)
    first, second, third = builders.entries_of(issue)
    assigning.assign(issue, target(first), None, to=cast.editor, by=cast.editor)
    assert agenda(signed_in(cast.editor)) == {"write": [(first.title, place(first))]}
    assert agenda(signed_in(cast.writer)) == {"write": [(each.title, place(each)) for each in (second, third)]}


def test_what_is_overdue_comes_first_and_in_words(cast: Cast, masthead: Masthead, signed_in: SignIn) -> None:
    issue = builders.open_issue(masthead, by=cast.writer)
    first, *_others = builders.entries_of(issue)
    late = timezone.now() - timedelta(days=2, hours=3, minutes=1)
    assigning.assign(issue, target(first), None, to=cast.writer, due_at=late, by=cast.editor)
    client = signed_in(cast.writer)
    assert list(agenda(client)) == ["overdue", "write"]
    assert agenda(client)["overdue"] == [(first.title, place(first))]
    assert "overdue by 2 days 3 h" in home(client)


def test_what_is_assigned_to_one_reviewer_does_not_wait_for_another(
    cast: Cast, masthead: Masthead, signed_in: SignIn
) -> None:
    other = make_user("reviewer3", "楚三审", "first_reviewer", masthead)
    issue = builders.submitted_issue(cast, masthead)
    first, *_others = builders.entries_of(issue)
    assigning.assign(issue, target(first), signing.stage_of(issue, "first"), to=other, by=cast.editor)
    assert waiting(signed_in(cast.reviewer1)) == ["初审: 2 sign-offs"]
    assert waiting(signed_in(other)) == ["初审: one sign-off, assigned to you", "初审: 2 sign-offs"]
    assert agenda(signed_in(other))["review"][0] == (first.title, place(first, "#review"))


def test_nobody_is_asked_to_sign_what_four_eyes_forbid(cast: Cast, masthead: Masthead, signed_in: SignIn) -> None:
    issue = builders.open_issue(masthead, by=cast.writer)
    Membership.objects.create(user=cast.editor, masthead=masthead, role=Membership.Role.FIRST_REVIEWER)
    workflow.submit(issue, by=cast.editor)
    assert waiting(signed_in(cast.editor)) == []
    assert waiting(signed_in(cast.reviewer1)) == ["初审: 3 sign-offs"]


def test_a_remark_that_must_be_fixed_and_a_suggestion_wait_for_the_writer_of_the_text(
    cast: Cast, masthead: Masthead, signed_in: SignIn
) -> None:
    issue = builders.submitted_issue(cast, masthead)
    first, second, third = builders.entries_of(issue)
    now = timezone.now()
    for entry, must_fix, resolved in ((first, True, None), (second, True, now), (third, False, None)):
        Remark.objects.create(
            issue=issue,
            entry=entry,
            must_fix=must_fix,
            text="文号有误。",
            by=cast.reviewer1,
            at=now,
            resolved_at=resolved,
        )
    for entry, state in ((second, "open"), (third, "declined")):
        Suggestion.objects.create(
            entry=entry, base_digest="0" * 64, digest="1" * 64, content=b"{}", state=state, by=cast.reviewer1, at=now
        )
    found = agenda(signed_in(cast.writer))
    assert {code: [title for title, _address in lines] for code, lines in found.items()} == {
        "must-fix": [first.title],
        "suggestions": [second.title],
    }
    assert "楚初审: 文号有误。" in home(signed_in(cast.writer))
    assert agenda(signed_in(cast.auditor)) == {}


def test_progress_is_counted_by_part_and_stage(cast: Cast, masthead: Masthead, signed_in: SignIn) -> None:
    issue = builders.submitted_issue(cast, masthead)
    first, *_others = builders.entries_of(issue)
    signing.sign(issue, signing.stage_of(issue, "first"), by=cast.reviewer1, within=target(first))
    text = home(signed_in(cast.auditor))
    table = re.search(r'<table class="progress-grid">.*?</table>', text, re.DOTALL)
    assert table
    body = [re.findall(r'<span class="of">([^<]+)</span>', row) for row in table[0].split("<tr>")[2:]]
    assert body == [["2/2", "1/2", "0/1"], ["1/1", "0/1", "0/1"], ["3/3", "0/1"]]


def test_the_planned_release_and_the_next_step_are_counted_down(
    cast: Cast, masthead: Masthead, signed_in: SignIn
) -> None:
    issue = builders.submitted_issue(cast, masthead)
    for code, name, hours in (("submit", "送审截止", -20), ("first", "初审", -2), ("release", "发布", 51)):
        at = timezone.now() + timedelta(hours=hours, seconds=30)
        issue.deadlines.create(code=code, name=name, due_at=at)
    text = re.sub(r"<[^>]+>|\s+", " ", home(signed_in(cast.auditor)))
    assert "Next: 初审 overdue by 1 h 59 min" in re.sub(r"\s+", " ", text)
    assert "Release in 2 days 3 h" in re.sub(r"\s+", " ", text)


def test_who_is_on_what_counts_the_people_of_the_open_issues(cast: Cast, masthead: Masthead, signed_in: SignIn) -> None:
    issue = builders.open_issue(masthead, by=cast.writer)
    first, *_others = builders.entries_of(issue)
    late = timezone.now() - timedelta(hours=1)
    assigning.assign(
        issue, target(first), signing.stage_of(issue, "first"), to=cast.reviewer1, due_at=late, by=cast.editor
    )
    table = re.search(r'<table class="who">.*?</table>', home(signed_in(cast.auditor)), re.DOTALL)
    assert table
    rows = re.findall(r'<th scope="row">([^<]+)</th>(.*?)</tr>', table[0], re.DOTALL)
    assert [(name, re.findall(r"<td[^>]*>(\d+)</td>", row)) for name, row in rows] == [
        ("楚初审", ["0", "1", "1"]),
        ("温采编", ["3", "0", "0"]),
    ]


@pytest.mark.parametrize("who", ["writer", "reviewer1", "chief"])
def test_the_start_page_costs_as_many_queries_for_thirty_entries_as_for_three(
    cast: Cast, masthead: Masthead, other_masthead: Masthead, signed_in: SignIn, who: str
) -> None:
    client, counted = signed_in(getattr(cast, who)), []
    for entries in (3, 30):
        Issue.objects.update(state=Issue.State.RELEASED)
        builders.submitted_issue(cast, masthead, number=entries, entries=entries)
        home(client)
        with CaptureQueriesContext(connection) as captured:
            home(client)
        counted.append(len(captured))
    assert counted[0] == counted[1]
