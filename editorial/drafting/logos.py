"""The logo of a masthead: its kind is read off its bytes, the confined child decodes it, the drafts store keeps it."""

from __future__ import annotations

import struct
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from bulletin import rendering, store
from bulletin.refusal import Refused, require

LARGEST = 1024 * 1024
LONGEST_SIDE = 4000

TOO_LARGE = _("The logo is larger than 1 MiB.")
UNKNOWN = _("A logo is a PNG or JPEG picture; this file is neither.")
TOO_MANY_PIXELS = _("The logo is more than 4000 pixels wide or high.")
FOR_PRESSES = _("This JPEG has four colours (CMYK), which an archived PDF cannot hold. Save it in RGB.")
DAMAGED = _("The logo cannot be opened. Save it again as PNG or JPEG.")

PNG = b"\x89PNG\r\n\x1a\n"
JPEG = b"\xff\xd8\xff"
# Start of frame (ITU-T T.81, table B.1): 0xC0 to 0xCF without the tables that lie between them.
FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
# Markers that stand alone; every other is followed by the length of its segment.
ALONE = frozenset({0x01, *range(0xD0, 0xD9)})


@dataclass(frozen=True, slots=True)
class Frame:
    """What the header of a picture says of it."""

    width: int
    height: int
    channels: int = 3


def keep(data: bytes) -> str:
    """Store a logo among the drafts and return its digest. Raises Refused with one sentence."""
    check(data)
    return store.drafts().put(data)


def check(data: bytes) -> None:
    """Raises Refused unless the bytes are a picture that can be printed in any edition."""
    if len(data) > LARGEST:
        raise Refused([TOO_LARGE])
    if not data.startswith((PNG, JPEG)):
        raise Refused([UNKNOWN])
    frame = _of_png(data) if data.startswith(PNG) else _of_jpeg(data)
    if frame is None:
        raise Refused([DAMAGED])
    require(
        (max(frame.width, frame.height) <= LONGEST_SIDE, TOO_MANY_PIXELS),
        (frame.channels < 4, FOR_PRESSES),
    )
    # Only now: what the header promises is small enough to be decoded.
    require((rendering.is_printable(data), DAMAGED))


def _of_png(data: bytes) -> Frame | None:
    """The header chunk, which comes first (ISO/IEC 15948, 11.2.2)."""
    if data[12:16] != b"IHDR" or len(data) < 24:
        return None
    width, height = struct.unpack(">II", data[16:24])
    return Frame(width, height)


def _of_jpeg(data: bytes) -> Frame | None:
    """The start of frame, found by going from segment to segment."""
    place = 2
    while place + 10 <= len(data) and data[place] == 0xFF:
        marker = data[place + 1]
        if marker in FRAMES:
            height, width, channels = struct.unpack(">HHB", data[place + 5 : place + 10])
            return Frame(width, height, channels)
        place += _step(marker, data, place)
    return None


def _step(marker: int, data: bytes, place: int) -> int:
    if marker == 0xFF:  # Padding before a marker.
        return 1
    return 2 if marker in ALONE else 2 + int.from_bytes(data[place + 2 : place + 4])
