from __future__ import annotations

import contextlib
import re
from email.message import EmailMessage

import pytest
from django.test import Client
from django.utils import translation
from pytest_django import Settings

from bulletin import store
from bulletin.delivery import tokens
from bulletin.delivery.headers import one_line
from bulletin.delivery.letters import IssueLetter
from bulletin.delivery.mail import PermanentError, deliver
from bulletin.delivery.tokens import Purpose
from bulletin.models import Edition, Masthead
from bulletin.store import StoreError
from tests.archive import builders
from tests.delivery.builders import subscriber
from tests.delivery.sink import Sink

ENDS = ["\r\n", "\n", "\r", "\x00", "\x0b", "\x0c", "\x85", "\u2028", "\u2029", "\x1c", "\x1d", "\x1e"]
INJECTIONS = [
    f"Weekly{end}{rest}"
    for end in ENDS
    for rest in ("Bcc: b@example.org", "To: b@example.org", f"{end}<script>", "X: y", "Content-Type: text/html")
]


def sent(smtp: Sink, edition: Edition, language: str = "zh-hans") -> EmailMessage:
    reader = subscriber(edition.masthead, language=language)
    deliver(IssueLetter(edition, language).to(reader, "delivery-1"), reader.email)
    return smtp.accepted[-1][1]


