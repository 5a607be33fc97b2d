"""One thing that stands between an issue and its release, or that somebody should look at before it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from editorial.models import HintTick
from editorial.review.facts import ISSUE, Target

# What only a sign-off mends; the one kind of blocker that a release without review may pass over.
SIGN_OFF_CODES = frozenset({"unsigned", "stale"})


@dataclass(frozen=True)
class Finding:
    """A sentence about ``target`` and where to mend it: ``place`` is the field or panel of the target's page.

    ``about`` is what a sentence speaks of that does not name it itself. ``fingerprint`` is the SHA-256 of the values
    that gave rise to a hint; a ``tick`` on it holds while they stay.
    """

    code: str
    sentence: object
    target: Target = ISSUE
    place: str = ""
    is_blocker: bool = True
    fingerprint: str = ""
    about: str = ""
    tick: HintTick | None = None

    def __str__(self) -> str:
        return f"“{self.about}”{_(': ')}{self.sentence}" if self.about else str(self.sentence)

    @property
    def is_hint(self) -> bool:
        """Whether somebody may tick it as checked; what else stands in the way must be mended."""
        return bool(self.fingerprint)
