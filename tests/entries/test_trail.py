from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import NoReverseMatch, reverse

from bulletin.models import Masthead
from editorial.models import AuditEntry, Issue, Revision, User
from tests import builders
from tests.cast import Cast, make_user

SignIn = Callable[[User], Client]


@pytest.fixture
def issue(masthead: Masthead, cast: Cast) -> Issue:
    return builders.open_issue(masthead, by=cast.writer)


@pytest.mark.parametrize("model", ["auditentry", "revision"])
def test_the_trail_is_read_by_auditors_and_changed_by_nobody(
    cast: Cast, issue: Issue, signed_in: SignIn, model: str
) -> None:
    row = (AuditEntry if model == "auditentry" else Revision).objects.first()
    assert row is not None
    pages = [reverse(f"desk:editorial_{model}_changelist"), reverse(f"desk:editorial_{model}_change", args=[row.pk])]
    for person in cast:
        if person != cast.nobody:
            status = 200 if person in (cast.auditor, cast.chief) else 403
            assert [signed_in(person).get(page).status_code for page in pages] == [status, status]
    client = signed_in(cast.chief)
    assert client.post(pages[1], {"remark": "x"}).status_code == 403
    for name, arguments in (("add", []), ("delete", [row.pk])):
        with pytest.raises(NoReverseMatch):
            reverse(f"desk:editorial_{model}_{name}", args=arguments)


def test_what_concerns_the_house_is_for_the_house(
    cast: Cast, issue: Issue, other_masthead: Masthead, signed_in: SignIn
) -> None:
    AuditEntry.objects.create(verb="add", object="of the house", by=cast.chief, at=issue.opened_at)
    AuditEntry.objects.create(
        verb="add", object="of another", masthead=other_masthead, by=cast.chief, at=issue.opened_at
    )
    address = reverse("desk:editorial_auditentry_changelist")
    own = signed_in(cast.auditor).get(address).content.decode()
    assert "of the house" not in own
    assert "of another" not in own
    whole = signed_in(make_user("house", role="auditor")).get(address).content.decode()
    assert "of the house" in whole
    assert "of another" in whole


def test_a_revision_shows_its_whole_text(cast: Cast, issue: Issue, signed_in: SignIn) -> None:
    row = Revision.objects.exclude(entry=None).first()
    assert row is not None
    page = signed_in(cast.auditor).get(reverse("desk:editorial_revision_change", args=[row.pk])).content.decode()
    assert row.digest in page
    assert "自发布之日起施行" in page
