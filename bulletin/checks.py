"""System checks of the machine and of a deployment: what is wrong and the line that mends it; they change nothing."""

from __future__ import annotations

import ctypes
import functools
import importlib.metadata
import os
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.apps import AppConfig, apps
from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.core.checks import Warning as Caution
from django.db import DatabaseError

from bulletin import deployment, store

INSTALL = "sudo apt-get install -y --no-install-recommends"
CHINESE_FONTS = ("Noto Serif CJK SC", "Noto Sans CJK SC")
# The names under which WeasyPrint looks for it on Linux.
HARFBUZZ_SUBSET = ("libharfbuzz-subset.so.0", "libharfbuzz-subset.so")
LIBMAGIC = ("libmagic.so.1", "libmagic.dylib")
OLDEST_WEASYPRINT = (70, 0)
CLOSE_DEMO_LOGINS = "from editorial.models import User; User.objects.filter(is_demo=True).update(is_active=False)"


@register()
def chinese_font(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    missing = [family for family in CHINESE_FONTS if family not in installed_families()]
    if not missing:
        return []
    sentence = f"The Chinese font is missing: {', '.join(missing)}. No issue can be printed without it."
    return [Caution(sentence, hint=f"{INSTALL} fonts-noto-cjk fontconfig", id="bulletin.W001")]


@register()
def harfbuzz_subset(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    if any(can_load(name) for name in HARFBUZZ_SUBSET):
        return []
    sentence = "The library harfbuzz-subset is missing. Each PDF takes about 20 times as long without it."
    return [Caution(sentence, hint=f"{INSTALL} libharfbuzz-subset0", id="bulletin.W002")]


@register()
def libmagic(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    # Documents come in on the desk alone.
    if not settings.DESK or any(can_load(name) for name in LIBMAGIC):
        return []
    sentence = "The library libmagic is missing. Of the documents that come in, only plain text is read without it."
    return [Caution(sentence, hint=f"{INSTALL} libmagic1", id="bulletin.W005")]


@register()
def weasyprint_is_new_enough(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    version = weasyprint_version()
    if _numbers(version) >= OLDEST_WEASYPRINT:
        return []
    found = f"is {version}" if version else "is not installed"
    sentence = f"WeasyPrint {found}. Every version below 70 has a way round the guard that keeps it from fetching."
    return [Error(sentence, hint="pip install -r requirements.txt", id="bulletin.E003")]


@register()
def stores_are_writable(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    # A reader-only process stores nothing, and is best run without the right to.
    folders = [store.released().root, store.drafts().root] if settings.DESK else []
    return [
        Error(
            f"The store {folder} cannot be written to, so nothing can be released.",
            hint=f'sudo install -d -o "$(id -un)" {folder}',
            id="bulletin.E004",
        )
        for folder in folders
        if not _can_write(folder)
    ]


@register(deploy=True)
def start_is_fit(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    return [Error(flaw.sentence, hint=flaw.mend, id=flaw.id) for flaw in deployment.flaws_of(settings)]


@register(deploy=True)
def no_demo_logins(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    names = demo_logins()
    if not names:
        return []
    sentence = f"These logins are the demo's, whose password is printed for all to read: {', '.join(names)}."
    hint = f'python manage.py shell -c "{CLOSE_DEMO_LOGINS}"'
    return [Error(sentence, hint=hint, id="bulletin.E107")]


@functools.cache
def installed_families() -> frozenset[str]:
    """The font families that fontconfig knows; none where fontconfig itself is missing."""
    try:
        listing = subprocess.run(["fc-list", ":", "family"], capture_output=True, text=True, timeout=20, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return frozenset()
    return frozenset(name.strip() for line in listing.stdout.splitlines() for name in line.split(","))


@functools.cache
def can_load(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def weasyprint_version() -> str:
    """The installed version, "" for none; WeasyPrint itself is not imported, which would take a second."""
    try:
        return importlib.metadata.version("weasyprint")
    except importlib.metadata.PackageNotFoundError:
        return ""


def demo_logins() -> list[str]:
    """The demo's accounts that can still log in; none where the desk is not installed or not migrated."""
    if not settings.DESK:
        return []
    users = apps.get_model(settings.AUTH_USER_MODEL)._default_manager
    try:
        return sorted(users.filter(is_demo=True, is_active=True).values_list("username", flat=True))
    except DatabaseError:
        return []


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".")[:2] if part.isdigit())


def _can_write(folder: Path) -> bool:
    # The store makes itself at its first file, so what counts is the nearest folder that is there.
    nearest = next(path for path in (folder, *folder.parents) if _is_there(path))
    return nearest.is_dir() and os.access(nearest, os.W_OK | os.X_OK)


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except PermissionError:
        return False
