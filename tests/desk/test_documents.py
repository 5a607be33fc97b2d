from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from bulletin.models import Masthead
from editorial.models import Issue, SourceDocument, User
from tests import builders
from tests.cast import Cast
from tests.desk.asking import said, text_of

SignIn = Callable[[User], Client]
ADD = "desk:editorial_sourcedocument_add"
BULLETIN = Path(__file__).resolve().parents[2] / "editorial" / "demo" / "issue-1.txt"


def pasted(masthead: Masthead, text: str = "") -> dict[str, object]:
    return {"masthead": masthead.pk, "text": text or BULLETIN.read_text(encoding="utf-8")}


def received(client: Client, masthead: Masthead) -> SourceDocument:
    client.post(reverse(ADD), pasted(masthead))
    return SourceDocument.objects.get()


def test_a_pasted_bulletin_is_read_and_shown_before_anything_is_opened(
    cast: Cast, masthead: Masthead, signed_in: SignIn
) -> None:
    client = signed_in(cast.writer)
    response = client.post(reverse(ADD), pasted(masthead))
    document = SourceDocument.objects.get()
    assert response["Location"] == reverse("desk:editorial_sourcedocument_change", args=[document.pk])
    page = text_of(client.get(response["Location"]))
    titles = [
        entry["title"]
        for part in document.reading["snapshot"]["parts"]
        for section in part["sections"]
        for entry in section["entries"]
    ]
    assert len(titles) > 3
    assert [title for title in titles if title not in page] == []
    assert not Issue.objects.exists()


def test_warnings_and_leftovers_are_listed_with_their_lines(cast: Cast, masthead: Masthead, signed_in: SignIn) -> None:
    document = received(signed_in(cast.writer), masthead)
    document.reading["warnings"] = [{"line": 81, "text": "This is unclear."}]
    document.reading["leftovers"] = [{"line": 17, "text": "散落的一行", "reason": "It has no place."}]
    SourceDocument.objects.filter(pk=document.pk).update(reading=document.reading)
    page = text_of(signed_in(cast.writer).get(reverse("desk:editorial_sourcedocument_change", args=[document.pk])))
    for piece in ('<span class="line">81</span>', "This is unclear.", '<span class="line">17</span>', "散落的一行"):
        assert piece in page


def test_an_accepted_document_is_an_issue(cast: Cast, masthead: Masthead, signed_in: SignIn) -> None:
    client = signed_in(cast.writer)
    document = received(client, masthead)
    accept = reverse("desk:editorial_sourcedocument_accept", args=[document.pk])
    response = client.post(accept)
    issue = Issue.objects.get()
    assert response["Location"] == reverse("desk:editorial_issue_change", args=[issue.pk])
    assert len(builders.entries_of(issue)) == 8
    assert "was accepted already" in said(client.post(accept))[-1]
    assert Issue.objects.count() == 1


def test_an_upload_is_read_like_a_paste(cast: Cast, masthead: Masthead, signed_in: SignIn) -> None:
    upload = SimpleUploadedFile("第1期.txt", BULLETIN.read_bytes())
    signed_in(cast.editor).post(reverse(ADD), {"masthead": masthead.pk, "file": upload})
    assert SourceDocument.objects.get().name == "第1期.txt"


def test_a_text_that_is_no_bulletin_is_refused_and_stays_in_the_form(
    cast: Cast, masthead: Masthead, signed_in: SignIn
) -> None:
    response = signed_in(cast.writer).post(reverse(ADD), pasted(masthead, "只是一句话，没有条目。"))
    assert response.status_code == 200
    assert response.context["form"].non_field_errors()
    assert "只是一句话，没有条目。" in text_of(response)
    assert not SourceDocument.objects.exists()


@pytest.mark.parametrize(
    "data", [b"", b"\x00\x01\x02\xff" * 100, b"%PDF-1.7\n%\xe2\xe3"], ids=["empty", "binary", "pdf"]
)
def test_a_file_that_is_no_text_is_refused_with_a_sentence(
    cast: Cast, masthead: Masthead, signed_in: SignIn, data: bytes
) -> None:
    upload = {"masthead": masthead.pk, "file": SimpleUploadedFile("a.txt", data)}
    response = signed_in(cast.writer).post(reverse(ADD), upload)
    assert response.status_code == 200
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
