"""Says in the reader's language what a reading remarked on; the reading itself knows plain English alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext


def warning(found: Mapping[str, Any]) -> str:
    """A warning as it is stored: its sentence translated, then filled; one without a sentence says its text."""
    if not found.get("sentence"):
        return str(found["text"])
    return gettext(found["sentence"]).format(**dict(found["values"]))


def reason(left: Mapping[str, Any]) -> str:
    """Why a line was left over."""
    return gettext(left["reason"])


def told(found: Mapping[str, Any]) -> str:
    """Why a document cannot be read, or what of it was lost: as stored, a sentence and its values."""
    return gettext(found["sentence"]).format(**found["values"])
