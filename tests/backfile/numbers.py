"""Past numbers as files, in our own words: texts of any length, PDFs that a program of the day might have written."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterable
from datetime import date, timedelta

FIRST_DAY = date(2018, 1, 5)


def text(number: int, *, entries: int = 3, printed: bool = True, dated: bool = True) -> str:
    """A number in the layout of the weekly; where it is not ``printed``, the text bears no number."""
    day = FIRST_DAY + timedelta(weeks=number)
    first = day - timedelta(days=6)
    lines = [f"监管周报第{number}期", ""] if printed else []
    lines += [f"政策法规篇（{first:%Y/%m/%d}~{day:%Y/%m/%d}）" if dated else "政策法规篇", "", "国家级", ""]
    for place in range(1, entries + 1):
        lines += notice(number, place, day)
    lines += ["法规研究部", "", f"发布时间：{day:%Y 年 %m 月 %d 日}"] if dated else []
    return "\n".join(lines) + "\n"


def notice(number: int, place: int, day: date) -> list[str]:
    serial = number * 100 + place
    return [
        f"{place}、国家药监局关于发布第{serial}项技术指导原则的通告（{day:%Y}年第{serial}号）",
        f"为规范第{serial}项研究工作，国家药监局组织制定了技术指导原则，现予发布。",
        "各有关单位应当对照执行，遇到问题及时反馈。",
        "特此通告。",
        "国家药监局",
        f"{day:%Y}年{day.month}月{day.day}日",
        "",
    ]


def data(number: int, **options: object) -> bytes:
    return text(number, **options).encode()  # type: ignore[arg-type]


def name(number: int) -> str:
    return f"监管周报第{number}期.txt"


def zipped(files: Iterable[tuple[str, bytes]]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as whole:
        for each, content in files:
            whole.writestr(each, content)
    return buffer.getvalue()


def pdf(*, pages: int = 2, catalog: str = "", extra: str = "", packed: str = "") -> bytes:
    """A PDF of empty pages; ``packed`` are objects that lie in a compressed object stream."""
    kids = " ".join(f"{place} 0 R" for place in range(3, pages + 3))
    objects = [
        f"1 0 obj\n<< /Type /Catalog /Pages 2 0 R {catalog} >>\nendobj",
        f"2 0 obj\n<< /Type /Pages /Kids [{kids}] /Count {pages} >>\nendobj",
        *(f"{place} 0 obj\n<< /Type /Page /Parent 2 0 R >>\nendobj" for place in range(3, pages + 3)),
    ]
    body = "%PDF-1.7\n" + "\n".join(objects) + "\n" + extra
    whole = body.encode("latin-1")
    if packed:
        stream = zlib.compress(packed.encode("latin-1"))
        head = f"90 0 obj\n<< /Type /ObjStm /N 1 /First 5 /Filter /FlateDecode /Length {len(stream)} >>\nstream\n"
        whole += head.encode() + stream + b"\nendstream\nendobj\n"
    return whole + b"trailer\n<< /Root 1 0 R >>\nstartxref\n0\n%%EOF\n"
