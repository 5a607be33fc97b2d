"""What no production start may have: one list of sentences for the start, the deployment checks and the tests.

Imports nothing of Django's machinery, so that the settings module itself may call it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

DEVELOPMENT_KEY = "development-only-key-never-used-for-anything-that-others-can-reach"
# Django's own `check --deploy` asks for these two (security.W009).
SHORTEST_KEY = 50
FEWEST_CHARACTERS = 5


class Flaw(NamedTuple):
    """One thing wrong with a start: the check's id, the sentence, and the line that mends it."""

    id: str
    sentence: str
    mend: str


def flaws(*, debug: bool, secret_key: str, allowed_hosts: Sequence[str], site_root: str, demo: bool) -> list[Flaw]:
    """Everything that makes these settings unfit to serve strangers, all at once."""
    return [
        *_when(debug, "E101", "DEBUG is on, so an error would show settings and source.", "DEBUG=off"),
        *_when(demo, "E102", "BULLETIN_DEMO is on, so the demo's logins would be open to all.", "unset BULLETIN_DEMO"),
        *_key_flaws(secret_key),
        *_when(
            not allowed_hosts or "*" in allowed_hosts,
            "E105",
            "ALLOWED_HOSTS names no host of its own, so any host name would be answered.",
            "ALLOWED_HOSTS=bulletin.example.org",
        ),
        *_when(
            urlsplit(site_root).scheme != "https",
            "E106",
            "SITE_ROOT is not an https address, so links in mail would be open to eavesdroppers.",
            "SITE_ROOT=https://bulletin.example.org",
        ),
    ]


def flaws_of(settings: Any) -> list[Flaw]:
    """The flaws of Django's settings object."""
    return flaws(
        debug=settings.DEBUG,
        secret_key=settings.SECRET_KEY,
        allowed_hosts=settings.ALLOWED_HOSTS,
        site_root=settings.SITE_ROOT,
        demo=settings.DEMO,
    )


def refuse(found: Iterable[Flaw]) -> None:
    """End a bad start with every reason; raises ImproperlyConfigured when there is any."""
    lines = [f"{flaw.sentence} Mend it with: {flaw.mend}" for flaw in found]
    if lines:
        raise ImproperlyConfigured("Bulletin does not start like this.\n" + "\n".join(lines))


def _key_flaws(secret_key: str) -> list[Flaw]:
    mend = 'SECRET_KEY="$(openssl rand -base64 60 | tr -d "\\n")"'
    if secret_key == DEVELOPMENT_KEY or secret_key.startswith("django-insecure-"):
        return [Flaw("bulletin.E103", "SECRET_KEY is the one that everybody knows.", mend)]
    weak = len(secret_key) < SHORTEST_KEY or len(set(secret_key)) < FEWEST_CHARACTERS
    return _when(weak, "E104", f"SECRET_KEY is too easy to guess: it needs {SHORTEST_KEY} characters or more.", mend)


def _when(wrong: bool, id: str, sentence: str, mend: str) -> list[Flaw]:  # noqa: A002 -- Django's word for it
    return [Flaw(f"bulletin.{id}", sentence, mend)] if wrong else []
