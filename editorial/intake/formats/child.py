"""What the limited child does with a document: find out its kind, parse it, and answer with the text and the files.

Everything is loaded beforehand, since the child may open nothing; nothing here is imported by the desk's own process.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from importlib.metadata import version
from typing import Any, BinaryIO

from bulletin.confinement.protocol import encoded, received
from editorial.intake.formats import families, kinds, mail, own, pdf, plain, sentences, sheets, warming, web, word
from editorial.intake.formats.found import Found, Unreadable
from editorial.intake.formats.package import Package

LIBRARIES = ("mammoth", "lxml", "readability-lxml", "nh3", "pypdfium2", "openpyxl", "python-magic", "filetype")
MOST_OUTPUT = 10 * 1024 * 1024
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
FRAGMENT = "fragment"
ROWS = "rows"


def prepared() -> tuple[Callable[[BinaryIO, BinaryIO], None], str]:
    """The work to fork for, and the versions of the libraries that read."""
    judges = families.Judges()
    warming.libraries()
    for name, data in warming.documents():
        read(data, name, "file", judges)

    def work(requests: BinaryIO, answers: BinaryIO) -> None:
        head, (data,) = received(requests)
        answers.write(answer(data, str(head["name"]), str(head["as"]), judges))

    return work, ", ".join(f"{name} {version(name)}" for name in LIBRARIES)


def answer(data: bytes, name: str, wanted: str, judges: families.Judges) -> bytes:
    """The message to the parent: what was found, or the sentence that says why nothing was."""
    try:
        found = read(data, name, wanted, judges)
    except Unreadable as error:
        return encoded({"refused": error.sentence, "values": error.values})
    except RecursionError:
        return encoded({"refused": sentences.TOO_DEEP, "values": {}})
    except MemoryError:
        return encoded({"refused": sentences.OUT_OF_MEMORY, "values": {}})
    except Exception:  # noqa: BLE001 - whatever a parser stumbles over, the parent is told and refuses
        return encoded({"refused": sentences.BROKEN_OFF, "values": {}})
    return _written(found)


def _written(found: Found) -> bytes:
    text, snapshot = found.text.encode("utf-8", "replace"), found.snapshot or b""
    files = [each.data for each in found.files]
    if len(text) > MOST_OUTPUT or sum(map(len, files)) > MOST_OUTPUT:
        return encoded({"refused": sentences.TOO_MUCH_TEXT, "values": {}})
    head: dict[str, Any] = {
        "kind": found.kind,
        "title": found.title,
        "source_url": found.source_url,
        "losses": found.losses,
        "snapshot": found.snapshot is not None,
        "files": [{"name": each.name, "type": each.type} for each in found.files],
    }
    return encoded(head, [text, snapshot, *files])


def read(data: bytes, name: str, wanted: str, judges: families.Judges) -> Found:
    """What is in the document. Raises Unreadable, and whatever a parser raises for what no one foresaw."""
    found = _parsed(data, name, wanted, judges)
    found.close()
    found.text, odd = _UNPRINTABLE.subn("", found.text)
    if odd:
        found.lose(sentences.CONTROL_CHARACTERS)
    if found.snapshot is None and not found.text.strip(plain.BLANK):
        raise Unreadable(sentences.NO_BODY)
    return found


def _parsed(data: bytes, name: str, wanted: str, judges: families.Judges) -> Found:
    if wanted == FRAGMENT:
        found = Found(kinds.HTML)
        web.fragment(data.decode("utf-8", "replace"), found)
        return found
    if wanted == ROWS:
        return _rows(data, judges)
    if plain.is_binary(data):
        return _binary(data, name, judges)
    told = kinds.ENDINGS.get(kinds.ending(name))
    kind = kinds.of_text(_glance(data), name)
    if told in (kinds.WORD, kinds.SHEET, kinds.PDF):
        raise Unreadable(sentences.OTHER_KIND, ending=f".{kinds.ending(name)}", kind=kind)
    found = Found(kind)
    TEXTS.get(kind, _plain)(data, found)
    return found


def _rows(data: bytes, judges: families.Judges) -> Found:
    """The rows of a spreadsheet by their bytes, whatever its name says."""
    if not plain.is_binary(data):
        found = Found(kinds.CSV)
        sheets.plain_rows_of_text(data, found)
        return found
    if judges.family(data) != families.ZIP:
        raise Unreadable(sentences.NO_TABLE)
    package = Package(data)
    if package.kind() != kinds.SHEET:
        raise Unreadable(sentences.NO_TABLE)
    found = Found(kinds.SHEET)
    sheets.plain_rows_of_workbook(package, found)
    return found


def _glance(data: bytes) -> str:
    """The text as far as its kind needs it; undecodable bytes do not matter here."""
    return data.decode("utf-16" if data[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE) else "utf-8", "replace")


def _binary(data: bytes, name: str, judges: families.Judges) -> Found:
    family = judges.family(data)
    package = Package(data) if family == families.ZIP else None
    kind = package.kind() if package else kinds.PDF
    told = kinds.ENDINGS.get(kinds.ending(name))
    if told != kind and kinds.ending(name) not in kinds.LOOSE_ENDINGS:
        raise Unreadable(sentences.OTHER_KIND, ending=f".{kinds.ending(name)}", kind=kind)
    found = Found(kind)
    if package is not None:
        PACKAGES[kind](package, found)
    else:
        pdf.read(data, found)
    return found


def _plain(data: bytes, found: Found) -> None:
    found.text = plain.text_of(data)


TEXTS: dict[str, Callable[[bytes, Found], None]] = {
    kinds.HTML: web.page,
    kinds.MAIL: mail.read,
    kinds.CSV: sheets.comma_separated,
    kinds.JSON: own.read,
}
PACKAGES: dict[str, Callable[[Package, Found], None]] = {kinds.WORD: word.read, kinds.SHEET: sheets.workbook}
