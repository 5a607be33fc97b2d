from __future__ import annotations

from collections.abc import Callable

from django.test import Client
from django.urls import reverse

from bulletin.models import Masthead
from editorial.drafting import history
from editorial.models import Entry, Issue, Part, SignOff, User
from editorial.review import rules
from editorial.review.facts import Target
from tests import builders
from tests.cast import Cast
from tests.desk.asking import digest, press, said, text_of

SignIn = Callable[[User], Client]


def test_an_issue_is_submitted_and_recalled(cast: Cast, masthead: Masthead, signed_in: SignIn) -> None:
    issue = builders.open_issue(masthead, by=cast.writer)
    client = signed_in(cast.editor)
    assert said(press(client, "submit", issue)) == [f"“{issue}” is in review."]
    assert builders.refreshed(issue).state == Issue.State.SUBMITTED
    press(client, "recall", issue)
    assert builders.refreshed(issue).state == Issue.State.OPEN


def test_a_submission_from_an_old_page_is_refused(cast: Cast, masthead: Masthead, signed_in: SignIn) -> None:
    issue = builders.open_issue(masthead, by=cast.writer)
    response = press(signed_in(cast.editor), "submit", issue, version=issue.version - 1)
    assert said(response) == [str(history.STALE)]
    assert builders.refreshed(issue).state == Issue.State.OPEN


def test_a_single_entry_is_submitted_at_the_version_that_was_seen(
    cast: Cast, masthead: Masthead, signed_in: SignIn
) -> None:
    issue = builders.open_issue(masthead, by=cast.writer)
    entry = builders.entries_of(issue)[0]
    client = signed_in(cast.writer)
    stale = press(client, "submit", issue, entry=entry.pk, version=entry.version + 1)
    assert said(stale) == [str(history.STALE)]
    response = press(client, "submit", issue, entry=entry.pk, version=entry.version, back="entry")
    assert response["Location"] == reverse("desk:editorial_notice_change", args=[entry.pk])
    assert Entry.objects.get(pk=entry.pk).state == Entry.State.SUBMITTED


def test_a_stage_signs_an_entry_a_part_or_everything(cast: Cast, masthead: Masthead, signed_in: SignIn) -> None:
    issue = builders.submitted_issue(cast, masthead)
    entry = builders.entries_of(issue)[0]
    first, second = signed_in(cast.reviewer1), signed_in(cast.reviewer2)
    one = Target(entry.section.part_id, entry.pk)
    press(first, "sign", issue, stage="first", entry=entry.pk, digest=digest(issue, one))
    assert SignOff.objects.filter(stage__code="first").count() == 1
    press(first, "sign", issue, stage="first", digest=digest(issue))
    assert SignOff.objects.filter(stage__code="first").count() == 3
    part = Part.objects.get(issue=issue, code="news")
    press(second, "sign", issue, stage="second", part=part.pk, digest=digest(issue, Target(part_id=part.pk)))
    assert [each.part_id for each in SignOff.objects.filter(stage__code="second")] == [part.pk]


def test_nobody_signs_a_text_that_they_did_not_see(cast: Cast, masthead: Masthead, signed_in: SignIn) -> None:
    issue = builders.submitted_issue(cast, masthead)
    seen = digest(issue)
    entry = builders.entries_of(issue)[0]
    builders.changed_in_review(entry, {"title": "改过的标题"}, suggested_by=cast.proofreader, by=cast.editor)
    response = press(signed_in(cast.reviewer1), "sign", issue, stage="first", digest=seen)
    assert said(response) == [str(history.STALE)]
    assert not SignOff.objects.exists()


def test_a_signature_that_the_rules_refuse_says_every_reason(cast: Cast, masthead: Masthead, signed_in: SignIn) -> None:
    issue = builders.submitted_issue(cast, masthead)
    response = press(signed_in(cast.chief), "sign", issue, stage="final", digest=digest(issue))
    assert len(said(response)) == 5
    assert not SignOff.objects.exists()


def test_a_stage_that_the_plan_does_not_have_is_refused(cast: Cast, masthead: Masthead, signed_in: SignIn) -> None:
    issue = builders.submitted_issue(cast, masthead)
    response = press(signed_in(cast.chief), "sign", issue, stage="fourth", digest=digest(issue))
    assert said(response) == ["The plan of this masthead has no stage “fourth”."]


def test_a_return_needs_a_remark_and_keeps_the_form(cast: Cast, masthead: Masthead, signed_in: SignIn) -> None:
    issue = builders.submitted_issue(cast, masthead)
    entry = builders.entries_of(issue)[0]
    response = press(signed_in(cast.reviewer1), "return", issue, entry=entry.pk, version=entry.version, remark=" ")
    assert "Say in a remark what must be changed." in text_of(response)
    assert Entry.objects.get(pk=entry.pk).state == Entry.State.SUBMITTED


def test_a_refused_return_keeps_the_remark(cast: Cast, masthead: Masthead, signed_in: SignIn) -> None:
    issue = builders.open_issue(masthead, by=cast.writer)
    response = press(signed_in(cast.reviewer1), "return", issue, remark="日期与原文不符，请核对。")
    assert str(rules.NOT_SUBMITTED % {"target": issue}) in text_of(response)
    assert "日期与原文不符，请核对。" in text_of(response)


def test_a_return_ends_the_submission_and_shows_its_remark(cast: Cast, masthead: Masthead, signed_in: SignIn) -> None:
    issue = builders.submitted_issue(cast, masthead)
    entry = builders.entries_of(issue)[0]
    remark = "日期与原文不符，请核对。"
    response = press(signed_in(cast.reviewer1), "return", issue, entry=entry.pk, version=entry.version, remark=remark)
    assert response["Location"].endswith(f"#entry-{entry.pk}")
    assert Entry.objects.get(pk=entry.pk).state == Entry.State.RETURNED
    page = signed_in(cast.writer).get(reverse("desk:editorial_issue_change", args=[issue.pk]))
    assert remark in text_of(page)


def test_an_entry_of_another_issue_cannot_be_named(cast: Cast, masthead: Masthead, signed_in: SignIn) -> None:
    issue = builders.submitted_issue(cast, masthead)
    stranger = builders.entries_of(builders.submitted_issue(cast, masthead, number=8))[0]
    client = signed_in(cast.reviewer1)
    named = press(client, "sign", issue, stage="first", entry=stranger.pk, digest=digest(issue))
    assert named.status_code == 404
    assert not SignOff.objects.exists()
