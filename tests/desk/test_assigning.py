from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from bulletin.models import Masthead
from editorial.drafting import entries
from editorial.models import Assignment, Entry, Issue, Revision, SignOff, User
from editorial.review import assigning, signing
from editorial.review.facts import Target
from tests import builders
from tests.cast import Cast, make_user
from tests.desk.asking import said, text_of

SignIn = Callable[[User], Client]


def page(client: Client, issue: Issue, **chosen: Any) -> str:
    response = client.get(reverse("desk:editorial_issue_assign", args=[issue.pk]), chosen)
    assert response.status_code == 200
    return text_of(response)


def give(client: Client, issue: Issue, **values: Any) -> Any:
    return client.post(reverse("desk:editorial_issue_assign", args=[issue.pk]), values)


def target(entry: Entry) -> Target:
    return Target(entry.section.part_id, entry.pk)


def offered(text: str) -> set[str]:
    """Whom the page lets one choose."""
    able = re.findall(r'<input type="radio" name="to" id="to-(\d+)"(?![^>]*disabled)', text)
    return set(User.objects.filter(pk__in=able).values_list("username", flat=True))


def test_an_entry_is_given_to_a_writer_by_a_day(cast: Cast, masthead: Masthead, signed_in: SignIn) -> None:
    issue = builders.open_issue(masthead, by=cast.writer)
    entry = builders.entries_of(issue)[0]
    response = give(
        signed_in(cast.editor), issue, task="write", entry=entry.pk, to=cast.editor.pk, due_at="2026-03-02T17:00"
    )
    assert response["Location"] == reverse("desk:editorial_issue_board", args=[issue.pk])
    assert said(response) == ["Assign · writing: 1 done."]
    found = Assignment.objects.get()
    assert (found.entry, found.stage, found.to) == (entry, None, cast.editor)
    assert found.due_at == datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def test_a_task_is_given_to_somebody_else_and_taken_back(cast: Cast, masthead: Masthead, signed_in: SignIn) -> None:
    issue = builders.open_issue(masthead, by=cast.writer)
    entry = builders.entries_of(issue)[0]
    client = signed_in(cast.editor)
    for someone in (cast.writer, cast.editor):
        give(client, issue, task="write", entry=entry.pk, to=someone.pk)
    assert [each.to for each in Assignment.objects.all()] == [cast.editor]
    give(client, issue, task="write", entry=entry.pk, to=0)
    assert not Assignment.objects.exists()
    assert (
        said(give(client, issue, task="write", entry=entry.pk, to=0))[-1] == f"“{entry.title}”: Nobody has this task."
    )


def test_a_part_given_at_a_stage_of_entries_gives_each_of_its_entries(
    cast: Cast, masthead: Masthead, signed_in: SignIn
) -> None:
    issue = builders.open_issue(masthead, by=cast.writer)
    first, second, _news = builders.entries_of(issue)
    give(signed_in(cast.editor), issue, task="first", part=first.section.part_id, to=cast.reviewer1.pk)
    given = {each.entry_id for each in Assignment.objects.filter(stage__code="first", to=cast.reviewer1)}
    assert given == {first.pk, second.pk}


def test_the_whole_issue_is_given_at_its_own_stage(cast: Cast, masthead: Masthead, signed_in: SignIn) -> None:
    issue = builders.open_issue(masthead, by=cast.writer)
    give(signed_in(cast.editor), issue, task="final", whole=1, to=cast.chief.pk)
    found = Assignment.objects.get()
    assert (found.part_id, found.entry_id, found.stage) == (None, None, signing.stage_of(issue, "final"))


