from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from bulletin.models import Masthead
from editorial import telling
from editorial.models import Membership, Message, User
from editorial.review import discussing
from tests.builders import entries_of, open_issue
from tests.cast import Cast, make_user
from tests.desk.asking import text_of

SignIn = Callable[[User], Client]
Event = Message.Event
INBOX = "/desk/inbox/"


def told(person: User, masthead: Masthead, about: str = "第7期", event: str = Event.LATE, **more: Any) -> Message:
    telling.tell(event, [person], masthead=masthead, about=about, **more)
    return Message.objects.filter(to=person).latest("pk")


def test_the_newest_message_stands_first_and_the_unread_are_marked(
    cast: Cast, masthead: Masthead, signed_in: SignIn
) -> None:
    old, new = told(cast.writer, masthead, "甲"), told(cast.writer, masthead, "乙")
    telling.mark_read(Message.objects.filter(pk=old.pk))
    page = text_of(signed_in(cast.writer).get(INBOX))
    assert page.index("“乙”") < page.index("“甲”")
    assert f'<li class="message is-unread" id="message-{new.pk}"' in page
    assert f'<li class="message" id="message-{old.pk}"' in page


def test_each_event_is_a_sentence_about_its_subject_that_names_who_caused_it(cast: Cast, masthead: Masthead) -> None:
    for event in Event:
        message = told(cast.writer, masthead, "一则公告", event, by=cast.editor)
        assert "一则公告" in telling.sentence(message)
        assert ("卞责编" in telling.sentence(message)) == (telling.SENTENCES[event][0] != telling.SENTENCES[event][1])
        message.by = None
        assert "None" not in telling.sentence(message)
        assert "卞责编" not in telling.sentence(message)


def test_opening_a_message_marks_it_read_and_leads_to_the_very_entry(
    cast: Cast, masthead: Masthead, signed_in: SignIn
) -> None:
    issue = open_issue(masthead, by=cast.writer)
    notice, _other, article = entries_of(issue)
    client = signed_in(cast.writer)
    for entry in (notice, article):
        message = told(cast.writer, masthead, event=Event.RETURNED, issue=issue, entry=entry)
        response = client.get(f"{INBOX}{message.pk}/")
        assert response["Location"] == reverse(f"desk:editorial_{entry.kind}_change", args=[entry.pk]) + "#review"
        assert client.get(response["Location"].partition("#")[0]).status_code == 200
        message.refresh_from_db()
        assert message.read_at is not None
    message = told(cast.writer, masthead, issue=issue)
    assert client.get(f"{INBOX}{message.pk}/")["Location"] == reverse("desk:editorial_issue_change", args=[issue.pk])


def test_a_mention_leads_to_the_very_remark(cast: Cast, masthead: Masthead, signed_in: SignIn) -> None:
    issue = open_issue(masthead, by=cast.writer)
    entry = entries_of(issue)[0]
    client = signed_in(cast.writer)
    for row, page in ((entry, "editorial_notice_change"), (issue, "editorial_issue_remarks")):
        discussing.say(row, "无关的话。", by=cast.editor)
        remark = discussing.say(row, "请看。@writer", by=cast.editor)
        message = Message.objects.filter(to=cast.writer).latest("pk")
        address = client.get(f"{INBOX}{message.pk}/")["Location"]
        assert address == reverse(f"desk:{page}", args=[row.pk]) + f"#remark-{remark.pk}"
        assert f'id="remark-{remark.pk}"' in text_of(client.get(address.partition("#")[0]))


def test_only_looking_where_a_message_leads_does_not_mark_it_read(
    cast: Cast, masthead: Masthead, signed_in: SignIn
) -> None:
    message = told(cast.writer, masthead)
    assert signed_in(cast.writer).head(f"{INBOX}{message.pk}/").status_code == 302
    assert telling.unread(cast.writer) == 1


def test_the_list_can_show_the_unread_alone(cast: Cast, masthead: Masthead, signed_in: SignIn) -> None:
    client = signed_in(cast.writer)
    telling.mark_read(Message.objects.filter(pk=told(cast.writer, masthead, "甲").pk))
    told(cast.writer, masthead, "乙")
    assert "“甲”" in text_of(client.get(INBOX))
    assert "“甲”" not in text_of(client.get(f"{INBOX}?show=unread"))
    assert "“甲”" in text_of(client.get(f"{INBOX}?show=nonsense"))


