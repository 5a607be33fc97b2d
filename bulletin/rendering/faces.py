"""Which fonts are really there, and what their makers allow: both decide what a PDF may and does look like.

Asks fontconfig as Pango does, and reads two numbers of a font's own tables; loaded by the confined renderer only.
"""

from __future__ import annotations

import ctypes
import hashlib
import struct
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from weasyprint.text.ffi import ffi, fontconfig, harfbuzz

# OpenType, OS/2, fsType: the usage that is granted, and the ban on subsetting, which is all that we do.
USAGE, RESTRICTED, NO_SUBSETTING = 0x000F, 0x0002, 0x0100
STYLES = (b"Regular", b"Bold")


def digest(families: Iterable[str]) -> str:
    """Eight hexadecimal digits over what stands for each family: its name and its revision, or that of its substitute.

    With another revision of a font, or without it, the same snapshot gives other bytes: that is another renderer.
    """
    matches = [(family, style, *_match(family, style)) for family in sorted(families) for style in STYLES]
    found = [(family, style, name, _revision(file)) for family, style, name, file in matches]
    return hashlib.sha256(repr(found).encode()).hexdigest()[:8]


def harfbuzz_version() -> str:
    """HarfBuzz shapes the text and cuts the fonts down to it."""
    library = ctypes.CDLL("libharfbuzz.so.0")
    library.hb_version_string.restype = ctypes.c_char_p
    return str(library.hb_version_string().decode())


def forbidden(fonts: Iterable[Any]) -> list[str]:
    """The families, of WeasyPrint's fonts, that may not be embedded in part."""
    return sorted({font.family for font in fonts if not allows_subsets(_permission(font.hb_face))})


def allows_subsets(permission: int) -> bool:
    return permission & USAGE != RESTRICTED and not permission & NO_SUBSETTING


def _permission(face: Any) -> int:
    """fsType of a font in use; one without the table sets no bounds."""
    blob = harfbuzz.hb_face_reference_table(face, harfbuzz.hb_tag_from_string(b"OS/2", -1))
    length = ffi.new("unsigned int *")
    data = harfbuzz.hb_blob_get_data(blob, length)
    table = bytes(ffi.buffer(data, length[0])) if length[0] else b""
    harfbuzz.hb_blob_destroy(blob)
    return int(struct.unpack_from(">H", table, 8)[0]) if len(table) >= 10 else 0


def file_of(family: str) -> Path:
    """The file that stands for a family."""
    return _match(family, STYLES[0])[1]


def _match(family: str, style: bytes) -> tuple[str, Path]:
    """The family that fontconfig gives for one that is asked for, and its file."""
    pattern, result = fontconfig.FcPatternCreate(), ffi.new("FcResult *")
    fontconfig.FcPatternAddString(pattern, b"family", family.encode())
    fontconfig.FcPatternAddString(pattern, b"style", style)
    fontconfig.FcConfigSubstitute(ffi.NULL, pattern, fontconfig.FcMatchPattern)
    fontconfig.FcDefaultSubstitute(pattern)
    match = fontconfig.FcFontMatch(ffi.NULL, pattern, result)
    try:
        return _string(match, b"family"), Path(_string(match, b"file"))
    finally:
        fontconfig.FcPatternDestroy(pattern)
        if match != ffi.NULL:
            fontconfig.FcPatternDestroy(match)


def _string(pattern: Any, name: bytes) -> str:
    found = ffi.new("FcChar8 **")
    if pattern == ffi.NULL or fontconfig.FcPatternGetString(pattern, name, 0, found) != fontconfig.FcResultMatch:
        return ""
    return bytes(ffi.string(found[0])).decode()


def _revision(path: Path) -> int:
    """fontRevision (16.16) in the table ``head`` of a font, or of the first of a collection (OpenType, sfnt header)."""
    if not path.is_file():
        return 0  # There is no font at all.
    with path.open("rb") as file:
        start = struct.unpack(">4x8xI", file.read(16))[0] if file.read(4) == b"ttcf" else 0
        file.seek(start)
        _kind, count = struct.unpack(">4sH6x", file.read(12))
        tables = (struct.unpack(">4s4xII", file.read(16)) for _table in range(count))
        place = next((offset for name, offset, _length in tables if name == b"head"), None)
        if place is None:
            return 0
        file.seek(place + 4)
        return int(struct.unpack(">I", file.read(4))[0])
