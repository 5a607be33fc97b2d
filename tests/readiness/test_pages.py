from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from bulletin import snapshot as shape
from bulletin.models import Masthead
from editorial.admin.places import address_of
from editorial.models import AuditEntry, Entry, HintRule, HintTick, Issue, Part, User
from editorial.review import readiness
from editorial.review.facts import gather
from tests import builders
from tests.cast import Cast
from tests.readiness.hunting import found, issue_of, plain_article, plain_notice

SignIn = Callable[[User], Client]
LONG = f"<p>{'文' * 501}</p>"


def page(client: Client, issue: Issue, query: str = "") -> str:
    response = client.get(reverse("desk:editorial_issue_readiness", args=[issue.pk]) + query)
    assert response.status_code == 200
    return unescape(response.content.decode())


def troubled(cast: Cast, masthead: Masthead) -> Issue:
    """Something of every page: issue, part, entry fields and tables, and hints beside blockers."""
    early = (shape.EffectiveDate(on="2026-01-01"),)
    issue_of(masthead, by=cast.writer, number=6, covers_from_on="2026-02-01", covers_to_on="2026-02-02")
    issue = issue_of(
        masthead,
        plain_notice(effective=early, body_html="<p>见《办法</p>", published_on="2026-01-01"),
        plain_article(body_html=LONG),
        by=cast.writer,
        covers_from_on="2026-02-09",
        covers_to_on="2026-02-15",
    )
    Issue.objects.filter(pk=issue.pk).update(dated_on=None)
    Part.objects.filter(issue=issue).update(asks_sign_off=True)
    return issue


def test_every_finding_leads_to_a_place_that_is_on_the_page_it_names(
    cast: Cast, masthead: Masthead, signed_in: SignIn
) -> None:
    issue = troubled(cast, masthead)
    client, facts = signed_in(cast.chief), gather(issue.pk)
    findings = readiness.findings(facts)
    assert {"no-date", "no-department", "windows", "unsigned", "unbalanced", "reuse"} <= {
        each.code for each in findings
    }
    for address in {address_of(each, facts) for each in findings}:
        path, _hash, anchor = address.partition("#")
        response = client.get(path)
        assert response.status_code == 200, address
        assert f'id="{anchor}"' in response.content.decode(), address


def test_who_may_not_arrange_is_led_to_the_outline(cast: Cast, masthead: Masthead, signed_in: SignIn) -> None:
    issue = troubled(cast, masthead)
    facts = gather(issue.pk)
    client = signed_in(cast.proofreader)
    addresses = {address_of(each, facts, arranges=False).partition("#")[0] for each in readiness.findings(facts)}
    assert {client.get(address).status_code for address in addresses} == {200}


@pytest.mark.parametrize("query", ["", "?by=place"])
def test_the_page_lists_every_finding_once(cast: Cast, masthead: Masthead, signed_in: SignIn, query: str) -> None:
    issue = troubled(cast, masthead)
    expected = readiness.findings(gather(issue.pk))
    text = page(signed_in(cast.editor), issue, query)
    assert text.count('<li class="finding ') == len(expected)
    for each in expected:
        assert str(each.sentence) in text


def test_blockers_stand_before_hints_and_ticks_at_the_end(cast: Cast, masthead: Masthead, signed_in: SignIn) -> None:
    issue = troubled(cast, masthead)
    client = signed_in(cast.editor)
    hint = found(issue, "reuse")[0]
    send(client, issue, "tick", hint.code, hint.fingerprint, hint.target.entry_id)
    manners = re.findall(r'<li class="finding (\w+)">', page(client, issue))
    assert manners == sorted(manners, key=["blocker", "hint", "ticked"].index)
    assert set(manners) == {"blocker", "hint", "ticked"}


def send(client: Client, issue: Issue, step: str, code: str, fingerprint: str, entry: int | None) -> int:
    values = {"code": code, "fingerprint": fingerprint, "entry": entry or "", "back": "readiness"}
    return client.post(reverse(f"desk:editorial_issue_{step}", args=[issue.pk]), values).status_code