def test_messages_are_marked_read_one_by_one_or_all_at_once(cast: Cast, masthead: Masthead, signed_in: SignIn) -> None:
    client = signed_in(cast.writer)
    first, *_others = [told(cast.writer, masthead, name) for name in "甲乙丙"]
    assert client.post(f"{INBOX}{first.pk}/read/", {"show": "unread"})["Location"] == f"{INBOX}?show=unread"
    assert telling.unread(cast.writer) == 2
    assert client.post(f"{INBOX}read/")["Location"] == INBOX
    assert telling.unread(cast.writer) == 0


def test_the_instant_of_reading_is_that_of_the_first(cast: Cast, masthead: Masthead, signed_in: SignIn) -> None:
    message = told(cast.writer, masthead)
    client = signed_in(cast.writer)
    client.post(f"{INBOX}{message.pk}/read/")
    before = Message.objects.get(pk=message.pk).read_at
    client.get(f"{INBOX}{message.pk}/")
    client.post(f"{INBOX}read/")
    assert Message.objects.get(pk=message.pk).read_at == before


def test_nobody_reads_or_marks_the_messages_of_another(cast: Cast, masthead: Masthead, signed_in: SignIn) -> None:
    message = told(cast.writer, masthead, "给采编的话")
    client = signed_in(cast.chief)
    assert "给采编的话" not in text_of(client.get(INBOX))
    assert client.get(f"{INBOX}{message.pk}/").status_code == 404
    assert client.post(f"{INBOX}{message.pk}/read/").status_code == 404
    client.post(f"{INBOX}read/")
    assert telling.unread(cast.writer) == 1


def test_what_was_told_of_a_masthead_goes_with_the_right_to_view_it(
    cast: Cast, masthead: Masthead, other_masthead: Masthead, signed_in: SignIn
) -> None:
    Membership.objects.create(user=cast.writer, masthead=other_masthead, role="writer")
    message = told(cast.writer, masthead, "旧事")
    told(cast.writer, other_masthead, "新事")
    Membership.objects.filter(user=cast.writer, masthead=masthead).delete()
    client = signed_in(cast.writer)
    page = text_of(client.get(INBOX))
    assert "旧事" not in page
    assert "新事" in page
    assert client.get(f"{INBOX}{message.pk}/").status_code == 404
    assert telling.unread(cast.writer) == 1


@pytest.mark.parametrize("role", ["subscription_manager", "user_administrator"])
def test_a_role_that_views_no_issue_opens_no_message(masthead: Masthead, role: str) -> None:
    person = make_user("elsewhere", role=role, masthead=masthead)
    told(person, masthead)
    assert telling.unread(person) == 0


def test_every_page_of_the_desk_shows_how_many_are_unread_from_one_query(
    cast: Cast, masthead: Masthead, signed_in: SignIn, django_assert_num_queries: Any
) -> None:
    client = signed_in(cast.writer)
    for page in ("/desk/", "/desk/editorial/issue/", "/desk/password_change/", INBOX, "/desk/settings/"):
        assert 'class="unread"' not in text_of(client.get(page))
    told(cast.writer, masthead)
    for page in ("/desk/", "/desk/editorial/issue/", "/desk/password_change/", INBOX, "/desk/settings/"):
        assert '<span class="unread">1</span>' in text_of(client.get(page))
    with django_assert_num_queries(1):
        assert telling.unread(cast.writer) == 1


def test_the_sign_in_page_shows_no_inbox(cast: Cast) -> None:
    assert "inbox" not in text_of(Client().get("/desk/login/")).partition("<body")[2]


def test_a_long_inbox_has_pages(cast: Cast, masthead: Masthead, signed_in: SignIn) -> None:
    for place in range(51):
        told(cast.writer, masthead, f"第{place}事。")
    client = signed_in(cast.writer)
    assert "第0事。" not in text_of(client.get(INBOX))
    assert "第0事。" in text_of(client.get(f"{INBOX}?show=unread&p=2"))
    assert client.get(f"{INBOX}?p=nonsense").status_code == 200


def test_whoever_may_not_be_told_is_told_nothing(cast: Cast, masthead: Masthead) -> None:
    cast.editor.is_active = False
    people = [cast.writer, cast.writer, cast.editor, cast.chief]
    telling.tell(Event.RETURNED, people, masthead=masthead, about="x", by=cast.chief)
    assert list(Message.objects.values_list("to", flat=True)) == [cast.writer.pk]


def test_what_has_a_key_is_told_once_for_good(cast: Cast, masthead: Masthead) -> None:
    for _time in range(3):
        telling.tell(Event.DUE, [cast.writer, cast.editor], masthead=masthead, about="x", key="due 1")
    assert Message.objects.count() == 2
