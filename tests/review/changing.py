"""What the tests of review say often: sign, change an entry as an editor would, give somebody another role."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from bulletin.models import Masthead
from editorial.drafting import history
from editorial.models import Entry, Issue, Membership, Remark, SignOff, Stage, User
from editorial.review import signing
from editorial.review.facts import ISSUE, Facts, Target, gather
from tests.builders import refreshed


def sign(issue: Issue, stage: str, **options: Any) -> int:
    return signing.sign(refreshed(issue), signing.stage_of(issue, stage), **options)


def also(user: User, masthead: Masthead, role: str, **limits: Any) -> None:
    Membership.objects.create(user=user, masthead=masthead, role=role, **limits)


def change(entry: Entry, by: User, **columns: Any) -> None:
    """A change with its revision, whoever may make it: these tests ask who may sign afterwards."""
    Entry.objects.filter(pk=entry.pk).update(**columns)
    history.keep_entry(Entry.objects.get(pk=entry.pk), by=by)


def target_of(entry: Entry) -> Target:
    present = Entry.objects.select_related("section").get(pk=entry.pk)
    return Target(present.section.part_id, entry.pk)


def live(issue: Issue) -> set[tuple[str, Target]]:
    return {(each.stage.code, target) for target, each in gather(issue.pk).live_sign_offs()}


def signer(issue: Issue, stage: str, target: Target = ISSUE) -> SignOff | None:
    facts: Facts = gather(issue.pk)
    return facts.live(signing.stage_of(issue, stage), target)


def plan(masthead: Masthead, *stages: tuple[str, str, str], **every: Any) -> None:
    """Another plan: (code, scope, role) in order; the stages before it are retired."""
    Stage.objects.filter(plan__masthead=masthead, retired_at=None).update(retired_at=timezone.now())
    for position, (code, scope, role) in enumerate(stages, start=1):
        Stage.objects.create(
            plan=masthead.plan, position=position, code=code, name=code, scope=scope, role=role, **every
        )


def must_fix(issue: Issue, by: User, text: str = "请补全施行日期。", **place: Any) -> Remark:
    return Remark.objects.create(issue=issue, text=text, must_fix=True, by=by, at=timezone.now(), **place)
