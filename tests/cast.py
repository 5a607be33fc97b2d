"""The people of every test, one a role, at one masthead with the seeded plan of review."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields

import pytest
from django.test import Client

from bulletin.models import Masthead
from editorial.models import Membership, Plan, Stage, User

PASSWORD = "a long word for tests only"
STAGES = (
    ("first", "初审", Stage.Scope.ENTRY, Membership.Role.FIRST_REVIEWER),
    ("second", "复审", Stage.Scope.PART, Membership.Role.SECOND_REVIEWER),
    ("final", "终审", Stage.Scope.ISSUE, Membership.Role.CHIEF),
)
# User name, printed name, role; nobody has an account and no membership.
PEOPLE = (
    ("writer", "温采编", Membership.Role.WRITER),
    ("editor", "卞责编", Membership.Role.EDITOR),
    ("proofreader", "焦校对", Membership.Role.PROOFREADER),
    ("reviewer1", "楚初审", Membership.Role.FIRST_REVIEWER),
    ("reviewer2", "付复审", Membership.Role.SECOND_REVIEWER),
    ("chief", "朱主编", Membership.Role.CHIEF),
    ("subscription_manager", "丁订阅", Membership.Role.SUBSCRIPTION_MANAGER),
    ("auditor", "申审计", Membership.Role.AUDITOR),
    ("user_administrator", "管用户", Membership.Role.USER_ADMINISTRATOR),
    ("nobody", "吴此人", None),
)


@dataclass(frozen=True)
class Cast:
    writer: User
    editor: User
    proofreader: User
    reviewer1: User
    reviewer2: User
    chief: User
    subscription_manager: User
    auditor: User
    user_administrator: User
    nobody: User

    def __iter__(self) -> Iterator[User]:
        return (getattr(self, each.name) for each in fields(self))


def make_masthead(code: str = "weekly", title: str = "监管周报") -> Masthead:
    """A masthead with the seeded plan: each entry, each part, the issue."""
    masthead = Masthead.objects.create(code=code, title=title, publisher="示例信息中心", contact="desk@example.org")
    plan = Plan.objects.create(masthead=masthead)
    for position, (stage, name, scope, role) in enumerate(STAGES, start=1):
        Stage.objects.create(plan=plan, position=position, code=stage, name=name, scope=scope, role=role)
    return masthead


def make_user(name: str, printed_name: str = "", role: str | None = None, masthead: Masthead | None = None) -> User:
    """Somebody with a password and, where a role is given, a membership at ``masthead`` (None: the whole house)."""
    user = User.objects.create_user(name, password=PASSWORD, printed_name=printed_name or name)
    if role:
        Membership.objects.create(user=user, masthead=masthead, role=role)
    return user


def make_cast(masthead: Masthead) -> Cast:
    return Cast(**{name: make_user(name, printed, role, masthead) for name, printed, role in PEOPLE})


@pytest.fixture
def masthead(db: None) -> Masthead:
    return make_masthead()


@pytest.fixture
def other_masthead(db: None) -> Masthead:
    return make_masthead("monthly", "知识产权月报")


@pytest.fixture
def cast(masthead: Masthead) -> Cast:
    return make_cast(masthead)


@pytest.fixture
def signed_in() -> Callable[[User], Client]:
    """A client that is signed in as somebody and speaks English, whose words tests can quote without a catalogue."""

    def sign_in(user: User) -> Client:
        client = Client(headers={"accept-language": "en"})
        client.force_login(user)
        return client

    return sign_in
