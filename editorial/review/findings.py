"""One thing that stands between an issue and its release, or that somebody should look at before it."""

from __future__ import annotations

from dataclasses import dataclass

from editorial.review.facts import ISSUE, Target

# What only a sign-off mends; the one kind of blocker that a release without review may pass over.
SIGN_OFF_CODES = frozenset({"unsigned", "stale"})


@dataclass(frozen=True)
class Finding:
    """A sentence about ``target`` and where to mend it: ``place`` is the field or panel of the target's page.

    ``fingerprint`` is the SHA-256 of the values that gave rise to a hint; a tick on it holds while they stay.
    """

    code: str
    sentence: object
    target: Target = ISSUE
    place: str = ""
    is_blocker: bool = True
    fingerprint: str = ""

    def __str__(self) -> str:
        return str(self.sentence)
