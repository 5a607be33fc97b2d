from __future__ import annotations

from collections.abc import Callable

from django.test import Client
from django.urls import reverse

from bulletin.models import Masthead
from editorial.models import Issue, Membership, User
from editorial.review import staffing
from tests import builders
from tests.cast import Cast
from tests.desk.asking import press, said

SignIn = Callable[[User], Client]


def test_opening_warns_where_nobody_is_left_to_sign(cast: Cast, masthead: Masthead, signed_in: SignIn) -> None:
    builders.open_issue(masthead, by=cast.writer)
    Membership.objects.filter(role=Membership.Role.SECOND_REVIEWER).delete()
    response = signed_in(cast.editor).post(reverse("desk:editorial_issue_open_next"), {"masthead": masthead.pk})
    assert said(response)[1:] == ["“复审”: nobody here holds the role “second reviewer”."]


def test_the_only_chief_is_told_what_opening_and_editing_cost(
    cast: Cast, masthead: Masthead, signed_in: SignIn
) -> None:
    issue = builders.open_issue(masthead, by=cast.writer)
    client = signed_in(cast.chief)
    opened = client.post(reverse("desk:editorial_issue_open_next"), {"masthead": masthead.pk})
    following = Issue.objects.get(number=8)
    assert said(opened)[1:] == [str(staffing.NOBODY_FOR % {"row": following, "stage": "终审"})]
    front = reverse("desk:editorial_issue_front", args=[issue.pk])
    edited = client.post(front, {"version": issue.version, "title": "另题"})
    assert said(edited)[-1] == str(staffing.NOBODY_FOR % {"row": issue, "stage": "终审"})


def test_submitting_warns_where_nobody_is_left_to_sign(cast: Cast, masthead: Masthead, signed_in: SignIn) -> None:
    issue = builders.open_issue(masthead, by=cast.reviewer1)
    response = press(signed_in(cast.editor), "submit", issue)
    first, second, third = builders.entries_of(issue)
    assert said(response)[1:] == [
        f"As it now is, nobody is left who may sign “{entry}” at “初审”." for entry in (first, second, third)
    ]


def test_submitting_what_others_can_sign_warns_of_nothing(cast: Cast, masthead: Masthead, signed_in: SignIn) -> None:
    issue = builders.open_issue(masthead, by=cast.writer)
    assert len(said(press(signed_in(cast.editor), "submit", issue))) == 1