def test_of_many_entries_those_that_somebody_may_not_sign_say_why(
    cast: Cast, masthead: Masthead, signed_in: SignIn
) -> None:
    issue = builders.open_issue(masthead, by=cast.writer)
    first, second, _news = builders.entries_of(issue)
    entries.revise(first, {"title": "改过的标题"}, by=cast.chief, seen_version=first.version)
    text = page(signed_in(cast.editor), issue, task="first", entry=[first.pk, second.pk])
    assert offered(text) == {"reviewer1"}
    signing_chief = "朱主编 changed “改过的标题” since it was last signed, so somebody else must sign it."
    assert signing_chief in text
    assert "朱主编 does not hold the role that signs at “初审”." in text
    told = said(give(signed_in(cast.editor), issue, task="first", entry=[first.pk], to=cast.writer.pk))
    assert told[0] == "Assign · 初审: 1 not done."
    assert "does not hold the role" in told[1]
    assert not Assignment.objects.exists()


def test_somebody_of_another_masthead_is_not_found(
    cast: Cast, masthead: Masthead, other_masthead: Masthead, signed_in: SignIn
) -> None:
    stranger = make_user("stranger", "路人", "writer", other_masthead)
    issue = builders.open_issue(masthead, by=cast.writer)
    entry = builders.entries_of(issue)[0]
    assert "路人" not in page(signed_in(cast.editor), issue, entry=entry.pk)
    response = give(signed_in(cast.editor), issue, task="write", entry=entry.pk, to=stranger.pk)
    assert response.status_code == 404
    assert not Assignment.objects.exists()


def test_nobody_chosen_brings_the_form_back_with_the_reason(cast: Cast, masthead: Masthead, signed_in: SignIn) -> None:
    issue = builders.open_issue(masthead, by=cast.writer)
    response = give(signed_in(cast.editor), issue, task="write", entry=builders.entries_of(issue)[0].pk)
    assert "Choose somebody." in text_of(response)


def test_the_due_date_offered_is_that_of_the_step(cast: Cast, masthead: Masthead, signed_in: SignIn) -> None:
    issue = builders.open_issue(masthead, by=cast.writer)
    at = datetime(2026, 3, 5, 4, 0, tzinfo=UTC)
    issue.deadlines.create(code="first", name="初审", due_at=at)
    text = page(signed_in(cast.editor), issue, task="first", entry=builders.entries_of(issue)[0].pk)
    assert 'value="2026-03-05T12:00"' in text


def test_the_table_of_tasks_shows_who_has_what(cast: Cast, masthead: Masthead, signed_in: SignIn) -> None:
    issue = builders.open_issue(masthead, by=cast.writer)
    entry = builders.entries_of(issue)[0]
    late = timezone.now() - timedelta(days=1, hours=2)
    assigning.assign(issue, target(entry), None, to=cast.editor, due_at=late, by=cast.editor)
    text = page(signed_in(cast.editor), issue)
    assert "overdue by 1 day 2 h" in text
    assert re.search(rf'href="\?task=write&amp;entry={entry.pk}">卞责编', text.replace("&", "&amp;"))


@pytest.mark.parametrize("task", ["none", "x y"])
def test_a_task_that_does_not_exist_is_a_bad_request(
    cast: Cast, masthead: Masthead, signed_in: SignIn, task: str
) -> None:
    issue = builders.open_issue(masthead, by=cast.writer)
    response = give(signed_in(cast.editor), issue, task=task, entry=builders.entries_of(issue)[0].pk, to=cast.writer.pk)
    assert response.status_code == 400


def rows(text: str) -> dict[str, list[str]]:
    """The numbers of writing, reviewing and overdue of each person."""
    found = re.findall(r'<tr id="person-\d+">(.*?)</tr>', text, re.DOTALL)
    names = [re.search(r'<th scope="row">(\S+)', row) for row in found]
    return {
        name[1]: [*re.findall(r'<span class="of">(\d+)</span>', row), *re.findall(r"<td[^>]*>(\d+)</td>", row)]
        for name, row in zip(names, found, strict=True)
        if name
    }


