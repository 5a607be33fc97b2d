"""A first pass over the XML parts of a package by expat, which builds nothing: no entities, no depth, countable."""

from __future__ import annotations

import re
from collections import Counter
from xml.parsers import expat

from editorial.intake.formats import sentences
from editorial.intake.formats.found import Unreadable
from editorial.intake.formats.package import Package

DEEPEST = 200
MOST_PARAGRAPHS = 20_000
_RANGE = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7}):([A-Za-z]{1,3})([0-9]{1,7})")
_XML = (".xml", ".rels", ".vml")


def counted(package: Package) -> Counter[str]:
    """How often each element occurs over all parts: "w:…" those of Word, "s:…" those of a workbook.

    "external" are the parts that lie elsewhere; links are none. Raises Unreadable for a document type, too much depth,
    too many paragraphs and XML that is none.
    """
    counts: Counter[str] = Counter()
    for name in package.names:
        if name.lower().endswith(_XML):
            look_through(package.read(name), counts, is_sheet=name.startswith("xl/worksheets/"))
    return counts


def look_through(data: bytes, counts: Counter[str], *, is_sheet: bool = False) -> None:
    """Count the elements of one part into ``counts``; of a sheet also what its cells lack. Raises Unreadable."""
    parser = expat.ParserCreate(namespace_separator=" ")
    first_pass = _Pass(counts)
    first_pass.attach(parser)
    if is_sheet:
        parser.CharacterDataHandler = first_pass.words
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise Unreadable(sentences.DAMAGED) from error


class _Pass:
    """Counts while expat reads; ``cell`` is what the cell of a workbook at hand holds."""

    def __init__(self, counts: Counter[str]) -> None:
        self.counts = counts
        self.depth = 0
        self.cell: set[str] = set()

    def attach(self, parser: expat.XMLParserType) -> None:
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end
        parser.StartDoctypeDeclHandler = self.refuse
        parser.EntityDeclHandler = self.refuse

    def start(self, name: str, attributes: dict[str, str]) -> None:
        short = _short(name)
        self.depth += 1
        self.counts[short] += 1
        if attributes.get("TargetMode") == "External" and not attributes.get("Type", "").endswith("/hyperlink"):
            self.counts["external"] += 1
        if short.startswith("s:"):
            self.cell.add(short)
            if short == "s:mergeCell":
                self.counts["merged"] += _area(attributes.get("ref", ""))
        if self.depth > DEEPEST:
            raise Unreadable(sentences.TOO_DEEP)
        if self.counts["w:p"] > MOST_PARAGRAPHS:
            raise Unreadable(sentences.TOO_MANY_PARAGRAPHS)

    def words(self, text: str) -> None:
        if "s:v" in self.cell and text.strip():
            self.cell.add("value")

    def end(self, name: str) -> None:
        self.depth -= 1
        if self.cell and name.endswith(" c"):
            self.counts["uncomputed"] += "s:f" in self.cell and "value" not in self.cell
            self.cell.clear()

    def refuse(self, *_: object) -> None:
        raise Unreadable(sentences.DOCUMENT_TYPE)


def _short(name: str) -> str:
    """The local name, with w: or s: before it in the main spaces of Word and of workbooks (transitional or strict)."""
    space, _, local = name.rpartition(" ")
    if space.endswith("/main"):
        prefix = "w:" if "wordprocessingml" in space else "s:" if "spreadsheetml" in space else ""
        return f"{prefix}{local}"
    return local


def _area(reference: str) -> int:
    """How many cells a reference like A1:C3 covers."""
    match = _RANGE.fullmatch(reference)
    if match is None:
        return 1
    left, top, right, bottom = _column(match[1]), int(match[2]), _column(match[3]), int(match[4])
    return (abs(right - left) + 1) * (abs(bottom - top) + 1)


def _column(letters: str) -> int:
    number = 0
    for each in letters.upper():
        number = number * 26 + ord(each) - ord("A") + 1
    return number
