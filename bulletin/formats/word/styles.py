"""The styles of the Word document: built-in ones by their built-in names, so that a paste takes those of its target.

Fonts are named for both scripts, never embedded: 宋体 for text, 黑体 for headings, 楷体 for quotations.
"""

from __future__ import annotations

from dataclasses import dataclass

from bulletin.formats.word.xml import el, whole

_MARGINS = (("top", 57), ("left", 108), ("bottom", 57), ("right", 108))
SONG, HEI, KAI = ("Times New Roman", "宋体"), ("Arial", "黑体"), ("Times New Roman", "楷体")
NO_INDENT = el("ind", firstLine=0, firstLineChars=0)
# Two characters, in hundredths of one (17.3.1.12).
INDENT = el("ind", firstLine=420, firstLineChars=200)


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """A paragraph style; sizes in half points, spaces in twentieths of a point, ``level`` is that of the outline."""

    id: str
    name: str
    fonts: tuple[str, str] | None = None
    size: int = 0
    bold: bool = False
    color: str = ""
    before: int = 0
    after: int = 0
    align: str = ""
    indent: str = NO_INDENT
    level: int | None = None
    keep: bool = False
    numbering: int = 0


STYLES = (
    Style(id="Title", name="Title", fonts=HEI, size=44, bold=True, align="center", before=240, after=120),
    Style(id="Subtitle", name="Subtitle", fonts=SONG, size=21, color="595959", align="center", after=60),
    Style(id="Heading1", name="heading 1", fonts=HEI, size=32, bold=True, before=480, after=160, level=0, keep=True),
    Style(id="Heading2", name="heading 2", fonts=HEI, size=28, before=320, after=120, level=1, keep=True),
    Style(id="Heading3", name="heading 3", fonts=HEI, size=24, bold=True, before=320, after=100, level=2, keep=True),
    Style(id="Heading4", name="heading 4", fonts=HEI, size=22, before=160, after=60, level=3, keep=True),
    Style(id="Heading5", name="heading 5", fonts=HEI, size=21, before=120, after=40, level=4, keep=True),
    Style(id="Heading6", name="heading 6", fonts=SONG, size=21, bold=True, before=120, after=40, level=5, keep=True),
    Style(id="ListBullet", name="List Bullet", indent="", numbering=1),
    Style(id="ListNumber", name="List Number", indent="", numbering=2),
    Style(
        id="Quote", name="Quote", fonts=KAI, indent=el("ind", left=420, right=420, firstLine=420, firstLineChars=200)
    ),
    Style(id="Caption", name="caption", fonts=HEI, size=18, align="center", after=120),
    Style(id="Salutation", name="Salutation"),
    Style(id="Signature", name="Signature", align="right", keep=True),
    Style(id="Header", name="header", size=18, color="595959", align="right"),
    Style(id="Footer", name="footer", size=18, color="595959", align="center"),
    Style(id="TOCHeading", name="TOC Heading", fonts=HEI, size=24, bold=True, before=320, after=120, keep=True),
    Style(id="TOC1", name="toc 1", fonts=HEI, before=120),
    Style(id="TOC2", name="toc 2", indent=el("ind", left=210, firstLine=0, firstLineChars=0)),
    Style(id="TOC3", name="toc 3", size=20, indent=el("ind", left=840, hanging=420)),
    Style(id="Facts", name="Facts", fonts=SONG, size=19, color="595959"),
    Style(id="TableText", name="Table Text", size=19),
    Style(id="Figure", name="Figure", align="center", before=120, keep=True),
)


def styles_xml() -> str:
    """The whole part."""
    text = el("rPr", _fonts(SONG), el("sz", val=21), el("szCs", val=21), el("lang", val="en-US", eastAsia="zh-CN"))
    defaults = el("docDefaults", el("rPrDefault", text), el("pPrDefault"))
    normal = el(
        "style",
        el("name", val="Normal"),
        el("qFormat"),
        el("pPr", el("widowControl"), el("spacing", line=360, lineRule="auto"), INDENT, el("jc", val="both")),
        type="paragraph",
        default=1,
        styleId="Normal",
    )
    return whole("styles", defaults + normal + _character_styles() + _table_styles() + "".join(map(_style, STYLES)))


def _style(style: Style) -> str:
    layout = [el("keepNext"), el("keepLines")] if style.keep else []
    layout += [el("numPr", el("numId", val=style.numbering))] if style.numbering else []
    layout += [el("spacing", before=style.before, after=style.after)] if style.before or style.after else []
    layout += [style.indent] if style.indent else []
    layout += [el("jc", val=style.align)] if style.align else []
    layout += [el("outlineLvl", val=style.level)] if style.level is not None else []
    letters = [_fonts(style.fonts)] if style.fonts else []
    letters += [el("b"), el("bCs")] if style.bold else []
    letters += [el("color", val=style.color)] if style.color else []
    letters += [el("sz", val=style.size), el("szCs", val=style.size)] if style.size else []
    follows = el("next", val="Normal") if style.level is not None else ""
    head = (el("name", val=style.name), el("basedOn", val="Normal"), follows, el("qFormat"))
    return el("style", *head, el("pPr", *layout), el("rPr", *letters), type="paragraph", styleId=style.id)


def _character_styles() -> str:
    plain = el("style", el("name", val="Default Paragraph Font"), type="character", default=1, styleId="DefaultFont")
    look = el("rPr", el("color", val="1F4E79"), el("u", val="single"))
    link = el("style", el("name", val="Hyperlink"), look, type="character", styleId="Hyperlink")
    return plain + link


def _table_styles() -> str:
    margins = el("tblCellMar", *(el(side, w=width, type="dxa") for side, width in _MARGINS))
    plain = el(
        "style", el("name", val="Normal Table"), el("tblPr", margins), type="table", default=1, styleId="TableNormal"
    )
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    borders = el("tblBorders", *(el(side, val="single", sz=4, space=0, color="7F7F7F") for side in sides))
    head = el(
        "tblStylePr",
        el("rPr", el("b")),
        el("tcPr", el("shd", val="clear", color="auto", fill="F2F2F2")),
        type="firstRow",
    )
    based = (el("name", val="Table Grid"), el("basedOn", val="TableNormal"))
    return plain + el("style", *based, el("tblPr", borders), head, type="table", styleId="TableGrid")


def _fonts(fonts: tuple[str, str]) -> str:
    latin, chinese = fonts
    return el("rFonts", ascii=latin, hAnsi=latin, eastAsia=chinese, cs=latin)
