from __future__ import annotations

from dataclasses import replace

import pytest
from django.test import Client

from bulletin import snapshot as shape
from bulletin.models import Edition, Reinstatement, Withdrawal
from bulletin.refusal import Refused
from editorial.models import Entry, Issue, Message, Undoing, User
from editorial.publishing import taking_down, undoing, withdrawing
from tests.cast import Cast, make_user
from tests.review.changing import also
from tests.withdrawing.conftest import CLAIM, REF, WRONG

REASON = "经核实，原文所载日期无误，予以恢复。"
PATHS = ("/weekly/7/", "/weekly/7/pdf/", "/weekly/7/r1/", f"/weekly/7/{REF}/", f"/weekly/7/r1/{REF}/")


def status(client: Client) -> set[int]:
    return {client.get(path).status_code for path in PATHS}


def whole(edition: Edition, cast: Cast) -> Withdrawal:
    return withdrawing.withdraw(edition, WRONG, by=cast.chief)


def test_an_issue_comes_back_when_a_second_person_agrees(edition: Edition, cast: Cast, client: Client) -> None:
    withdrawal = whole(edition, cast)
    assert status(client) == {410}
    asked = undoing.ask(withdrawal, reason=REASON, by=cast.chief)
    assert status(client) == {410}
    made = undoing.agree(asked, by=cast.reviewer1)
    assert (made.asked_by, made.by, made.reason) == ("朱主编", "楚初审", REASON)
    assert status(client) == {200}
    assert Edition.objects.count() == 1


def test_who_asked_does_not_agree_nor_does_whose_role_does_not(edition: Edition, cast: Cast, client: Client) -> None:
    asked = undoing.ask(whole(edition, cast), reason=REASON, by=cast.chief)
    with pytest.raises(Refused) as refused:
        undoing.agree(asked, by=cast.chief)
    assert refused.value.reasons == [undoing.OWN]
    for person in (cast.writer, cast.editor, cast.proofreader, cast.auditor, cast.nobody):
        with pytest.raises(Refused) as refused:
            undoing.agree(asked, by=person)
        assert refused.value.reasons == [undoing.NOT_YOURS]
    assert (status(client), Reinstatement.objects.count()) == ({410}, 0)


def test_two_people_of_one_name_are_two_people(edition: Edition, cast: Cast, client: Client) -> None:
    namesake = make_user("namesake", cast.chief.printed_name, "chief", edition.masthead)
    made = undoing.agree(undoing.ask(whole(edition, cast), reason=REASON, by=cast.chief), by=namesake)
    assert (made.asked_by, made.by) == ("朱主编", "朱主编 (namesake)")
    assert status(client) == {200}


def test_only_a_chief_asks_and_says_why(edition: Edition, cast: Cast) -> None:
    withdrawal = whole(edition, cast)
    with pytest.raises(Refused) as refused:
        undoing.ask(withdrawal, reason=REASON, by=cast.reviewer1)
    assert refused.value.reasons == [undoing.FORBIDDEN]
    with pytest.raises(Refused) as refused:
        undoing.ask(withdrawal, reason="恢复", by=cast.chief)
    assert refused.value.reasons == [undoing.NO_REASON % {"count": 10}]
    undoing.ask(withdrawal, reason=REASON, by=cast.chief)
    with pytest.raises(Refused) as refused:
        undoing.ask(withdrawal, reason=REASON, by=cast.chief)
    assert refused.value.reasons == [undoing.ASKED]


def test_what_was_dropped_can_be_asked_again(edition: Edition, cast: Cast, client: Client) -> None:
    withdrawal = whole(edition, cast)
    asked = undoing.ask(withdrawal, reason=REASON, by=cast.chief)
    undoing.drop(asked, by=cast.chief)
    with pytest.raises(Refused) as refused:
        undoing.agree(Undoing.objects.get(), by=cast.reviewer1)
    assert refused.value.reasons == [undoing.ENDED]
    # The row that another window still shows as open.
    with pytest.raises(Refused) as refused:
        undoing.agree(asked, by=cast.reviewer1)
    assert refused.value.reasons == [undoing.ENDED]
    assert status(client) == {410}
    undoing.agree(undoing.ask(withdrawal, reason=REASON, by=cast.chief), by=cast.reviewer2)
    assert status(client) == {200}


