"""Pictures inside documents: which kinds are kept, how many, and how large; only their headers are decoded."""

from __future__ import annotations

import base64
import binascii
import io
import re
from urllib.parse import unquote_to_bytes

from PIL import Image

from editorial.intake.formats import sentences
from editorial.intake.formats.found import Found, Piece, Unreadable

MOST = 50
MOST_PIXELS = 20_000_000
KINDS = {"PNG": "image/png", "JPEG": "image/jpeg", "GIF": "image/gif", "WEBP": "image/webp"}
_DATA = re.compile(r"(?is)\s*data:[^,;]{0,100}((?:;[^,;]{0,100}){0,9}),(.*)")


def check_number(count: int) -> None:
    """Raises Unreadable for more than MOST."""
    if count > MOST:
        raise Unreadable(sentences.TOO_MANY_PICTURES)


def kept(data: bytes, name: str, found: Found) -> str | None:
    """The digest of a picture taken along; None, with a loss, for one of another kind. Raises Unreadable."""
    kind = _kind(data, name)
    if kind is None:
        found.lose(sentences.OTHER_PICTURE, name=name)
        return None
    return found.keep(Piece(name, kind, data))


def inline(address: str) -> bytes | None:
    """The bytes of a ``data:`` address, or None."""
    match = _DATA.fullmatch(address)
    if match is None:
        return None
    try:
        plain = unquote_to_bytes(match[2])
        return base64.b64decode(plain) if "base64" in match[1].lower() else plain
    except (binascii.Error, ValueError):
        return None


def _kind(data: bytes, name: str) -> str | None:
    try:
        with Image.open(io.BytesIO(data), formats=tuple(KINDS)) as image:
            width, height = image.size
            kind = KINDS[str(image.format)]
    except Image.DecompressionBombError as error:
        raise Unreadable(sentences.TOO_LARGE_PICTURE, name=name) from error
    except (OSError, ValueError, SyntaxError, KeyError, EOFError):
        return None
    if width * height > MOST_PIXELS:
        raise Unreadable(sentences.TOO_LARGE_PICTURE, name=name)
    return kind
