from __future__ import annotations

import base64
import io
import struct
import zlib
from collections.abc import Iterator

from PIL import Image

from tests.hostile import packing
from tests.hostile.packages import LISTENER, ODD, Case

PAGE = "<!doctype html><html><head><meta charset=utf-8><title>t</title></head><body>{}</body></html>"
NOTICE = "<p>国家药监局关于发布某某的通告，自发布之日起施行。</p>"
SCHEMES = (
    "javascript:alert(1)",
    "data:text/html,x",
    "file:///etc/passwd",
    "vbscript:x",
    "java\tscript:x",
    " &#106;avascript:x",
)


def quick() -> Iterator[Case]:
    """Small ones, each a matter of milliseconds."""
    yield from _pages()
    yield from _plain()
    yield from _tables()
    yield from _messages()
    yield from _json()
    yield from _wrong()
    yield from _pdf()


def heavy() -> Iterator[Case]:
    """Large ones, and those that take long."""

    packed = zlib.compress(b"(a)Tj " * 5_000_000)
    stream = b"<</Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (len(packed), packed)
    yield (
        "pdf bomb",
        "a.pdf",
        PDF.partition(b"4 0 obj")[0] + b"4 0 obj" + stream + b" endobj\ntrailer<</Root 1 0 R>>\n%%EOF",
    )

    def page(name: str, inner: str) -> Case:
        return name, "a.html", PAGE.format(inner).encode()

    head = b"From: a@example.org\nSubject: x\nMIME-Version: 1.0\n"
    deep = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(2_000))
    yield page("many attributes", f"<p {' '.join(f'a{each}=b' for each in range(100_000))}>a</p>{NOTICE}")
    yield page("many open tags", "<i><p>" * 200_000)
    yield page("many comments", "<!--" * 100_000 + NOTICE)
    yield page("one long line", "文" * 3_000_000)
    yield page("no end", NOTICE + "<![CDATA[" + "<" * 100_000)
    yield "eleven mebibytes", "a.txt", b"a" * 11 * 1024 * 1024
    yield "a million columns", "a.csv", b"," * 1_000_000
    yield "a million rows", "a.csv", b"a,b\n" * 1_000_000
    yield "one huge field", "a.csv", b'a,"' + b"x" * 10_000_000
    yield "never closed", "a.csv", b'"' + b"a\n" * 100_000
    yield "deep message", "a.eml", head + deep + b"Content-Type: text/plain\n\na"
    yield "many parts", "a.eml", head + b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\na\n" * 50_000
    yield "long header", "a.eml", b"Subject: " + b"=?utf-8?b?" * 100_000 + b"\n\na"


def _pages() -> Iterator[Case]:
    def page(name: str, inner: str) -> Case:
        return name, "a.html", PAGE.format(inner).encode("utf-8", "surrogatepass")

    for scheme in SCHEMES:
        yield page(f"page links to {scheme!r}", f'{NOTICE}<a href="{scheme}">a</a><img src="{scheme}" onerror=x>')
    for name, text in ODD.items():
        yield page(f"page characters {name}", f"<p>{text}</p>{NOTICE}")
    yield page(
        "page asks outside",
        f'{NOTICE}<img src="{LISTENER}"><link rel=stylesheet href="{LISTENER}"><iframe src="{LISTENER}"></iframe>',
    )
    yield page("page imports", f"<style>@import '{LISTENER}';</style><object data='{LISTENER}'></object>{NOTICE}")
    yield page("deep page", "<div>" * 2_000 + NOTICE)
    yield page("page of 250 levels", "<div>" * 250 + NOTICE)
    yield page("deep inline", "<b>" * 2_000 + "a")
    yield page("deep lists", "<ul><li>" * 2_000 + "a")
    yield page("deep tables", "<table><tr><td>" * 2_000 + "a")
    yield page(
        "wide cells", f"<table><tr><td colspan=65534 rowspan=65534>a<td>b<tr><td>{'<td>c' * 300}</table>{NOTICE}"
    )
    yield page("entities", f"<!DOCTYPE a [<!ENTITY x SYSTEM '{LISTENER}'>]>{NOTICE}&x;&#0;&#xd800;&#1114112;")
    yield page("big picture", f'<img src="data:image/png;base64,{base64.b64encode(bare_png(5_000, 5_000)).decode()}">')
    yield page("many pictures", "".join(f'<img src="data:image/png;base64,{_png(each)}">' for each in range(60)))
    yield page(
        "svg", f"<svg><script>alert(1)</script><image href='{LISTENER}'/></svg><math><mtext>a</mtext></math>{NOTICE}"
    )
    yield page("frameset", f"<frameset><frame src='{LISTENER}'></frameset>")
    yield page("plaintext", f"{NOTICE}<plaintext></plaintext>")
    yield page("surrogates", f"<p>\ud800\udfff</p>{NOTICE}")
    yield "page in UTF-7", "a.html", b"<meta charset=utf-7><p>+ADw-script+AD4-</p>" + NOTICE.encode()
    yield "page in two encodings", "a.html", b"<meta charset=gb2312>" + (NOTICE * 9).encode() + NOTICE.encode("gb18030")
    yield "page in no encoding", "a.html", b"<meta charset=foo-bar><p>" + bytes(range(128, 256)) * 40
    yield "page of a codec that unpacks", "a.html", b"<meta charset=zlib_codec>" + zlib.compress(b"\0" * 10_000_000)