def test_the_workload_counts_writing_reviewing_and_overdue_of_each_person(
    cast: Cast, masthead: Masthead, signed_in: SignIn
) -> None:
    issue = builders.open_issue(masthead, by=cast.writer)
    first, second, _news = builders.entries_of(issue)
    late = timezone.now() - timedelta(hours=1)
    assigning.assign(issue, target(first), None, to=cast.editor, due_at=late, by=cast.editor)
    stage = signing.stage_of(issue, "first")
    assigning.assign(issue, target(second), stage, to=cast.reviewer1, by=cast.editor)
    found = rows(text_of(signed_in(cast.editor).get(reverse("desk:editorial_issue_workload"))))
    assert found == {
        "卞责编": ["1", "0", "1"],
        "温采编": ["2", "0", "0"],
        "楚初审": ["0", "1", "0"],
        **{name: ["0", "0", "0"] for name in ("付复审", "朱主编", "焦校对")},
    }


def test_what_is_done_is_no_work_any_more(cast: Cast, masthead: Masthead, signed_in: SignIn) -> None:
    issue = builders.submitted_issue(cast, masthead)
    stage = signing.stage_of(issue, "first")
    for entry in builders.entries_of(issue):
        assigning.assign(issue, target(entry), stage, to=cast.reviewer1, by=cast.editor)
    signing.sign(issue, stage, by=cast.reviewer1)
    found = rows(text_of(signed_in(cast.editor).get(reverse("desk:editorial_issue_workload"))))
    assert {tuple(numbers) for numbers in found.values()} == {("0", "0", "0")}


def test_the_weeks_count_entries_written_and_sign_offs_given(cast: Cast, masthead: Masthead, signed_in: SignIn) -> None:
    issue = builders.submitted_issue(cast, masthead)
    signing.sign(issue, signing.stage_of(issue, "first"), by=cast.reviewer1)
    entry = builders.entries_of(issue)[0]
    for _again in range(2):
        Revision.objects.create(
            issue=issue, entry=entry, digest="0" * 64, content=b"{}", by=cast.chief, at=timezone.now()
        )
    SignOff.objects.filter(entry=entry).update(at=timezone.now() - timedelta(weeks=1))
    text = text_of(signed_in(cast.editor).get(reverse("desk:editorial_issue_workload")))
    told = {
        name: re.findall(r"Week from [^:]+: (\d+) written, (\d+) signed", row)[-2:]
        for name, row in re.findall(r'<th scope="row">(\S+).*?<ul class="visually-hidden">(.*?)</ul>', text, re.DOTALL)
    }
    assert told["楚初审"] == [("0", "1"), ("0", "2")]
    assert told["朱主编"] == [("0", "0"), ("1", "0")]
    assert told["温采编"] == [("0", "0"), ("3", "0")]


def test_the_workload_is_that_of_the_mastheads_one_may_see(
    cast: Cast, masthead: Masthead, other_masthead: Masthead, signed_in: SignIn
) -> None:
    stranger = make_user("stranger", "路人", "writer", other_masthead)
    builders.open_issue(other_masthead, by=stranger)
    text = text_of(signed_in(cast.chief).get(reverse("desk:editorial_issue_workload")))
    assert "路人" not in text
    everywhere = make_user("everywhere", "总编", "auditor")
    client = signed_in(everywhere)
    assert "路人" in text_of(client.get(reverse("desk:editorial_issue_workload")))
    narrowed = text_of(client.get(reverse("desk:editorial_issue_workload"), {"masthead": masthead.pk}))
    assert "路人" not in narrowed


def test_thirty_tasks_cost_as_many_queries_as_three(cast: Cast, masthead: Masthead, signed_in: SignIn) -> None:
    client, counted = signed_in(cast.editor), []
    for number in (3, 30):
        issue = builders.submitted_issue(cast, masthead, number=number, entries=number)
        stage = signing.stage_of(issue, "first")
        for entry in builders.entries_of(issue):
            assigning.assign(issue, target(entry), stage, to=cast.reviewer1, by=cast.editor)
        chosen = [entry.pk for entry in builders.entries_of(issue)]
        page(client, issue)
        with CaptureQueriesContext(connection) as captured:
            page(client, issue)
            page(client, issue, task="first", entry=chosen)
            page(client, issue, task="write", entry=chosen)
        counted.append(len(captured))
    assert counted[0] == counted[1]
