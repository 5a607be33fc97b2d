from __future__ import annotations

import hashlib
from dataclasses import replace
from urllib.parse import unquote

import pytest
from django.test import Client

from bulletin import snapshot as sn
from bulletin import store
from bulletin.models import Edition, Masthead
from tests.archive import builders

PNG = b"\x89PNG\r\n\x1a\n" + b"an image's bytes"
ANNEX = b"%PDF-1.7 an annex"
IMAGE, FILE = (hashlib.sha256(each).hexdigest() for each in (PNG, ANNEX))
PLACE = "/tech-weekly/144/1.1.1"


@pytest.fixture
def illustrated(masthead: Masthead) -> Edition:
    """Its first entry has an image and an annex in the store; its second has neither."""
    store.released().put(PNG)
    store.released().put(ANNEX)
    body = f'<figure><img alt="流程图" data-digest="{IMAGE}"><figcaption>办理流程</figcaption></figure>'
    annex = sn.Attachment(title="附件1/填报说明.pdf", digest=FILE, type="text/html", size=len(ANNEX))
    first = builders.notice(1, body_html=body, attachments=(annex,))
    part = sn.Part(sections=(sn.Section(entries=(first, builders.notice(2))),))
    frozen = replace(builders.snapshot(masthead, 144), parts=(part,))
    return builders.release(masthead, 144, frozen=sn.normal_form(frozen))


def test_an_image_of_the_text_is_shown_from_its_own_address(client: Client, illustrated: Edition) -> None:
    assert f'<img alt="流程图" src="{PLACE}/files/{IMAGE}/">' in client.get(f"{PLACE}/").content.decode()
    response = client.get(f"{PLACE}/files/{IMAGE}/")
    assert (response.content, response["Content-Type"]) == (PNG, "image/png")
    assert response["Content-Disposition"] == "inline"
    assert response["X-Content-Type-Options"] == "nosniff"


def test_an_attachment_is_saved_under_its_title_whatever_it_claims_to_be(client: Client, illustrated: Edition) -> None:
    assert f'href="{PLACE}/files/{FILE}/" download' in client.get(f"{PLACE}/").content.decode()
    response = client.get(f"{PLACE}/files/{FILE}/")
    assert (response.content, response["Content-Type"]) == (ANNEX, "application/octet-stream")
    assert response["Content-Disposition"].startswith("attachment;")
    assert unquote(response["Content-Disposition"]).endswith("附件1 填报说明.pdf")


def test_a_file_is_had_under_its_own_entry_only(client: Client, illustrated: Edition) -> None:
    draft = store.released().put(b"bytes of an issue that waits")
    paths = [f"{PLACE}/files/{draft}/", f"{PLACE}/files/{illustrated.pdf_digest}/"]
    paths += [f"/tech-weekly/144/1.1.2/files/{each}/" for each in (IMAGE, FILE)]
    paths += [f"{PLACE}/files/{IMAGE.upper()}/", f"{PLACE}/files/../{IMAGE}/", f"/static/{IMAGE}", f"/{IMAGE}/"]
    assert {client.get(path).status_code for path in paths} == {404}


def test_a_damaged_attachment_is_never_sent(client: Client, illustrated: Edition) -> None:
    store.released().path(FILE).write_bytes(b"other bytes")
    assert client.get(f"{PLACE}/files/{FILE}/").status_code == 503
