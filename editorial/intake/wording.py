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


def loss(found: Mapping[str, Any]) -> str:
    """What a format held and a draft cannot."""
    return gettext(found["sentence"]).format(**dict(found.get("values") or ()))


def failure(sentence: str) -> str:
    """Why a document cannot be read, as it was stored: in plain English."""
    return "\n".join(gettext(line) for line in sentence.splitlines() if line)
