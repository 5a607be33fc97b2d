"""Bytes as text: the encodings that are read here, and what is no text at all."""

from __future__ import annotations

import codecs
import re

from editorial.intake.formats import sentences
from editorial.intake.formats.found import Unreadable

LARGEST = 10 * 1024 * 1024
BLANK = "\ufeff\u200b \t\r\n\f\v\u3000\xa0"
_MAGIC = (
    b"%PDF",
    b"PK\x03\x04",
    b"PK\x05\x06",
    b"\xd0\xcf\x11\xe0",
    b"\x89PNG",
    b"GIF8",
    b"\xff\xd8\xff",
    b"{\\rtf",
    b"\x1f\x8b",
    b"Rar!",
    b"7z\xbc\xaf",
    b"\x7fELF",
    b"MZ\x90",
    b"BM\x00",
    b"RIFF",
    b"SQLite format 3",
)
_CONTROLS = re.compile(r"[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f]")
# What GB18030 makes of bytes that were another encoding.
_IMPROBABLE = re.compile(r"[\ue000-\uf8ff\ufffd\U000f0000-\U0010ffff]")


def is_binary(data: bytes) -> bool:
    """Whether the bytes begin as some other kind of file does, or hold what no text holds."""
    return data.startswith(_MAGIC) or (b"\x00" in data and not _is_wide(data))


def text_of(data: bytes) -> str:
    """The text in the bytes, without a byte order mark. Raises Unreadable."""
    if len(data) > LARGEST:
        raise Unreadable(sentences.TOO_LARGE)
    if not data.strip():
        raise Unreadable(sentences.EMPTY)
    text = decoded(data)
    if not text.strip(BLANK):
        raise Unreadable(sentences.EMPTY)
    return text


def decoded(data: bytes) -> str:
    """The characters, however few. Raises Unreadable for what is no text or in no known encoding."""
    if is_binary(data):
        raise Unreadable(sentences.NO_TEXT)
    for encoding in ("utf-16",) if _is_wide(data) else ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeError:
            if encoding == "utf-8-sig" and _is_torn_utf8(data):
                break
            continue
        if is_text(text, strict=encoding == "gb18030"):
            return text
        raise Unreadable(sentences.NO_TEXT)
    raise Unreadable(sentences.UNKNOWN_ENCODING)


def is_text(text: str, *, strict: bool) -> bool:
    """A stray control character is no harm, many are no text; improbable characters tell a wrong decoding."""
    if "\x00" in text or len(_CONTROLS.findall(text)) * 100 > len(text):
        return False
    return not strict or len(_IMPROBABLE.findall(text)) * 20 <= len(text)


def _is_wide(data: bytes) -> bool:
    return data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))


def _is_torn_utf8(data: bytes) -> bool:
    """Whether all but a few bytes are UTF-8: read as GB18030, such a text would come out as other characters."""
    text = data.decode("utf-8", "replace")
    return text.count("\ufffd") * 20 < sum(1 for each in text if each > "\x7f")
