from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.core.mail import EmailMessage
from django.test import Client
from django.urls import reverse

from bulletin.models import Masthead
from bulletin.refusal import Refused
from editorial import roles, staff
from editorial.models import AuditEntry, Membership, User
from editorial.roles import Verb
from tests.cast import Cast, make_user

SignIn = Callable[[User], Client]
Role = Membership.Role


def page(name: str, *arguments: object) -> str:
    return reverse(f"desk:editorial_{name}", args=arguments)


def rights(user: User) -> frozenset[Verb]:
    return roles.granted(User.objects.get(pk=user.pk))


def test_a_new_account_has_no_password_and_no_right(cast: Cast, signed_in: SignIn) -> None:
    client = signed_in(cast.user_administrator)
    new = {"username": "new", "printed_name": "新人", "email": "new@example.org"}
    assert client.post(page("user_add"), new).status_code == 302
    user = User.objects.get(username="new")
    assert not user.has_usable_password()
    assert rights(user) == frozenset()
    assert AuditEntry.objects.get(verb="add").by == cast.user_administrator


def test_forged_fields_raise_nobodys_rights(cast: Cast, signed_in: SignIn) -> None:
    forged = {"is_superuser": "on", "is_staff": "on", "groups": ["1"], "user_permissions": ["1"], "password": "x"}
    forged |= {"password1": "a long word for tests", "password2": "a long word for tests", "is_demo": "on"}
    client = signed_in(cast.user_administrator)
    client.post(page("user_add"), {"username": "new", "email": "new@example.org", **forged})
    for user in (cast.writer, cast.user_administrator, cast.chief, User.objects.get(username="new")):
        before = User.objects.values().get(pk=user.pk)
        client.post(page("user_change", user.pk), {"printed_name": user.printed_name, "is_active": "on", **forged})
        assert User.objects.values().get(pk=user.pk) == before
        assert not before["is_superuser"]
        assert not User.objects.get(pk=user.pk).groups.exists()


@pytest.mark.parametrize("name", ["chief", "editor", "writer", "auditor"])
def test_who_may_do_more_keeps_name_and_address(cast: Cast, signed_in: SignIn, name: str) -> None:
    target = getattr(cast, name)
    client = signed_in(cast.user_administrator)
    client.post(page("user_change", target.pk), {"username": "taken", "email": "mine@example.org", "is_active": "on"})
    after = User.objects.get(pk=target.pk)
    assert (after.username, after.email) == (target.username, target.email)
    target.email = "mine@example.org"
    with pytest.raises(Refused):
        staff.keep_account(target, by=cast.user_administrator)


def test_rights_to_come_count_already(cast: Cast, masthead: Masthead) -> None:
    user = make_user("next-chief")
    Membership.objects.create(user=user, masthead=masthead, role=Role.CHIEF, from_on="2099-01-01")
    user.email = "mine@example.org"
    with pytest.raises(Refused):
        staff.keep_account(user, by=cast.user_administrator)


def test_a_leaver_is_shut_out_at_once(cast: Cast, signed_in: SignIn) -> None:
    theirs = signed_in(cast.editor)
    assert theirs.get(page("issue_changelist")).status_code == 200
    signed_in(cast.user_administrator).post(page("user_change", cast.editor.pk), {"printed_name": "卞责编"})
    assert not User.objects.get(pk=cast.editor.pk).is_active
    assert theirs.get(page("issue_changelist")).status_code == 302


def test_a_role_is_granted_and_taken_away(cast: Cast, masthead: Masthead, signed_in: SignIn) -> None:
    client = signed_in(cast.user_administrator)
    grant = {"user": cast.nobody.pk, "role": Role.WRITER, "masthead": masthead.pk}
    assert client.post(page("membership_add"), grant).status_code == 302
    membership = Membership.objects.get(user=cast.nobody)
    assert Verb.EDIT in rights(cast.nobody)
    assert client.post(page("membership_delete", membership.pk), {"post": "yes"}).status_code == 302
    assert rights(cast.nobody) == frozenset()
    assert list(AuditEntry.objects.order_by("pk").values_list("verb", flat=True)) == ["grant", "revoke"]