def test_an_entry_comes_back_with_all_that_went_with_it(edition: Edition, cast: Cast, client: Client) -> None:
    withdrawal = withdrawing.withdraw(edition, WRONG, ref=REF, by=cast.chief, lines=["雪豹要点：雪豹通告见第一条"])
    undoing.agree(undoing.ask(withdrawal, reason=REASON, by=cast.chief), by=cast.reviewer1)
    made = Edition.objects.latest("revision")
    assert (made.revision, made.occasion) == (3, "reinstatement")
    before, after = (shape.loads(bytes(each.snapshot)) for each in (edition, made))
    assert replace(after, imprint=None) == replace(before, imprint=None)
    assert status(client) == {200}
    assert client.get("/weekly/7/r2/").status_code == 200
    assert client.get(f"/weekly/7/r2/{REF}/").status_code == 410
    assert Entry.objects.get(ref=REF).removal is None
    assert Issue.objects.get().highlights == ["雪豹要点：雪豹通告见第一条", "另一项要点"]


def test_one_of_two_comes_back_and_the_other_stays_away(edition: Edition, cast: Cast, client: Client) -> None:
    first = withdrawing.withdraw(edition, WRONG, ref=REF, by=cast.chief)
    taking_down.take_down(Edition.objects.latest("revision"), "1.1.2", CLAIM, by=cast.chief)
    undoing.agree(undoing.ask(first, reason=REASON, by=cast.chief), by=cast.reviewer1)
    assert client.get(f"/weekly/7/{REF}/").status_code == 200
    assert client.get("/weekly/7/1.1.2/").status_code == 410
    # Revision 1 and 2 hold the text that was taken down; 4 has the one and not the other.
    assert [client.get(f"/weekly/7/r{each}/").status_code for each in (1, 2, 3, 4)] == [410, 410, 200, 200]


def test_what_came_back_may_be_withdrawn_again(edition: Edition, cast: Cast, client: Client) -> None:
    for times in (1, 2):
        withdrawal = whole(edition, cast)
        assert (withdrawal.times, status(client)) == (times, {410})
        undoing.agree(undoing.ask(withdrawal, reason=REASON, by=cast.chief), by=cast.reviewer1)
        assert status(client) == {200}


def test_those_who_may_agree_hear_of_it_and_then_the_chiefs(edition: Edition, cast: Cast, founder: User) -> None:
    withdrawal = whole(edition, cast)
    Message.objects.all().delete()
    asked = undoing.ask(withdrawal, reason=REASON, by=cast.chief)
    told = {each.to.username for each in Message.objects.filter(event=Message.Event.UNDOING)}
    assert told == {"founder", "reviewer1", "reviewer2"}
    undoing.agree(asked, by=cast.reviewer1)
    assert {each.to.username for each in Message.objects.filter(event=Message.Event.REINSTATED)} == {"chief", "founder"}


def test_a_reviewer_of_one_part_is_not_asked_to_agree_nor_may(edition: Edition, cast: Cast, client: Client) -> None:
    partly = make_user("partly", "分审")
    also(partly, edition.masthead, "first_reviewer", part_code="policy")
    withdrawal = whole(edition, cast)
    asked = undoing.ask(withdrawal, reason=REASON, by=cast.chief)
    assert partly not in undoing.who_may_agree(asked)
    assert not Message.objects.filter(to=partly).exists()
    with pytest.raises(Refused):
        undoing.agree(asked, by=partly)
    assert status(client) == {410}
