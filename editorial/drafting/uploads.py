"""Files uploaded to an entry: what they are is read off their bytes, never off their name; kept in the drafts store."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from pathlib import PurePosixPath

from django.utils.translation import gettext_lazy as _

from bulletin import snapshot as shape
from bulletin import store
from bulletin.refusal import Refused

LARGEST = 10 * 1024 * 1024
LONGEST_TITLE = 200

EMPTY = _("The file is empty.")
TOO_LARGE = _("The file is larger than 10 MiB.")
UNKNOWN = _("Files of this kind are not taken. PDF, Word, Excel, PowerPoint, OFD, pictures, ZIP and plain text are.")

_SIGNATURES = (
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
)
# Names of members stand uncompressed in a ZIP file, so what kind of package it is can be seen without unpacking it.
_PACKAGES = (
    (b"word/document.xml", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    (b"xl/workbook.xml", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    (b"ppt/presentation.xml", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
    (b"OFD.xml", "application/ofd"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_STREAMS = (
    ("WordDocument", "application/msword"),
    ("Workbook", "application/vnd.ms-excel"),
    ("PowerPoint Document", "application/vnd.ms-powerpoint"),
)
_MACROS = (b"vbaProject.bin", "_VBA_PROJECT".encode("utf-16-le"))
_MARKUP = re.compile(rb"\A[\s\xef\xbb\xbf]{0,200}<|<(?:!doctype|html|script|svg|\?xml)\b", re.IGNORECASE)
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1f\x7f]")


def keep(name: str, data: bytes) -> shape.Attachment:
    """Store an uploaded file; its title is its name without the ending. Raises Refused with one sentence."""
    looked_at = look(name, data)
    store.drafts().put(data)
    return looked_at


def look(name: str, data: bytes) -> shape.Attachment:
    """What a file would be as an attachment; nothing is stored. Raises Refused with one sentence."""
    if len(data) > LARGEST:
        raise Refused([TOO_LARGE])
    if not data:
        raise Refused([EMPTY])
    kind = type_of(data)
    if kind is None:
        raise Refused([UNKNOWN])
    digest = hashlib.sha256(data).hexdigest()
    return shape.Attachment(title=title_of(name), digest=digest, type=kind, size=len(data))


def type_of(data: bytes) -> str | None:
    """The media type of bytes that may be attached; None for programs, markup, macros and all that is unknown."""
    if any(macro in data for macro in _MACROS):
        return None
    known = next((kind for signature, kind in _SIGNATURES if data.startswith(signature)), None)
    if known or (data.startswith(b"RIFF") and data[8:12] == b"WEBP"):
        return known or "image/webp"
    if data.startswith(b"PK\x03\x04"):
        return next((kind for member, kind in _PACKAGES if member in data), "application/zip")
    if data.startswith(_OLE):
        return next((kind for stream, kind in _OLE_STREAMS if stream.encode("utf-16-le") in data), None)
    return "text/plain" if _is_text(data) else None


def title_of(name: str) -> str:
    """A file name as a title: no folders, no ending, nothing invisible that could turn it round."""
    visible = "".join(each for each in name if unicodedata.category(each) not in {"Cc", "Cf", "Cs", "Co", "Cn"})
    stem = PurePosixPath(visible.replace("\\", "/")).name
    return PurePosixPath(stem).stem[:LONGEST_TITLE].strip() or "file"


def _is_text(data: bytes) -> bool:
    if data.startswith(b"#!") or _CONTROLS.search(data) or _MARKUP.search(data):
        return False
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
