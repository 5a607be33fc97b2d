from __future__ import annotations

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from bulletin import rendering
from bulletin import snapshot as shape
from bulletin.models import Edition, Masthead, Withdrawal
from bulletin.refusal import Refused
from bulletin.rendering import Rendered
from editorial.models import Message, User
from editorial.publishing import following, removals, taking_down
from tests.archive import builders
from tests.cast import Cast
from tests.withdrawing.conftest import CLAIM, REF

LINES = ("雪豹要点：雪豹通告见第一条",)


class Press:
    """Typesetting that fails until it is mended."""

    is_broken = True

    def __call__(self, *_given: object, **_named: object) -> Rendered:
        if self.is_broken:
            raise Refused(["The renderer was stopped."])
        return Rendered(b"<p>", b"%PDF", 1, "none")


@pytest.fixture
def press(edition: Edition, monkeypatch: pytest.MonkeyPatch) -> Press:
    press = Press()
    monkeypatch.setattr(rendering, "render", press)
    return press


@pytest.fixture
def unmade(edition: Edition, press: Press, cast: Cast) -> Withdrawal:
    """A takedown whose revision failed, some minutes ago."""
    outcome = taking_down.take_down(edition, REF, CLAIM, by=cast.chief, lines=LINES)
    assert outcome.edition is None
    return outcome.withdrawal


def later() -> list[taking_down.Outcome]:
    return list(taking_down.make_up(timezone.now() + taking_down.PATIENCE))


def test_the_worker_makes_the_revision_that_failed_with_the_lines_that_were_chosen(
    unmade: Withdrawal, press: Press, client: Client
) -> None:
    press.is_broken = False
    (outcome,) = later()
    assert outcome.edition is not None
    made = shape.loads(bytes(outcome.edition.snapshot))
    assert (outcome.edition.revision, made.issue.highlights) == (2, ("另一项要点",))
    assert client.get("/weekly/7/").status_code == 200
    assert later() == []


def test_it_leaves_what_was_taken_down_a_moment_ago_to_whoever_did_it(unmade: Withdrawal, press: Press) -> None:
    press.is_broken = False
    assert list(taking_down.make_up(timezone.now() + timedelta(seconds=30))) == []
    assert removals.waiting(unmade.edition)


def test_the_chiefs_hear_once_that_it_still_fails(unmade: Withdrawal, press: Press, cast: Cast, founder: User) -> None:
    Message.objects.all().delete()
    for _round in (1, 2):
        (outcome,) = later()
        assert (outcome.edition, outcome.refusals) == (None, ("The renderer was stopped.",))
    told = Message.objects.all()
    assert sorted(each.to.username for each in told) == ["chief", "founder"]
    assert "The renderer was stopped." in told[0].remark


def test_one_that_fails_holds_no_other_up(
    unmade: Withdrawal, press: Press, cast: Cast, masthead: Masthead, monkeypatch: pytest.MonkeyPatch
) -> None:
    late = builders.record_late(masthead, 90)
    taking_down.take_down(late, REF, CLAIM, by=cast.chief)
    press.is_broken = False
    whole = following.snapshot_of

    def damaged(edition: Edition) -> shape.Snapshot:
        if edition.number == 7:
            raise shape.SnapshotError("damaged")
        return whole(edition)

    monkeypatch.setattr(following, "snapshot_of", damaged)
    assert [each.edition.number if each.edition else None for each in later()] == [None, 90]


def test_the_desk_worker_looks_after_it(unmade: Withdrawal, press: Press) -> None:
    press.is_broken = False
    said = StringIO()
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(taking_down, "PATIENCE", timedelta(0))
        call_command("desk_worker", "--once", stdout=said)
    assert Edition.objects.filter(number=7, revision=2).exists()
    assert "r2" in said.getvalue()
