"""Small documents that make the libraries load what they load late: the child that comes after may open nothing."""

from __future__ import annotations

import codecs
import datetime
import email
import encodings
import importlib
import io
import pkgutil
import zipfile
from collections.abc import Iterator
from contextlib import suppress

import openpyxl
from openpyxl.styles import Font
from PIL import Image

_WORD_SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="xml" ContentType="a/xml"/></Types>'
_PARAGRAPH = "<w:p><w:r><w:t>a</w:t></w:r></w:p>"
_BODY = f"""<w:p><w:r><w:t>a</w:t></w:r><w:r><w:footnoteReference w:id="1"/></w:r></w:p>
<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>b</w:t></w:r></w:p>
<w:tbl><w:tr><w:tc>{_PARAGRAPH}</w:tc></w:tr></w:tbl>"""
_LISTS = """<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="chineseCounting"/>
<w:lvlText w:val="%1、"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>"""
_NOTES = f'<w:footnote w:id="1">{_PARAGRAPH}</w:footnote>'
HTML = b"""<!doctype html><html><head><title>t</title></head>
<body><p>a, b</p><table><tr><td>1</td></tr></table></body></html>"""


PDF = b"""%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>endobj
4 0 obj<</Length 49>>stream
BT /F 12 Tf 20 100 Td (a text of some letters) Tj ET
endstream endobj
5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj
trailer<</Root 1 0 R>>
%%EOF"""
MESSAGE = b"""From: a@example.org
Subject: =?gb2312?B?zeI=?=
Date: Wed, 6 May 2026 10:00:00 +0800
MIME-Version: 1.0
Content-Type: text/html; charset=gb2312

<p>a</p>
"""


def documents() -> Iterator[tuple[str, bytes]]:
    """One of every kind, by its name."""
    yield "a.docx", word()
    yield "a.html", HTML
    yield "a.pdf", PDF
    yield "a.xlsx", workbook()
    yield "a.csv", b"a,b\n1,2\n"
    yield "a.eml", MESSAGE
    yield "a.json", b'{"schema": "bulletin/1"}'


def word() -> bytes:
    """A document with a list, a table and a footnote."""
    parts = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _relations(officeDocument="word/document.xml"),
        "word/document.xml": _word_part("document", f"<w:body>{_BODY}</w:body>"),
        "word/_rels/document.xml.rels": _relations(footnotes="footnotes.xml", numbering="numbering.xml"),
        "word/numbering.xml": _word_part("numbering", _LISTS),
        "word/footnotes.xml": _word_part("footnotes", _NOTES),
    }
    return zipped(parts)


def workbook() -> bytes:
    """A workbook with a date, a merged cell and a bold heading."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet["A1"], sheet["A2"], sheet["B2"] = "a", 1.5, datetime.date(2026, 5, 6)
    sheet["A1"].font = Font(bold=True)
    sheet.merge_cells("A1:B1")
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _word_part(name: str, inner: str) -> str:
    return f'<w:{name} xmlns:w="{_WORD_SPACE}">{inner}</w:{name}>'


def _relations(**targets: str) -> str:
    each = "".join(f'<Relationship Id="{k}" Type="{_OFFICE}/{k}" Target="{v}"/>' for k, v in targets.items())
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{each}</Relationships>'


def zipped(parts: dict[str, str]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for name, text in parts.items():
            made.writestr(name, text)
    return target.getvalue()


def libraries() -> None:
    """Codecs, the parts of the e-mail package and the decoders of pictures, which all come at their first use."""
    for each in pkgutil.iter_modules(encodings.__path__):
        with suppress(LookupError):  # mbcs and oem are Windows's own
            codecs.lookup(each.name)
    for each in pkgutil.iter_modules(email.__path__):
        importlib.import_module(f"email.{each.name}")
    Image.preinit()
    importlib.import_module("PIL.WebPImagePlugin")