def _plain() -> Iterator[Case]:
    yield "nul bytes", "a.txt", b"a\0b" * 100
    yield "mixed bytes", "a.txt", "公告".encode() * 50 + "公告".encode("gb18030") * 50
    yield "torn UTF-16", "a.txt", b"\xff\xfe" + "通知".encode("utf-16-le") + b"\x00"
    yield "two marks", "a.txt", b"\xef\xbb\xbf\xff\xfe" + "通知".encode()
    yield "only a mark", "a.txt", b"\xef\xbb\xbf"
    yield "lone surrogates", "a.txt", b"\xff\xfe\x00\xd8a\x00"
    yield "UTF-32", "a.txt", "某局关于某事的通知".encode("utf-32")


def _tables() -> Iterator[Case]:
    yield (
        "formula cells",
        "a.csv",
        f"标题,备注\n=cmd|' /C calc'!A0,@SUM(1)\n+1,-1\n,=WEBSERVICE(\"{LISTENER}\")\n".encode(),
    )
    yield "csv with nul", "a.csv", b"a,b\n\0,\0\n"


def _messages() -> Iterator[Case]:
    head = b"From: a@example.org\nSubject: x\nMIME-Version: 1.0\n"
    yield "bad words", "a.eml", b"Subject: =?foo?q?=zz?=\nFrom: =?utf-8?b?////?=\n\n" + "通知".encode("gb18030")
    yield "unknown charset", "a.eml", head + b"Content-Type: text/plain; charset=x-nothing\n\nabc def"
    for name, kind, inner in (
        ("../../x\u202e.pdf", "application/pdf", b"%PDF-1.4"),
        ("a.png", "image/png", b"MZ\x90"),
    ):
        yield f"attached {name!r}", "a.eml", head + attached(name, kind, inner)
    yield (
        "outside body",
        "a.eml",
        head + f'Content-Type: message/external-body; access-type=URL; URL="{LISTENER}"\n\n'.encode(),
    )
    yield "nothing but a message", "a.eml", head + b"Content-Type: message/rfc822\n\n" + head * 500
    yield (
        "web archive",
        "a.mht",
        head + f"Snapshot-Content-Location: {LISTENER}\nContent-Type: text/html\n\n{PAGE.format(NOTICE)}".encode(),
    )


def attached(name: str, kind: str, inner: bytes) -> bytes:
    """A body in two parts, the second a file."""
    begin = b"Content-Type: multipart/mixed; boundary=b\n\n--b\n\nabc\n--b\n"
    file = f'Content-Type: {kind}\nContent-Disposition: attachment; filename="{name}"\n\n'
    return begin + file.encode() + inner + b"\n--b--"


def _json() -> Iterator[Case]:
    yield "deep JSON", "a.json", b'{"schema": ' + b"[" * 200_000
    yield "huge number", "a.json", b'{"schema": "bulletin/1", "issue": {"number": ' + b"9" * 100_000 + b"}}"
    yield "other schema", "a.json", b'{"schema": "bulletin/99"}'
    yield "list", "a.json", b"[1, NaN, Infinity]"
    yield "wrong shapes", "a.json", b'{"schema": "bulletin/1", "parts": {"a": 1}}'
    script = b'{"kind": "notice", "title": "t", "body_html": "<script>x</script><p onclick=x>a</p>"}'
    yield (
        "scripts in a body",
        "a.json",
        b'{"schema": "bulletin/1", "parts": [{"sections": [{"entries": [%s]}]}]}' % script,
    )


