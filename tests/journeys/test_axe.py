from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from bulletin.models import Masthead
from editorial.models import Issue, Remark, User
from editorial.review import assigning, signing, workflow
from editorial.review.facts import Target
from editorial.roles import TABLE as ROLES
from tests import builders
from tests.access.addresses import Address, Rows, every_address, make_rows, someone_else
from tests.access.table import TABLE, Open
from tests.access.test_walk import query
from tests.cast import Cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# Who looks at a page: the first of these who may. The chief sees nearly everything.
READERS = ("chief", "user_administrator", "subscription_manager")
# Files, which are no pages, and previews, which forbid every script and axe with them: their page is the archive's.
FILES = ("_pdf", "_galley", "_sheet", "_export", "_preview_html", "_row_preview", "_stored_html", "_stored_json")
SEVERE = {"serious", "critical"}
# What other people wrote: a mark that its elements carry, and why it is left to them.
THIRD_PARTIES = {
    "prose-menubar": "the menu of the prose editor, which names its buttons by title alone",
    "ProseMirror": "the writing surface of the prose editor, which takes no name of its own",
    "select2": "the box with suggestions that Django brings along, which does not name itself",
    'id="searchbar"': "the search of Django's lists, whose label is a picture with a name",
}


def readable() -> Iterator[tuple[str, Address]]:
    """Every address of the desk that gives a page, with who may read it."""
    for address in every_address():
        need = Open.NOT_OFFERED if address.name.endswith(FILES) else TABLE[address.name][0]
        if need is Open.DESK:
            yield READERS[0], address
        elif not isinstance(need, Open):
            yield from ((who, address) for who in [who for who in READERS if need in ROLES[who]][:1])


def dressed(rows: Rows, cast: Cast) -> None:
    """Let there be something of everything: work for people, due dates, remarks, a returned and an approved entry."""
    issue = Issue.objects.get(pk=rows.issue.pk)
    now = timezone.now()
    for code, hours in (("submit", -2), ("first", 20), ("release", 70)):
        issue.deadlines.update_or_create(code=code, defaults={"name": code, "due_at": now + timedelta(hours=hours)})
    first, second, third = builders.entries_of(issue)
    stage = signing.stage_of(issue, "first")
    for entry, hours in ((first, -1), (second, 5), (third, 50)):
        place = Target(entry.section.part_id, entry.pk)
        due = now + timedelta(hours=hours)
        assigning.assign(issue, place, None, to=cast.editor, due_at=due, by=cast.editor)
        assigning.assign(issue, place, stage, to=cast.reviewer1, due_at=due, by=cast.editor)
        workflow.submit(entry, by=cast.editor)
    workflow.send_back(second, by=cast.reviewer1, remark="请核对日期。")
    signing.sign(issue, stage, by=cast.reviewer1, within=Target(third.section.part_id, third.pk))
    Remark.objects.create(issue=issue, entry=first, must_fix=True, text="文号有误。", by=cast.reviewer1, at=now)


@pytest.fixture
def rows(cast: Cast, masthead: Masthead) -> Rows:
    found = make_rows(masthead, by=cast.writer, stranger=someone_else(masthead))
    dressed(found, cast)
    return found


def opened(browser: Browser, live_server: LiveServer, user: User, locale: str, width: int) -> Page:
    """A page of somebody who is signed in already."""
    client = Client()
    client.force_login(user)
    context = browser.new_context(
        locale=locale, base_url=live_server.url, viewport={"width": width, "height": 900}, accept_downloads=False
    )
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])
    return context.new_page()


def is_page(page: Page, url: str) -> bool:
    response = page.request.get(url, max_redirects=0)
    return response.status == 200 and response.headers["content-type"].startswith("text/html")


def is_ours(node: dict[str, Any]) -> bool:
    return not any(mark in node["html"] or mark in str(node["target"]) for mark in THIRD_PARTIES)


def severe(page: Page) -> list[str]:
    """What axe finds serious or critical in what is ours: rule and element."""
    found = Axe().run(page).response["violations"]
    return [
        f"{rule['id']} {' '.join(map(str, node['target']))}: {node['html'][:160]}"
        for rule in found
        if rule["impact"] in SEVERE
        for node in rule["nodes"]
        if is_ours(node)
    ]


@pytest.mark.parametrize(("locale", "width"), [("zh-CN", 1200), pytest.param("en-US", 375, marks=pytest.mark.faults)])
def test_no_page_of_the_desk_has_a_serious_finding_and_none_is_wider_than_its_window(
    browser: Browser, live_server: LiveServer, cast: Cast, rows: Rows, locale: str, width: int
) -> None:
    pages = {who: opened(browser, live_server, getattr(cast, who), locale, width) for who in READERS}
    looked_at, findings = [], {}
    for who, address in readable():
        page = pages[who]
        url = reverse(address.name, kwargs=rows.arguments(address)) + query(address, rows)
        if not is_page(page, url):
            continue
        page.goto(url)
        looked_at.append(address.name)
        found = severe(page)
        if page.evaluate("document.documentElement.scrollWidth") > width:
            found.append("wider than the window")
        if found:
            findings[address.name] = found
    for mark, reason in THIRD_PARTIES.items():
        print(f"Not ours: {mark}, {reason}.")  # noqa: T201
    assert {"desk:index", "desk:editorial_issue_board", "desk:editorial_issue_workload"} <= set(looked_at)
    assert findings == {}
