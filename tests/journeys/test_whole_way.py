from __future__ import annotations

from pathlib import Path

import pytest
from django.core import mail
from django.core.management import call_command
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from bulletin import store
from bulletin.models import Edition, Subscriber
from editorial.models import Issue
from tests.cast import make_cast, make_masthead
from tests.journeys.conftest import Desk

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT.parent / "shared" / "samples" / "weekly-144.txt"
DEMO = ROOT / "editorial" / "demo" / "issue-1.txt"


def bulletin() -> Path:
    if not SAMPLE.exists():
        print(f"{SAMPLE.name} is not beside this checkout: a demo bulletin goes the way instead.")  # noqa: T201
        return DEMO
    return SAMPLE


def test_a_bulletin_goes_the_whole_way(
    desk_of: Desk, page: Page, live_server: LiveServer, mailoutbox: list[mail.EmailMessage]
) -> None:
    masthead = make_masthead("tech-weekly", "盈科瑞科技信息周报")
    make_cast(masthead)
    Subscriber.objects.create(masthead=masthead, email="reader@example.org", confirmed_at=timezone.now())
    path = bulletin()

    with desk_of("writer") as desk:
        desk.goto("/desk/editorial/sourcedocument/add/")
        desk.get_by_label("File").set_input_files(path)
        desk.get_by_role("button", name="Read it").click()
        desk.get_by_role("button", name="Accept as a new issue").click()
        desk.get_by_role("button", name="Submit for review").click()
        expect(desk.locator("#readiness summary").first).to_be_visible()
    issue = Issue.objects.get()
    address = f"/desk/editorial/issue/{issue.pk}/change/"
    assert issue.state == Issue.State.SUBMITTED

    for name, stage in (("reviewer1", "初审"), ("reviewer2", "复审"), ("chief", "终审")):
        assert page.request.get(f"{live_server.url}/tech-weekly/{issue.number}/").status == 404
        with desk_of(name) as desk:
            desk.goto(address)
            desk.locator("#review").get_by_role("button", name=f"Sign: {stage}").click()
            expect(desk.locator("#review .stage.complete").filter(has_text=stage)).to_be_visible()
            if name == "chief":
                desk.get_by_role("link", name="Release…").click()
                desk.get_by_role("button", name="Release now").click()
                desk.wait_for_url(f"**{address}")

    edition = Edition.objects.get()
    read_by_anyone(page, live_server.url, edition)

    call_command("worker", "--once")
    (message,) = mailoutbox
    assert message.to == ["reader@example.org"]
    assert f"第{issue.number}期" in message.subject
    assert message.attachments[0].content == store.released().get(edition.pdf_digest)


def read_by_anyone(page: Page, site: str, edition: Edition) -> None:
    page.goto(f"{site}/tech-weekly/{edition.number}/")
    expect(page.get_by_role("heading", level=1)).to_contain_text(f"第{edition.number}期")
    first = edition.entries.order_by("position")[0]
    page.get_by_role("link", name=first.title).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(first.title)
    answer = page.request.get(f"{site}/tech-weekly/{edition.number}/pdf/")
    assert answer.body() == store.released().get(edition.pdf_digest)
