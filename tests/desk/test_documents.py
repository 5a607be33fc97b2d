from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from bulletin import store
from bulletin.models import Masthead
from editorial.admin import documents
from editorial.intake import taking, wording
from editorial.models import Issue, SourceDocument, User
from tests.cast import Cast
from tests.desk.asking import said, text_of
from tests.desk.material import ADD, BULLETIN, NOTICE, page_of, pasted, received

SignIn = Callable[[User], Client]


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
