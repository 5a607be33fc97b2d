from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from bulletin.models import Masthead
from editorial.models import Assignment, Deputy, SignOff, User
from editorial.review import assigning
from tests import builders
from tests.cast import Cast
from tests.desk.asking import digest, press, said, text_of
from tests.review.changing import live, target_of

SignIn = Callable[[User], Client]
TODAY = timezone.localdate()


def name(client: Client, masthead: Masthead, principal: User, deputy: User, **changes: Any) -> Any:
    fields = {
        "masthead": masthead.pk,
        "principal": principal.pk,
        "deputy": deputy.pk,
        "from_on": TODAY.isoformat(),
        "to_on": (TODAY + timedelta(days=3)).isoformat(),
    }
    return client.post(reverse("desk:editorial_deputy_add"), fields | changes)


def test_a_reviewer_names_a_deputy_who_then_signs_for_them_from_the_panel(
    cast: Cast, masthead: Masthead, signed_in: SignIn
) -> None:
    issue = builders.submitted_issue(cast, masthead)
    named = name(signed_in(cast.reviewer1), masthead, cast.reviewer1, cast.writer)
    assert said(named) == ["温采编 signs for 楚初审 on these days."]
    other = builders.open_issue(masthead, by=cast.editor, number=8)
    deputy = signed_in(cast.proofreader)
    assert name(signed_in(cast.chief), masthead, cast.reviewer1, cast.proofreader).status_code == 302
    page = text_of(deputy.get(reverse("desk:editorial_issue_change", args=[issue.pk])))
    assert f'<option value="{cast.reviewer1.pk}">楚初审</option>' in page
    sent = {"stage": "first", "digest": digest(issue), "deputy_for": cast.reviewer1.pk, "remark": "请假期间代签。"}
    assert said(press(deputy, "sign", issue, **sent)) == ["3 sign-offs given at “初审”."]
    row = SignOff.objects.all()[0]
    assert (row.by, row.deputy_for, row.remark) == (cast.proofreader, cast.reviewer1, "请假期间代签。")
    shown = text_of(signed_in(cast.editor).get(reverse("desk:editorial_issue_change", args=[issue.pk])))
    assert "初审 ✓ 焦校对 (for 楚初审)" in shown
    assert f"no. {row.approval}" in shown
    assert other.pk


def test_a_deputy_who_does_not_say_for_whom_signs_for_the_one_they_stand_in_for(
    cast: Cast, masthead: Masthead, signed_in: SignIn
) -> None:
    issue = builders.submitted_issue(cast, masthead)
    name(signed_in(cast.reviewer1), masthead, cast.reviewer1, cast.proofreader)
    press(signed_in(cast.proofreader), "sign", issue, stage="first", digest=digest(issue))
    assert {row.deputy_for for row in SignOff.objects.all()} == {cast.reviewer1}


def test_nobody_signs_for_somebody_by_bending_the_form(cast: Cast, masthead: Masthead, signed_in: SignIn) -> None:
    issue = builders.submitted_issue(cast, masthead)
    bent = {"stage": "first", "digest": digest(issue), "deputy_for": cast.reviewer1.pk}
    assert press(signed_in(cast.proofreader), "sign", issue, **bent).status_code == 404
    assert press(signed_in(cast.writer), "sign", issue, **bent).status_code == 403
    assert not SignOff.objects.exists()


def test_a_refused_deputyship_keeps_the_form_with_its_reasons(
    cast: Cast, masthead: Masthead, signed_in: SignIn
) -> None:
    yesterday = (TODAY - timedelta(days=1)).isoformat()
    response = name(
        signed_in(cast.chief), masthead, cast.reviewer1, cast.proofreader, from_on=yesterday, to_on=yesterday
    )
    assert "These days are over." in text_of(response)
    assert not Deputy.objects.exists()


def test_a_reviewer_is_offered_nobody_but_themself_to_stand_in_for(
    cast: Cast, masthead: Masthead, signed_in: SignIn
) -> None:
    client = signed_in(cast.reviewer2)
    response = name(client, masthead, cast.reviewer1, cast.proofreader)
    assert response.status_code == 200
    assert not Deputy.objects.exists()
    page = text_of(signed_in(cast.proofreader).get(reverse("desk:editorial_deputy_changelist")))
    assert "Name a deputy" not in page


def test_a_deputyship_is_ended_from_the_list(cast: Cast, masthead: Masthead, signed_in: SignIn) -> None:
    client = signed_in(cast.reviewer1)
    name(client, masthead, cast.reviewer1, cast.proofreader)
    row = Deputy.objects.get()
    assert "signs for 楚初审" in text_of(client.get(reverse("desk:editorial_deputy_changelist")))
    other = signed_in(cast.reviewer2).post(reverse("desk:editorial_deputy_end", args=[row.pk]))
    assert said(other) == ["Only a reviewer for themself, or a chief, names a deputy or ends a deputyship."]
    assert said(client.post(reverse("desk:editorial_deputy_end", args=[row.pk]))) == [
        "焦校对 signs for 楚初审 no more."
    ]


def test_a_chief_hands_over_and_revokes_on_one_page(cast: Cast, masthead: Masthead, signed_in: SignIn) -> None:
    issue = builders.submitted_issue(cast, masthead)
    entry = builders.entries_of(issue)[0]
    client = signed_in(cast.chief)
    press(signed_in(cast.reviewer1), "sign", issue, stage="first", digest=digest(issue))
    assigning.assign(issue, target_of(entry), None, to=cast.writer, by=cast.editor)
    page = {"masthead": masthead.pk, "person": cast.reviewer1.pk}
    shown = text_of(client.get(reverse("desk:editorial_deputy_leaving"), page))
    assert shown.count(entry.title) == 1
    revoked = client.post(reverse("desk:editorial_deputy_revoke"), page | {"reason": "账号被盗用。"})
    assert said(revoked) == ["3 sign-offs are revoked."]
    assert live(issue) == set()
    assert said(client.post(reverse("desk:editorial_deputy_revoke"), page | {"reason": " "}))[1:] == [
        "Say why these sign-offs cannot be trusted.",
        "楚初审 has signed nothing that is not released.",
    ]
    leaver = {"masthead": masthead.pk, "person": cast.writer.pk, "to": cast.editor.pk}
    assert said(client.post(reverse("desk:editorial_deputy_hand_over"), leaver))[-1].endswith("went to 卞责编.")
    assert {task.to for task in Assignment.objects.all()} == {cast.editor}