def body(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    assert part is not None
    text: str = part.get_content()
    return text


def test_the_letter_of_an_issue_tells_what_is_in_it(smtp: Sink, edition: Edition) -> None:
    message = sent(smtp, edition)
    assert message["Subject"] == "《科技信息周报》第144期"
    for kind in ("plain", "html"):
        text = body(message, kind)
        shown = ["数据开放目录公布", "知识产权信息篇", "国家级", "关于第1批数据开放目录的公告", "医药信息篇"]
        assert [words for words in shown if words not in text] == []
        assert "http://localhost:8000/tech-weekly/144/" in text


def test_each_title_leads_to_its_entry(smtp: Sink, edition: Edition) -> None:
    addresses = re.findall(r'<a href="([^"]+)" style="color:#1b1d20', body(sent(smtp, edition), "html"))
    assert addresses == [
        f"http://localhost:8000/tech-weekly/144/{ref}/" for ref in ("1.1.1", "1.1.2", "1.2.1", "2.1.1")
    ]


def test_the_pdf_is_attached_under_its_name(smtp: Sink, edition: Edition) -> None:
    [attached] = sent(smtp, edition).iter_attachments()
    assert attached.get_filename() == "科技信息周报-第144期.pdf"
    assert attached.get_content_type() == "application/pdf"
    assert attached.get_content() == builders.PDF


@pytest.mark.parametrize(("limit", "attached"), [(-1, 0), (0, 1), (1, 1)])
def test_a_pdf_above_the_limit_is_linked_only(
    smtp: Sink, edition: Edition, settings: Settings, limit: int, attached: int
) -> None:
    settings.MAIL_ATTACHMENT_BYTES = len(builders.PDF) + limit
    message = sent(smtp, edition)
    assert len(list(message.iter_attachments())) == attached
    assert "http://localhost:8000/tech-weekly/144/pdf/" in body(message, "plain")


def test_a_damaged_pdf_makes_no_letter(edition: Edition) -> None:
    store.released().path(edition.pdf_digest).write_bytes(b"%PDF-1.7 other")
    with pytest.raises(StoreError):
        IssueLetter(edition, "zh-hans")


def test_leaving_takes_one_click_in_the_text_and_in_the_header(smtp: Sink, edition: Edition) -> None:
    message = sent(smtp, edition)
    found = re.fullmatch(
        r"<http://localhost:8000(/subscription/unsubscribe/[^>\s]+)>", message["List-Unsubscribe"].strip()
    )
    assert found
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert found[1] in body(message, "plain")
    assert found[1] in body(message, "html")
    assert Client().post(found[1], {"List-Unsubscribe": "One-Click"}).status_code == 200
    reader = edition.masthead.subscribers.get()
    assert reader.unsubscribed_at is not None


def test_the_link_to_leave_stands_in_its_header_as_it_is(edition: Edition, smtp: Sink, settings: Settings) -> None:
    settings.SITE_ROOT = "https://a-rather-long-name-of-a-host.of-some-department.example.org"
    sent(smtp, edition)
    header = re.search(rb"^List-Unsubscribe:\s+<(\S+)>\r?$", smtp.raw[-1], re.MULTILINE)
    assert header
    assert header[1].startswith(b"https://a-rather-long-name")
    assert header[1].decode() in body(smtp.accepted[-1][1], "plain")


def test_every_reader_gets_a_link_of_their_own(edition: Edition) -> None:
    letter = IssueLetter(edition, "zh-hans")
    readers = [subscriber(edition.masthead, f"reader{n}@example.org") for n in range(3)]
    links = {letter.to(reader, "x").headers["List-Unsubscribe"] for reader in readers}
    assert len(links) == 3
    claims = [tokens.read(each[1:-2].rpartition("/")[2], Purpose.UNSUBSCRIBE) for each in sorted(links)]
    assert {claim.subscriber for claim in claims if claim} == {reader.pk for reader in readers}


def test_a_letter_in_english_keeps_the_titles_as_printed(smtp: Sink, edition: Edition) -> None:
    text = body(sent(smtp, edition, "en"), "plain")
    assert "To unsubscribe:" in text
    assert "8 January 2021" in text
    assert "知识产权信息篇" in text


def test_writing_a_letter_leaves_the_language_of_the_process_alone(edition: Edition) -> None:
    with translation.override("en"):
        IssueLetter(edition, "zh-hans").to(subscriber(edition.masthead), "x")
        assert translation.get_language() == "en"


def test_a_corrected_issue_says_so_in_its_subject(smtp: Sink, edition: Edition) -> None:
    message = sent(smtp, builders.corrected(edition.masthead, edition), "en")
    assert message["Subject"].strip() == "《科技信息周报》第144期 (corrected edition)"


def test_a_corrected_issue_says_in_the_letter_what_was_wrong(smtp: Sink, edition: Edition) -> None:
    message = sent(smtp, builders.corrected(edition.masthead, edition), "en")
    plain = " ".join(body(message, "plain").split())
    assert "1.1.2 It said 三月一日 It should say 四月一日 日期有误。" in plain
    assert "<del>三月一日</del>" in body(message, "html")
    assert "/tech-weekly/144/1.1.2/" in body(message, "html")


def test_titles_with_markup_are_text_in_both_forms(smtp: Sink, masthead: Masthead) -> None:
    hostile = '<img src=x onerror="alert(1)">{{ 7*7 }}'
    edition = builders.release(masthead, 9, frozen=builders.snapshot(masthead, 9, highlights=(hostile,)))
    message = sent(smtp, edition)
    assert hostile in body(message, "plain")
    assert "<img" not in body(message, "html")
    assert "{{ 7*7 }}" in body(message, "html")


@pytest.mark.parametrize("title", INJECTIONS)
def test_no_title_adds_a_header_or_a_recipient(smtp: Sink, db: None, title: str) -> None:
    masthead = builders.masthead("hostile", title)
    message = sent(smtp, builders.release(masthead, 1))
    assert smtp.envelopes == [["reader@example.org"]]
    assert message["Bcc"] is None
    assert message["X"] is None
    assert message.get_all("To") == ["reader@example.org"]
    assert message["Subject"].strip().startswith("《Weekly ")


@pytest.mark.parametrize("address", [f"reader@example.org{end}Bcc: b@example.org" for end in ENDS])
@pytest.mark.parametrize("place", ["form", "row"])
def test_no_address_adds_a_header_or_a_recipient(smtp: Sink, edition: Edition, address: str, place: str) -> None:
    if place == "form":
        Client().post("/tech-weekly/subscribe/", {"email": address})
    else:
        with pytest.raises(PermanentError):
            deliver(IssueLetter(edition, "en").to(subscriber(edition.masthead, address), "x"), address)
    assert smtp.envelopes == []


@pytest.mark.parametrize("sender", [f"Weekly{end}Bcc: b@example.org <weekly@example.org>" for end in ENDS])
def test_no_name_of_the_sender_adds_a_header(smtp: Sink, edition: Edition, settings: Settings, sender: str) -> None:
    settings.DEFAULT_FROM_EMAIL = sender
    with contextlib.suppress(PermanentError):
        sent(smtp, edition)
    assert [message["Bcc"] for _address, message in smtp.accepted] in ([], [None])
    assert smtp.envelopes in ([], [["reader@example.org"]])


@pytest.mark.parametrize("text", INJECTIONS)
def test_a_header_is_always_one_line(text: str) -> None:
    assert len(one_line(text).splitlines()) == 1
