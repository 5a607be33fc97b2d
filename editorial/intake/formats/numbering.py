"""The numbers that Word counts by itself: those that are no plain list (第一条, 一、, 1.1) are written out as text.

A plain list (1. 2. 3. or bullets) stays a list; a number before a heading is written out whatever it looks like.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field

from lxml import etree

from editorial.intake.formats import sentences
from editorial.intake.formats.found import Found, Unreadable
from editorial.intake.formats.package import Package

DOCUMENT, STYLES, NUMBERING = "word/document.xml", "word/styles.xml", "word/numbering.xml"
_PLAIN = re.compile(r"%[1-9]([.．、)）]?)")
_PLACE = re.compile(r"%([1-9])")
_CHINESE = "〇一二三四五六七八九"
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_HEADING = re.compile(r"(?i)heading|标题|title")


def tree_of(part: bytes) -> etree._Element:
    """A part that the first pass has let through: still no entities, no network. Raises Unreadable."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)
    try:
        return etree.fromstring(part, parser=parser)
    except etree.XMLSyntaxError as error:
        raise Unreadable(sentences.DAMAGED) from error


def written_out(package: Package, found: Found) -> bytes:
    """The document part with the numbers written into their paragraphs, and formulas as their characters."""
    tree = tree_of(package.read(DOCUMENT))
    _write_formulas(tree, found)
    if NUMBERING in package.names:
        styles = _Styles(_part(package, STYLES))
        levels = _Levels(_part(package, NUMBERING))
        counters = Counters()
        told = [_number(paragraph, styles, levels, counters) for paragraph in tree.iter("{*}p")]
        if any(told):
            found.lose(sentences.LIST_NUMBERS)
    return bytes(etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True))


@dataclass(frozen=True, slots=True)
class Level:
    form: str
    text: str
    start: int
    suffix: str

    def label(self, numbers: str) -> str:
        """The number as printed, with what sets it apart from the words: nothing after a mark, else a space."""
        last = numbers[-1:]
        if self.suffix == "nothing" or not last.isalnum():
            return numbers
        return f"{numbers} " if last.isascii() else f"{numbers}\u3000"


@dataclass
class Counters:
    """The last number of each level of each list."""

    last: dict[str, dict[int, int]] = field(default_factory=lambda: defaultdict(dict))

    def next(self, list_id: str, level: int, start: int) -> int:
        places = self.last[list_id]
        for deeper in [each for each in places if each > level]:
            del places[deeper]
        places[level] = places[level] + 1 if level in places else start
        return places[level]


class _Styles:
    """Which list a paragraph style belongs to, and whether it is a heading."""

    def __init__(self, root: etree._Element | None) -> None:
        self.lists: dict[str, tuple[str | None, int]] = {}
        self.headings: set[str] = set()
        for style in root.iterfind("{*}style") if root is not None else ():
            key = _value(style, "styleId")
            properties = style.find("{*}pPr")
            numbered = properties.find("{*}numPr") if properties is not None else None
            if numbered is not None:
                self.lists[key] = (_attribute(numbered, "numId"), int(_attribute(numbered, "ilvl") or 0))
            if _HEADING.search(_attribute(style, "name") or ""):
                self.headings.add(key)


class _Levels:
    """What the levels of each list look like."""

    def __init__(self, root: etree._Element | None) -> None:
        self._lists: dict[str, str] = {}
        self._levels: dict[tuple[str, int], Level] = {}
        if root is None:
            return
        for abstract in root.iterfind("{*}abstractNum"):
            for level in abstract.iterfind("{*}lvl"):
                place = (_value(abstract, "abstractNumId"), int(_value(level, "ilvl") or 0))
                self._levels[place] = Level(
                    form=_attribute(level, "numFmt") or "decimal",
                    text=_attribute(level, "lvlText") or "",
                    start=int(_attribute(level, "start") or 1),
                    suffix=_attribute(level, "suff") or "tab",
                )
        for each in root.iterfind("{*}num"):
            self._lists[_value(each, "numId")] = _attribute(each, "abstractNumId") or ""

    def of(self, list_id: str, level: int) -> Level | None:
        return self._levels.get((self._lists.get(list_id, ""), level))


