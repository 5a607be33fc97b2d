from __future__ import annotations

import pytest
from django.test import Client

from bulletin import rendering
from bulletin import snapshot as shape
from bulletin.archive import public
from bulletin.models import Edition, Masthead, Withdrawal
from bulletin.refusal import Refused
from bulletin.rendering import Rendered
from editorial.drafting import opening
from editorial.models import AuditEntry, Correction, Issue
from editorial.publishing import press, removals, taking_down, undoing, withdrawing, wording
from tests import builders
from tests.cast import Cast
from tests.correcting import way
from tests.withdrawing.conftest import CLAIM, REF, WRONG
from tests.withdrawing.test_verifying import flaws

REASON = "经核实，权利主张已经撤回，予以恢复。"
QUOTE, SAID = f"7/{REF}", "雪豹新句"


@pytest.fixture(autouse=True)
def unrendered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Typesetting happens in another process, which is not what is tested here."""
    monkeypatch.setattr(rendering, "render", lambda *_args, **_options: Rendered(b"<p>", b"%PDF", 1, "none"))


@pytest.fixture
def later(edition: Edition, cast: Cast, masthead: Masthead) -> Issue:
    """Number 8, open, with the line of a correction of the entry that number 7 reported first."""
    issue = Issue.objects.get()
    later = builders.open_issue(masthead, by=cast.writer, number=8, dated_on="2026-02-23")
    corrected(issue, cast)
    assert [each["ref"] for each in builders.refreshed(later).corrections] == [REF]
    return builders.refreshed(later)


def corrected(issue: Issue, cast: Cast) -> Edition:
    """A whole correction of the entry, whose line bears words that stand nowhere else."""
    entry = builders.entries_of(issue)[0]
    way.begin(issue, cast)
    way.corrected(entry, cast, {"title": "雪豹通告（更正）"})
    wording.word(entry, wrong="雪豹旧句", right=SAID, by=cast.editor)
    return way.out(issue, cast)


def out(issue: Issue, cast: Cast) -> Edition:
    return press.release(builders.signed(issue, cast), by=cast.chief)


def down(cast: Cast) -> taking_down.Outcome:
    newest = Edition.objects.filter(number=7).latest("revision")
    return taking_down.take_down(newest, REF, CLAIM, by=cast.chief)


def undone(withdrawal: Withdrawal, cast: Cast) -> None:
    undoing.agree(undoing.ask(withdrawal, reason=REASON, by=cast.chief), by=cast.reviewer1)


def quoting(client: Client) -> list[str]:
    """Addresses of number 8 that still show what the line quotes."""
    paths = [f"/weekly/8/{revision}{form}" for revision in ("", "r1/", "r2/") for form in ("", "json/", "md/", "txt/")]
    return [path for path in paths if SAID in client.get(path).content.decode()]


def test_the_released_issue_that_quotes_it_has_a_further_revision_without_the_line(
    later: Issue, cast: Cast, client: Client
) -> None:
    first = out(later, cast)
    assert quoting(client)
    outcome = down(cast)
    (other,) = outcome.others
    traced = AuditEntry.objects.filter(verb="take down", refused=False).values_list("object", "remark")
    assert (str(first), QUOTE) in traced
    assert (other.number, other.revision, other.occasion) == (8, 2, "takedown")
    assert shape.loads(bytes(other.snapshot)).corrections == ()
    assert shape.loads(bytes(other.snapshot)).entries() == shape.loads(bytes(first.snapshot)).entries()
    assert quoting(client) == []
    assert [client.get(f"/weekly/8/{path}").status_code for path in ("", "r2/", "r1/", "r1/pdf/", "r1/html/")] == [
        200,
        200,
        410,
        410,
        410,
    ]
    assert client.get("/weekly/8/1.1.1/").status_code == 200
    assert flaws() == []
    assert builders.refreshed(later).corrections == []


def test_every_revision_that_quotes_it_goes_and_one_that_does_not_stays(
    later: Issue, cast: Cast, client: Client
) -> None:
    out(later, cast)
    # A correction of number 8 itself keeps the line about number 7.
    way.corrected_edition(builders.refreshed(later), builders.entries_of(later)[1], cast)
    assert quoting(client)
    down(cast)
    statuses = [client.get(f"/weekly/8/{path}").status_code for path in ("", "r1/", "r2/", "r3/")]
    assert (statuses, quoting(client)) == ([200, 410, 410, 200], [])
    page = client.get("/weekly/8/r1/", headers={"accept-language": "en"}).content.decode()
    assert "It quotes an entry that was taken down." in page
    assert [line.number for line in shape.loads(bytes(Edition.objects.latest("pk").snapshot)).corrections] == [8]


def test_a_correction_of_the_quoting_issue_that_is_under_way_goes_on_without_the_line(
    later: Issue, cast: Cast, client: Client
) -> None:
    out(later, cast)
    later = builders.refreshed(later)
    way.begin(later, cast)
    second = builders.entries_of(later)[1]
    way.corrected(second, cast)
    way.worded(second, cast)
    down(cast)
    made = way.out(later, cast)
    assert (made.number, made.revision) == (8, 3)
    assert quoting(client) == []


def test_a_release_of_the_quoting_issue_that_was_frozen_before_is_refused(later: Issue, cast: Cast) -> None:
    prepared = press.prepare(builders.signed(later, cast))
    down(cast)
    with pytest.raises(Refused):
        press.publish(prepared)


def test_where_the_other_revision_cannot_be_made_the_quote_is_gone_all_the_same(
    later: Issue, cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    out(later, cast)
    with monkeypatch.context() as broken:
        broken.setattr(rendering, "render", _failing)
        outcome = down(cast)
    assert (outcome.edition, outcome.others) == (None, ())
    assert len(outcome.refusals) == 1
    assert [client.get(f"/weekly/8/{path}").status_code for path in ("", "r1/", "pdf/")] == [410, 410, 410]
    assert [each.ref for each in removals.waiting(Edition.objects.get(number=8))] == [QUOTE]
    assert "entry 7/1.1.1 was taken down, and the revision that no longer quotes it" in " ".join(flaws())
    made = taking_down.replace(Edition.objects.get(number=8), by=cast.chief)
    assert (made.number, made.revision) == (8, 2)
    assert client.get("/weekly/8/").status_code == 200
    assert quoting(client) == []


def _failing(*_given: object, **_named: object) -> Rendered:
    raise Refused(["The renderer was stopped."])


def test_the_quote_is_undone_with_the_takedown_and_the_line_goes_to_the_next_open_issue(
    later: Issue, cast: Cast, client: Client, masthead: Masthead
) -> None:
    out(later, cast)
    outcome = down(cast)
    quote = Withdrawal.objects.get(ref=QUOTE)
    with pytest.raises(Refused) as refused:
        undoing.ask(quote, reason=REASON, by=cast.chief)
    assert refused.value.reasons == [undoing.FOLLOWS]
    following = builders.open_issue(masthead, by=cast.writer, number=9, dated_on="2026-03-02")
    assert following.corrections == []
    undone(outcome.withdrawal, cast)
    assert flaws() == []
    assert client.get("/weekly/8/r1/").status_code == 200
    assert [line["ref"] for line in builders.refreshed(following).corrections] == [REF]
    assert Correction.objects.get().carried_to == following


def test_a_takedown_again_takes_the_quotes_that_came_back(later: Issue, cast: Cast, client: Client) -> None:
    out(later, cast)
    undone(down(cast).withdrawal, cast)
    assert client.get("/weekly/8/r1/").status_code == 200
    down(cast)
    assert [client.get(f"/weekly/8/{path}").status_code for path in ("", "r1/", "r2/")] == [200, 410, 200]
    assert quoting(client) == []
    assert Withdrawal.objects.filter(ref=QUOTE, reinstatement=None).count() == 1


def test_a_withdrawal_leaves_the_issues_that_have_appeared_as_they_are(
    later: Issue, cast: Cast, client: Client
) -> None:
    out(later, cast)
    newest = Edition.objects.filter(number=7).latest("revision")
    withdrawing.withdraw(newest, WRONG, ref=REF, by=cast.chief)
    assert client.get("/weekly/8/r1/").status_code == 200
    assert [each["ref"] for each in builders.refreshed(later).corrections] == [REF]


def test_a_line_that_a_takedown_took_out_of_an_open_issue_comes_back_with_its_undoing(later: Issue, cast: Cast) -> None:
    outcome = down(cast)
    assert builders.refreshed(later).corrections == []
    undone(outcome.withdrawal, cast)
    assert [line["ref"] for line in builders.refreshed(later).corrections] == [REF]


def test_a_line_that_came_back_while_nothing_was_open_waits_for_the_next_issue(
    edition: Edition, cast: Cast, masthead: Masthead
) -> None:
    issue = Issue.objects.get()
    corrected(issue, cast)
    outcome = down(cast)
    assert builders.refreshed(opening.open_next(masthead, by=cast.editor)).corrections == []
    Issue.objects.filter(number=8).update(state=Issue.State.SUBMITTED)
    undone(outcome.withdrawal, cast)
    following = opening.open_next(masthead, by=cast.editor)
    assert [line["ref"] for line in builders.refreshed(following).corrections] == [REF]


def test_lines_leave_an_open_issue_when_their_number_is_withdrawn_and_come_back_once(
    later: Issue, cast: Cast, masthead: Masthead
) -> None:
    newest = Edition.objects.filter(number=7).latest("revision")
    withdrawal = withdrawing.withdraw(newest, WRONG, by=cast.chief)
    assert builders.refreshed(later).corrections == []
    assert builders.refreshed(opening.open_next(masthead, by=cast.editor)).corrections == []
    undone(withdrawal, cast)
    assert [line["ref"] for line in builders.refreshed(later).corrections] == [REF]
    assert Issue.objects.get(number=9).corrections == []


def test_what_somebody_typed_about_a_withdrawn_number_stays(later: Issue, cast: Cast) -> None:
    typed = {"ref": "", "number": 7, "issue": "第7期", "right": "第7期已撤回。"}
    Issue.objects.filter(pk=later.pk).update(corrections=[*later.corrections, typed])
    withdrawing.withdraw(Edition.objects.filter(number=7).latest("revision"), WRONG, by=cast.chief)
    assert builders.refreshed(later).corrections == [typed]


def test_who_took_a_number_back_may_sign_the_issue_that_lost_its_lines(later: Issue, cast: Cast) -> None:
    withdrawing.withdraw(Edition.objects.filter(number=7).latest("revision"), WRONG, by=cast.chief)
    assert out(later, cast).number == 8


def test_nothing_of_a_quote_is_public_whatever_else_is_withdrawn(later: Issue, cast: Cast) -> None:
    out(later, cast)
    whole = withdrawing.withdraw(Edition.objects.get(number=8), WRONG, by=cast.chief)
    down(cast)
    undone(whole, cast)
    assert [each.revision for each in public.revisions().filter(number=8)] == [2]
