from __future__ import annotations

import base64
from collections.abc import Callable
from email.message import EmailMessage

from django.test import Client
from django.urls import reverse

from bulletin import store
from bulletin.models import Masthead
from editorial.intake import receiving, taking
from editorial.models import SourceDocument, User
from tests import builders
from tests.cast import Cast

TEXT = (
    "示例局关于发布示范名单的通告（2026年第8号）\n现将示范名单予以发布（见附件）。\n"
    "附件：示范名单\n示例局\n2026年3月10日\n"
)
PDF = b"%PDF-1.7\n1 0 obj\nendobj\n%%EOF"


def mailed(cast: Cast, masthead: Masthead, *files: tuple[str, bytes, str]) -> SourceDocument:
    message = EmailMessage()
    message["From"], message["Subject"], message["Date"] = "a@example.org", "通告", "Tue, 10 Mar 2026 10:00:00 +0800"
    message.set_content(TEXT)
    for name, matter, kind in files:
        main, _slash, sub = kind.partition("/")
        message.add_attachment(matter, maintype=main, subtype=sub, filename=name)
    return receiving.receive(bytes(message), "来信.eml", masthead, by=cast.writer)


def test_a_file_of_a_mail_is_the_attachment_that_its_text_names(cast: Cast, masthead: Masthead) -> None:
    (found,) = taking.found_in(mailed(cast, masthead, ("示范名单.pdf", PDF, "application/pdf")))
    (attachment,) = found.read.attachments
    assert (attachment.title, attachment.type, attachment.size) == ("示范名单", "application/pdf", len(PDF))
    assert store.drafts().get(attachment.digest or "") == PDF


def test_files_that_the_text_does_not_name_are_attached_to_the_only_entry(cast: Cast, masthead: Masthead) -> None:
    files = (("说明.pdf", PDF, "application/pdf"), ("图.png", builders.png(), "image/png"))
    (found,) = taking.found_in(mailed(cast, masthead, *files))
    assert [each.title for each in found.read.attachments] == ["示范名单", "说明", "图"]
    assert [bool(each.digest) for each in found.read.attachments] == [False, True, True]


def test_a_picture_of_a_document_is_seen_in_the_reading_view(
    cast: Cast, masthead: Masthead, signed_in: Callable[[User], Client]
) -> None:
    picture = base64.b64encode(builders.png()).decode()
    page = (
        "<html><body><main><h1>示例局关于发布示范名单的通告（2026年第8号）</h1><p>现将示范名单予以发布。</p><p>"
        f'<img src="data:image/png;base64,{picture}" alt="示范牌"></p><p>示例局</p><p>2026年3月10日</p></main></body>'
    )
    document = receiving.receive(page.encode(), "一.html", masthead, by=cast.writer)
    assert [each["type"] for each in document.files] == ["image/png"]
    response = signed_in(cast.writer).get(reverse("desk:editorial_sourcedocument_change", args=[document.pk]))
    assert f'src="data:image/png;base64,{picture}"' in response.content.decode()
