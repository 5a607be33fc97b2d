"""The envelope of a zip package, checked before anything in it is parsed: size, parts, names, compression."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib

from editorial.intake.formats import kinds, sentences
from editorial.intake.formats.found import Unreadable

MOST_MEMBERS = 2_000
MOST_UNPACKED = 100 * 1024 * 1024
HIGHEST_RATIO = 100
_SYMLINK = 0o120000
_LOCAL = struct.Struct("<4s5H3L2H")
_END_SIZE = 22
_DRIVE = re.compile(r"[A-Za-z]:")
_MAIN = (("word/document.xml", kinds.WORD), ("xl/workbook.xml", kinds.SHEET))
_OTHERS = (
    ("OFD.xml", sentences.OFD),
    ("ppt/presentation.xml", sentences.OTHER_OFFICE),
    ("META-INF/manifest.xml", sentences.OTHER_OFFICE),
    ("xl/workbook.bin", sentences.OTHER_OFFICE),
)


class Package:
    """A zip file within the limits; parts are unpacked one by one, never beyond the size that they state."""

    def __init__(self, data: bytes) -> None:
        """Raises Unreadable with the first rule that the file breaks."""
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, OverflowError) as error:
            raise Unreadable(sentences.DAMAGED) from error
        self._members = self._zip.infolist()
        self.names = [member.filename for member in self._members]
        _check_sizes(self._members, len(data))
        _check_names(self._members)
        _check_places(self._members, data, self._zip.start_dir)
        _check_end(data, len(self._zip.comment))
        if any(name.lower().endswith("vbaproject.bin") for name in self.names):
            raise Unreadable(sentences.MACROS)

    def kind(self) -> str:
        """word or sheet. Raises Unreadable for every other package."""
        for name, kind in _MAIN:
            if name in self.names:
                if b"macroEnabled" in self.read("[Content_Types].xml"):
                    raise Unreadable(sentences.MACROS)
                return kind
        sentence = next((sentence for name, sentence in _OTHERS if name in self.names), sentences.ARCHIVE)
        raise Unreadable(sentence)

    def read(self, name: str) -> bytes:
        """One part. Raises Unreadable when it is missing, damaged or not what its entry states."""
        try:
            return self._zip.read(name)
        except (zipfile.BadZipFile, zlib.error, KeyError, EOFError, NotImplementedError, OSError) as error:
            raise Unreadable(sentences.DAMAGED) from error

    def rebuilt(self, changed: dict[str, bytes]) -> io.BytesIO:
        """The package with some parts replaced, stored without compression."""
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w") as made:
            for name in self.names:
                if not name.endswith("/"):
                    made.writestr(name, changed[name] if name in changed else self.read(name))
        target.seek(0)
        return target


def _check_sizes(members: list[zipfile.ZipInfo], size: int) -> None:
    unpacked = sum(member.file_size for member in members)
    if len(members) > MOST_MEMBERS:
        raise Unreadable(sentences.TOO_MANY_MEMBERS)
    if unpacked > MOST_UNPACKED:
        raise Unreadable(sentences.TOO_MUCH_UNPACKED)
    if unpacked > HIGHEST_RATIO * size:
        raise Unreadable(sentences.TOO_COMPRESSED)
    if any(member.flag_bits & 1 for member in members):
        raise Unreadable(sentences.ENCRYPTED_MEMBERS)
    if any(member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for member in members):
        raise Unreadable(sentences.DAMAGED)


def _check_names(members: list[zipfile.ZipInfo]) -> None:
    names = [member.orig_filename for member in members]
    if any(_leads_out(name) for name in names) or len({name.lower() for name in names}) < len(names):
        raise Unreadable(sentences.BAD_NAMES)
    if any((member.external_attr >> 16) & 0o170000 == _SYMLINK for member in members):
        raise Unreadable(sentences.LINKED_MEMBERS)


def _leads_out(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    odd = not name or "\0" in name or "\\" in name or _DRIVE.match(name) is not None
    return odd or name.startswith("/") or ".." in parts


def _check_end(data: bytes, comment: int) -> None:
    """Nothing may follow the directory and its comment."""
    end = data.rfind(b"PK\x05\x06")
    if end + _END_SIZE + comment != len(data):
        raise Unreadable(sentences.OVERLAPPING)


def _check_places(members: list[zipfile.ZipInfo], data: bytes, end: int) -> None:
    """Every part after the one before it, the first at the very beginning: nothing hides before or between them."""
    place = 0
    for member in sorted(members, key=lambda each: each.header_offset):
        if member.header_offset < place or (place == 0 and member.header_offset != 0):
            raise Unreadable(sentences.OVERLAPPING)
        header = data[member.header_offset : member.header_offset + _LOCAL.size]
        if len(header) < _LOCAL.size or header[:4] != b"PK\x03\x04":
            raise Unreadable(sentences.DAMAGED)
        name_size, extra_size = _LOCAL.unpack(header)[-2:]
        place = member.header_offset + _LOCAL.size + name_size + extra_size + member.compress_size
    if place > end:
        raise Unreadable(sentences.OVERLAPPING)
