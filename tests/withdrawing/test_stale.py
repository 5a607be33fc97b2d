from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from bulletin import recording, rendering
from bulletin import snapshot as shape
from bulletin.archive import public
from bulletin.models import Edition
from bulletin.refusal import Refused
from bulletin.rendering import Rendered
from editorial.drafting import history, opening
from editorial.models import CorrectedEntry, Issue, Proof
from editorial.publishing import correcting, press, removals, scheduling, taking_down, undoing, withdrawing
from editorial.publishing.due import CHANGED
from editorial.review import signing
from tests import builders
from tests.cast import Cast
from tests.correcting import way
from tests.withdrawing.conftest import CLAIM, REF, WRONG

SOON = timedelta(hours=1)


@pytest.fixture(autouse=True)
def unrendered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Typesetting happens in another process, which is not what is tested here."""
    monkeypatch.setattr(rendering, "render", lambda *_args, **_options: Rendered(b"<p>", b"%PDF", 1, "none"))


@pytest.fixture
def ready(edition: Edition, cast: Cast) -> Issue:
    """Number 7 with a correction of its second entry, signed and ready for release."""
    issue = Issue.objects.get()
    second = builders.entries_of(issue)[1]
    way.begin(issue, cast)
    way.corrected(second, cast)
    way.worded(second, cast)
    return way.signed(issue, cast)


def down(cast: Cast) -> taking_down.Outcome:
    return taking_down.take_down(Edition.objects.latest("revision"), REF, CLAIM, by=cast.chief)


def is_anywhere(client: Client) -> bool:
    rows = public.revisions().filter(entries__ref=REF, entries__is_removed=False)
    return rows.exists() or client.get(f"/weekly/7/{REF}/").status_code != 410


def test_a_correction_that_was_frozen_before_a_takedown_is_not_recorded_after_it(
    ready: Issue, cast: Cast, client: Client
) -> None:
    prepared = press.prepare(ready)
    down(cast)
    with pytest.raises(Refused) as refused:
        press.publish(prepared)
    assert refused.value.reasons == [history.STALE]
    assert not is_anywhere(client)


def test_a_scheduled_correction_does_not_bring_the_text_back(ready: Issue, cast: Cast, client: Client) -> None:
    scheduling.schedule(ready, release_at=timezone.now() + SOON, by=cast.chief)
    down(cast)
    (outcome,) = scheduling.release_due(Proof.objects.get().release_at)
    assert outcome.edition is None
    assert str(CHANGED) in outcome.refusal
    assert not is_anywhere(client)


def test_what_knows_nothing_of_a_withdrawal_is_refused_by_the_record_itself(
    edition: Edition, cast: Cast, client: Client
) -> None:
    down(cast)
    old = shape.loads(bytes(edition.snapshot))
    assert old.imprint is not None
    again = replace(old, imprint=replace(old.imprint, revision=3))
    blob = recording.Blob(edition.pdf_digest, edition.pdf_size)
    with pytest.raises(Refused) as refused:
        recording.record(again, recording.Rendition(blob, blob, 1, "none"), released_at=timezone.now())
    assert refused.value.reasons == [recording.WITHDRAWN % {"ref": REF}]
    assert not is_anywhere(client)


def test_a_correction_under_way_goes_on_with_the_stub(ready: Issue, cast: Cast, client: Client) -> None:
    down(cast)
    for code, who in (("second", cast.reviewer2), ("final", cast.chief)):
        signing.sign(ready, signing.stage_of(ready, code), by=who)
    made = press.release(Issue.objects.get(), by=cast.chief)
    assert (made.revision, made.occasion) == (3, "correction")
    gone = shape.loads(bytes(made.snapshot)).entries()[0]
    assert (gone.ref, gone.title) == (REF, "本条已撤")
    assert not is_anywhere(client)
    assert client.get("/weekly/7/r2/").status_code == 200


def test_an_entry_that_is_being_corrected_leaves_the_correction_when_it_is_taken_down(
    edition: Edition, cast: Cast, client: Client
) -> None:
    issue = Issue.objects.get()
    way.begin(issue, cast)
    correcting.take_up(builders.entries_of(issue)[0], by=cast.editor)
    down(cast)
    assert CorrectedEntry.objects.count() == 0
    correcting.give_up(Issue.objects.get(), by=cast.editor)
    assert Issue.objects.get().state == Issue.State.RELEASED
    assert not is_anywhere(client)


def test_a_later_correction_freezes_the_stub_and_asks_nobody_to_sign_it(
    edition: Edition, cast: Cast, client: Client
) -> None:
    down(cast)
    issue = Issue.objects.get()
    made = way.corrected_edition(issue, builders.entries_of(issue)[1], cast)
    assert made.revision == 3
    assert not is_anywhere(client)


def test_what_a_correction_said_of_an_entry_goes_with_it_and_into_no_later_issue(
    edition: Edition, cast: Cast, client: Client
) -> None:
    issue = Issue.objects.get()
    following = opening.create(
        issue.masthead, replace(builders.FRONT, number=8, dated_on="2026-02-23"), builders.parts(3), by=cast.writer
    )
    entry = builders.entries_of(issue)[0]
    way.begin(issue, cast)
    way.corrected(entry, cast, {"title": "雪豹通告（更正）"})
    way.worded(entry, cast)
    corrected = way.out(issue, cast)
    assert [each["ref"] for each in builders.refreshed(following).corrections] == [REF]
    made = down(cast).edition
    assert made is not None
    assert corrected.is_corrected
    assert shape.loads(bytes(made.snapshot)).corrections == ()
    assert builders.refreshed(following).corrections == []
    page = client.get("/weekly/7/").content.decode()
    assert way.RIGHT not in page
    # One that is opened only now does not take the line up either.
    later = opening.create(
        issue.masthead, replace(builders.FRONT, number=9, dated_on="2026-03-02"), builders.parts(3), by=cast.writer
    )
    assert builders.refreshed(later).corrections == []


def test_the_line_of_a_correction_that_found_no_issue_is_not_taken_up_after_a_takedown(
    edition: Edition, cast: Cast
) -> None:
    issue = Issue.objects.get()
    entry = builders.entries_of(issue)[0]
    way.begin(issue, cast)
    way.corrected(entry, cast, {"title": "雪豹通告（更正）"})
    way.worded(entry, cast)
    way.out(issue, cast)
    down(cast)
    later = opening.open_next(issue.masthead, by=cast.editor)
    assert builders.refreshed(later).corrections == []


def test_an_entry_comes_back_into_what_a_correction_made_meanwhile(
    edition: Edition, cast: Cast, client: Client
) -> None:
    withdrawal = withdrawing.withdraw(edition, WRONG, ref=REF, by=cast.chief)
    issue = Issue.objects.get()
    way.corrected_edition(issue, builders.entries_of(issue)[1], cast)
    asked = undoing.ask(withdrawal, reason="经核实，原文所载日期无误，予以恢复。", by=cast.chief)
    undoing.agree(asked, by=cast.reviewer1)
    made = Edition.objects.latest("revision")
    snapshot = shape.loads(bytes(made.snapshot))
    assert (made.revision, made.occasion, made.is_corrected) == (4, "reinstatement", True)
    assert [each.title == "本条已撤" for each in snapshot.entries()] == [False] * 4
    assert [line.ref for line in snapshot.corrections] == ["1.1.2"]
    assert removals.waiting(made) == []
    assert client.get(f"/weekly/7/{REF}/").status_code == 200


def test_a_withdrawal_that_fails_between_its_steps_has_done_nothing(
    edition: Edition, cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(recording, "record", _killed)
        with pytest.raises(KeyboardInterrupt):
            withdrawing.withdraw(edition, WRONG, ref=REF, by=cast.chief)
    assert client.get(f"/weekly/7/{REF}/").status_code == 200
    assert client.get("/weekly/7/r1/pdf/").status_code == 200
    assert builders.entries_of(Issue.objects.get())[0].removal is None
    withdrawing.withdraw(edition, WRONG, ref=REF, by=cast.chief)
    assert not is_anywhere(client)


def test_a_takedown_that_is_killed_after_its_first_step_holds_and_is_made_whole_later(
    edition: Edition, cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(recording, "record", _killed)
        with pytest.raises(KeyboardInterrupt):
            down(cast)
    assert not is_anywhere(client)
    assert client.get("/weekly/7/").status_code == 410
    made = taking_down.replace(edition, by=cast.chief)
    assert made.revision == 2
    assert client.get("/weekly/7/").status_code == 200
    assert not is_anywhere(client)


def _killed(*_given: object, **_named: object) -> Edition:
    raise KeyboardInterrupt


def retitled(issue: Issue, place: int, cast: Cast) -> Edition:
    """A whole correction of the title of one entry, signed by the only chief."""
    entry = builders.entries_of(issue)[place]
    way.begin(builders.refreshed(issue), cast)
    way.corrected(entry, cast, {"title": f"{entry.title}（更正）"})
    way.worded(entry, cast)
    return way.out(issue, cast)


def test_who_takes_a_text_away_may_sign_what_follows(edition: Edition, cast: Cast) -> None:
    issue = Issue.objects.get()
    later = builders.open_issue(issue.masthead, by=cast.writer, number=8)
    taking_down.take_down(retitled(issue, 0, cast), REF, CLAIM, by=cast.chief, lines=("雪豹要点：雪豹通告见第一条",))
    assert builders.refreshed(later).corrections == []
    # There is one chief, without whom neither a correction nor the next issue ends.
    assert retitled(issue, 1, cast).revision == 4
    builders.signed(builders.refreshed(later), cast)


def test_who_agreed_to_an_undoing_may_sign_the_text_when_it_is_corrected(edition: Edition, cast: Cast) -> None:
    withdrawal = withdrawing.withdraw(edition, WRONG, by=cast.chief, ref=REF)
    asked = undoing.ask(withdrawal, reason="经核实，原文所载日期无误，予以恢复。", by=cast.chief)
    undoing.agree(asked, by=cast.reviewer1)
    assert retitled(Issue.objects.get(), 0, cast).revision == 4