def _wrong() -> Iterator[Case]:
    picture = bare_png(10, 10)
    for name in ("a.docx", "a.pdf", "a.xlsx", "a.html", "a.txt", "a.eml", "a.json", "a.csv"):
        yield f"picture called {name}", name, picture
    yield "page called docx", "a.docx", PAGE.format(NOTICE).encode()
    yield "pdf called docx", "a.docx", PDF
    yield "docx called pdf", "a.pdf", packing.word()
    yield "docx called txt", "a.txt", packing.word()
    yield "program", "a.docx", b"MZ\x90\x00" + b"\x00" * 500
    yield "elf", "a.docx", b"\x7fELF\x02\x01\x01" + b"\x00" * 500
    yield "rtf", "a.rtf", b"{\\rtf1 abc}"
    yield (
        "old word",
        "a.doc",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 2_000 + "WordDocument".encode("utf-16-le"),
    )
    yield (
        "protected word",
        "a.docx",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 2_000 + "EncryptedPackage".encode("utf-16-le"),
    )
    yield "gzip", "a.docx", b"\x1f\x8b\x08" + b"\x00" * 100
    yield "rar", "a.rar", b"Rar!\x1a\x07\x01\x00" + b"\x00" * 100
    yield "picture and zip", "a.docx", picture + packing.word()
    yield "pdf and zip", "a.pdf", PDF + packing.word()
    yield "page before zip", "a.docx", PAGE.format("").encode() + packing.word()
    yield "zip and trailer", "a.docx", packing.word() + b"<script>alert(1)</script>" * 20
    yield "junk before pdf", "a.pdf", b"GIF89a" + b"\x00" * 300 + PDF
    yield "plain zip", "a.zip", packing.zipped([("a.txt", b"a")])
    yield "ofd", "a.ofd", packing.zipped([("OFD.xml", "<a/>")])


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


def _pdf() -> Iterator[Case]:
    def pdf(name: str, old: bytes, new: bytes) -> Case:
        assert old in PDF
        return f"pdf {name}", "a.pdf", PDF.replace(old, new)

    yield pdf("that runs in circles", b"/Kids[3 0 R]", b"/Kids[2 0 R]")
    yield pdf("that counts millions", b"/Count 1", b"/Count 99999999")
    yield pdf("with a script", b"/Pages 2 0 R", b"/Pages 2 0 R/OpenAction<</S/JavaScript/JS(app.alert(1))>>")
    yield pdf("that launches", b"/Pages 2 0 R", b"/Pages 2 0 R/OpenAction<</S/Launch/F(/bin/sh)>>")
    yield pdf("that submits", b"/Pages 2 0 R", f"/Pages 2 0 R/OpenAction<</S/URI/URI({LISTENER})>>".encode())
    yield pdf("with outside content", b"/Contents 4 0 R", b"/Contents<</F(file:///etc/passwd)/Length 0>>")
    yield pdf("with deep arrays", b"/MediaBox[0 0 200 200]", b"/MediaBox" + b"[" * 100_000)
    yield pdf("of no font", b"5 0 obj<</Type/Font", b"5 0 obj<</Type/None")
    yield pdf("locked", b"/Root 1 0 R", b"/Root 1 0 R/Encrypt<</Filter/Standard/V 4/R 4/O(x)/U(y)/P -4>>/ID[(a)(b)]")
    for at in (20, 150, 300, 420):
        yield f"pdf truncated at {at}", "a.pdf", PDF[:at]


def bare_png(width: int, height: int) -> bytes:
    """A picture that states its size and holds next to nothing."""

    def chunk(kind: bytes, inner: bytes) -> bytes:
        return struct.pack(">L", len(inner)) + kind + inner + struct.pack(">L", zlib.crc32(kind + inner))

    size = struct.pack(">2L5B", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"\0" * min((width + 1) * height, 10_000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", size) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def _png(shade: int) -> str:
    target = io.BytesIO()
    Image.new("RGB", (2, 2), (shade, 0, 0)).save(target, "PNG")
    return base64.b64encode(target.getvalue()).decode()
