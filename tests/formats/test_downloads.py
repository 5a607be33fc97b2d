from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

import docx
import pytest
from django.core.cache import caches
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client
from django.utils import timezone

from bulletin import formats, store
from bulletin import snapshot as sn
from bulletin.archive import making, public
from bulletin.models import Edition, Withdrawal
from tests.archive import builders
from tests.archive.conftest import issue, masthead
from tests.formats.conftest import picture

__all__ = ["issue", "masthead"]
FORMS = list(formats.TYPES)


@pytest.fixture(autouse=True)
def empty_cache() -> None:
    caches["forms"].clear()


def address(form: str, place: str = "") -> str:
    return f"/tech-weekly/144/{place}{form}/"


@pytest.mark.parametrize("form", FORMS)
def test_every_form_is_made_of_what_is_stored(client: Client, issue: Edition, form: str) -> None:
    response = client.get(address(form))
    assert response.content == formats.made(form, public.snapshot_of(public.at("tech-weekly", 144).get()))
    assert response["Content-Type"] == formats.TYPES[form]
    assert response["Content-Length"] == str(len(response.content))
    assert response["Cache-Control"] == "no-cache"
    assert client.get(address(form, "r1/")).content == response.content


@pytest.mark.parametrize("form", FORMS)
def test_whoever_has_it_gets_304_and_nothing_is_made(
    client: Client, issue: Edition, form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    etag = client.get(address(form))["ETag"]
    caches["forms"].clear()
    monkeypatch.setattr(formats, "made", lambda *_: pytest.fail("it was made again"))
    response = client.get(address(form), headers={"if-none-match": etag})
    assert (response.status_code, response.content, response["ETag"]) == (304, b"", etag)


def test_what_was_made_is_kept_and_not_made_twice(
    client: Client, issue: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = client.get(address("docx")).content
    monkeypatch.setattr(formats, "made", lambda *_: pytest.fail("it was made again"))
    assert client.get(address("docx")).content == first
    assert client.get(address("docx"), headers={"range": "bytes=0-3"}).content == first[:4]


def test_while_another_form_is_being_made_a_reader_is_asked_to_come_again(
    client: Client, issue: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(making, "PATIENCE_SECONDS", 0.01)
    with making._one_at_a_time:
        response = client.get(address("docx"))
    assert response.status_code == 503
    assert response["Retry-After"]
    assert client.get(address("docx")).status_code == 200


def test_the_word_file_can_be_opened_and_bears_the_name_of_the_issue(client: Client, issue: Edition) -> None:
    response = client.get(address("docx"))
    document = docx.Document(io.BytesIO(response.content))
    assert document.core_properties.title == "科技信息周报 第144期"
    assert unquote(response["Content-Disposition"]).endswith("filename*=UTF-8''科技信息周报-第144期.docx")


def test_text_is_shown_at_once_and_all_others_are_saved(client: Client, issue: Edition) -> None:
    kinds = {form: client.get(address(form))["Content-Disposition"].partition(";")[0] for form in FORMS}
    assert kinds == {"docx": "attachment", "mail": "attachment", "txt": "inline", "md": "attachment"}
    assert client.get(address("txt"))["X-Content-Type-Options"] == "nosniff"


def test_a_corrected_edition_says_so_in_the_name_of_every_file(client: Client, issue: Edition) -> None:
    corrected = replace(
        builders.snapshot(issue.masthead, 144),
        corrections=(sn.Correction(ref="1.1.1", number=144, wrong="甲", right="乙"),),
    )
    builders.release(issue.masthead, 144, frozen=corrected, supersedes=issue)
    endings = {"pdf": "pdf", "html": "html", **formats.ENDINGS}
    for form, ending in endings.items():
        newest = unquote(client.get(address(form))["Content-Disposition"])
        assert newest.endswith(f"科技信息周报-第144期-更正版.{ending}")
        second = unquote(client.get(address(form, "r2/"))["Content-Disposition"])
        assert second.endswith(f"科技信息周报-第144期-更正版-r2.{ending}")
        first = unquote(client.get(address(form, "r1/"))["Content-Disposition"])
        assert first.endswith(f"科技信息周报-第144期.{ending}")
    assert "更正版" in client.get(address("txt")).content.decode()


@pytest.mark.parametrize("form", FORMS)
def test_a_withdrawn_issue_is_gone_in_every_form_even_when_it_was_made_before(
    client: Client, issue: Edition, form: str
) -> None:
    kept = client.get(address(form))["ETag"]
    Withdrawal.objects.create(edition=issue, reason="整期撤稿。", by="主编丙", at=timezone.now())
    for place in ("", "r1/"):
        assert client.get(address(form, place)).status_code == 410
        assert client.get(address(form, place), headers={"if-none-match": kept}).status_code == 410


@pytest.mark.parametrize("form", FORMS)
def test_damaged_bytes_are_never_made_into_a_form(client: Client, issue: Edition, form: str) -> None:
    found = public.at("tech-weekly", 144).get()
    found.snapshot = bytes(found.snapshot).replace("年".encode(), "月".encode(), 1)
    with pytest.raises(store.StoreError):
        making.content(found, form)


def test_a_picture_that_is_gone_from_the_store_makes_no_document(client: Client, issue: Edition) -> None:
    digest = store.released().put(picture())
    body = f'<p>图示如下。</p><figure><img alt="图示" data-digest="{digest}"></figure>'
    parts = (
        sn.Part(title="法规篇", sections=(sn.Section(title="国家级", entries=(builders.notice(1, body_html=body),)),)),
    )
    frozen = replace(sn.normal_form(replace(builders.snapshot(issue.masthead, 145), parts=parts)))
    builders.release(issue.masthead, 145, frozen=frozen)
    assert client.get("/tech-weekly/145/docx/").status_code == 200
    caches["forms"].clear()
    store.released().path(digest).unlink()
    assert client.get("/tech-weekly/145/docx/").status_code == 503
    assert client.get("/tech-weekly/145/md/").status_code == 200


def test_the_page_of_an_issue_offers_every_form(client: Client, issue: Edition) -> None:
    page = client.get("/tech-weekly/144/").content.decode()
    older = client.get("/tech-weekly/144/r1/").content.decode()
    for form in FORMS:
        assert f'href="{address(form)}"' in page
        assert f'href="{address(form, "r1/")}"' in older


@pytest.mark.parametrize(("name", "form"), [("docx", "docx"), ("mail", "mail"), ("text", "txt"), ("markdown", "md")])
def test_the_command_writes_every_form(issue: Edition, tmp_path: Path, name: str, form: str) -> None:
    target = tmp_path / "issue"
    call_command("export_edition", "tech-weekly", "144", "--format", name, "--output", str(target))
    assert target.read_bytes() == formats.made(form, public.snapshot_of(public.at("tech-weekly", 144).get()))


def test_the_command_refuses_what_cannot_be_made(issue: Edition, tmp_path: Path) -> None:
    body = f'<figure><img alt="图示" data-digest="{"a" * 64}"></figure>'
    parts = (sn.Part(sections=(sn.Section(entries=(builders.notice(1, body_html=body),)),)),)
    frozen = sn.normal_form(replace(builders.snapshot(issue.masthead, 145), parts=parts))
    builders.release(issue.masthead, 145, frozen=frozen)
    with pytest.raises(CommandError):
        call_command("export_edition", "tech-weekly", "145", "--format", "docx", "--output", str(tmp_path / "x"))
