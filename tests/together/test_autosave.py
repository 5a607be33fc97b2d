from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from bulletin.models import Masthead
from editorial.models import AuditEntry, Autosave, Entry, Section, User
from tests import builders
from tests.cast import Cast
from tests.entries.pages import address, controls, opened, saved

SignIn = Callable[[User], Client]
OFFER = "You have unsaved text of"


@pytest.fixture
def entry(masthead: Masthead, cast: Cast) -> Entry:
    return builders.entries_of(builders.open_issue(masthead, by=cast.writer))[0]


def keep(client: Client, entry: Entry, values: dict[str, Any], **changes: Any) -> Any:
    return client.post(reverse(f"desk:editorial_{entry.kind}_autosave", args=[entry.pk]), {**values, **changes})


def page(client: Client, entry: Entry, query: str = "") -> Any:
    return client.get(address(entry) + query)


def test_what_was_typed_is_offered_when_the_form_is_opened_again(cast: Cast, entry: Entry, signed_in: SignIn) -> None:
    client = signed_in(cast.writer)
    assert OFFER not in page(client, entry).content.decode()
    keep(client, entry, opened(client, entry), title="半句", **{"effective-0-text": "次月一日"})
    response = page(client, entry)
    assert OFFER in response.content.decode()
    assert controls(response)["title"] == entry.title
    values = controls(page(client, entry, "?restore"))
    assert (values["title"], values["effective-0-text"]) == ("半句", "次月一日")
    assert Entry.objects.get(pk=entry.pk).title == entry.title


def test_saving_what_was_restored_ends_the_offer(cast: Cast, entry: Entry, signed_in: SignIn) -> None:
    client = signed_in(cast.writer)
    keep(client, entry, opened(client, entry), title="新题")
    assert saved(client, entry, controls(page(client, entry, "?restore"))).status_code == 302
    assert Entry.objects.get(pk=entry.pk).title == "新题"
    assert not Autosave.objects.exists()


def test_what_was_restored_onto_a_changed_entry_stands_beside_it(cast: Cast, entry: Entry, signed_in: SignIn) -> None:
    writer, editor = signed_in(cast.writer), signed_in(cast.editor)
    keep(writer, entry, opened(writer, entry), title="甲的题")
    saved(editor, entry, opened(editor, entry), title="乙的题")
    assert "both versions will stand side by side" in page(writer, entry).content.decode()
    response: Any = saved(writer, entry, controls(page(writer, entry, "?restore")))
    assert response.status_code == 200
    assert controls(response)["title"] == "甲的题"
    assert "乙的题" in response.content.decode()
    assert Autosave.objects.count() == 1
    assert Entry.objects.get(pk=entry.pk).title == "乙的题"


def test_discarding_throws_ones_text_away(cast: Cast, entry: Entry, signed_in: SignIn) -> None:
    client = signed_in(cast.writer)
    keep(client, entry, opened(client, entry), title="不要的")
    response = keep(client, entry, {}, discard="yes")
    assert (response.status_code, response["Location"]) == (302, address(entry))
    assert OFFER not in page(client, entry).content.decode()


def test_typed_and_taken_back_is_nothing_to_keep(cast: Cast, entry: Entry, signed_in: SignIn) -> None:
    client = signed_in(cast.writer)
    values = opened(client, entry)
    assert keep(client, entry, values, title="改").json()["at"]
    assert keep(client, entry, values).json() == {"at": None}
    assert not Autosave.objects.exists()


def test_a_form_that_cannot_be_saved_yet_is_kept_as_it_is(cast: Cast, entry: Entry, signed_in: SignIn) -> None:
    client = signed_in(cast.writer)
    keep(client, entry, opened(client, entry), title="", signed_on="不是日子")
    values = controls(page(client, entry, "?restore"))
    assert (values["title"], values["signed_on"]) == ("", "不是日子")


def test_nobody_sees_what_somebody_else_has_not_saved(cast: Cast, entry: Entry, signed_in: SignIn) -> None:
    writer = signed_in(cast.writer)
    keep(writer, entry, opened(writer, entry), title="还没写完的话")
    for person in cast:
        if person == cast.writer:
            continue
        client = signed_in(person)
        found = [page(client, entry, query).content.decode() for query in ("", "?restore")]
        found.append(client.get(reverse("desk:editorial_notice_autosave", args=[entry.pk])).content.decode())
        keep(client, entry, {}, discard="yes")
        assert not [text for text in found if "还没写完的话" in text or OFFER in text], person
    assert Autosave.objects.get().user == cast.writer


def test_two_people_keep_one_text_each(cast: Cast, entry: Entry, signed_in: SignIn) -> None:
    writer, editor = signed_in(cast.writer), signed_in(cast.editor)
    keep(writer, entry, opened(writer, entry), title="甲稿")
    keep(editor, entry, opened(editor, entry), title="乙稿")
    keep(writer, entry, opened(writer, entry), title="甲稿二")
    assert controls(page(writer, entry, "?restore"))["title"] == "甲稿二"
    assert controls(page(editor, entry, "?restore"))["title"] == "乙稿"


def test_a_new_entry_is_kept_before_it_exists(cast: Cast, entry: Entry, signed_in: SignIn) -> None:
    client = signed_in(cast.writer)
    section = Section.objects.get(code="local")
    form = f"{reverse('desk:editorial_article_add')}?section={section.pk}"
    url = reverse("desk:editorial_article_autosave_new", args=[section.pk])
    client.post(url, {**controls(client.get(form)), "title": "新的资讯"})
    assert OFFER in client.get(form).content.decode()
    assert OFFER not in client.get(form.replace("article", "notice")).content.decode()
    values = controls(client.get(f"{form}&restore"))
    assert values["title"] == "新的资讯"
    assert client.post(form, values).status_code == 302
    assert Entry.objects.get(title="新的资讯").section == section
    assert not Autosave.objects.exists()


def test_keeping_leaves_no_trace_and_raises_no_version(cast: Cast, entry: Entry, signed_in: SignIn) -> None:
    client = signed_in(cast.writer)
    before = AuditEntry.objects.count()
    keep(client, entry, opened(client, entry), title="半句")
    keep(client, entry, {}, discard="yes")
    assert (AuditEntry.objects.count(), Entry.objects.get(pk=entry.pk).version) == (before, entry.version)


def test_an_uploaded_file_survives_in_what_was_kept(cast: Cast, entry: Entry, signed_in: SignIn) -> None:
    client = signed_in(cast.writer)
    values = {**opened(client, entry), "attachments-1-file": SimpleUploadedFile("表.pdf", b"%PDF-1.7 x")}
    assert saved(client, entry, values).status_code == 302
    keep(client, entry, opened(client, entry), title="改题")
    assert saved(client, entry, controls(page(client, entry, "?restore"))).status_code == 302
    assert [bool(each.digest) for each in Entry.objects.get(pk=entry.pk).attachments.all()] == [False, True]


def test_a_page_learns_for_whom_the_desk_would_keep_its_text(cast: Cast, entry: Entry, signed_in: SignIn) -> None:
    answer = signed_in(cast.writer).get(reverse("desk:editorial_notice_autosave", args=[entry.pk]))
    assert answer.json()["user"] == cast.writer.pk
    assert answer.json()["token"]
    assert "no-store" in answer["Cache-Control"]
    assert Client().get(reverse("desk:editorial_notice_autosave", args=[entry.pk])).status_code == 302
