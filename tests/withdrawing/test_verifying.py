from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from bulletin import removing, rendering
from bulletin import snapshot as shape
from bulletin.models import Edition, Masthead, Withdrawal
from bulletin.rendering import Rendered
from editorial.publishing import taking_down, undoing, withdrawing
from tests.archive import builders
from tests.cast import Cast
from tests.withdrawing.conftest import CLAIM, REF, WRONG


@pytest.fixture(autouse=True)
def unrendered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Typesetting happens in another process, which is not what is tested here."""
    monkeypatch.setattr(rendering, "render", lambda *_args, **_options: Rendered(b"<p>", b"%PDF", 1, "none"))


def flaws() -> list[str]:
    try:
        call_command("verify_editions", stdout=StringIO())
    except CommandError as error:
        return str(error).splitlines()
    return []


def test_what_was_withdrawn_taken_down_and_put_back_agrees(edition: Edition, cast: Cast) -> None:
    withdrawal = withdrawing.withdraw(edition, WRONG, ref=REF, by=cast.chief)
    assert flaws() == []
    taking_down.take_down(Edition.objects.latest("revision"), "1.1.2", CLAIM, by=cast.chief)
    assert flaws() == []
    asked = undoing.ask(withdrawal, reason="经核实，原文所载日期无误，予以恢复。", by=cast.chief)
    undoing.agree(asked, by=cast.reviewer1)
    assert flaws() == []


def test_a_takedown_that_still_waits_for_its_revision_is_named(edition: Edition) -> None:
    Withdrawal.objects.create(edition=edition, ref=REF, reason="x", by="朱主编", at=timezone.now())
    assert flaws() == [f"{edition}: entry {REF} was withdrawn, and the revision without it is still to be made."]


def test_a_stub_that_nobody_answers_for_is_named(edition: Edition, masthead: Masthead) -> None:
    gone = removing.without(shape.loads(bytes(edition.snapshot)), REF, shape.Removal(kind="withdrawn", on="2026-02-17"))
    made = builders.release(masthead, 7, frozen=gone, supersedes=edition, occasion="withdrawal")
    assert flaws() == [f"{made}: entry {REF} is missing in it, and no withdrawal in force says why."]


def test_a_revision_that_took_nothing_away_is_named(edition: Edition, masthead: Masthead) -> None:
    whole = shape.loads(bytes(edition.snapshot))
    made = builders.release(masthead, 7, frozen=whole, supersedes=edition, occasion="takedown")
    assert flaws() == [f"{made}: it was made to take something away, and nothing is missing in it."]
