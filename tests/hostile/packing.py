from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable, Mapping

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPES = f"""<?xml version="1.0" encoding="UTF-8"?><Types xmlns="{PACKAGE}/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>
<Override PartName="/word/document.xml"
 ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"""
ROOT = f"""<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" Type="{OFFICE}/officeDocument"
 Target="word/document.xml"/></Relationships>"""
HONEST = "<w:p><w:r><w:t>国家药监局关于发布某某的通告</w:t></w:r></w:p><w:p><w:r><w:t>特此通告。</w:t></w:r></w:p>"
OUTSIDE = ' TargetMode="External"'
Part = str | bytes


def body(inner: str = HONEST) -> str:
    spaces = f'xmlns:w="{WORD}" xmlns:r="{OFFICE}"'
    return f'<?xml version="1.0" encoding="UTF-8"?><w:document {spaces}><w:body>{inner}</w:body></w:document>'


def relations(*each: tuple[str, str, bool]) -> str:
    """Type, target and whether it lies outside."""
    lines = [
        f'<Relationship Id="x{at}" Type="{OFFICE}/{kind}" Target="{target}"{OUTSIDE if out else ""}/>'
        for at, (kind, target, out) in enumerate(each)
    ]
    return f'<Relationships xmlns="{PACKAGE}/relationships">{"".join(lines)}</Relationships>'


def parts(inner: str = HONEST, **others: Part) -> dict[str, Part]:
    made: dict[str, Part] = {"[Content_Types].xml": TYPES, "_rels/.rels": ROOT, "word/document.xml": body(inner)}
    return made | {name.replace("__", "/"): each for name, each in others.items()}


def word(inner: str = HONEST, extra: Mapping[str, Part] | None = None) -> bytes:
    return zipped([*{**parts(inner), **(extra or {})}.items()])


def zipped(members: Iterable[tuple[str | zipfile.ZipInfo, Part]]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for name, part in members:
            made.writestr(name, part, compress_type=zipfile.ZIP_DEFLATED)
    return target.getvalue()


def named(name: str) -> bytes:
    """A document with one more part of that name, which zipfile itself would have mended."""
    data = word(extra={"N" * len(name.encode()): b"x"})
    return data.replace(b"N" * len(name.encode()), name.encode())


def symlink() -> bytes:
    link = zipfile.ZipInfo("word/media/link")
    link.external_attr = 0o120777 << 16
    return zipped([*parts().items(), (link, b"/etc/passwd")])


def encrypted() -> bytes:
    data = bytearray(word())
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            data[at + place] |= 1
            at = data.find(mark, at + 4)
    return bytes(data)


def stating(size: int) -> bytes:
    """A document whose entries state another unpacked size than they have."""
    data = bytearray(word())
    for mark, place in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = data.find(mark)
        while at >= 0:
            struct.pack_into("<L", data, at + place, size)
            at = data.find(mark, at + 4)
    return bytes(data)


def overlapping(entries: int = 200, size: int = 1_000_000) -> bytes:
    """Many names for one and the same compressed kernel (the quoted overlap of D. Fifield's zip bomb, simplified)."""
    packed = zlib.compressobj(9, zlib.DEFLATED, -15)
    kernel = packed.compress(b"\0" * size) + packed.flush()
    check = zlib.crc32(b"\0" * size)
    data = struct.pack("<4s5H3L2H", b"PK\x03\x04", 20, 0, 8, 0, 0, check, len(kernel), size, 3, 0) + b"000" + kernel
    entry = (b"PK\x01\x02", 20, 20, 0, 8, 0, 0, check, len(kernel), size, 3, 0, 0, 0, 0, 0, 0)
    directory = b"".join(struct.pack("<4s6H3L5H2L", *entry) + b"%03d" % each for each in range(entries))
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, entries, entries, len(directory), len(data), 0)
    return data + directory + end


def nested(depth: int = 6) -> bytes:
    inner = zipped([("0.bin", b"\0" * 1_000_000)])
    for level in range(depth):
        inner = zipped([(f"{level}-{each}.zip", inner) for each in range(10)])
    return inner


def many(count: int) -> bytes:
    return zipped([*parts().items(), *((f"word/media/{each}", b"") for each in range(count))])


SHEETS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
SHEET_TYPES = f"""<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Override PartName="/xl/workbook.xml" ContentType="{SHEET_TYPE}.sheet.main+xml"/>
<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{SHEET_TYPE}.worksheet+xml"/></Types>"""
BOOK = f"""<workbook xmlns="{SHEETS}" xmlns:r="{OFFICE}"><sheets><sheet name="a" sheetId="1" r:id="x0"/></sheets>
</workbook>"""


def sheet(rows: str, extra: Mapping[str, Part] | None = None) -> bytes:
    """A workbook of one sheet."""
    made: dict[str, Part] = {
        "[Content_Types].xml": SHEET_TYPES,
        "_rels/.rels": relations(("officeDocument", "xl/workbook.xml", False)),
        "xl/workbook.xml": BOOK,
        "xl/_rels/workbook.xml.rels": relations(("worksheet", "worksheets/sheet1.xml", False)),
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{SHEETS}">{rows}</worksheet>',
    }
    return zipped([*{**made, **(extra or {})}.items()])
