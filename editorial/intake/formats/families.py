"""What kind of file bytes are: libmagic and filetype must agree on the family, then the parts of the file decide."""

from __future__ import annotations

import filetype
import magic

from editorial.intake.formats import sentences
from editorial.intake.formats.found import Unreadable

ZIP, OLE, PDF, PICTURE, ARCHIVE, PROGRAM, RTF, TEXT, UNKNOWN = (
    "zip",
    "ole",
    "pdf",
    "picture",
    "archive",
    "program",
    "rtf",
    "text",
    "unknown",
)
_STARTS = (
    ("application/vnd.openxmlformats", ZIP),
    ("application/vnd.oasis", ZIP),
    ("application/zip", ZIP),
    ("application/epub+zip", ZIP),
    ("application/java-archive", ZIP),
    ("application/pdf", PDF),
    ("application/msword", OLE),
    ("application/vnd.ms-", OLE),
    ("application/cdfv2", OLE),
    ("application/x-ole-storage", OLE),
    ("application/encrypted", OLE),
    ("image/", PICTURE),
    ("video/", PICTURE),
    ("audio/", PICTURE),
    ("text/rtf", RTF),
    ("application/rtf", RTF),
    ("text/", TEXT),
    ("message/", TEXT),
    ("application/json", TEXT),
    ("application/csv", TEXT),
    ("application/x-mach", PROGRAM),
    ("application/x-exec", PROGRAM),
    ("application/x-shared", PROGRAM),
    ("application/x-pie", PROGRAM),
    ("application/x-dos", PROGRAM),
    ("application/vnd.microsoft.portable-exec", PROGRAM),
    ("application/x-ms", PROGRAM),
    ("application/gzip", ARCHIVE),
    ("application/x-rar", ARCHIVE),
    ("application/vnd.rar", ARCHIVE),
    ("application/x-7z", ARCHIVE),
    ("application/x-tar", ARCHIVE),
    ("application/x-bzip", ARCHIVE),
    ("application/x-xz", ARCHIVE),
    ("application/zstd", ARCHIVE),
)
_OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
REFUSED = {
    PICTURE: sentences.PICTURE,
    ARCHIVE: sentences.ARCHIVE,
    PROGRAM: sentences.PROGRAM,
    RTF: sentences.RICH_TEXT_FORMAT,
}
_OLE_STREAMS = (("Workbook", "xlsx"), ("Book", "xlsx"), ("PowerPoint Document", "pptx"))


class Judges:
    """Both libraries, loaded once: libmagic reads its file of signatures when it is made."""

    def __init__(self) -> None:
        self._magic = magic.Magic(mime=True)

    def family(self, data: bytes) -> str:
        """The family of binary bytes. Raises Unreadable where the two differ and for every family that is not read."""
        found = {self._of_magic(data), self._of_filetype(data)}
        is_nothing = found <= {TEXT, UNKNOWN}
        family = found.pop() if len(found) == 1 else UNKNOWN
        if family in REFUSED:
            raise Unreadable(REFUSED[family])
        if family == OLE:
            raise old_office(data)
        if family not in (ZIP, PDF):
            raise Unreadable(sentences.NO_TEXT if is_nothing else sentences.UNCLEAR_KIND)
        return family

    def _of_magic(self, data: bytes) -> str:
        return _family(self._magic.from_buffer(data))

    def _of_filetype(self, data: bytes) -> str:
        # filetype tells the old office formats by streams that it looks for at fixed places only.
        if data.startswith(_OLE_MAGIC):
            return OLE
        guessed = filetype.guess(data)
        return _family(guessed.mime) if guessed else TEXT


def old_office(data: bytes) -> Unreadable:
    """The refusal of an OLE file: encrypted new formats wear its shape as well."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return Unreadable(sentences.PROTECTED_OFFICE)
    ending = next((new for stream, new in _OLE_STREAMS if stream.encode("utf-16-le") in data), "docx")
    return Unreadable(sentences.OLD_OFFICE, ending=ending)


def _family(mime: str) -> str:
    return next((family for start, family in _STARTS if mime.lower().startswith(start)), UNKNOWN)
