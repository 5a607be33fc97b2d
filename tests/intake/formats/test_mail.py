from __future__ import annotations

from email.message import EmailMessage

import pytest

from editorial.intake import extract
from editorial.intake.extract import Extract
from editorial.intake.formats import sentences
from tests.intake.formats import honest
from tests.intake.formats.honest import BODY, TITLE, told


def message(text: str = BODY) -> EmailMessage:
    made = EmailMessage()
    made["Subject"] = TITLE
    made["From"] = "张三 <zhang@example.org>"
    made["Date"] = "Wed, 06 May 2026 10:00:00 +0800"
    made.set_content(text)
    return made


def read(made: EmailMessage, name: str = "转发.eml") -> Extract:
    return extract.extract(made.as_bytes(), name)


def test_subject_sender_and_date_are_told_and_the_text_is_read() -> None:
    found = read(message())
    assert (found.kind, found.title, found.text) == ("mail", TITLE, BODY + "\n")
    sent = {"sender": "张三 <zhang@example.org>", "sent": "Wed, 06 May 2026 10:00:00 +0800"}
    assert told(found) == {sentences.RECEIVED: sent}


def test_the_formatted_form_is_read_where_there_is_one() -> None:
    made = message()
    made.add_alternative(f"<h2>{TITLE}</h2><p>现将<b>方案</b>印发给你们。</p>", subtype="html")
    assert read(made).text.split("\n") == [f"## {TITLE}", "现将**方案**印发给你们。"]


def test_attached_files_are_kept_under_their_names() -> None:
    made = message()
    made.add_attachment(b"%PDF-1.4 x", maintype="application", subtype="pdf", filename="附件1：方案.pdf")
    made.add_attachment(honest.word(lambda document: None), maintype="application", subtype="x", filename="b.docx")
    made.add_attachment(b"MZ\x90\x00", maintype="application", subtype="pdf", filename="c.pdf")
    found = read(made)
    assert [(file.name, file.type) for file in found.files] == [
        ("附件1：方案.pdf", "application/pdf"),
        ("b.docx", "application/zip"),
    ]
    assert told(found)[sentences.BLOCKED_FILE] == {"name": "c.pdf"}


def test_pictures_of_the_body_become_figures() -> None:
    made = message()
    made.add_alternative('<p>图<img src="cid:p1@x"></p>', subtype="html")
    body = made.get_body(("html",))
    assert body is not None
    body.add_related(honest.picture(), "image", "png", cid="<p1@x>")
    found = read(made)
    assert len(found.files) == 1
    assert found.text.split("\n")[1].startswith("<figure><img ")


def test_a_message_that_only_forwards_another_is_that_other() -> None:
    made = EmailMessage()
    made["Subject"] = "Fwd"
    made.make_mixed()
    made.attach(wrapped(message()))
    assert read(made).text.strip() == BODY


def wrapped(inner: EmailMessage) -> EmailMessage:
    outer = EmailMessage()
    outer["Content-Type"] = "message/rfc822"
    outer.set_payload([inner])
    return outer


@pytest.mark.parametrize("charset", ["gb2312", "gb18030", "utf-8"])
def test_old_programs_charsets_are_read(charset: str) -> None:
    head = f"Subject: =?{charset}?b?1tCzybmri/g=?=\nContent-Type: text/plain; charset={charset}\n\n".encode()
    assert extract.extract(b"From: a@example.org\n" + head + BODY.encode(charset), "a.eml").text == BODY


@pytest.mark.parametrize("charset", ["utf-8", "gb18030"])
def test_headers_written_bare_are_read(charset: str) -> None:
    found = extract.extract(f"From: 张三\nSubject: {TITLE}\nDate: x\n\n{BODY}".encode(charset), "a.eml")
    assert (found.title, found.text) == (TITLE, BODY)


def test_a_page_saved_as_a_web_archive_is_a_page() -> None:
    address = "https://mpa.example.gov.cn/t1.html"
    made = EmailMessage()
    made["From"] = "<Saved by Blink>"
    made["Snapshot-Content-Location"] = address
    made.set_content(honest.page(f"<h1>{TITLE}</h1><p>{BODY}</p>").decode(), subtype="html")
    for name in ("a.mht", "a.mhtml"):
        found = read(made, name)
        assert (found.kind, found.source_url, found.text) == ("html", address, f"# {TITLE}\n{BODY}")


def test_a_message_without_text_is_refused() -> None:
    with pytest.raises(extract.NotRead) as refused:
        read(message(" \n"))
    assert refused.value.sentence == sentences.NO_MESSAGE_TEXT
