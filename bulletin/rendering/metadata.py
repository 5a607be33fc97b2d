"""Takes what pictures say beside their dots (authors, places, programs, comments) out of the copies that are printed.

The dots stay as they are, byte for byte, with what decides how they are shown: colours, transparency, which way is up.
What is no picture, or a broken one, is the renderer's to refuse.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator

_JPEG, _PNG, _GIF = b"\xff\xd8", b"\x89PNG\r\n\x1a\n", b"GIF8"
_END_OF_IMAGE, _SCAN, _COMMENT, _APPLICATIONS = 0xD9, 0xDA, 0xFE, range(0xE0, 0xF0)
_JFIF_SEGMENT, _JFIF = 0xE0, b"JFIF\0"
_EXIF_SEGMENT, _EXIF = 0xE1, b"Exif\0\0"
# The further application segments that say how to read the dots (ICC.1, annex B.4; Adobe's TN 5116).
_OF_THE_DOTS = {0xE2: b"ICC_PROFILE\0", 0xEE: b"Adobe"}
# A marker after the dots of a scan: neither a stuffed byte nor a restart (ITU-T T.81, B.1.1.2).
_AFTER_SCAN = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
# The chunks that bear on the dots (PNG, third edition, 11); texts, times and what others invented do not.
_CHUNKS = set(b"IHDR PLTE IDAT IEND tRNS cHRM gAMA iCCP sBIT sRGB bKGD hIST pHYs sPLT acTL fcTL fdAT".split())
_ORIENTATION, _SHORT, _UPRIGHT = 0x0112, 3, 1
_EXTENSION, _DESCRIPTOR, _TRAILER = 0x21, 0x2C, 0x3B
_GRAPHIC_CONTROL, _APPLICATION, _LOOP = 0xF9, 0xFF, b"\x0bNETSCAPE2.0"


def without(content: bytes) -> bytes:
    """The picture without what it says of itself; anything else as it is."""
    for signature, kept in ((_JPEG, _jpeg), (_PNG, _png), (_GIF, _gif)):
        if content.startswith(signature):
            return b"".join(kept(content))
    return content


def _jpeg(content: bytes) -> Iterator[bytes]:
    """The segments that stay; nothing of what follows the end of the picture."""
    yield _JPEG
    at = content.find(b"\xff", len(_JPEG))
    while 0 <= at < len(content) - 1:
        marker, end = content[at + 1], at + 2 + int.from_bytes(content[at + 2 : at + 4])
        if marker == _END_OF_IMAGE:
            yield content[at : at + 2]
            return
        if marker in (0x00, 0xFF):  # No marker, and a fill byte before one.
            end = at + 1
        elif marker == _SCAN:
            found = _AFTER_SCAN.search(content, end)
            end = found.start() if found else len(content)
            yield content[at:end]
        else:
            yield _segment(marker, content[at:end])
        at = content.find(b"\xff", end)


def _segment(marker: int, segment: bytes) -> bytes:
    """The segment, its marker and length at its head, or what stays of it."""
    said = segment[4:]
    if marker == _EXIF_SEGMENT and said.startswith(_EXIF):
        exif = _orientation_alone(said.removeprefix(_EXIF))
        return b"\xff\xe1" + struct.pack(">H", 2 + len(_EXIF + exif)) + _EXIF + exif if exif else b""
    if marker == _JFIF_SEGMENT and said.startswith(_JFIF):
        return b"\xff\xe0\x00\x10" + said[:12] + bytes(2)  # Without the small picture that it may hold.
    if marker == _COMMENT or marker in _APPLICATIONS:
        return segment if marker in _OF_THE_DOTS and said.startswith(_OF_THE_DOTS[marker]) else b""
    return segment


def _png(content: bytes) -> Iterator[bytes]:
    yield _PNG
    at = len(_PNG)
    while at < len(content):
        kind, end = content[at + 4 : at + 8], at + 12 + int.from_bytes(content[at : at + 4])
        if kind in _CHUNKS:
            yield content[at:end]
        elif kind == b"eXIf" and (exif := _orientation_alone(content[at + 8 : end - 4])):
            yield struct.pack(">I", len(exif)) + kind + exif + struct.pack(">I", zlib.crc32(kind + exif))
        if kind == b"IEND":
            return
        at = end


def _orientation_alone(exif: bytes) -> bytes:
    """EXIF that says which way is up and nothing else (CIPA DC-008, 4.6.2); none for a picture that is upright."""
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(exif[:4])
    try:
        found = _orientation(exif, order) if order else _UPRIGHT
    except struct.error:
        return b""
    # One directory of one field, after which no other comes.
    field = struct.pack(">HHIHH", _ORIENTATION, _SHORT, 1, found, 0)
    return b"MM\0*" + struct.pack(">IH", 8, 1) + field + bytes(4) if _UPRIGHT < found <= 8 else b""


def _orientation(exif: bytes, order: str) -> int:
    """As the first directory says. Raises struct.error for one that is cut off."""
    (first,) = struct.unpack_from(f"{order}I", exif, 4)
    (count,) = struct.unpack_from(f"{order}H", exif, first)
    for at in range(first + 2, first + 2 + 12 * count, 12):
        tag, kind, _values, value = struct.unpack_from(f"{order}HHIH", exif, at)
        if (tag, kind) == (_ORIENTATION, _SHORT):
            return int(value)
    return _UPRIGHT


def _gif(content: bytes) -> Iterator[bytes]:
    """Header and colours, every frame and how long it is shown (GIF89a, 18 to 26)."""
    at = 13 + _colours(content[10:11])
    yield content[:at]
    while at < len(content) and content[at] != _TRAILER:
        if content[at] == _EXTENSION:
            end, kept = _blocks_end(content, at + 2), _is_of_the_frames(content[at + 1 : at + 14])
        elif content[at] == _DESCRIPTOR:
            end, kept = _blocks_end(content, at + 11 + _colours(content[at + 9 : at + 10])), True
        else:
            return
        if kept:
            yield content[at:end]
        at = end
    yield content[at : at + 1]


def _is_of_the_frames(extension: bytes) -> bool:
    return extension[:1] == bytes([_GRAPHIC_CONTROL]) or extension.startswith(bytes([_APPLICATION]) + _LOOP)


def _colours(flags: bytes) -> int:
    """How many bytes of colours follow a screen or a frame with such flags."""
    return 3 << (flags[0] & 7) + 1 if flags and flags[0] & 0x80 else 0


def _blocks_end(content: bytes, at: int) -> int:
    """Where the blocks that begin at ``at``, each after its length, are through."""
    while at < len(content) and content[at]:
        at += 1 + content[at]
    return at + 1
