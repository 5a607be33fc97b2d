from __future__ import annotations

import pytest
from django.test import Client

from bulletin import rendering
from bulletin import snapshot as shape
from bulletin.models import Dispatch, Edition, Masthead
from bulletin.rendering import Rendered
from editorial.models import Undoing
from editorial.publishing import taking_down, undoing, withdrawing
from tests.archive import builders
from tests.cast import Cast
from tests.withdrawing.conftest import CLAIM, REF, WRONG


@pytest.fixture(autouse=True)
def unrendered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Typesetting happens in another process, which is not what is tested here."""
    monkeypatch.setattr(rendering, "render", lambda *_args, **_options: Rendered(b"<p>", b"%PDF", 1, "none"))


@pytest.fixture
def late(cast: Cast, masthead: Masthead) -> Edition:
    """Number 90, which has no issue on the desk."""
    return builders.record_late(masthead, 90)


def test_an_entry_of_a_back_issue_is_taken_down_and_put_back(late: Edition, cast: Cast, client: Client) -> None:
    outcome = taking_down.take_down(late, REF, CLAIM, by=cast.chief)
    assert outcome.edition is not None
    assert (outcome.edition.revision, outcome.edition.is_back_issue) == (2, True)
    snapshot = shape.loads(bytes(outcome.edition.snapshot))
    assert snapshot.imprint is not None
    assert snapshot.imprint.back_issue is not None
    assert [client.get(f"/weekly/90/{path}").status_code for path in ("", f"{REF}/", "r1/")] == [200, 410, 410]
    asked = undoing.ask(outcome.withdrawal, reason="经核实，权利主张已经撤回。", by=cast.chief)
    assert Undoing.objects.get().issue is None
    undoing.agree(asked, by=cast.reviewer1)
    assert [client.get(f"/weekly/90/{path}").status_code for path in ("", f"{REF}/", "r1/")] == [200, 200, 200]
    assert Dispatch.objects.count() == 0


def test_a_whole_back_issue_is_withdrawn_and_put_back(late: Edition, cast: Cast, client: Client) -> None:
    withdrawal = withdrawing.withdraw(late, WRONG, by=cast.chief)
    assert client.get("/weekly/90/").status_code == 410
    asked = undoing.ask(withdrawal, reason="经核实，原文所载日期无误，予以恢复。", by=cast.chief)
    undoing.agree(asked, by=cast.reviewer2)
    assert client.get("/weekly/90/").status_code == 200
