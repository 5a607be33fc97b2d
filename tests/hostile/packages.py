from __future__ import annotations

import random
from collections.abc import Iterator

from tests.hostile import packing
from tests.hostile.packing import HONEST, body, relations, sheet, word

LISTENER = "http://127.0.0.1:{port}/x"
Case = tuple[str, str, bytes]
SLIPS = ("../../x.xml", "/etc/x.xml", "word\\..\\x", "C:\\x.xml", "a/../../b", "..", "word/media/\x00x", "//host/x")
ENTITIES = {
    "file": '<!ENTITY x SYSTEM "file:///etc/passwd">',
    "http": f'<!ENTITY x SYSTEM "{LISTENER}">',
    "parameter": f'<!ENTITY % p SYSTEM "{LISTENER}"> %p;',
    "laughs": "".join(f'<!ENTITY x{n} "{f"&x{n - 1};" * 10 if n else "lol"}">' for n in range(10))
    + '<!ENTITY x "&x9;">',
    "quadratic": f'<!ENTITY x "{"a" * 100_000}">',
    "public": f'<!ENTITY x PUBLIC "-//a//b" "{LISTENER}">',
    "empty": "",
}
OUTSIDE = {
    "picture": "image",
    "styles": "styles",
    "template": "attachedTemplate",
    "ole": "oleObject",
    "alternative": "aFChunk",
    "notes": "footnotes",
}
SCHEMES = (
    "javascript:alert(1)",
    "data:text/html,x",
    "file:///etc/passwd",
    "vbscript:x",
    "\\\\host\\share",
    "JaVaScRiPt&#58;x",
)
ODD = {
    "right to left": "\u202e文档\u202c",
    "zero width": "a\u200bb\u200cc\ufeff",
    "private": "\ue000\uf8ff",
    "combining": "a" + "\u0301" * 5_000,
    "astral": "𠮷𪚥" * 100,
}


