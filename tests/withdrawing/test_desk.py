from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from bulletin import rendering
from bulletin.models import Edition, Reinstatement, Withdrawal
from bulletin.rendering import Rendered
from editorial.models import AuditEntry, Issue, Undoing, User
from tests.cast import Cast
from tests.withdrawing.conftest import REF

SignIn = Callable[[User], Client]
ASKED = {"reason": "经核实，原文所载日期无误，予以恢复。"}
WRONG = {"kind": "wrong", "reason": "文中所载的施行日期有误，且来源无法核实。", "basis": ""}
CLAIM = {"basis": "claim", "claimant": "某某文化有限公司", "reason": "著作权人主张本文未经许可转载。"}


@pytest.fixture(autouse=True)
def unrendered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Typesetting happens in another process, which is not what is tested here."""
    monkeypatch.setattr(rendering, "render", lambda *_args, **_options: Rendered(b"<p>", b"%PDF", 1, "none"))


def at(name: str, *place: object) -> str:
    return reverse(f"desk:bulletin_edition_{name}", args=place)


def test_a_chief_withdraws_an_entry_and_the_page_says_what_will_happen(
    edition: Edition, cast: Cast, signed_in: SignIn
) -> None:
    chief = signed_in(cast.chief)
    address = at("withdraw_entry", edition.pk, REF)
    page = chief.get(address).content.decode()
    assert "Revision 2 takes the place of this one in every format." in page
    assert "Earlier revisions hold the text, so readers can no longer have them." in page
    # The line of the front page that quotes the title is checked already; the other is not.
    assert page.count("checked") == 1
    posted = chief.post(address, {**WRONG, "lines": ["雪豹要点：雪豹通告见第一条"]}, follow=True)
    assert "It is withdrawn, and readers are told why." in posted.content.decode()
    assert Edition.objects.latest("revision").occasion == "withdrawal"
    assert Issue.objects.get().highlights == ["另一项要点"]
    assert chief.get(f"/weekly/7/{REF}/").status_code == 410


def test_what_is_missing_is_said_on_the_form_and_what_was_typed_stays(
    edition: Edition, cast: Cast, signed_in: SignIn
) -> None:
    chief = signed_in(cast.chief)
    page = chief.post(at("take_down", edition.pk, REF), {"claimant": "某某文化有限公司"}).content.decode()
    assert "Choose whether somebody claims rights or an authority orders it." in page
    assert "Say what is claimed or ordered, in 10 characters or more; it stays on the desk." in page
    assert 'value="某某文化有限公司"' in page
    assert Withdrawal.objects.count() == 0
    (entry,) = AuditEntry.objects.filter(verb="take down")
    assert entry.refused


def test_a_takedown_whose_revision_failed_is_shown_and_made_from_the_desk(
    edition: Edition, cast: Cast, signed_in: SignIn, settings: Settings
) -> None:
    chief, whole = signed_in(cast.chief), settings.STORE_URL
    settings.STORE_URL = f"file://{__file__}"
    page = chief.post(at("take_down", edition.pk, REF), CLAIM, follow=True).content.decode()
    settings.STORE_URL = whole
    assert "It is taken down. The revision without it could not be made yet:" in page
    assert "Make the revision now" in page
    issue = chief.get(reverse("desk:editorial_issue_change", args=[Issue.objects.get().pk])).content.decode()
    assert "The revision without it is still to be made" in issue
    assert "is public." in chief.post(at("replace", edition.pk), follow=True).content.decode()
    assert chief.get("/weekly/7/").status_code == 200


def test_one_asks_on_the_desk_and_another_agrees(edition: Edition, cast: Cast, signed_in: SignIn) -> None:
    chief, reviewer = signed_in(cast.chief), signed_in(cast.reviewer1)
    chief.post(at("withdraw", edition.pk), WRONG)
    withdrawal = Withdrawal.objects.get()
    assert "Then the issue is public again as it was." in chief.get(at("undo", withdrawal.pk)).content.decode()
    page = chief.post(at("undo", withdrawal.pk), ASKED, follow=True).content.decode()
    assert "You asked for it, so somebody else must agree." in page
    assert "Agree: undo it" not in page
    asked = Undoing.objects.get()
    refused = chief.post(at("undo_agree", asked.pk), follow=True).content.decode()
    assert "You asked for it, so somebody else must agree." in refused
    assert Reinstatement.objects.count() == 0
    assert "Agree: undo it" in reviewer.get(at("standing", edition.pk)).content.decode()
    reviewer.post(at("undo_agree", asked.pk))
    assert reviewer.get("/weekly/7/").status_code == 200
    assert "agreed to by 楚初审" in reviewer.get(at("standing", edition.pk)).content.decode()


def test_an_undoing_is_dropped_on_the_desk(edition: Edition, cast: Cast, signed_in: SignIn) -> None:
    chief = signed_in(cast.chief)
    chief.post(at("withdraw", edition.pk), WRONG)
    chief.post(at("undo", Withdrawal.objects.get().pk), ASKED)
    chief.post(at("undo_drop", Undoing.objects.get().pk))
    assert Undoing.objects.get().ended_at is not None
    assert chief.get("/weekly/7/").status_code == 410


def test_the_desk_reads_every_revision_as_stored_and_nobody_else_does(
    edition: Edition, cast: Cast, signed_in: SignIn, client: Client
) -> None:
    signed_in(cast.chief).post(at("take_down", edition.pk, REF), CLAIM)
    for person in (cast.auditor, cast.writer):
        reader = signed_in(person)
        assert reader.get(at("stored_pdf", edition.pk)).content == b"%PDF"
        assert "雪豹正文" in reader.get(at("stored_json", edition.pk)).content.decode()
        page = reader.get(at("stored_html", edition.pk))
        assert page.content == b"<p>"
        assert "no-store" in page["Cache-Control"]
        assert "sandbox" in page["Content-Security-Policy"]
    for form in ("pdf", "html", "json"):
        assert client.get(at(f"stored_{form}", edition.pk)).status_code == 302
        assert signed_in(cast.nobody).get(at(f"stored_{form}", edition.pk)).status_code in (302, 403)


def test_reasons_are_text_wherever_they_are_shown(
    edition: Edition, cast: Cast, signed_in: SignIn, client: Client
) -> None:
    chief = signed_in(cast.chief)
    hostile = "<script>alert(1)</script><b>理由</b>有误之处"
    chief.post(at("take_down", edition.pk, REF), {"basis": "order", "claimant": hostile, "reason": hostile})
    newest = Edition.objects.latest("revision")
    chief.post(at("withdraw", newest.pk), {"kind": "legal", "reason": hostile, "basis": hostile})
    for page in (chief.get(at("standing", newest.pk)), client.get("/weekly/7/")):
        assert "<script>alert(1)" not in page.content.decode()
        assert "&lt;script&gt;alert(1)" in page.content.decode()


@pytest.mark.parametrize("name", ["withdraw_entry", "take_down"])
def test_what_the_issue_never_had_has_no_page_to_take_it_away(
    edition: Edition, cast: Cast, signed_in: SignIn, name: str
) -> None:
    assert signed_in(cast.chief).get(at(name, edition.pk, "9.9.9")).status_code == 404
