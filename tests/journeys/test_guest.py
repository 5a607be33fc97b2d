from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Request
from pytest_django.live_server_helper import LiveServer

from bulletin.models import Masthead
from editorial.models import SignOff
from tests.builders import submitted_issue
from tests.cast import Cast
from tests.guests.inviting import invited, signed_up_to
from tests.journeys.test_axe import severe

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("width", [375, 1200])
def test_a_guest_reads_and_approves_by_keyboard_and_takes_the_link_nowhere(
    browser: Browser, live_server: LiveServer, cast: Cast, masthead: Masthead, width: int
) -> None:
    issue = submitted_issue(cast, masthead)
    signed_up_to(issue, cast.reviewer1, cast.reviewer2)
    token = invited(issue, by=cast.chief).token
    # Axe runs as a script, which the policy of this page lets nobody do.
    context = browser.new_context(
        base_url=live_server.url, viewport={"width": width, "height": 800}, locale="en-US", bypass_csp=True
    )
    page, asked = context.new_page(), set[str]()

    def note(request: Request) -> None:
        asked.add(urlsplit(request.url).netloc)

    page.on("request", note)
    page.goto(f"/desk/guest/{token}/")
    assert severe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.locator("textarea").focus()
    page.keyboard.type("同意。")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.locator(".guest-note").wait_for()
    assert severe(page) == []
    assert SignOff.objects.get(guest_name="王工").remark == "同意。"
    assert asked <= {urlsplit(live_server.url).netloc, ""}
    context.close()