def test_nobody_grants_to_themself(cast: Cast, masthead: Masthead, signed_in: SignIn) -> None:
    own = cast.user_administrator
    client = signed_in(own)
    assert (
        client.post(page("membership_add"), {"user": own.pk, "role": Role.CHIEF, "masthead": masthead.pk}).status_code
        == 200
    )
    mine = own.memberships.get()
    client.post(page("membership_change", mine.pk), {"role": Role.CHIEF, "to_on": "2099-01-01"})
    assert client.post(page("membership_delete", mine.pk), {"post": "yes"}).status_code == 403
    assert list(own.memberships.values_list("role", "to_on")) == [(Role.USER_ADMINISTRATOR, None)]
    with pytest.raises(Refused):
        staff.grant(Membership(user=own, masthead=masthead, role=Role.CHIEF), by=own)


def test_nobody_grants_beyond_their_own_masthead(
    cast: Cast, masthead: Masthead, other_masthead: Masthead, signed_in: SignIn
) -> None:
    client = signed_in(cast.user_administrator)
    for place in (str(other_masthead.pk), ""):
        client.post(page("membership_add"), {"user": cast.nobody.pk, "role": Role.CHIEF, "masthead": place})
        assert not Membership.objects.filter(user=cast.nobody).exists()
    for beyond in (other_masthead, None):
        with pytest.raises(Refused):
            staff.grant(Membership(user=cast.nobody, masthead=beyond, role=Role.CHIEF), by=cast.user_administrator)


def test_the_accounts_of_others_are_like_none(cast: Cast, other_masthead: Masthead, signed_in: SignIn) -> None:
    stranger = make_user("stranger", role=Role.WRITER, masthead=other_masthead)
    house = make_user("house", role=Role.CHIEF)
    client = signed_in(cast.user_administrator)
    for user in (stranger, house):
        assert client.post(page("user_link", user.pk)).status_code == 404
        assert user.username not in client.get(page("user_changelist")).content.decode()
        before = User.objects.values().get(pk=user.pk)
        client.post(page("user_change", user.pk), {"username": "x", "email": "x@example.org"})
        assert User.objects.values().get(pk=user.pk) == before


def test_only_the_person_sets_a_password_by_a_link_that_works_once(
    cast: Cast, signed_in: SignIn, client: Client, mailoutbox: list[EmailMessage]
) -> None:
    User.objects.filter(pk=cast.writer.pk).update(email="writer@example.org")
    signed_in(cast.user_administrator).post(page("user_link", cast.writer.pk))
    (message,) = mailoutbox
    assert message.to == ["writer@example.org"]
    found = re.search(r"https?://[^/]+(/\S+)", str(message.body))
    assert found is not None
    form = client.get(found[1], follow=True)
    words = {"new_password1": "an unusual word of mine", "new_password2": "an unusual word of mine"}
    assert client.post(form.redirect_chain[-1][0], words).status_code == 302
    assert User.objects.get(pk=cast.writer.pk).check_password("an unusual word of mine")
    assert "no longer works" in Client(headers={"accept-language": "en"}).get(found[1]).content.decode()


def test_there_is_no_address_at_which_somebody_sets_anothers_password(cast: Cast, signed_in: SignIn) -> None:
    client = signed_in(cast.user_administrator)
    words = {"password1": "a long word for me", "password2": "a long word for me", "usable_password": "true"}
    for address in (f"/desk/editorial/user/{cast.chief.pk}/password/", f"/desk/auth/user/{cast.chief.pk}/password/"):
        assert client.post(address, words).status_code in (302, 404)
    assert not User.objects.get(pk=cast.chief.pk).check_password("a long word for me")
