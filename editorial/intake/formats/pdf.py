"""The only importer of pdfium here: the text of a PDF in lines that are joined to paragraphs by where they stand."""

from __future__ import annotations

import ctypes
import itertools
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

import pypdfium2
from pypdfium2 import raw

from editorial.intake.formats import sentences
from editorial.intake.formats.found import Found, Unreadable

MOST_PAGES = 1_000
# A page of a scan holds at most a stamp or a page number as characters.
FEWEST_LETTERS = 10
FEWEST_PAGES_WITH_HEAD = 3
# What may follow the end of a PDF: some programs leave a few bytes.
LONGEST_TAIL = 64
PAGE_BREAK = "\f"
# How pdfium writes a hyphen that only divides a word at the end of a line.
_DIVIDED = frozenset({"\x02", "\ufffe"})
_MEANINGLESS = re.compile(r"[\ufffd\ue000-\uf8ff\x00-\x01\x03-\x08\x0e-\x1f]")
_FILE_NAME = re.compile(r"(?i)^(?:microsoft|untitled|无标题|文档\d*$)|\.(?:docx?|wps|rtf|indd|pdf|pptx?|xlsx?)$")
_WORD = re.compile(r"[A-Za-z0-9][\w.,;:'’)-]*|.[，。；：、！？”’）》]?", re.DOTALL)
_PAGE_NUMBER = re.compile(r"[-—–·\s]*(?:第\s*)?[0-9０-９]{1,4}(?:\s*页)?(?:\s*[/／共]\s*[0-9]{1,4}\s*页?)?[-—–·\s]*")
_LATIN = re.compile(r"[A-Za-z0-9,;]")


@dataclass(slots=True)
class Line:
    """One printed line and its box in points; y grows upwards."""

    text: str = ""
    left: float = 1e6
    right: float = 0.0
    top: float = 0.0
    bottom: float = 1e6

    @property
    def size(self) -> float:
        return max(1.0, self.top - self.bottom)


@dataclass(slots=True)
class Page:
    lines: list[Line] = field(default_factory=list)
    letters: int = 0
    is_picture: bool = False


def read(data: bytes, found: Found) -> None:
    """The text with a form feed where a page ends. Raises Unreadable for scans, passwords and damage."""
    document = _opened(data)
    if len(document) > MOST_PAGES:
        raise Unreadable(sentences.TOO_MANY_PAGES)
    if document.count_attachments():
        found.lose(sentences.PDF_FILES, count=document.count_attachments())
    odd, letters, pages = 0, 0, []
    for place in range(len(document)):
        page = _page(document, place)
        odd += sum(len(_MEANINGLESS.findall(line.text)) for line in page.lines)
        letters += page.letters
        pages.append(page)
    _check(pages, odd, letters)
    _tell(pages, odd, found)
    _take_running_heads(pages, found)
    found.title = _title(document)
    found.text = PAGE_BREAK.join("\n".join([*_paragraphs(page.lines), ""]) for page in pages)


def _title(document: pypdfium2.PdfDocument) -> str | None:
    """The title in the file's own catalogue, unless a program put the name of a file there."""
    title = str(document.get_metadata_value("Title") or "").strip()
    return None if not title or _FILE_NAME.search(title) else title


def _opened(data: bytes) -> pypdfium2.PdfDocument:
    _, mark, tail = data.rpartition(b"%%EOF")
    if mark and len(tail.strip()) > LONGEST_TAIL:
        raise Unreadable(sentences.UNCLEAR_KIND)
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        is_locked = "password" in str(error).lower()
        raise Unreadable(sentences.PDF_PASSWORD if is_locked else sentences.DAMAGED) from error


def _check(pages: list[Page], odd: int, letters: int) -> None:
    is_picture = any(page.is_picture for page in pages)
    if letters == 0 and not is_picture:
        raise Unreadable(sentences.NO_BODY)
    if is_picture and not any(page.letters >= FEWEST_LETTERS for page in pages):
        raise Unreadable(sentences.SCANNED)
    if odd * 3 > letters:
        raise Unreadable(sentences.NO_CHARACTERS)


def _tell(pages: list[Page], odd: int, found: Found) -> None:
    found.lose(sentences.PDF_FORM)
    if odd:
        found.lose(sentences.ODD_CHARACTERS, count=odd)
    for number, page in enumerate(pages, start=1):
        if page.letters < FEWEST_LETTERS and page.is_picture:
            found.lose(sentences.EMPTY_PAGE, page=number)


