from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from bulletin.models import Masthead
from editorial.models import Correction, Entry, Issue, User
from editorial.publishing import correcting
from tests.builders import entries_of, open_issue, refreshed
from tests.cast import Cast
from tests.correcting import way

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]


def at(name: str, issue: Issue, *more: int) -> str:
    return reverse(f"desk:editorial_issue_{name}", args=[issue.pk, *more])


def read(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def line(issue: Issue, **values: Any) -> dict[str, Any]:
    return {"version": refreshed(issue).version, "place": "1.1.1", "wrong": "", "right": "", "note": "", **values}


def test_the_page_of_a_released_issue_offers_a_correction_to_whom_it_is_open(
    cast: Cast, released: Issue, signed_in: SignIn
) -> None:
    assert "Correct…" in read(signed_in(cast.editor), at("change", released))
    assert "Correct…" not in read(signed_in(cast.writer), at("change", released))
    assert "Begin the correction" not in read(signed_in(cast.writer), at("correction", released))


def test_a_correction_begins_with_a_kind_and_a_reason(cast: Cast, released: Issue, signed_in: SignIn) -> None:
    client = signed_in(cast.editor)
    refused = client.post(at("correction", released), {"kind": "", "reason": "题目有误。"}).content.decode()
    assert "Choose whether readers are told." in refused
    assert "题目有误。" in refused
    client.post(at("correction", released), {"kind": "correction", "reason": "题目有误。"})
    assert Correction.objects.get().kind == Correction.Kind.NOTICE


def test_an_issue_that_is_still_made_says_why_no_correction_can_begin(
    cast: Cast, masthead: Masthead, signed_in: SignIn
) -> None:
    issue = open_issue(masthead, by=cast.writer)
    assert "still being made" in read(signed_in(cast.editor), at("correction", issue))


def test_an_entry_is_taken_up_worded_and_put_back(cast: Cast, released: Issue, signed_in: SignIn) -> None:
    way.begin(released, cast)
    client, entry = signed_in(cast.editor), entries_of(released)[0]
    client.post(at("correction_step", released, entry.pk), {"act": "take-up"})
    assert Entry.objects.get(pk=entry.pk).state == Entry.State.DRAFT
    client.post(at("correction_word", released), line(released, wrong="一项", right="两项"))
    assert refreshed(released).corrections[0]["right"] == "两项"
    client.post(at("correction_step", released, entry.pk), {"act": "put-back"})
    assert refreshed(released).corrections == []
    assert not Correction.objects.get().entries.exists()


def test_words_that_are_refused_stand_in_their_place(cast: Cast, released: Issue, signed_in: SignIn) -> None:
    way.begin(released, cast)
    way.corrected(entries_of(released)[0], cast)
    page = signed_in(cast.editor).post(at("correction_word", released), line(released, wrong="只说了错的"))
    assert "Say what is right" in page.content.decode()
    assert "只说了错的" in page.content.decode()


def test_who_saw_an_older_issue_words_nothing(cast: Cast, released: Issue, signed_in: SignIn) -> None:
    way.begin(released, cast)
    way.corrected(entries_of(released)[0], cast)
    sent = line(released, wrong="甲", right="乙")
    correcting.take_up(entries_of(released)[1], by=cast.editor)
    page = signed_in(cast.editor).post(at("correction_word", released), sent)
    assert "Somebody else changed this" in page.content.decode()
    assert refreshed(released).corrections == []


def test_the_page_shows_both_sides_and_proposes_a_line(cast: Cast, released: Issue, signed_in: SignIn) -> None:
    way.begin(released, cast)
    way.corrected(entries_of(released)[0], cast)
    page = read(signed_in(cast.editor), at("correction", released))
    assert "<del>" in page
    assert "<ins>" in page
    assert "自发布之日起施行</textarea>" in page
    assert "自2026年3月1日起施行</textarea>" in page


def test_a_changed_heading_asks_for_its_line_on_the_page(cast: Cast, released: Issue, signed_in: SignIn) -> None:
    way.begin(released, cast)
    client, part = signed_in(cast.editor), entries_of(released)[0].section.part
    form = {"version": refreshed(released).version, "title": "法规政策篇", "compiler": part.compiler}
    client.post(at("part", released, part.pk), form)
    assert 'name="place" value="1"' in read(client, at("correction", released))
    client.post(at("correction_word", released), line(released, place="1", wrong="政策法规篇", right="法规政策篇"))
    assert refreshed(released).corrections[0]["ref"] == "1"


@pytest.mark.parametrize("place", ["9", "1.9", "9.9.9", "0", "1.1.1.1", "甲"])
def test_a_place_that_is_not_there_is_not_worded(cast: Cast, released: Issue, signed_in: SignIn, place: str) -> None:
    way.begin(released, cast)
    answer = signed_in(cast.editor).post(
        at("correction_word", released), line(released, place=place, right="乙", note="丙")
    )
    assert answer.status_code in (200, 404)
    assert refreshed(released).corrections == []


def test_every_page_of_the_issue_says_that_it_is_being_corrected(
    cast: Cast, released: Issue, signed_in: SignIn
) -> None:
    way.begin(released, cast)
    client = signed_in(cast.editor)
    for name in ("change", "board", "readiness", "sources"):
        assert "revision 2 is being made" in read(client, at(name, released)), name
    assert "correction under way" in read(client, reverse("desk:index"))
    assert "open · correction" in read(client, reverse("desk:editorial_issue_changelist"))


def test_nothing_moves_and_nothing_is_added_on_the_page_of_what_has_appeared(
    cast: Cast, released: Issue, signed_in: SignIn
) -> None:
    way.begin(released, cast)
    page = read(signed_in(cast.editor), at("change", released))
    assert 'form="move"' not in page
    assert "?section=" not in page


def test_a_correction_is_late_for_nothing(cast: Cast, released: Issue, signed_in: SignIn) -> None:
    way.begin(released, cast)
    assert not released.deadlines.exists()
    assert "overdue" not in read(signed_in(cast.editor), reverse("desk:index"))


def test_a_correction_is_given_up_by_a_button(cast: Cast, released: Issue, signed_in: SignIn) -> None:
    way.begin(released, cast)
    signed_in(cast.editor).post(at("correction_give_up", released))
    assert refreshed(released).state == Issue.State.RELEASED


def test_the_revisions_of_an_issue_are_listed_with_what_became_of_their_lines(
    cast: Cast, masthead: Masthead, released: Issue, signed_in: SignIn
) -> None:
    open_issue(masthead, by=cast.writer, number=8)
    edition = way.corrected_edition(released, entries_of(released)[0], cast)
    page = read(signed_in(cast.editor), at("change", released))
    assert "its lines are in 监管周报 第8期" in page
    assert reverse("desk:bulletin_edition_sheet", args=[edition.pk]) in page
    assert reverse("archive:revision-issue", args=["weekly", 7, 1]) in page


def test_readiness_leads_from_a_finding_to_the_correction(cast: Cast, released: Issue, signed_in: SignIn) -> None:
    way.begin(released, cast)
    way.corrected(entries_of(released)[0], cast)
    page = read(signed_in(cast.editor), at("readiness", released))
    assert f"{at('correction', released)}#entry-{entries_of(released)[0].pk}" in page


def test_the_front_matter_keeps_the_issues_own_lines_and_names_other_issues(
    cast: Cast, masthead: Masthead, released: Issue, signed_in: SignIn
) -> None:
    way.begin(released, cast)
    entry = entries_of(released)[0]
    way.corrected(entry, cast)
    way.worded(entry, cast)
    own = refreshed(released).corrections
    client = signed_in(cast.editor)
    form = {
        "version": refreshed(released).version,
        "year_number": 7,
        "dated_on": "2026-02-16",
        "corrections-TOTAL_FORMS": 1,
        "corrections-INITIAL_FORMS": 0,
        "corrections-0-number": 6,
        "corrections-0-ref": "1.1.2",
        "corrections-0-right": "国家药监局",
    }
    client.post(at("front", released), form)
    told = {"ref": "1.1.2", "number": 6, "issue": "第6期", "right": "国家药监局"}
    assert refreshed(released).corrections == [told, *own]
    refused = client.post(
        at("front", released), {**form, "version": refreshed(released).version, "corrections-0-number": 7}
    )
    assert "on the page of its correction" in refused.content.decode()


def test_the_release_page_says_which_revision_goes_out_and_to_whom(
    cast: Cast, masthead: Masthead, released: Issue, signed_in: SignIn
) -> None:
    way.begin(released, cast, way.SILENT)
    entry = entries_of(released)[0]
    way.corrected(entry, cast, {"body_html": entry.body_html.replace("予以", "予已")})
    page = read(signed_in(cast.chief), at("release", way.signed(released, cast)))
    assert "2 · silent fix" in page
    assert "a silent fix is not mailed" in page


def test_a_text_that_readers_have_says_on_its_form_where_it_is_taken_up(
    cast: Cast, released: Issue, signed_in: SignIn
) -> None:
    way.begin(released, cast)
    first, second, _news = entries_of(released)
    correcting.take_up(first, by=cast.editor)
    client = signed_in(cast.editor)
    assert "Take it up" not in read(client, reverse("desk:editorial_notice_change", args=[first.pk]))
    page = read(client, reverse("desk:editorial_notice_change", args=[second.pk]))
    assert "Take it up" in page
    assert at("correction", released) in page
