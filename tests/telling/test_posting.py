from __future__ import annotations

import datetime as dt
from email.message import EmailMessage
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from pytest_django import Settings

from bulletin.models import Masthead
from editorial import posting
from editorial.models import Membership, Message, User
from editorial.posting import Post
from tests.builders import entries_of, open_issue
from tests.cast import Cast
from tests.delivery.sink import Sink
from tests.telling.waiting import Event, told, with_mail

SHANGHAI = ZoneInfo("Asia/Shanghai")
MONDAY = dt.datetime(2026, 3, 2, tzinfo=SHANGHAI)
Mails = list[EmailMessage]


def at(hour: int, minute: int = 0, day: int = 0) -> dt.datetime:
    return MONDAY + dt.timedelta(days=day, hours=hour, minutes=minute)


def recipients(mails: Mails) -> list[str]:
    return [address for mail in mails for address in mail.to]  # type: ignore[attr-defined]


def test_at_once_means_soon_after_the_event(cast: Cast, masthead: Masthead, mailoutbox: Mails) -> None:
    told(with_mail(cast.writer), masthead, at=at(9))
    assert Post().round(at(9)) == 0
    assert Post().round(at(9, 1)) == 1
    assert recipients(mailoutbox) == ["writer@example.org"]
    assert Message.objects.get().mailed_at is not None


def test_what_comes_within_a_moment_is_one_letter(cast: Cast, masthead: Masthead, mailoutbox: Mails) -> None:
    person = with_mail(cast.writer)
    for name in "甲乙丙":
        told(person, masthead, f"第{name}篇", at=at(9))
    assert Post().round(at(9, 1)) == 1
    (mail,) = mailoutbox
    body = str(mail.body)  # type: ignore[attr-defined]
    assert [name for name in "甲乙丙" if f"第{name}篇" in body] == ["甲", "乙", "丙"]


def test_the_daily_letter_comes_at_eight_of_the_house_with_what_is_unread(
    cast: Cast, masthead: Masthead, mailoutbox: Mails
) -> None:
    person = with_mail(cast.writer, "daily")
    told(person, masthead, "昨天上午", at=at(10))
    told(person, masthead, "今天清早", at=at(7, 59, day=1))
    told(person, masthead, "八点以后", at=at(8, 1, day=1))
    read = told(person, masthead, "读过的", at=at(11))
    Message.objects.filter(pk=read.pk).update(read_at=timezone.now())
    assert Post().round(at(23)) == 0
    assert Post().round(at(7, 59, day=1)) == 0
    assert Post().round(at(8, day=1)) == 1
    assert Post().round(at(12, day=1)) == 0
    (mail,) = mailoutbox
    body = str(mail.body)  # type: ignore[attr-defined]
    assert ["昨天上午" in body, "今天清早" in body, "八点以后" in body, "读过的" in body] == [True, True, False, False]
    assert Post().round(at(8, day=2)) == 1


def test_never_means_the_inbox_alone_for_good(cast: Cast, masthead: Masthead, mailoutbox: Mails) -> None:
    person = with_mail(cast.writer, "never")
    message = told(person, masthead)
    Post().round()
    with_mail(person, "once")
    Post().round()
    assert mailoutbox == []
    message.refresh_from_db()
    assert (message.mailed_at, bool(message.failure), message.read_at) == (None, True, None)


@pytest.mark.parametrize("rhythm", ["once", "daily", "never"])
def test_a_release_without_review_is_mailed_whatever_a_chief_chose(
    cast: Cast, masthead: Masthead, mailoutbox: Mails, rhythm: str
) -> None:
    message = told(with_mail(cast.chief, rhythm), masthead)
    Message.objects.filter(pk=message.pk).update(event=Message.Event.OVERRIDDEN, at=at(7, 30))
    assert Post().round(at(7, 45)) == 1
    assert len(mailoutbox) == 1


def test_what_was_read_on_the_desk_is_not_mailed(cast: Cast, masthead: Masthead, mailoutbox: Mails) -> None:
    message = told(with_mail(cast.writer), masthead)
    Message.objects.filter(pk=message.pk).update(read_at=timezone.now())
    Post().round()
    assert mailoutbox == []


def test_nobody_is_mailed_of_a_masthead_that_they_may_not_view_any_more(
    cast: Cast, masthead: Masthead, other_masthead: Masthead, mailoutbox: Mails
) -> None:
    person = with_mail(cast.writer)
    Membership.objects.create(user=person, masthead=other_masthead, role="writer")
    refused, sent = told(person, masthead, "旧刊"), told(person, other_masthead, "新刊")
    Membership.objects.filter(user=person, masthead=masthead).delete()
    Post().round()
    (mail,) = mailoutbox
    assert "旧刊" not in f"{mail.body}{mail.subject}"  # type: ignore[attr-defined]
    refused.refresh_from_db()
    sent.refresh_from_db()
    assert (refused.mailed_at, sent.failure) == (None, "")
    assert refused.failure


def test_a_right_for_one_part_brings_no_mail_of_another(cast: Cast, masthead: Masthead, mailoutbox: Mails) -> None:
    issue = open_issue(masthead, by=cast.editor)
    notice, _local, article = entries_of(issue)
    person = with_mail(cast.writer)
    Membership.objects.filter(user=person).update(part_code="news")
    told(person, masthead, "政策", Event.RETURNED, issue=issue, entry=notice)
    told(person, masthead, "资讯", Event.RETURNED, issue=issue, entry=article)
    Post().round()
    (mail,) = mailoutbox
    assert "政策" not in f"{mail.body}{mail.subject}"  # type: ignore[attr-defined]