def quick() -> Iterator[Case]:
    """Small ones, each a matter of milliseconds."""
    yield from _names()
    yield from _xml()
    yield from _inside()
    yield from _workbooks()
    whole = word(extra={"word/settings.xml": f'<w:settings xmlns:w="{packing.WORD}"/>'})
    for at in range(1, 41):
        yield f"truncated at {at}/41", "a.docx", whole[: len(whole) * at // 41]


def heavy() -> Iterator[Case]:
    """Large ones, and those that want to be."""
    yield from _bombs()
    yield from _plausible()


def _bombs() -> Iterator[Case]:
    yield "flat bomb", "a.docx", word(body(HONEST) + " " * 50_000_000)
    yield "large bomb", "a.docx", word(extra={"word/media/a.png": b"\0" * 120_000_000})
    yield "nested bomb", "a.docx", packing.nested(3)
    yield "nested bomb inside", "a.docx", word(extra={"word/embeddings/a.zip": packing.nested(2)})
    yield "quoted overlap", "a.docx", packing.overlapping()
    yield "a million paragraphs", "a.docx", word("<w:p/>" * 1_000_000)
    yield "a million runs", "a.docx", word(f"<w:p>{'<w:r><w:t>a</w:t></w:r>' * 1_000_000}</w:p>")
    yield "a hundred thousand parts", "a.docx", packing.many(100_000)
    yield "three thousand parts", "a.docx", packing.many(3_000)
    yield "one long word", "a.docx", word(f"<w:p><w:r><w:t>{'文' * 3_000_000}</w:t></w:r></w:p>")


def _plausible() -> Iterator[Case]:
    """Bombs with so much noise beside them that their compression looks like that of a document."""
    noise = {"word/media/noise.bin": random.Random(1).randbytes(1_500_000)}
    yield "plausible paragraphs", "a.docx", word("<w:p/>" * 1_000_000, noise)
    yield "plausible runs", "a.docx", word(f"<w:p>{'<w:r><w:t>a</w:t></w:r>' * 1_000_000}</w:p>", noise)
    yield "plausible word", "a.docx", word(f"<w:p><w:r><w:t>{'文' * 9_000_000}</w:t></w:r></w:p>", noise)
    cells = "<w:tc><w:p/></w:tc>" * 19_000
    yield "plausible row", "a.docx", word(f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>", noise)
    rows = "<w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc></w:tr>" * 19_000
    yield "plausible table", "a.docx", word(f"<w:tbl>{rows}</w:tbl>", noise)
    listed = (
        '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>a</w:t></w:r></w:p>'
    )
    filled = "".join(f'<row r="{at}">{cell(f"A{at}")}</row>' for at in range(1, 100_002))
    yield "too many cells", "a.xlsx", sheet(f"<sheetData>{filled}</sheetData>")
    yield "plausible list", "a.docx", word(listed * 19_000, noise)


def _names() -> Iterator[Case]:
    for slip in SLIPS:
        yield f"slips to {slip!r}", "a.docx", packing.named(slip)
    yield "states nothing", "a.docx", packing.stating(0)
    yield "states four gigabytes", "a.docx", packing.stating(0xFFFFFFFF)
    yield "states too little", "a.docx", packing.stating(10)
    yield "parts that overlap", "a.docx", packing.overlapping(3, 100)
    yield "symlink", "a.docx", packing.symlink()
    yield "encrypted", "a.docx", packing.encrypted()
    yield "twice the same part", "a.docx", packing.zipped([*packing.parts().items(), ("WORD/document.xml", body())])
    yield "macros", "a.docx", word(extra={"word/vbaProject.bin": b"x"})
    yield (
        "macro type",
        "a.docx",
        word(extra={"[Content_Types].xml": packing.TYPES.replace("vnd.open", "vnd.ms-word.macroEnabled.open")}),
    )


def _xml() -> Iterator[Case]:
    for name, entity in ENTITIES.items():
        part = (
            f'<?xml version="1.0"?><!DOCTYPE w [{entity}]>'
            + body("<w:p><w:r><w:t>&x;</w:t></w:r></w:p>").partition("?>")[2]
        )
        yield f"entity {name}", "a.docx", word(extra={"word/document.xml": part})
        yield f"entity {name} in relations", "a.docx", word(extra={"word/_rels/document.xml.rels": part})
    doctype = f"<!DOCTYPE w [{ENTITIES['file']}]>"
    wide = '<?xml version="1.0" encoding="UTF-16"?>' + doctype + body().partition("?>")[2]
    yield "entity in UTF-16", "a.docx", word(extra={"word/document.xml": wide.encode("utf-16")})
    seven = '<?xml version="1.0" encoding="UTF-7"?>' + (doctype + body().partition("?>")[2]).encode("utf-7").decode()
    yield "entity in UTF-7", "a.docx", word(extra={"word/document.xml": seven})
    yield "deep tables", "a.docx", word("<w:tbl><w:tr><w:tc>" * 2_000 + HONEST + "</w:tc></w:tr></w:tbl>" * 2_000)
    yield "deep runs", "a.docx", word("<w:p>" + "<w:smartTag>" * 2_000 + "</w:smartTag>" * 2_000 + "</w:p>")
    yield "no XML", "a.docx", word(extra={"word/document.xml": b"\x00\xff" * 100})
    yield "other root", "a.docx", word(extra={"word/document.xml": "<a/>"})
    yield "no document", "a.docx", packing.zipped([("[Content_Types].xml", packing.TYPES)])
    spans = '<w:tcPr><w:gridSpan w:val="65534"/></w:tcPr>'
    yield "wide spans", "a.docx", word(f"<w:tbl>{f'<w:tr><w:tc>{spans}{HONEST}</w:tc></w:tr>' * 3}</w:tbl>")
    yield (
        "no numbers",
        "a.docx",
        word('<w:p><w:pPr><w:numPr><w:ilvl w:val="x"/><w:numId w:val="y"/></w:numPr></w:pPr></w:p>' + HONEST),
    )


def _inside() -> Iterator[Case]:
    for name, kind in OUTSIDE.items():
        extra = {"word/_rels/document.xml.rels": relations((kind, LISTENER, True), (kind, "file:///etc/passwd", True))}
        yield f"outside {name}", "a.docx", word(f'{HONEST}<w:altChunk r:id="x0"/>', extra)
    for scheme in SCHEMES:
        link = '<w:p><w:hyperlink r:id="x0"><w:r><w:t>点击</w:t></w:r></w:hyperlink></w:p>'
        extra = {"word/_rels/document.xml.rels": relations(("hyperlink", scheme.replace("&", "&amp;"), True))}
        yield f"link to {scheme}", "a.docx", word(HONEST + link, extra)
    for name, text in ODD.items():
        yield f"characters {name}", "a.docx", word(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" + HONEST)
    yield "climbing part", "a.docx", word(extra={"_rels/.rels": packing.ROOT.replace("word/", "../../../word/")})
    yield "many pictures", "a.docx", word(extra={f"word/media/{each}.png": b"\x89PNG" for each in range(51)})


def _workbooks() -> Iterator[Case]:
    def book(name: str, inner: str, after: str = "") -> Case:
        return name, "a.xlsx", sheet(f"<sheetData>{inner}</sheetData>{after}")

    one, far = cell("A1"), cell("XFD1048576")
    formula = f'<c r="B1"><f>WEBSERVICE("{LISTENER}")</f></c>'
    merged = '<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    yield book("formulas", f'<row r="1">{one}{formula}</row>')
    yield book("far cell", f'<row r="1">{one}</row><row r="1048576">{far}</row>')
    yield book("merged world", f'<row r="1">{one}</row>', merged)
    yield book("no sheet", "")
    yield book("bad cells", '<row r="x"><c r="??" t="s"><v>99</v></c></row>')
    laughs = f"<!DOCTYPE a [{ENTITIES['laughs']}]><a>&x;</a>"
    yield "sheet entities", "a.xlsx", sheet("", {"xl/workbook.xml": laughs})


def cell(at: str) -> str:
    return f'<c r="{at}" t="inlineStr"><is><t>a</t></is></c>'
