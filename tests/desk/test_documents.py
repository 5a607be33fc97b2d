from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from bulletin import store
from bulletin.models import Masthead
from editorial.admin import documents
from editorial.intake import taking, wording
from editorial.models import Candidate, Entry, Issue, Section, SourceDocument, User
from tests import builders
from tests.cast import Cast
from tests.desk.asking import said, text_of

SignIn = Callable[[User], Client]
ADD = "desk:editorial_sourcedocument_add"
BULLETIN = Path(__file__).resolve().parents[2] / "editorial" / "demo" / "issue-1.txt"
NOTICE = (
    "示例省药品监督管理局关于发布第三批示范名单的通告（2026年第8号）\n"
    "发布日期：2026年3月12日\n"
    "现将第三批示范名单予以发布，自发布之日起施行。\n特此通告。\n"
    "示例省药品监督管理局\n2026年3月10日\n"
)


def pasted(masthead: Masthead, text: str = "") -> dict[str, object]:
    return {"masthead": masthead.pk, "text": text or BULLETIN.read_text(encoding="utf-8")}


def received(client: Client, masthead: Masthead, text: str = "") -> SourceDocument:
    client.post(reverse(ADD), pasted(masthead, text))
    return SourceDocument.objects.latest("pk")


def page_of(client: Client, document: SourceDocument, query: str = "") -> Any:
    return client.get(reverse("desk:editorial_sourcedocument_change", args=[document.pk]) + query)


def sent(client: Client, document: SourceDocument, step: str, **changes: Any) -> Any:
    """Press a button of the reading view with everything as it stands there, but for ``changes`` by name."""
    form = page_of(client, document).context
    values: dict[str, Any] = {"version": SourceDocument.objects.get(pk=document.pk).version, "step": step}
    refs = [piece.found.ref for piece in form["waiting"]]
    values |= {"shown": refs, "ref": refs}
    for piece in form["waiting"]:
        for name, bound in ((each, piece.form[each]) for each in piece.form.fields if each != "take"):
            shown = bound.field.prepare_value(bound.value())
            values[f"{piece.found.ref}-{name}"] = "" if shown is None else shown
        values[f"{piece.found.ref}-take"] = sorted(piece.form.taken())
    return client.post(reverse("desk:editorial_sourcedocument_take", args=[document.pk]), values | changes)


def test_a_pasted_bulletin_is_read_and_shown_before_anything_is_opened(
    cast: Cast, masthead: Masthead, signed_in: SignIn
) -> None:
    client = signed_in(cast.writer)
    response = client.post(reverse(ADD), pasted(masthead))
    document = SourceDocument.objects.get()
    assert response["Location"] == reverse("desk:editorial_sourcedocument_change", args=[document.pk])
    page = text_of(client.get(response["Location"]))
    titles = [each.entry.title for each in taking.found_in(document)]
    assert len(titles) > 3
    assert [title for title in titles if title not in page] == []
    assert not Issue.objects.exists()


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
    forged = dict.fromkeys(("masthead", "by", "issue", "digest", "name", "reading", "state"), other_masthead.pk)
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


def test_an_upload_is_read_like_a_paste(cast: Cast, masthead: Masthead, signed_in: SignIn) -> None:
    upload = SimpleUploadedFile("第1期.txt", BULLETIN.read_bytes())
    signed_in(cast.editor).post(reverse(ADD), {"masthead": masthead.pk, "file": upload})
    assert SourceDocument.objects.get().name == "第1期.txt"


def test_a_large_document_is_kept_and_read_on_its_own_page(
    cast: Cast, masthead: Masthead, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(documents, "AT_ONCE", 10)
    client = signed_in(cast.writer)
    document = received(client, masthead, NOTICE)
    assert document.state == SourceDocument.State.RECEIVED
    assert "kept and not read yet" in text_of(page_of(client, document))
    url = reverse("desk:editorial_sourcedocument_read", args=[document.pk])
    answer = client.post(url, {"version": document.version}, headers={"accept": "application/json"})
    assert answer.json() == {"state": "ready"}
    assert taking.found_in(SourceDocument.objects.get())


def test_the_same_again_leads_to_the_first_with_a_word_about_it(
    cast: Cast, masthead: Masthead, signed_in: SignIn
) -> None:
    first = received(signed_in(cast.writer), masthead)
    response = signed_in(cast.editor).post(reverse(ADD), pasted(masthead))
    assert response["Location"] == reverse("desk:editorial_sourcedocument_change", args=[first.pk])
    assert "This came in before: 温采编" in said(response)[-1]
    assert SourceDocument.objects.count() == 1


def test_a_text_without_entries_can_be_marked_by_hand(cast: Cast, masthead: Masthead, signed_in: SignIn) -> None:
    client = signed_in(cast.writer)
    page = text_of(page_of(client, received(client, masthead, "只是一句话，没有条目。")))
    assert "No entry was found in this text." in page
    assert "Mark where entries begin" in page


@pytest.mark.parametrize("matter", [b"\x00\x01\x02\xff" * 100, b"%PDF-1.7\n%\xe2\xe3"], ids=["binary", "pdf"])
def test_what_cannot_be_read_is_kept_with_a_sentence(
    cast: Cast, masthead: Masthead, signed_in: SignIn, matter: bytes
) -> None:
    client = signed_in(cast.writer)
    client.post(reverse(ADD), {"masthead": masthead.pk, "file": SimpleUploadedFile("a.txt", matter)})
    document = SourceDocument.objects.get()
    page = text_of(page_of(client, document))
    assert "This document cannot be read" in page
    assert wording.told(document.failure) in page
    assert store.drafts().get(document.digest) == matter


def test_an_empty_file_stays_in_the_form(cast: Cast, masthead: Masthead, signed_in: SignIn) -> None:
    upload = {"masthead": masthead.pk, "file": SimpleUploadedFile("a.txt", b"")}
    response = signed_in(cast.writer).post(reverse(ADD), upload)
    assert response.context["form"].non_field_errors()
    assert not SourceDocument.objects.exists()


@pytest.mark.parametrize("both", [True, False])
def test_one_of_file_and_text_is_needed(cast: Cast, masthead: Masthead, signed_in: SignIn, both: bool) -> None:
    values = {"file": SimpleUploadedFile("a.txt", b"x"), "text": "x"} if both else {}
    response = signed_in(cast.writer).post(reverse(ADD), {"masthead": masthead.pk} | values)
    assert "one of the two" in text_of(response)


def test_another_masthead_cannot_be_chosen(
    cast: Cast, masthead: Masthead, other_masthead: Masthead, signed_in: SignIn
) -> None:
    client = signed_in(cast.writer)
    response = client.post(reverse(ADD), pasted(other_masthead))
    assert response.context["form"].errors.keys() == {"masthead"}
    assert other_masthead.title not in text_of(client.get(reverse(ADD)))
