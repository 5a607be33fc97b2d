from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.test import Client
from django.urls import reverse

from bulletin.models import Masthead
from editorial.intake import taking
from editorial.models import Candidate, Entry, Issue, Section, SourceDocument, User
from tests import builders
from tests.cast import Cast
from tests.desk.asking import said, text_of
from tests.desk.material import NOTICE, page_of, received, sent

SignIn = Callable[[User], Client]


def test_each_field_names_the_passage_that_was_its_evidence(cast: Cast, masthead: Masthead, signed_in: SignIn) -> None:
    client = signed_in(cast.writer)
    context = page_of(client, received(client, masthead, NOTICE)).context
    (piece,) = context["pieces"]
    quoted = {line.name: [(each.first, each.words) for each in line.quoted] for line in piece.lines}
    assert (6, "2026年3月10日") in quoted["signed_on"]
    assert (1, "2026年第8号") in quoted["document_number"]
    assert [line.text for line in context["sheet"].lines()] == NOTICE.split("\n")


def test_warnings_losses_and_leftovers_stand_with_their_lines(
    cast: Cast, masthead: Masthead, signed_in: SignIn
) -> None:
    client = signed_in(cast.writer)
    document = received(client, masthead)
    reading = document.reading | {
        "warnings": [{"line": 81, "text": "This is unclear."}],
        "leftovers": [{"line": 2, "text": "", "reason": "It has no place."}],
    }
    losses = [{"sentence": "A {what} was lost.", "values": {"what": "picture"}}]
    SourceDocument.objects.filter(pk=document.pk).update(reading=reading, losses=losses)
    page = text_of(page_of(client, document))
    for words in ('href="#L81"', "This is unclear.", "It has no place.", "A picture was lost."):
        assert words in page


def test_the_whole_bulletin_becomes_an_issue_without_what_was_not_ticked(
    cast: Cast, masthead: Masthead, signed_in: SignIn
) -> None:
    client = signed_in(cast.writer)
    document = received(client, masthead)
    refs = [each.ref for each in taking.found_in(document)]
    response = sent(client, document, "issue", ref=refs[1:])
    issue = Issue.objects.get()
    assert response["Location"] == reverse("desk:editorial_issue_change", args=[issue.pk])
    assert [entry.title for entry in builders.entries_of(issue)] == [
        each.entry.title for each in taking.found_in(document)[1:]
    ]
    assert Candidate.objects.filter(state="placed").count() == len(refs) - 1
    assert "Accepted as" in text_of(page_of(client, document))


def test_an_accepted_document_is_accepted_once(cast: Cast, masthead: Masthead, signed_in: SignIn) -> None:
    client = signed_in(cast.writer)
    document = received(client, masthead)
    seen = document.version
    assert sent(client, document, "issue").status_code == 302
    again = {"version": seen, "step": "issue", "shown": [], "ref": []}
    response = client.post(reverse("desk:editorial_sourcedocument_take", args=[document.pk]), again)
    assert "was accepted already" in said(response)[-1]
    assert Issue.objects.count() == 1


def test_a_corrected_field_is_what_the_draft_says_and_the_reading_stays(
    cast: Cast, masthead: Masthead, signed_in: SignIn
) -> None:
    builders.open_issue(masthead, by=cast.writer)
    section = Section.objects.get(code="local")
    client = signed_in(cast.writer)
    document = received(client, masthead, NOTICE)
    before = document.reading
    (ref,) = [each.ref for each in taking.found_in(document)]
    changed = {f"{ref}-signed_on": "2026-03-11", f"{ref}-authorities": "示例局\r\n另一局", "section": section.pk}
    response = sent(client, document, "place", **changed)
    draft = Entry.objects.get(title__contains="第三批示范名单")
    assert response["Location"].endswith(f"#entry-{draft.pk}")
    assert (str(draft.signed_on), draft.authorities) == ("2026-03-11", ["示例局", "另一局"])
    assert (draft.section, draft.state, draft.created_by) == (section, "draft", cast.writer)
    assert SourceDocument.objects.get().reading == before


def test_a_field_that_is_not_ticked_is_not_taken(cast: Cast, masthead: Masthead, signed_in: SignIn) -> None:
    client = signed_in(cast.writer)
    document = received(client, masthead, NOTICE)
    (found,) = taking.found_in(document)
    sent(client, document, "save", **{f"{found.ref}-take": ["document_number", "body_html"]})
    (after,) = taking.found_in(SourceDocument.objects.get())
    assert after.read == found.read
    assert after.entry.document_number == found.read.document_number
    assert (after.entry.signed_on, after.entry.authorities, after.entry.document_type) == (None, (), None)


def test_keeping_what_nobody_changed_changes_nothing(cast: Cast, masthead: Masthead, signed_in: SignIn) -> None:
    client = signed_in(cast.writer)
    document = received(client, masthead)
    sent(client, document, "save")
    assert SourceDocument.objects.get().corrections == {}
    assert SourceDocument.objects.get().version == document.version


