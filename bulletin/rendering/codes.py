"""The QR code of an address as a picture, which goes into both forms like any other image, by digest."""

from __future__ import annotations

import functools
import hashlib
import io

import segno

# An address longer than this, in bytes, is in nobody's camera.
MOST = 300
# A module is so many dots, and the quiet zone so many modules (ISO/IEC 18004, 6.3.8).
DOTS, QUIET = 6, 4


@functools.lru_cache(maxsize=64)
def picture(address: str) -> bytes:
    """A PNG, the same for the same address."""
    made = io.BytesIO()
    segno.make_qr(address, error="m").save(made, kind="png", scale=DOTS, border=QUIET)
    return made.getvalue()


def digest(address: str) -> str:
    """The digest of the picture, "" for an address that gets none."""
    return hashlib.sha256(picture(address)).hexdigest() if 0 < len(address.encode()) <= MOST else ""


def granted(address: str) -> dict[str, bytes]:
    """The picture under its digest, as a page may fetch it."""
    return {found: picture(address)} if (found := digest(address)) else {}
