from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from bulletin import snapshot as shape
from bulletin.models import Dispatch, Edition, PublishedEntry, Withdrawal
from bulletin.refusal import Refused
from editorial.models import Entry, Issue
from editorial.publishing import withdrawing
from tests.cast import Cast
from tests.review.changing import also
from tests.withdrawing.conftest import REF, WRONG

LINES = ("雪豹要点：雪豹通告见第一条",)


def withdraw(edition: Edition, cast: Cast, **options: Any) -> Edition:
    withdrawing.withdraw(edition, WRONG, ref=REF, by=cast.chief, lines=LINES, **options)
    return Edition.objects.get(supersedes=edition)


def test_a_further_revision_has_a_stub_at_the_place_and_everything_else_as_it_was(edition: Edition, cast: Cast) -> None:
    before, made = shape.loads(bytes(edition.snapshot)), withdraw(edition, cast)
    after = shape.loads(bytes(made.snapshot))
    assert (made.revision, made.occasion, made.is_corrected) == (2, "withdrawal", False)
    gone, *rest = after.entries()
    assert (gone.ref, gone.number, gone.title) == (REF, 1, "本条已撤")
    assert gone.removal is not None
    assert (gone.removal.kind, gone.removal.reason) == ("withdrawn", WRONG.reason)
    assert rest == list(before.entries()[1:])
    assert after.issue.highlights == ("另一项要点",)
    assert before.imprint
    assert after.imprint
    assert after.imprint.sign_offs == before.imprint.sign_offs
    assert Edition.objects.filter(pk=edition.pk, pdf_digest=edition.pdf_digest).exists()
    assert Dispatch.objects.count() == 1


def test_the_chief_of_one_part_takes_nothing_out_of_a_whole_issue(edition: Edition, cast: Cast) -> None:
    also(cast.nobody, edition.masthead, "chief", part_code="policy")
    with pytest.raises(Refused):
        withdrawing.withdraw(edition, WRONG, ref=REF, by=cast.nobody)
    assert not Withdrawal.objects.exists()


def test_the_entry_answers_410_with_the_reason_and_the_others_go_on(
    edition: Edition, cast: Cast, client: Client
) -> None:
    withdraw(edition, cast)
    page = client.get(f"/weekly/7/{REF}/", headers={"accept-language": "en"})
    assert page.status_code == 410
    assert WRONG.reason in page.content.decode()
    assert "This entry was withdrawn." in page.content.decode()
    assert client.get("/weekly/7/").status_code == 200
    assert client.get("/weekly/7/1.1.2/").status_code == 200
    assert client.get("/weekly/7/r2/1.1.2/").status_code == 200
    for path in ("r1/", "r1/pdf/", "r1/html/", f"r1/{REF}/", "r1/1.1.2/"):
        assert client.get(f"/weekly/7/{path}").status_code == 410, path
    assert client.get("/weekly/7/9.9.9/").status_code == 404


def test_the_place_keeps_its_number_on_the_page_and_leads_nowhere(edition: Edition, cast: Cast, client: Client) -> None:
    withdraw(edition, cast)
    page = client.get("/weekly/7/").content.decode()
    assert '<span class="entry-gone">本条已撤</span>' in page
    assert f'href="/weekly/7/{REF}/"' not in page
    beside = client.get("/weekly/7/1.1.2/").content.decode()
    assert "本条已撤" not in beside


def test_the_desk_keeps_the_text_and_freezes_it_no_more(edition: Edition, cast: Cast) -> None:
    withdraw(edition, cast)
    entry = Entry.objects.get(ref=REF)
    assert "雪豹正文" in entry.body_html
    assert entry.removal
    assert entry.removal["kind"] == "withdrawn"
    assert Issue.objects.get().highlights == ["另一项要点"]


def test_each_reason_says_all_that_it_still_needs(edition: Edition, cast: Cast) -> None:
    def refused(ground: withdrawing.Ground) -> list[object]:
        with pytest.raises(Refused) as refusal:
            withdrawing.withdraw(edition, ground, ref="8.8.8", by=cast.chief)
        return refusal.value.reasons

    nowhere = withdrawing.NO_ENTRY % {"ref": "8.8.8"}
    short = withdrawing.Ground("wrong", "有误" * 5)
    assert refused(short) == [withdrawing.NO_WRONG % {"count": 10}, nowhere]
    assert refused(withdrawing.Ground("superseded", "已被替代")) == [withdrawing.NO_SUCCESSOR, nowhere]
    assert refused(withdrawing.Ground("legal")) == [withdrawing.NO_GROUND, nowhere]
    assert refused(withdrawing.Ground("takedown", "x")) == [withdrawing.NO_KIND, nowhere]
    long = withdrawing.Ground("legal", "字" * 501, "第1号" * 101)
    assert refused(long) == [withdrawing.TOO_LONG % {"count": each} for each in (500, 300)] + [nowhere]
    assert Withdrawal.objects.count() == 0


def test_only_a_chief_withdraws(edition: Edition, cast: Cast) -> None:
    for person in cast:
        if person != cast.chief:
            with pytest.raises(Refused) as refused:
                withdrawing.withdraw(edition, WRONG, ref=REF, by=person)
            assert refused.value.reasons == [withdrawing.FORBIDDEN]


def test_an_entry_is_withdrawn_once_and_only_from_the_newest_revision(edition: Edition, cast: Cast) -> None:
    second = withdraw(edition, cast)
    with pytest.raises(Refused) as refused:
        withdraw(edition, cast)
    assert refused.value.reasons == [withdrawing.NOT_NEWEST, withdrawing.GONE]
    with pytest.raises(Refused) as refused:
        withdraw(second, cast)
    assert refused.value.reasons == [withdrawing.GONE]
    assert (Withdrawal.objects.count(), Edition.objects.count()) == (1, 2)
    assert PublishedEntry.objects.filter(edition=second, is_removed=True).count() == 1
