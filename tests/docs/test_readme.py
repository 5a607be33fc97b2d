from __future__ import annotations

import re
from pathlib import Path

from django.core.management import get_commands

from editorial.demo import people
from editorial.models import Membership
from editorial.roles import TABLE, Verb
from tests.i18n.test_words import ROLES

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def section(title: str) -> str:
    return README.split(f"\n## {title}\n")[1].split("\n## ")[0]


def first_cells(title: str) -> list[str]:
    return re.findall(r"^\| `([^` ]+)", section(title), re.MULTILINE)


def role_table() -> str:
    heads = ["may", *(f"{name.replace('_', ' ')} {ROLES[name]}" for name in TABLE)]
    rows = [[verb.value.replace("_", " "), *("✓" if verb in TABLE[role] else "" for role in TABLE)] for verb in Verb]
    return "\n".join([row_of(heads), "|" + "---|" * len(heads), *(row_of(row) for row in rows)])


def row_of(cells: list[str]) -> str:
    return "|" + "|".join(f" {cell} " if cell else " " for cell in cells) + "|"


def test_the_role_table_is_that_of_the_code() -> None:
    assert role_table() in README, f"The table in README.md has to be:\n{role_table()}"


def test_every_role_is_in_the_table() -> None:
    assert set(TABLE) == set(Membership.Role.values)


def test_every_variable_that_the_settings_read_is_described() -> None:
    settings = (ROOT / "bulletin/settings.py").read_text(encoding="utf-8")
    assert set(first_cells("Settings")) == set(re.findall(r'env\.\w+\(\s*"(\w+)"', settings))


def test_every_command_of_ours_is_described() -> None:
    ours = {name for name, app in get_commands().items() if app in ("bulletin", "editorial")}
    assert set(first_cells("Commands")) == ours


def test_every_demo_login_is_named() -> None:
    assert all(f"`{login.username}`" in section("快速开始") for login in people.LOGINS)


def test_every_target_of_make_that_is_mentioned_exists() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert set(re.findall(r"`?make ([a-z]+)\b", README)) <= targets
