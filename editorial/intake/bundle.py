"""Many files at once: a folder, or a zip file whose members are read one at a time and never unpacked to disk."""

from __future__ import annotations

import io
import stat
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import IO

from django.utils.translation import gettext_lazy as _

from bulletin.refusal import Refused, require
from editorial.intake import envelope
from editorial.intake.extract import refusal
from editorial.intake.formats.found import Unreadable
from editorial.intake.formats.package import Package

MOST_FILES = 2000
LARGEST_RATIO = 100
# Below this size a high ratio is no bomb: a page of one repeated line.
SMALL = 1024 * 1024
LARGEST_TOGETHER = 2 * 1024 * 1024 * 1024

TOO_MANY = _("There are more than %(most)s files in it.") % {"most": MOST_FILES}
TOO_MUCH = _("Its files are larger than 2 GiB together.")
NO_ZIP = _("This zip file is damaged.")
NO_FILES = _("There is no file in it.")
ENCRYPTED = _("“%(name)s” is encrypted. Save it without a password.")
BOMB = _("“%(name)s” would unpack to more than a hundred times its size.")
UNREADABLE = _("“%(name)s” cannot be read.")


@dataclass(frozen=True)
class Incoming:
    """A file of the bundle: its name without folders, and its bytes when asked for, cut one byte past the limit."""

    name: str
    read: Callable[[], bytes]


def folder(path: Path) -> list[Incoming]:
    """The files below a folder in the order of their paths; hidden ones and links are passed over. Raises Refused."""
    found = sorted(each for each in path.rglob("*") if each.is_file() and not each.is_symlink())
    kept = [each for each in found if _is_wanted(each.relative_to(path).as_posix())]
    require((bool(kept), NO_FILES), (len(kept) <= MOST_FILES, TOO_MANY))
    return [Incoming(each.name[-200:], _reader(each)) for each in kept]


def single(path: Path) -> Incoming:
    return Incoming(path.name[-200:], _reader(path))


def zipped(file: IO[bytes]) -> Iterator[Incoming]:
    """The files of a zip file, which must stay open while they are read. Raises Refused."""
    try:
        whole = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise Refused([NO_ZIP]) from error
    members = [each for each in whole.infolist() if not each.is_dir() and _is_wanted(_name(each))]
    members = [each for each in members if not stat.S_ISLNK(each.external_attr >> 16)]
    require((bool(members), NO_FILES), (len(members) <= MOST_FILES, TOO_MANY))
    require((sum(each.file_size for each in members) <= LARGEST_TOGETHER, TOO_MUCH))
    for each in sorted(members, key=_name):
        yield Incoming(_name(each).rpartition("/")[2][-200:], _member_reader(whole, each))


def paths(data: bytes) -> dict[str, Callable[[], bytes]]:
    """The files of a small zip file by their paths in it, within the limits of a document's package. Raises Refused."""
    try:
        package = Package(data)
    except Unreadable as error:
        raise refusal(error.sentence, error.values) from None
    with zipfile.ZipFile(io.BytesIO(data)) as whole:
        members = [each for each in whole.infolist() if not each.is_dir() and _is_wanted(_name(each))]
    return {_name(each): partial(_unpacked, package, each) for each in members}


def _unpacked(package: Package, member: zipfile.ZipInfo) -> bytes:
    require((member.file_size <= envelope.LARGEST, envelope.TOO_LARGE))
    try:
        return package.read(member.filename)
    except Unreadable as error:
        raise Refused([UNREADABLE % {"name": _name(member)}]) from error


def is_zip(data: bytes) -> bool:
    """Whether bytes begin as a zip file does (a Word file does too; the name tells them apart)."""
    return data.startswith(b"PK\x03\x04")


def _reader(path: Path) -> Callable[[], bytes]:
    def read() -> bytes:
        try:
            with path.open("rb") as file:
                return file.read(envelope.LARGEST + 1)
        except OSError as error:
            raise Refused([UNREADABLE % {"name": path.name}]) from error

    return read


def _member_reader(whole: zipfile.ZipFile, member: zipfile.ZipInfo) -> Callable[[], bytes]:
    def read() -> bytes:
        shown = {"name": _name(member)}
        is_bomb = member.file_size > SMALL and member.file_size > LARGEST_RATIO * member.compress_size
        require((not member.flag_bits & 1, ENCRYPTED % shown), (not is_bomb, BOMB % shown))
        try:
            with whole.open(member) as file:
                return file.read(envelope.LARGEST + 1)
        except (zipfile.BadZipFile, OSError, ValueError, EOFError, NotImplementedError, RuntimeError) as error:
            raise Refused([UNREADABLE % shown]) from error

    return read


def _name(member: zipfile.ZipInfo) -> str:
    """The name as it was meant: without the mark of UTF-8, what looks like code page 437 is GB18030 or UTF-8."""
    if member.flag_bits & 0x800:
        return member.filename
    for encoding in ("utf-8", "gb18030"):
        try:
            return member.filename.encode("cp437").decode(encoding)
        except UnicodeError:
            continue
    return member.filename


def _is_wanted(path: str) -> bool:
    """Not what file managers and office programs leave beside the files."""
    steps = path.split("/")
    hidden = any(step.startswith((".", "~$", "__MACOSX")) for step in steps)
    return not hidden and steps[-1].lower() not in ("thumbs.db", "desktop.ini")