def test_whoever_left_gets_nothing(cast: Cast, masthead: Masthead, mailoutbox: Mails) -> None:
    told(with_mail(cast.writer), masthead)
    User.objects.filter(pk=cast.writer.pk).update(is_active=False)
    Post().round()
    assert mailoutbox == []


def test_whoever_leaves_while_the_letters_are_written_gets_nothing(
    cast: Cast, masthead: Masthead, mailoutbox: Mails
) -> None:
    told(with_mail(cast.writer), masthead)
    (bundle,) = posting.due(timezone.now())
    User.objects.filter(pk=cast.writer.pk).update(is_active=False)
    now = timezone.now()
    assert posting._seen(posting.claim(bundle, now), now) == []


def test_what_is_claimed_is_nobody_elses_to_send(cast: Cast, masthead: Masthead) -> None:
    told(with_mail(cast.writer), masthead)
    (bundle,) = posting.due(timezone.now())
    assert len(posting.claim(bundle, timezone.now())) == 1
    assert posting.claim(bundle, timezone.now()) == []


def test_a_claim_that_was_never_settled_is_a_doubt_and_not_sent_again(
    cast: Cast, masthead: Masthead, mailoutbox: Mails, caplog: pytest.LogCaptureFixture
) -> None:
    message = told(with_mail(cast.writer), masthead)
    (bundle,) = posting.due(timezone.now())
    posting.claim(bundle, timezone.now())
    Post().round()
    assert Message.objects.get().failure == ""
    Message.objects.filter(pk=message.pk).update(claimed_at=timezone.now() - dt.timedelta(hours=1))
    Post().round()
    Post().round()
    assert mailoutbox == []
    assert Message.objects.get().failure
    assert caplog.text.count("is not known") == 1


@pytest.mark.parametrize(("name", "settled"), [("gone", True), ("spam", True), ("later", False), ("full", False)])
def test_only_a_refusal_for_good_is_final(cast: Cast, masthead: Masthead, smtp: Sink, name: str, settled: bool) -> None:
    told(with_mail(cast.writer, address=f"{name}@example.org"), masthead)
    Post().round()
    message = Message.objects.get()
    assert (message.mailed_at, bool(message.failure)) == (None, settled)
    assert (message.claimed_at is None) != settled
    assert smtp.accepted == []


def test_a_server_that_asks_for_patience_gets_it_and_holds_up_nobody_else(
    cast: Cast, masthead: Masthead, smtp: Sink
) -> None:
    message = told(with_mail(cast.writer, address="later@example.org"), masthead)
    told(with_mail(cast.editor), masthead)
    post, now = Post(), timezone.now()
    for _round in range(3):
        post.round(now)
    assert smtp.recipients == ["editor@example.org"]
    User.objects.filter(pk=cast.writer.pk).update(email="writer@example.org")
    post.round(now + dt.timedelta(minutes=1))
    assert smtp.recipients == ["editor@example.org"]
    post.round(now + dt.timedelta(minutes=6))
    assert smtp.recipients == ["editor@example.org", "writer@example.org"]
    assert Message.objects.get(pk=message.pk).mailed_at is not None


def test_after_two_days_it_is_no_news_any_more(cast: Cast, masthead: Masthead, smtp: Sink) -> None:
    old = timezone.now() - dt.timedelta(days=3)
    told(with_mail(cast.writer, address="later@example.org"), masthead, at=old)
    Post().round()
    assert "451" in Message.objects.get().failure


def test_a_connection_that_breaks_in_the_middle_leaves_a_doubt(cast: Cast, masthead: Masthead, smtp: Sink) -> None:
    told(with_mail(cast.writer, address="drop@example.org"), masthead)
    for _round in range(2):
        Post().round()
    assert len(smtp.accepted) == 1
    message = Message.objects.get()
    assert message.mailed_at is None
    assert message.failure


def test_a_server_that_is_away_costs_nothing(cast: Cast, masthead: Masthead, smtp: Sink) -> None:
    told(with_mail(cast.writer), masthead)
    smtp.stop()
    assert Post().round() == 0
    smtp.start()
    assert Post().round() == 1


def test_it_stops_between_two_letters_when_asked_to(cast: Cast, masthead: Masthead, mailoutbox: Mails) -> None:
    for person in (cast.writer, cast.editor):
        told(with_mail(person), masthead)
    Post().round(is_stopping=lambda: bool(mailoutbox))
    assert len(mailoutbox) == 1
    assert Message.objects.filter(claimed_at=None).count() == 1


def test_one_letter_has_one_recipient(cast: Cast, masthead: Masthead, smtp: Sink) -> None:
    for person in (cast.writer, cast.editor, cast.chief):
        told(with_mail(person), masthead)
    assert Post().round() == 3
    assert sorted(map(len, smtp.envelopes)) == [1, 1, 1]


def test_the_eight_oclock_that_counts_is_that_of_the_house(settings: Settings) -> None:
    settings.TIME_ZONE = "Asia/Shanghai"
    assert posting.morning(at(8)) == at(8)
    assert posting.morning(at(7, 59)) == at(8, day=-1)
    assert posting.morning(at(23, 59)) == at(8)
    settings.TIME_ZONE = "Europe/Berlin"
    assert posting.morning(at(15)) == at(15)


def test_an_instant_of_mailing_or_a_reason_is_left_of_everything(cast: Cast, masthead: Masthead, smtp: Sink) -> None:
    people = {"gone@example.org": cast.writer, "drop@example.org": cast.editor, "good@example.org": cast.chief}
    for address, person in people.items():
        told(with_mail(person, address=address), masthead)
    told(cast.reviewer1, masthead)
    Post().round()
    rows: list[Any] = list(Message.objects.values_list("mailed_at", "failure"))
    assert [bool(mailed) != bool(failure) for mailed, failure in rows] == [True] * 4