def test_a_field_that_cannot_be_is_said_at_the_field_and_nothing_is_kept(
    cast: Cast, masthead: Masthead, signed_in: SignIn
) -> None:
    client = signed_in(cast.writer)
    document = received(client, masthead, NOTICE)
    (found,) = taking.found_in(document)
    response = sent(client, document, "pool", **{f"{found.ref}-signed_on": "2026-02-31", f"{found.ref}-title": " "})
    page = text_of(response)
    assert "This is no date." in page
    assert "An entry needs a title." in page
    assert not Candidate.objects.exists()


def test_no_field_that_the_form_does_not_offer_can_be_sent_to_it(
    cast: Cast, masthead: Masthead, other_masthead: Masthead, signed_in: SignIn
) -> None:
    client = signed_in(cast.writer)
    document = received(client, masthead, NOTICE)
    (found,) = taking.found_in(document)
    columns = ("masthead_id", "digest", "name", "size", "by_id", "issue_id", "reading", "text_digest", "losses")
    before = SourceDocument.objects.values(*columns).get()
    forged: dict[str, Any] = dict.fromkeys(
        ("masthead", "by", "issue", "digest", "name", "reading", "state"), other_masthead.pk
    )
    forged |= {f"{found.ref}-{name}": "9.9.9" for name in ("ref", "number", "sources", "cites", "body_html", "topics")}
    sent(client, document, "save", **forged)
    assert SourceDocument.objects.values(*columns).get() == before
    assert SourceDocument.objects.get().corrections == {}


def test_a_long_bulletin_is_looked_at_a_page_at_a_time_with_its_own_lines(
    cast: Cast, masthead: Masthead, signed_in: SignIn
) -> None:
    text = "".join(f"{n}、关于第{n}项工作的通知\n现将第{n}项工作的安排予以发布。\n" for n in range(1, 61))
    client = signed_in(cast.writer)
    document = received(client, masthead, text)
    context = page_of(client, document, "?page=2").context
    assert next(piece.found.read.title for piece in context["pieces"]) == "关于第51项工作的通知"
    assert (next(iter(context["sheet"].lines())).no, context["sheet"].shown_to) == (101, 121)
    ticked = [piece.found.ref for piece in context["pieces"]]
    values = {"version": document.version, "step": "issue", "shown": ticked, "ref": ticked[1:]}
    for ref in ticked:
        values |= {f"{ref}-title": "改", f"{ref}-kind": "notice", f"{ref}-take": ["document_type", "body_html"]}
    client.post(reverse("desk:editorial_sourcedocument_take", args=[document.pk]), values)
    titles = [entry.title for entry in builders.entries_of(Issue.objects.get())]
    assert (len(titles), titles[0], titles[-1]) == (59, "关于第1项工作的通知", "改")


def test_whoever_saw_another_reading_is_told_so(cast: Cast, masthead: Masthead, signed_in: SignIn) -> None:
    client = signed_in(cast.writer)
    document = received(client, masthead, NOTICE)
    response = sent(client, document, "pool", version=document.version - 1)
    assert "Somebody else changed this" in said(response)[-1]
    assert not Candidate.objects.exists()


def test_an_entry_in_the_pool_says_so_and_is_not_taken_twice(cast: Cast, masthead: Masthead, signed_in: SignIn) -> None:
    client = signed_in(cast.writer)
    document = received(client, masthead)
    refs = [each.ref for each in taking.found_in(document)]
    sent(client, document, "pool", ref=refs[:2])
    page = text_of(page_of(client, document))
    assert page.count("Waits in the pool.") == 2
    assert "Accept as a new issue" not in page
    sent(client, document, "pool", ref=refs[:1])
    assert Candidate.objects.count() == 2


def test_lines_are_marked_by_hand_and_read_again(cast: Cast, masthead: Masthead, signed_in: SignIn) -> None:
    client = signed_in(cast.writer)
    document = received(client, masthead, "随手记下的一行\n正文写在这里，说明一件事情。\n另一件事\n它的正文写在这里。")
    marking = page_of(client, document, "?mark=1")
    assert marking.templates[0].name == "editorial/intake/marking.html"
    values = {"version": document.version, "first": 1, "last": 4, "mark-1": "entry", "mark-2": "body"}
    values |= {"mark-3": "entry", "mark-4": "body"}
    client.post(reverse("desk:editorial_sourcedocument_read", args=[document.pk]), values)
    document = SourceDocument.objects.get()
    assert [each.read.title for each in taking.found_in(document)] == ["随手记下的一行", "另一件事"]
    assert document.marks == {"1": "entry", "2": "body", "3": "entry", "4": "body"}


def test_marks_of_lines_that_were_not_shown_are_kept(cast: Cast, masthead: Masthead, signed_in: SignIn) -> None:
    client = signed_in(cast.writer)
    document = received(client, masthead, NOTICE)
    SourceDocument.objects.filter(pk=document.pk).update(marks={"6": "leave"})
    values = {"version": document.version, "first": 1, "last": 3, "mark-3": "body", "mark-6": "entry"}
    client.post(reverse("desk:editorial_sourcedocument_read", args=[document.pk]), values)
    assert SourceDocument.objects.get().marks == {"3": "body", "6": "leave"}