def _number(paragraph: etree._Element, styles: _Styles, levels: _Levels, counters: Counters) -> bool:
    """Count a paragraph of a list on, and write its number out where a list would lose it."""
    properties = paragraph.find("{*}pPr")
    style = _attribute(properties, "pStyle") if properties is not None else None
    own = properties.find("{*}numPr") if properties is not None else None
    list_id, depth = styles.lists.get(style or "", (None, 0))
    if own is not None:
        list_id, depth = _attribute(own, "numId") or list_id, int(_attribute(own, "ilvl") or depth)
    level = levels.of(list_id, depth) if list_id and list_id != "0" else None
    if level is None or list_id is None or not "".join(each.text or "" for each in paragraph.iter("{*}t")).strip():
        return False
    count = counters.next(list_id, depth, level.start)
    if level.form in ("bullet", "none") or (_is_plain(level, count, own) and style not in styles.headings):
        return False
    places = counters.last[list_id]
    label = _PLACE.sub(lambda match: _shown(match, places, list_id, levels), level.text)
    _write(paragraph, properties, own, level.label(label))
    return True


def _is_plain(level: Level, count: int, own: etree._Element | None) -> bool:
    """Whether HTML's own list shows the number as well."""
    return level.form == "decimal" and level.start == 1 and _PLAIN.fullmatch(level.text) is not None


def _shown(match: re.Match[str], places: dict[int, int], list_id: str, levels: _Levels) -> str:
    at = int(match[1]) - 1
    level = levels.of(list_id, at)
    return shown(places.get(at, level.start if level else 1), level.form if level else "decimal")


def shown(number: int, form: str) -> str:
    """A number as Word prints it in a format (ECMA-376, ST_NumberFormat); decimal for those not known."""
    if form in (
        "chineseCounting",
        "chineseCountingThousand",
        "ideographDigital",
        "japaneseCounting",
        "taiwaneseCounting",
    ):
        return _chinese(number)
    if form == "decimalEnclosedCircle" and number <= 20:
        return chr(0x2460 + number - 1)
    if form in ("upperLetter", "lowerLetter"):
        letters = chr(ord("A") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letters if form == "upperLetter" else letters.lower()
    if form in ("upperRoman", "lowerRoman"):
        return _roman(number) if form == "upperRoman" else _roman(number).lower()
    if form == "ideographTraditional":
        return _STEMS[(number - 1) % 10]
    if form == "ideographZodiac":
        return _BRANCHES[(number - 1) % 12]
    if form == "decimalFullWidth":
        return "".join(chr(ord(each) + 0xFEE0) for each in str(number))
    return str(number)


def _chinese(number: int) -> str:
    """1 to 9999 in the way of clauses: 十, 十一, 二十, 一百零五."""
    if not 0 < number < 10_000:
        return str(number)
    written, gap = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        if digit:
            written += ("零" if gap and written else "") + _CHINESE[digit] + name
        gap = digit == 0
    return written.removeprefix("一") if 10 <= number < 20 else written


def _roman(number: int) -> str:
    written = ""
    for value, letters in _ROMAN:
        while number >= value and len(written) < 30:
            written, number = written + letters, number - value
    return written


def _write(
    paragraph: etree._Element, properties: etree._Element | None, own: etree._Element | None, label: str
) -> None:
    space = paragraph.tag.removesuffix("p")
    run = etree.Element(f"{space}r")
    text = etree.SubElement(run, f"{space}t")
    text.text = label
    text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    paragraph.insert(0 if properties is None else paragraph.index(properties) + 1, run)
    if properties is None:
        return
    if own is None:
        own = etree.SubElement(properties, f"{space}numPr")
    for child in list(own):
        own.remove(child)
    etree.SubElement(own, f"{space}numId").set(f"{space}val", "0")


def _write_formulas(tree: etree._Element, found: Found) -> None:
    """mammoth knows no formulas; their characters are better than nothing."""
    formulas = [each for each in tree.iter("{*}oMath") if isinstance(each.tag, str)]
    space = tree.tag.removesuffix("document")
    for formula in formulas:
        words = "".join(each.text or "" for each in formula.iter("{*}t"))
        formula.clear(keep_tail=True)
        formula.tag = f"{space}r"
        etree.SubElement(formula, f"{space}t").text = words
    for group in tree.iter("{*}oMathPara"):
        group.tag = f"{space}smartTag"
    if formulas:
        found.lose(sentences.EQUATIONS, count=len(formulas))


def _part(package: Package, name: str) -> etree._Element | None:
    return tree_of(package.read(name)) if name in package.names else None


def _attribute(element: etree._Element, child: str) -> str | None:
    """The value of a property that is written as a child element."""
    found = element.find(f"{{*}}{child}")
    return _value(found, "val") or None if found is not None else None


def _value(element: etree._Element, name: str) -> str:
    return next((value for key, value in element.attrib.items() if etree.QName(key).localname == name), "")
