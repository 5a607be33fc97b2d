"""A full office: the cast, a second person in every role, and people who must never be told anything."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from bulletin.models import Masthead
from editorial.models import Entry, Issue, Membership, Message, Stage, User
from editorial.review import signing
from editorial.review.facts import Facts, Target, gather
from tests.cast import Cast, make_user

DAY = dt.timedelta(days=1)


@pytest.fixture
def office(cast: Cast, masthead: Masthead, other_masthead: Masthead) -> Cast:
    """The cast; a second person in every role; people in every role elsewhere, over, to come, and gone."""
    today = timezone.localdate()
    for role in Membership.Role.values:
        make_user(f"{role}-2", role=role, masthead=masthead)
        make_user(f"{role}-elsewhere", role=role, masthead=other_masthead)
        make_user(f"{role}-gone", role=role, masthead=masthead)
        for name, dates in (("over", {"to_on": today - DAY}), ("to-come", {"from_on": today + DAY})):
            person = make_user(f"{role}-{name}")
            Membership.objects.create(user=person, masthead=masthead, role=role, **dates)
    User.objects.filter(username__endswith="-gone").update(is_active=False)
    return cast


def told(event: str) -> list[str]:
    """Who was told of an event since the last look, once for each time."""
    rows = Message.objects.filter(event=event).order_by("to__username").values_list("to__username", flat=True)
    found = list(rows)
    Message.objects.all().delete()
    return found


def facts_and_entry(issue: Issue) -> tuple[Facts, Target, Entry]:
    facts = gather(issue.pk)
    target = next(each for each in facts.rows if each.entry_id is not None)
    return facts, target, Entry.objects.get(pk=target.entry_id or 0)


def stage(issue: Issue, code: str) -> Stage:
    return signing.stage_of(issue, code)
