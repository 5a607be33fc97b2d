from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable

from docx.document import Document

from tests.hostile.texts import NOTICE, PAGE, PDF
from tests.intake.formats import honest

TEXT = "国家级\n1、某局关于印发办法的通知\n各有关单位：现将办法印发给你们，请遵照执行。\n某局\n2026年5月6日\n"
MESSAGE = (
    "From: a@example.org\nSubject: =?utf-8?b?6YCa55+l?=\nMIME-Version: 1.0\n"
    'Content-Type: multipart/alternative; boundary="b"\n\n--b\nContent-Type: text/plain; charset=utf-8\n\n通知正文\n'
    "--b\nContent-Type: text/html; charset=utf-8\n\n<p>通知<b>正文</b></p>\n--b--\n"
)
ENTRY = '{"kind": "notice", "title": "t", "body_html": "<p>a</p>"}'
JSON = f'{{"schema": "bulletin/1", "parts": [{{"sections": [{{"entries": [{ENTRY}]}}]}}]}}'
MARKS = (b"<", b">", b"&", b'"', b"\x00", b"\xff", b"[", b"{", b"%", b"\n", b"<table>", b"<!--", b"<![CDATA[", b"/Kids")


def seeds() -> list[tuple[str, bytes]]:
    """Honest documents, one or more of each kind."""

    def fill(document: Document) -> None:
        document.add_heading(honest.TITLE, 1)
        document.add_paragraph("甲", style="List Number")
        honest.numbered(document, "chineseCounting", "第%1条", "乙", "丙")
        table = document.add_table(2, 2)
        table.cell(0, 0).merge(table.cell(0, 1)).text = "合"
        document.add_picture(io.BytesIO(honest.picture()))

    return [
        ("a.docx", honest.word(fill)),
        ("a.html", honest.page(f"<h1>{honest.TITLE}</h1>{NOTICE}<table><tr><td>1<td>2</table><ul><li>a</ul>")),
        ("b.html", PAGE.format(NOTICE).encode()),
        ("a.pdf", PDF),
        ("a.eml", MESSAGE.encode()),
        ("a.csv", "标题,文号\n某通知,某发〔2026〕1号\n".encode()),
        ("a.json", JSON.encode()),
        ("a.txt", TEXT.encode("gb18030")),
    ]


def mutated(data: bytes, chance: random.Random) -> bytes:
    """A document with a few mutations; those of a package may be inside one of its parts."""
    if data.startswith(b"PK") and chance.random() < 0.8:
        return _within(data, chance)
    made = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        chance.choice(WAYS)(made, chance)
    return bytes(made)


def _within(data: bytes, chance: random.Random) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as whole, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        names = whole.namelist()
        chosen = chance.choice([*names, *["word/document.xml"] * len(names)])
        for name in names:
            part = bytearray(whole.read(name))
            if name == chosen and part:
                for _ in range(chance.randint(1, 4)):
                    chance.choice(WAYS)(part, chance)
            made.writestr(name, bytes(part))
    return target.getvalue()


def _flip(data: bytearray, chance: random.Random) -> None:
    if data:
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)


def _cut(data: bytearray, chance: random.Random) -> None:
    at = chance.randrange(len(data) + 1)
    del data[at : at + chance.randint(1, 60)]


def _end(data: bytearray, chance: random.Random) -> None:
    del data[chance.randrange(len(data) + 1) :]


def _repeat(data: bytearray, chance: random.Random) -> None:
    at = chance.randrange(len(data) + 1)
    data[at:at] = data[at : at + chance.randint(1, 200)] * chance.randint(1, 30)


def _mark(data: bytearray, chance: random.Random) -> None:
    at = chance.randrange(len(data) + 1)
    data[at:at] = chance.choice(MARKS) * chance.randint(1, 20)


WAYS: tuple[Callable[[bytearray, random.Random], None], ...] = (_flip, _flip, _cut, _end, _repeat, _mark)
