"""The demo's logins, one a role; a deployment check refuses to go public while they can still log in."""

from __future__ import annotations

from typing import NamedTuple

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from bulletin.models import Masthead
from bulletin.refusal import Refused
from editorial.models import Membership, User

PASSWORD = "bulletin-demo"  # noqa: S105 -- printed for all to read, and refused by `check --deploy`
TAKEN = _("The user name “%(name)s” belongs to somebody who is no demo login, so the demo cannot use it.")


class Login(NamedTuple):
    username: str
    printed_name: str
    role: Membership.Role


LOGINS = (
    Login("writer", "林晓", Membership.Role.WRITER),
    Login("editor", "周文博", Membership.Role.EDITOR),
    Login("reviewer1", "陈思远", Membership.Role.FIRST_REVIEWER),
    Login("reviewer2", "赵明慧", Membership.Role.SECOND_REVIEWER),
    Login("chief", "许国安", Membership.Role.CHIEF),
    Login("circulation", "何雨桐", Membership.Role.SUBSCRIPTION_MANAGER),
    Login("auditor", "顾清", Membership.Role.AUDITOR),
    Login("useradmin", "唐立", Membership.Role.USER_ADMINISTRATOR),
)


def seed(masthead: Masthead) -> dict[str, User]:
    """The demo's people by user name; whoever is missing is made. Raises Refused when a name is somebody else's."""
    names = [login.username for login in LOGINS]
    present = User.objects.in_bulk(names, field_name="username")
    strangers = [user.username for user in present.values() if not user.is_demo]
    if strangers:
        raise Refused([TAKEN % {"name": name} for name in strangers])
    missing = [login for login in LOGINS if login.username not in present]
    # One hash for all: it is meant to be slow, and the password is no secret.
    password = make_password(PASSWORD) if missing else ""
    return present | {login.username: _join(login, masthead, password) for login in missing}


def _join(login: Login, masthead: Masthead, password: str) -> User:
    with transaction.atomic():
        user = User.objects.create(
            username=login.username, password=password, printed_name=login.printed_name, is_demo=True
        )
        Membership.objects.create(user=user, masthead=masthead, role=login.role)
    return user
