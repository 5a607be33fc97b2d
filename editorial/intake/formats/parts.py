"""A first pass over the XML parts of a package by expat, which builds nothing: no entities, no depth, countable."""

from __future__ import annotations

from collections import Counter
from xml.parsers import expat

from editorial.intake.formats import sentences
from editorial.intake.formats.found import Unreadable
from editorial.intake.formats.package import Package

DEEPEST = 200
MOST_PARAGRAPHS = 20_000
_PREFIXES = (("wordprocessingml/main", "w"), ("spreadsheetml/main", "s"))
_XML = (".xml", ".rels", ".vml")


def counted(package: Package) -> Counter[str]:
    """How often each element occurs over all parts: "w:…" those of Word, "s:…" those of a workbook.

    "external" are the parts that lie elsewhere; links are none. Raises Unreadable for a document type, too much depth,
    too many paragraphs and XML that is none.
    """
    counts: Counter[str] = Counter()
    for name in package.names:
        if name.lower().endswith(_XML):
            look_through(package.read(name), counts)
    return counts


def look_through(data: bytes, counts: Counter[str]) -> None:
    """Count the elements of one part into ``counts``. Raises Unreadable."""
    parser = expat.ParserCreate(namespace_separator=" ")
    depth = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        counts[_short(name)] += 1
        if attributes.get("TargetMode") == "External" and not attributes.get("Type", "").endswith("/hyperlink"):
            counts["external"] += 1
        if depth > DEEPEST:
            raise Unreadable(sentences.TOO_DEEP)
        if counts["w:p"] > MOST_PARAGRAPHS:
            raise Unreadable(sentences.TOO_MANY_PARAGRAPHS)

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1

    def refuse(*_: object) -> None:
        raise Unreadable(sentences.DOCUMENT_TYPE)

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise Unreadable(sentences.DAMAGED) from error


def _short(name: str) -> str:
    space, _, local = name.rpartition(" ")
    return next((f"{prefix}:{local}" for end, prefix in _PREFIXES if space.endswith(end)), local)
