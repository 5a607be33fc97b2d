from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from bulletin.models import Masthead
from bulletin.refusal import Refused
from editorial.models import AuditEntry, User
from editorial.publishing import preview
from editorial.review import signing
from editorial.review.facts import Target
from tests import builders
from tests.cast import Cast
from tests.rendering.reading_pdf import text_of

SignIn = Callable[[User], Client]


def test_the_galley_prints_every_ref_and_who_has_signed(cast: Cast, masthead: Masthead) -> None:
    issue = builders.submitted_issue(cast, masthead)
    first = builders.entries_of(issue)[0]
    stage = signing.stage_of(issue, "first")
    signing.sign(issue, stage, by=cast.reviewer1, within=Target(first.section.part_id, first.pk))
    text = "".join(text_of(preview.galley(issue, by=cast.proofreader)))
    assert "清样GALLEY" in text
    assert "清样1.1.1·初审✓楚初审" in text
    assert "清样2.1.1·初审待审" in text
    assert "清样1·复审待审" in text


def test_a_galley_is_the_desks_alone_and_leaves_nothing_behind(
    cast: Cast, masthead: Masthead, signed_in: SignIn
) -> None:
    issue = builders.submitted_issue(cast, masthead)
    before = AuditEntry.objects.count()
    response = signed_in(cast.writer).get(reverse("desk:editorial_issue_galley", args=[issue.pk]))
    assert (response["Content-Type"], response["X-Robots-Tag"]) == ("application/pdf", "noindex, nofollow")
    assert "no-store" in response["Cache-Control"]
    assert AuditEntry.objects.count() == before
    with pytest.raises(Refused):
        preview.galley(issue, by=cast.nobody)