def _page(document: pypdfium2.PdfDocument, place: int) -> Page:
    try:
        page = document[place]
        textpage = page.get_textpage()
        is_picture = any(page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=2))
    except pypdfium2.PdfiumError as error:
        raise Unreadable(sentences.DAMAGED) from error
    lines = [line for line in _lines(textpage.raw, textpage.count_chars()) if line.text.strip()]
    return Page(lines, sum(len("".join(line.text.split())) for line in lines), is_picture)


def _lines(textpage: ctypes.c_void_p, count: int) -> Iterator[Line]:
    """The printed lines in the order in which pdfium gives them."""
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    line, pieces = Line(), list[str]()
    for place in range(count):
        code = raw.FPDFText_GetUnicode(textpage, place)
        character = chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"
        if character in "\r\n":
            line.text = "".join(pieces)
            yield line
            line, pieces = Line(), []
            continue
        pieces.append(character)
        if not character.isspace() and raw.FPDFText_GetCharBox(textpage, place, left, right, bottom, top):
            line.left, line.right = min(line.left, left.value), max(line.right, right.value)
            line.bottom, line.top = min(line.bottom, bottom.value), max(line.top, top.value)
    line.text = "".join(pieces)
    yield line


def _take_running_heads(pages: list[Page], found: Found) -> None:
    """Take out what stands at the top or foot of most pages at the same height; page numbers are left to the reader."""
    if len(pages) < FEWEST_PAGES_WITH_HEAD:
        return
    edges = [_edges(page.lines) for page in pages]
    seen = Counter(key for lines in edges for key in {_key(line) for line in lines})
    enough = max(FEWEST_PAGES_WITH_HEAD, round(len(pages) * 0.6))
    heads = {key for key, count in seen.items() if count >= enough and not _PAGE_NUMBER.fullmatch(key[0])}
    for page, lines in zip(pages, edges, strict=True):
        for line in lines:
            if _key(line) in heads:
                page.lines = [each for each in page.lines if each is not line]
                found.lose(sentences.RUNNING_HEAD, text=_key(line)[0], count=seen[_key(line)])


def _edges(lines: list[Line]) -> list[Line]:
    """The two highest and the two lowest lines, wherever they come in the file."""
    ordered = sorted(lines, key=lambda line: line.bottom)
    return ordered if len(ordered) <= 4 else [*ordered[:2], *ordered[-2:]]


def _key(line: Line) -> tuple[str, int]:
    return " ".join(line.text.split()), round(line.bottom / 4)


def _paragraphs(lines: list[Line]) -> list[str]:
    """Lines that fill the column run on in the next one, unless that is indented, apart or of another size."""
    left = min((line.left for line in lines), default=0.0)
    right = max((line.right for line in lines), default=0.0)
    gaps = sorted(above.bottom - below.bottom for above, below in itertools.pairwise(lines))
    usual = gaps[len(gaps) // 2] if gaps else 0.0
    written: list[str] = []
    for place, line in enumerate(lines):
        before = lines[place - 1] if place else None
        if before is not None and _runs_on(before, line, (left, right), usual):
            written[-1] = _joined(written[-1], line.text.strip())
        else:
            written.append(line.text.strip())
    return [_cleared(text) for text in written]


def _runs_on(before: Line, line: Line, column: tuple[float, float], usual: float) -> bool:
    left, right = column
    full = before.right + _first_width(line) > right - 0.3 * before.size
    flush = line.left < left + 0.8 * line.size
    near = 0 < before.bottom - line.bottom < usual * 1.35 + 1
    alike = 0.75 < line.size / before.size < 1.34
    return full and flush and near and alike


def _first_width(line: Line) -> float:
    """How wide the first word of a line is, or its first Chinese character with the mark after it."""
    text = line.text.strip()
    word = _WORD.match(text)
    return (line.right - line.left) * (len(word[0]) if word else 1) / max(1, len(text))


def _joined(before: str, text: str) -> str:
    if before[-1:] in _DIVIDED:
        return before[:-1] + text
    latin = _LATIN.match(before[-1:]) and _LATIN.match(text[:1])
    return f"{before} {text}" if latin else before + text


def _cleared(text: str) -> str:
    return _MEANINGLESS.sub("", "".join("-" if each in _DIVIDED else each for each in text))
