from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from bulletin import rendering
from bulletin.models import Edition
from bulletin.rendering import Rendered
from editorial import guests
from editorial.admin.withdrawal_forms import TakeDownForm
from editorial.drafting import outline
from editorial.models import GuestLink, Issue, User
from editorial.publishing import front_lines, taking_down, wording
from editorial.review import signing, workflow
from editorial.review.facts import Target, gather
from tests import builders
from tests.cast import Cast
from tests.correcting import way
from tests.withdrawing.conftest import CLAIM, REF

SignIn = Callable[[User], Client]
TOLD = "雪豹要点：雪豹通告见第一条 → 雪豹要点：雪豹通告见首条"


@pytest.fixture(autouse=True)
def unrendered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Typesetting happens in another process, which is not what is tested here."""
    monkeypatch.setattr(rendering, "render", lambda *_args, **_options: Rendered(b"<p>", b"%PDF", 1, "none"))


@pytest.fixture
def reworded(edition: Edition, cast: Cast) -> Issue:
    """A correction under way of the front matter, whose highlight speaks of the entry."""
    issue = Issue.objects.get()
    way.begin(issue, cast)
    issue = builders.refreshed(issue)
    lines = ["雪豹要点：雪豹通告见首条", "另一项要点"]
    outline.revise_issue(issue, {"highlights": lines}, by=cast.editor, seen_version=issue.version)
    wording.word(issue, wrong="雪豹要点：雪豹通告见第一条", right="雪豹要点：雪豹通告见首条", by=cast.editor)
    return builders.refreshed(issue)


def test_a_line_of_a_correction_that_speaks_of_it_can_go_with_it(reworded: Issue, cast: Cast, client: Client) -> None:
    newest = way.out(reworded, cast)
    offered = front_lines.offered(newest, REF)
    form = TakeDownForm(lines=offered, checked=front_lines.speaking(newest, [REF], offered))
    choices = [value for value, _label in form.fields["lines"].choices]  # type: ignore[attr-defined]
    assert TOLD in choices
    assert TOLD in form.fields["lines"].initial
    taking_down.take_down(newest, REF, CLAIM, by=cast.chief, lines=form.fields["lines"].initial)
    for path in ("/weekly/7/", "/weekly/7/json/", "/weekly/7/txt/", "/weekly/7/r3/"):
        assert "雪豹" not in client.get(path).content.decode(), path
    assert builders.refreshed(reworded).corrections == []


def test_a_highlight_that_a_correction_under_way_has_reworded_is_offered_too(
    edition: Edition, reworded: Issue, cast: Cast, client: Client
) -> None:
    offered = front_lines.offered(edition, REF)
    assert {"雪豹要点：雪豹通告见第一条", "雪豹要点：雪豹通告见首条", TOLD} <= set(offered)
    lines = front_lines.speaking(edition, [REF], offered)
    taking_down.take_down(edition, REF, CLAIM, by=cast.chief, lines=lines)
    after = builders.refreshed(reworded)
    assert (after.highlights, after.corrections) == (["另一项要点"], [])


def test_what_all_titles_have_in_common_is_no_sign_that_a_line_speaks_of_one() -> None:
    title = "国家知识产权局办公室关于2026年专利代理师资格考试成绩查询有关事项的通知"
    others = (
        "国家知识产权局关于印发《专利导航服务质量评价指南（试行）》的通知",
        "江苏省知识产权局关于下达2026年第二批高价值专利培育项目的通知",
    )
    assert not any(front_lines.speaks_of(line, title, others) for line in others)
    assert front_lines.speaks_of("专利代理师资格考试成绩可查", title, others)
    # One that stands whole in another title.
    assert front_lines.speaks_of("通知：关于某事", "通知", ("通知：关于某事",))


def test_a_guest_who_was_invited_to_the_text_reads_it_no_more(edition: Edition, cast: Cast, client: Client) -> None:
    issue = Issue.objects.get()
    entry = builders.entries_of(issue)[0]
    way.begin(issue, cast)
    way.corrected(entry, cast, {"title": "雪豹通告（更正）"})
    way.worded(entry, cast)
    workflow.submit(builders.refreshed(issue), by=cast.editor)
    facts = gather(issue.pk)
    target = Target(entry.section.part_id, entry.pk)
    token = "a-token-of-somebody"
    made = guests._make(
        facts, signing.stage_of(issue, "first"), target, name="客人", email="", days=3, by=cast.chief, token=token
    )
    address = reverse("guest", args=[token])
    assert "雪豹" in client.get(address).content.decode()
    taking_down.take_down(edition, REF, CLAIM, by=cast.chief)
    assert "雪豹" not in client.get(address).content.decode()
    assert GuestLink.objects.get(pk=made.pk).revoked_at is not None
