"""The first look at bytes from outside: are they a text that can be read at all? Stores nothing, trusts nothing."""

from __future__ import annotations

import codecs
import re

from django.utils.translation import gettext_lazy as _

from bulletin import reading
from bulletin.refusal import Refused, require

LARGEST = 10 * 1024 * 1024

EMPTY = _("The document is empty.")
TOO_LARGE = _("The document is larger than 10 MiB.")
NO_TEXT = _("This is no text document.")
UNKNOWN_ENCODING = _("The text is in no encoding that is read here (UTF-8, UTF-16 with its mark, GB18030).")
NO_ENTRY = _("No entry was found in this text.")

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


def read(data: bytes) -> reading.Reading:
    """The reading of a document. Raises Refused for what is no text or holds no entry."""
    found = reading.read(text_of(data))
    require((bool(found.snapshot.entries()), NO_ENTRY))
    return found


def text_of(data: bytes) -> str:
    """The text in the bytes, without a byte order mark. Raises Refused with one sentence."""
    if len(data) > LARGEST:
        raise Refused([TOO_LARGE])
    if not data.strip():
        raise Refused([EMPTY])
    text = _decoded(data)
    if not text.strip("\ufeff\u200b \t\r\n\f\v\u3000\xa0"):
        raise Refused([EMPTY])
    return text


def _decoded(data: bytes) -> str:
    wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    if data.startswith(_MAGIC) or (b"\x00" in data and not wide):
        raise Refused([NO_TEXT])
    for encoding in ("utf-16",) if wide else ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeError:
            if encoding == "utf-8-sig" and _is_torn_utf8(data):
                break
            continue
        if _is_text(text, strict=encoding == "gb18030"):
            return text
        raise Refused([NO_TEXT])
    raise Refused([UNKNOWN_ENCODING])


def _is_torn_utf8(data: bytes) -> bool:
    """Whether all but a few bytes are UTF-8: read as GB18030, such a text would come out as other characters."""
    text = data.decode("utf-8", "replace")
    return text.count("\ufffd") * 20 < sum(1 for each in text if each > "\x7f")


def _is_text(text: str, *, strict: bool) -> bool:
    """A stray control character is no harm, many are no text; improbable characters tell a wrong decoding."""
    if "\x00" in text or len(_CONTROLS.findall(text)) * 100 > len(text):
        return False
    return not strict or len(_IMPROBABLE.findall(text)) * 20 <= len(text)
