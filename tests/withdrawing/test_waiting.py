from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from bulletin import rendering
from bulletin.models import Edition
from bulletin.refusal import Refused
from bulletin.rendering import Rendered
from editorial.models import Issue
from editorial.publishing import correcting, taking_down, undoing
from tests import builders
from tests.cast import Cast
from tests.correcting import way
from tests.withdrawing.conftest import CLAIM, REF

LINES = ("雪豹要点：雪豹通告见第一条",)


def _failing(*_given: object, **_named: object) -> Rendered:
    raise Refused(["The renderer was stopped."])


def test_a_correction_is_not_given_up_before_the_revision_without_a_text_is_made(
    edition: Edition, cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rendering, "render", lambda *_args, **_options: Rendered(b"<p>", b"%PDF", 1, "none"))
    way.begin(Issue.objects.get(), cast)
    with monkeypatch.context() as broken:
        broken.setattr(rendering, "render", _failing)
        taking_down.take_down(edition, REF, CLAIM, by=cast.chief, lines=LINES)
    # What appeared last still has the line that went.
    with pytest.raises(Refused) as refused:
        correcting.give_up(Issue.objects.get(), by=cast.editor)
    assert refused.value.reasons == [correcting.WAITS]
    list(taking_down.make_up(timezone.now() + taking_down.PATIENCE + timedelta(minutes=1)))
    correcting.give_up(Issue.objects.get(), by=cast.editor)
    assert "雪豹要点" not in client.get("/weekly/7/").content.decode()
    assert builders.refreshed(Issue.objects.get()).highlights == ["另一项要点"]


def test_what_is_undone_before_its_revision_was_made_is_on_the_desk_as_it_was(
    edition: Edition, cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = Issue.objects.get()
    with monkeypatch.context() as broken:
        broken.setattr(rendering, "render", _failing)
        made = taking_down.take_down(edition, REF, CLAIM, by=cast.chief, lines=LINES).withdrawal
    undoing.agree(undoing.ask(made, reason="经核实，权利主张已经撤回。", by=cast.chief), by=cast.reviewer1)
    after = builders.refreshed(before)
    assert (after.highlights, after.corrections) == (before.highlights, before.corrections)
    assert client.get("/weekly/7/r1/").status_code == 200
    assert Edition.objects.count() == 1
