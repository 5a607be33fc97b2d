from __future__ import annotations

import re
from typing import Any

import pytest
from django.utils import timezone, translation
from pytest_django import Settings

from bulletin.delivery.letters import Letter
from bulletin.delivery.mail import deliver
from bulletin.models import Masthead
from editorial import posting
from editorial.models import User
from tests.builders import entries_of, open_issue
from tests.cast import Cast
from tests.delivery.sink import Sink
from tests.delivery.test_letters import INJECTIONS, body
from tests.telling.waiting import Event, told, with_mail


def letter_to(person: User) -> Letter:
    (bundle,) = [each for each in posting.due(timezone.now()) if each.person == person]
    return posting.letter(bundle)


def test_a_letter_says_who_did_what_why_and_where(cast: Cast, masthead: Masthead, settings: Settings) -> None:
    settings.DESK_ROOT = "https://desk.example.org"
    issue = open_issue(masthead, by=cast.writer)
    entry = entries_of(issue)[0]
    more: dict[str, Any] = {"issue": issue, "entry": entry, "by": cast.reviewer1, "remark": "请补充附件。"}
    message = told(with_mail(cast.writer), masthead, entry.title, Event.RETURNED, **more)
    letter = letter_to(cast.writer)
    assert letter.subject.startswith("监管周报")
    for words in ("温采编", "楚初审", entry.title, "请补充附件。"):
        assert words in letter.text
    assert f"https://desk.example.org/desk/inbox/{message.pk}/" in letter.text
    assert "https://desk.example.org/desk/settings/" in letter.text


def test_every_link_leads_to_the_desk(cast: Cast, masthead: Masthead, settings: Settings) -> None:
    settings.DESK_ROOT, settings.SITE_ROOT = "https://desk.example.org", "https://bulletin.example.org"
    for event in Event:
        told(with_mail(cast.writer), masthead, event=event)
    text = letter_to(cast.writer).text
    assert set(re.findall(r"[a-z]+://[^/\s]+", text)) == {"https://desk.example.org"}


def test_a_letter_is_written_in_the_language_of_its_masthead(cast: Cast, masthead: Masthead) -> None:
    Masthead.objects.filter(pk=masthead.pk).update(language="en")
    told(with_mail(cast.writer), masthead)
    with translation.override("zh-hans"):
        assert "You get this letter because you work at this desk." in letter_to(cast.writer).text
    Masthead.objects.filter(pk=masthead.pk).update(language="zh-Hans")
    with translation.override("en"):
        # A colon of full width: the one word of a letter that every catalogue has.
        assert "：" in letter_to(cast.writer).subject


def test_mastheads_of_two_languages_are_two_letters(cast: Cast, masthead: Masthead, other_masthead: Masthead) -> None:
    Masthead.objects.filter(pk=other_masthead.pk).update(language="en")
    person = with_mail(cast.writer)
    told(person, masthead)
    told(person, other_masthead)
    assert [bundle.language for bundle in posting.due(timezone.now())] == ["en", "zh-Hans"]


@pytest.mark.parametrize("text", INJECTIONS)
def test_nothing_that_somebody_typed_becomes_a_header(cast: Cast, masthead: Masthead, smtp: Sink, text: str) -> None:
    Masthead.objects.filter(pk=masthead.pk).update(title=text)
    User.objects.filter(pk=cast.writer.pk).update(printed_name=text[:40])
    masthead.refresh_from_db()
    told(with_mail(cast.writer), masthead, text, Event.RETURNED, by=cast.editor, remark=text)
    deliver(letter_to(cast.writer), "writer@example.org")
    message = smtp.accepted[-1][1]
    assert smtp.envelopes == [["writer@example.org"]]
    assert sorted(set(message.keys())) == sorted(
        {"Content-Type", "MIME-Version", "Content-Transfer-Encoding", "Subject", "From", "To", "Date"}
        | {"Message-ID", "Auto-Submitted"}
    )
    assert message["To"] == "writer@example.org"
    assert message.get_content_type() == "text/plain"


def test_markup_in_a_title_arrives_as_it_was_typed(cast: Cast, masthead: Masthead, smtp: Sink) -> None:
    told(with_mail(cast.writer), masthead, "a <b> & {{ c }} %(by)s", Event.RETURNED, by=cast.editor)
    deliver(letter_to(cast.writer), "writer@example.org")
    assert "a <b> & {{ c }} %(by)s" in body(smtp.accepted[-1][1], "plain")


def test_every_attempt_bears_the_same_identity(cast: Cast, masthead: Masthead) -> None:
    told(with_mail(cast.writer), masthead)
    assert letter_to(cast.writer).headers == letter_to(cast.writer).headers
    assert letter_to(cast.writer).headers["Auto-Submitted"] == "auto-generated"