def test_a_hint_is_ticked_with_a_button_and_shown_with_the_name(
    cast: Cast, masthead: Masthead, signed_in: SignIn
) -> None:
    issue = issue_of(masthead, plain_article(body_html=LONG), by=cast.writer)
    client, hint = signed_in(cast.proofreader), found(issue)[0]
    assert "Checked by" not in page(client, issue)
    assert send(client, issue, "tick", hint.code, hint.fingerprint, hint.target.entry_id) == 302
    assert "Checked by 焦校对" in page(client, issue)
    assert send(client, issue, "untick", hint.code, hint.fingerprint, hint.target.entry_id) == 302
    assert HintTick.objects.count() == 0


def test_an_auditor_sees_the_list_without_buttons(cast: Cast, masthead: Masthead, signed_in: SignIn) -> None:
    issue = issue_of(masthead, plain_article(body_html=LONG), by=cast.writer)
    text = page(signed_in(cast.auditor), issue)
    assert "nothing says why they may be printed" in text
    assert 'class="tick"' not in text


def test_the_entry_of_another_issue_is_not_ticked(cast: Cast, masthead: Masthead, signed_in: SignIn) -> None:
    issue = issue_of(masthead, plain_article(body_html=LONG), by=cast.writer)
    other = issue_of(masthead, plain_notice(), by=cast.writer, number=8)
    hint = found(issue)[0]
    stranger = builders.entries_of(other)[0]
    assert send(signed_in(cast.editor), issue, "tick", hint.code, hint.fingerprint, stranger.pk) == 404


def test_everything_is_checked_when_somebody_asks(cast: Cast, masthead: Masthead, signed_in: SignIn) -> None:
    issue = issue_of(masthead, plain_notice(), by=cast.writer)
    client = signed_in(cast.writer)
    assert "Everything can be typeset" not in page(client, issue)
    assert "Everything can be typeset" in page(client, issue, "?trial=1")
    Entry.objects.filter(section__part__issue=issue).update(body_html="<p>见\U000f0000处</p>")
    assert "U+F0000" in page(client, issue, "?trial=1")


def test_the_panel_of_a_long_issue_shows_some_and_leads_to_all(
    cast: Cast, masthead: Masthead, signed_in: SignIn
) -> None:
    issue = builders.submitted_issue(cast, masthead, entries=30)
    text = unescape(
        signed_in(cast.editor).get(reverse("desk:editorial_issue_change", args=[issue.pk])).content.decode()
    )
    panel = text[text.index('id="readiness"') :]
    assert panel.count('<li class="finding blocker">') == 8
    assert "All 33" in panel


def test_a_chief_weighs_the_hints_of_a_masthead(cast: Cast, masthead: Masthead, signed_in: SignIn) -> None:
    client = signed_in(cast.chief)
    address = reverse("desk:editorial_hintrule_masthead", args=[masthead.pk])
    assert client.get(reverse("desk:editorial_hintrule_changelist"))["Location"] == address
    fields = re.findall(r'name="([a-z-]+)"[^>]*value="hint"[^>]*checked', client.get(address).content.decode())
    assert len(fields) == 18
    sent = dict.fromkeys(fields, "hint") | {"reuse": "blocker", "windows": "off"}
    assert client.post(address, sent).status_code == 302
    assert dict(HintRule.objects.values_list("code", "level")) == {"reuse": "blocker", "windows": "off"}
    assert AuditEntry.objects.filter(verb="hint rules", refused=False).count() == 1


def test_half_a_form_of_hints_sets_nothing(cast: Cast, masthead: Masthead, signed_in: SignIn) -> None:
    address = reverse("desk:editorial_hintrule_masthead", args=[masthead.pk])
    assert signed_in(cast.chief).post(address, {"reuse": "off"}).status_code == 200
    assert HintRule.objects.count() == 0
