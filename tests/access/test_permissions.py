from __future__ import annotations

import re

import pytest
from django.contrib.auth.models import Permission

from editorial.models import Membership
from editorial.roles import PERMISSIONS, TABLE, Verb
from tests.architecture.tree import texts

# has_perm("a.b"), has_permission(user, "a.b"), {% if perms.a.b %}
ASKED = re.compile(r"""has_perm(?:ission)?\(\s*(?:[\w.]+,\s*)?["'](\w+\.\w+)["']|\bperms\.(\w+\.\w+)""")


def real_permissions() -> set[str]:
    rows = Permission.objects.values_list("content_type__app_label", "codename")
    return {f"{label}.{name}" for label, name in rows}


def asked(text: str) -> set[str]:
    return {first or second for first, second in ASKED.findall(text)}


def test_every_permission_of_the_table_exists(db: None) -> None:
    assert set(PERMISSIONS) - real_permissions() == set()


def test_every_permission_that_is_asked_for_is_in_the_table() -> None:
    found = {name for _path, text in texts("editorial", "bulletin", "templates") for name in asked(text)}
    assert found - set(PERMISSIONS) == set()


@pytest.mark.parametrize(
    "line",
    [
        'user.has_perm("editorial.sign")',
        "roles.has_permission(user, 'editorial.sign', row)",
        "{% if perms.editorial.sign %}",
    ],
)
def test_asking_for_a_permission_is_seen(line: str) -> None:
    assert asked(line) == {"editorial.sign"}


def test_the_table_has_every_role_and_every_verb() -> None:
    assert set(TABLE) == set(Membership.Role.values)
    assert {verb for verbs in TABLE.values() for verb in verbs} == set(Verb)
