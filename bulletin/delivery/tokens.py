"""The signed links of the subscription: each for one purpose, one subscriber and one round, and for a limited time.

A link carries no address and no session; its signature is HMAC-SHA256, so 256 bits stand between a guess and a hit.
"""

from __future__ import annotations

import re
from enum import Enum
from typing import NamedTuple

from django.core import signing

from bulletin.models import Subscriber

_DAY = 24 * 60 * 60
_CLAIM = re.compile(r"([1-9][0-9]{0,17})-([1-9][0-9]{0,8})")


class Purpose(Enum):
    """What a link is for, and for how many seconds it works."""

    CONFIRM = ("confirm", 7 * _DAY)
    # Old issues stay in mailboxes, and whoever finds one there must be able to leave.
    UNSUBSCRIBE = ("unsubscribe", 730 * _DAY)

    @property
    def salt(self) -> str:
        return f"bulletin.subscription.{self.value[0]}"

    @property
    def seconds(self) -> int:
        return self.value[1]


class Claim(NamedTuple):
    """Whom a genuine link names; the round must still be the subscriber's, which the caller looks at when it acts."""

    subscriber: int
    round: int


def issue(subscriber: Subscriber, purpose: Purpose) -> str:
    return _signer(purpose).sign(f"{subscriber.pk}-{subscriber.round}")


def read(token: str, purpose: Purpose) -> Claim | None:
    """The claim of a genuine link that has not expired, or None for anything else."""
    try:
        value = _signer(purpose).unsign(token, max_age=purpose.seconds)
    except (signing.BadSignature, ValueError, OverflowError):
        return None
    match = _CLAIM.fullmatch(value)
    return Claim(int(match[1]), int(match[2])) if match else None


def _signer(purpose: Purpose) -> signing.TimestampSigner:
    # The separator must not be part of the value, and a link must survive being copied by hand.
    return signing.TimestampSigner(sep="~", salt=purpose.salt)
