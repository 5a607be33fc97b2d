"""The chain of the audit trail: what was altered or taken away is found, and every edition prints where it stood."""

from __future__ import annotations

import random

import pytest
from django.core.management import CommandError, call_command
from django.db.models import F
from django.utils import translation

from bulletin import snapshot as shape
from bulletin.models import Masthead
from bulletin.refusal import Refused
from editorial.drafting import trail
from editorial.models import AuditEntry, AuditHead
from editorial.publishing import freeze, press
from editorial.review import workflow
from tests import builders
from tests.cast import Cast

ENTRIES = 1_000


@pytest.fixture
def long_trail(masthead: Masthead, cast: Cast) -> list[AuditEntry]:
    for number in range(ENTRIES):
        with trail.attempt("edit", masthead, by=cast.chief) as act:
            act.remark = f"{number}"
    return list(AuditEntry.objects.filter(masthead=masthead).order_by("serial"))


def flaws() -> list[str]:
    with translation.override("en"):
        try:
            call_command("verify_audit")
        except CommandError as error:
            return str(error).splitlines()
    return []


def test_an_untouched_trail_is_whole(long_trail: list[AuditEntry]) -> None:
    assert [entry.serial for entry in long_trail] == list(range(1, ENTRIES + 1))
    assert flaws() == []


def test_any_altered_entry_of_a_thousand_is_found_and_named(long_trail: list[AuditEntry]) -> None:
    columns = {"remark": "x", "object": "x", "verb": "x", "role": "x", "refused": True, "after_digest": "0" * 64}
    for entry in long_trail:
        name = random.Random(entry.pk).choice([*columns])
        before = getattr(entry, name)
        AuditEntry.objects.filter(pk=entry.pk).update(**{name: columns[name]})
        altered = AuditEntry.objects.get(pk=entry.pk)
        assert trail.digest_of(altered) != altered.digest
        AuditEntry.objects.filter(pk=entry.pk).update(**{name: before})
    AuditEntry.objects.filter(pk=long_trail[400].pk).update(remark="as if it had been said")
    assert len(flaws()) == 1
    assert "401" in flaws()[0]


@pytest.mark.parametrize("place", [0, 1, 499, ENTRIES - 2, ENTRIES - 1])
def test_any_entry_that_was_deleted_is_missed(long_trail: list[AuditEntry], place: int) -> None:
    long_trail[place].delete()
    assert flaws() != []


def test_who_redigests_an_altered_entry_breaks_the_link_to_the_next(long_trail: list[AuditEntry]) -> None:
    entry = long_trail[10]
    entry.remark = "smoothed over"
    AuditEntry.objects.filter(pk=entry.pk).update(remark=entry.remark, digest=trail.digest_of(entry))
    assert any("12" in sentence for sentence in flaws())


def test_who_cuts_the_end_off_and_mends_the_head_is_found_by_the_printed_head(cast: Cast, masthead: Masthead) -> None:
    press.release(builders.signed_issue(cast, masthead), by=cast.chief)
    assert flaws() == []
    last = AuditEntry.objects.filter(masthead=masthead).order_by("-serial").first()
    before = AuditEntry.objects.filter(masthead=masthead).order_by("-serial")[2]
    assert last is not None
    AuditEntry.objects.filter(masthead=masthead, serial__gt=before.serial).delete()
    AuditHead.objects.filter(masthead=masthead).update(serial=before.serial, digest=before.digest)
    assert len(flaws()) == 1
    assert "prints an entry that is not in the trail" in flaws()[0]


def test_the_imprint_prints_the_head_at_the_freeze(cast: Cast, masthead: Masthead) -> None:
    issue = builders.signed_issue(cast, masthead)
    entry = AuditEntry.objects.filter(masthead=masthead).order_by("-serial")[0]
    edition = press.release(issue, by=cast.chief)
    imprint = shape.loads(bytes(edition.snapshot)).imprint
    assert imprint is not None
    assert imprint.audit_head == f"{entry.serial} {entry.digest}"


def test_each_masthead_has_a_chain_of_its_own(cast: Cast, masthead: Masthead, other_masthead: Masthead) -> None:
    builders.open_issue(masthead, by=cast.writer)
    builders.open_issue(other_masthead, by=cast.writer)
    assert [head.serial for head in AuditHead.objects.all()] == [1, 1]
    assert freeze.freeze(masthead.issues.get()).imprint != freeze.freeze(other_masthead.issues.get()).imprint


def test_a_refused_attempt_leaves_one_refused_entry_with_its_reasons(cast: Cast, masthead: Masthead) -> None:
    issue = builders.open_issue(masthead, by=cast.writer)
    before = AuditEntry.objects.count()
    with pytest.raises(Refused) as refused:
        workflow.submit(issue, by=cast.auditor)
    entry = AuditEntry.objects.order_by("-pk")[0]
    assert AuditEntry.objects.count() == before + 1
    assert (entry.verb, entry.refused, entry.by, entry.role) == ("submit", True, cast.auditor, "auditor")
    assert entry.remark == str(refused.value)


def test_what_changed_nothing_leaves_nothing(cast: Cast, masthead: Masthead) -> None:
    with trail.attempt("edit", masthead, by=cast.chief) as act:
        Masthead.objects.filter(pk=masthead.pk).update(days_between_issues=F("days_between_issues") + 1)
        act.void()
    masthead.refresh_from_db()
    assert (AuditEntry.objects.count(), masthead.days_between_issues) == (0, 7)
