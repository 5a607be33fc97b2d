from __future__ import annotations

import re
import shlex
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.utils import timezone

from bulletin.delivery import dispatching
from bulletin.models import Delivery, Dispatch, Edition, Masthead, Subscriber
from editorial import posting
from editorial.models import Message, User
from editorial.publishing import press
from editorial.roles import Verb, may
from tests.builders import signed_issue
from tests.cast import Cast

RUNBOOK = (Path(__file__).resolve().parents[2] / "docs/runbook.md").read_text(encoding="utf-8")


def block(mark: str) -> str:
    found = re.search(rf"<!-- {mark} -->\n```\w+\n(.*?)```", RUNBOOK, re.DOTALL)
    assert found, mark
    return found[1]


def run(statements: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statements)


@pytest.fixture
def roles(db: None) -> None:
    run("CREATE ROLE bulletin_desk; CREATE ROLE bulletin_site;" + block("grants"))


@pytest.mark.postgres
@pytest.mark.usefixtures("roles")
def test_the_desks_role_does_all_its_work_and_changes_no_edition(cast: Cast, masthead: Masthead) -> None:
    run("SET LOCAL ROLE bulletin_desk")
    edition = press.release(signed_issue(cast, masthead), by=cast.chief)
    for statement in (
        f"UPDATE bulletin_edition SET title = 'x' WHERE id = {edition.pk}",
        "DELETE FROM bulletin_publishedauthority",
        "DELETE FROM bulletin_publishedcitation",
        "TRUNCATE bulletin_withdrawal",
        "DROP TRIGGER bulletin_edition_no_update ON bulletin_edition",
    ):
        with pytest.raises(DatabaseError, match=r"permission denied|must be owner"), transaction.atomic():
            run(statement)


@pytest.mark.postgres
@pytest.mark.usefixtures("roles")
def test_the_sites_role_serves_readers_and_sees_no_draft(cast: Cast, masthead: Masthead) -> None:
    press.release(signed_issue(cast, masthead), by=cast.chief)
    run("SET LOCAL ROLE bulletin_site")
    client = Client()
    pages = (
        "/",
        "/weekly/",
        "/weekly/7/",
        "/weekly/7/1.1.1/",
        "/weekly/7/pdf/",
        "/weekly/feed.atom",
        "/weekly/entries/",
    )
    assert [client.get(page).status_code for page in pages] == [200] * len(pages)
    client.post("/weekly/subscribe/", {"email": "reader@example.org"})
    assert Subscriber.objects.get().email == "reader@example.org"
    assert dispatching.address_all() == 1
    dispatching.deliver_due()
    for table in ("editorial_entry", "editorial_user", "editorial_issue"):
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            run(f"SELECT count(*) FROM {table}")


def test_the_first_account_may_manage_users(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    create, grant = [shlex.split(line)[2:] for line in block("first account").splitlines()]
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", "for this test only")
    call_command(*create, "--no-input", verbosity=0)
    tang = User.objects.get(username="tang")
    assert not may(tang, Verb.MANAGE_USERS)
    call_command(*grant)
    assert may(tang, Verb.MANAGE_USERS)
    assert not may(tang, Verb.SIGN)


def test_a_restored_copy_mails_nobody(cast: Cast, masthead: Masthead) -> None:
    Subscriber.objects.create(masthead=masthead, email="reader@example.org", confirmed_at=timezone.now())
    press.release(signed_issue(cast, masthead), by=cast.chief)
    dispatching.address_all()
    press.release(signed_issue(cast, masthead, number=8), by=cast.chief)
    User.objects.filter(pk=cast.editor.pk).update(email="editor@example.org")
    told_at = timezone.now() - timedelta(hours=1)
    Message.objects.create(to=cast.editor, event="late", masthead=masthead, about="x", at=told_at)
    for statement in block("before the worker").splitlines():
        run(statement)
    assert dispatching.address_all() == 0
    assert not dispatching.deliver_due()
    assert posting.Post().round() == 0
    assert Delivery.objects.get().state == Delivery.State.UNCERTAIN
    assert Dispatch.objects.count() == Edition.objects.count() == 2
