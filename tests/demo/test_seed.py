from __future__ import annotations

import pytest
from django.conf import global_settings
from django.core.management import call_command
from django.test import Client
from pytest_django import Settings

from bulletin.checks import demo_logins
from bulletin.models import Authority, Delivery, Dispatch, DocumentType, Edition, Masthead, Subscriber
from editorial.demo import people
from editorial.models import AuditEntry, Entry, Issue, SignOff, Stage, User
from editorial.review import rules
from editorial.review.facts import gather

pytestmark = pytest.mark.usefixtures("seeded")


def issue(number: int) -> Issue:
    return Issue.objects.get(masthead__code="tech-weekly", number=number)


def rows() -> dict[str, list[object]]:
    tables = (Masthead, User, Issue, Entry, SignOff, Edition, Dispatch, Delivery, Subscriber, Authority, DocumentType)
    return {model.__name__: list(model.objects.order_by("pk").values_list()) for model in (*tables, AuditEntry)}


def test_four_issues_are_released_one_is_in_review_and_one_is_open() -> None:
    states = dict(Issue.objects.order_by("number").values_list("number", "state"))
    assert states == {1: "released", 2: "released", 3: "released", 4: "released", 5: "submitted", 6: "open"}


def test_one_issue_is_corrected_and_its_line_waits_in_the_open_one(client: Client) -> None:
    editions = Edition.objects.filter(number=4).order_by("revision")
    assert [each.occasion for each in editions] == ["", "correction"]
    (line,) = issue(6).corrections
    assert (line["number"], line["ref"]) == (4, "1.1.2")
    assert (line["wrong"], line["right"]) == ("二十个工作日", "十五个工作日")
    assert "更正版" in client.get("/tech-weekly/4/").content.decode()
    assert "十五个工作日" in client.get("/tech-weekly/4/1.1.2/").content.decode()
    assert client.get("/tech-weekly/4/r1/").status_code == 200


def test_the_number_of_the_sample_is_free() -> None:
    assert not Issue.objects.filter(number=144).exists()


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_a_released_issue_was_signed_by_three_people_who_did_not_submit_it(number: int) -> None:
    signers = SignOff.objects.filter(issue__number=number).values_list("stage__code", "by__username").distinct()
    assert set(signers) == {("first", "reviewer1"), ("second", "reviewer2"), ("final", "chief")}
    assert set(issue(number).submissions.values_list("by__username", flat=True)) == {"editor"}


def test_the_issue_in_review_waits_for_the_second_and_the_final_stage_of_one_part() -> None:
    facts = gather(issue(5).pk)
    missing = {stage.code: len(rules.missing_sign_offs(facts, stage)) for stage in facts.stages}
    assert missing == {"first": 0, "second": 1, "final": 1}


def test_the_open_issue_joins_the_one_before_it() -> None:
    before, after = issue(5), issue(6)
    assert (after.covers_from_on - before.covers_to_on).days == 1  # type: ignore[operator]
    outline = [list(each.parts.values_list("code", "title", "compiler")) for each in (before, after)]
    assert outline[0] == outline[1]
    drafts = Entry.objects.filter(section__part__issue=after)
    assert {entry.state for entry in drafts} == {Entry.State.DRAFT}
    assert len(drafts) == 4


@pytest.mark.parametrize("number", [1, 2, 3, 4, 5])
def test_an_issue_has_six_to_ten_entries_of_both_kinds(number: int) -> None:
    kinds = list(Entry.objects.filter(section__part__issue=issue(number)).values_list("kind", flat=True))
    assert 6 <= len(kinds) <= 10
    assert set(kinds) == {"notice", "article"}


def test_nothing_of_a_text_was_left_over() -> None:
    for number in (1, 2, 3, 4, 5):
        assert issue(number).documents.get().reading["leftovers"] == []


def test_the_plan_is_first_second_and_final_review() -> None:
    stages = Stage.objects.order_by("position").values_list("code", "name", "scope", "role")
    assert list(stages) == [
        ("first", "初审", "entry", "first_reviewer"),
        ("second", "复审", "part", "second_reviewer"),
        ("final", "终审", "issue", "chief"),
    ]


def test_everybody_can_sign_in_with_the_printed_password(settings: Settings) -> None:
    settings.PASSWORD_HASHERS = global_settings.PASSWORD_HASHERS
    for login in people.LOGINS:
        assert Client().login(username=login.username, password=people.PASSWORD)


def test_every_login_is_known_to_the_deployment_check() -> None:
    assert demo_logins() == sorted(login.username for login in people.LOGINS)


def test_subscribers_are_confirmed_and_are_not_mailed_what_appeared_before_them() -> None:
    assert Subscriber.objects.filter(confirmed_at__isnull=False).count() == 3
    assert not Dispatch.objects.filter(addressed_at=None).exists()
    assert not Delivery.objects.exists()


def test_a_title_s_short_name_leads_to_the_authority() -> None:
    assert Authority.objects.get(names__name="药审中心", names__kind="short").name == "国家药品监督管理局药品审评中心"
    assert DocumentType.objects.get(name="通告").statutory
    assert DocumentType.objects.get(name="公示").for_comment


@pytest.mark.parametrize("address", ["", "4/", "4/pdf/", "4/html/", "4/1.1.1/", "feed.atom", "entries/"])
def test_the_public_pages_of_the_newest_issue_are_there(client: Client, address: str) -> None:
    assert client.get(f"/tech-weekly/{address}").status_code == 200


@pytest.mark.parametrize("number", [5, 6, 144])
def test_the_public_knows_nothing_of_the_others(client: Client, number: int) -> None:
    assert client.get(f"/tech-weekly/{number}/").status_code == 404


def test_seeding_twice_changes_no_row() -> None:
    before = rows()
    call_command("seed_demo", verbosity=0)
    assert rows() == before
