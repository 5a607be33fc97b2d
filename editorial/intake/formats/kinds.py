"""What a document is by its name and by its first characters, as far as plain text tells; opens and parses nothing."""

from __future__ import annotations

import re
import unicodedata

TEXT, MARKDOWN, HTML, MAIL, CSV, JSON, WORD, SHEET, PDF = (
    "text",
    "markdown",
    "html",
    "mail",
    "csv",
    "json",
    "word",
    "sheet",
    "pdf",
)
ENDINGS = {
    "txt": TEXT,
    "text": TEXT,
    "md": MARKDOWN,
    "markdown": MARKDOWN,
    "html": HTML,
    "htm": HTML,
    "xhtml": HTML,
    "shtml": HTML,
    "eml": MAIL,
    "mht": MAIL,
    "mhtml": MAIL,
    "csv": CSV,
    "tsv": CSV,
    "json": JSON,
    "docx": WORD,
    "xlsx": SHEET,
    "pdf": PDF,
}
# Sites and old programs give web pages, archives of web pages and new formats these endings as well.
LOOSE_ENDINGS = frozenset({"", "doc", "xls", "wps", "et", "aspx", "asp", "php", "jsp", "do", "bin", "tmp", "download"})
_HTML = re.compile(
    r"(?:<\?xml[^>]{0,200}>|<!--[^>]{0,2000}-->|\s){0,20}<(?:!doctype\s+html|html|head|body|meta)\b", re.I
)
_HEADER = re.compile(r"^(From|Date|Subject|MIME-Version|Received|Message-ID|To|Content-Type):[ \t]", re.I | re.M)


def ending(name: str) -> str:
    """The ending of a file name in lower case, without its dot and without what cannot be seen; "" for none."""
    visible = "".join(each for each in name if unicodedata.category(each)[0] != "C").strip(" .")
    stem, dot, last = visible.rpartition(".")
    return last.lower() if dot and stem and re.fullmatch(r"[0-9A-Za-z]{1,8}", last) else ""


def of_text(text: str, name: str) -> str:
    """The kind of a document that is a text: by its ending, else by how it begins."""
    told = ENDINGS.get(ending(name))
    if told in (TEXT, MARKDOWN, HTML, MAIL, CSV, JSON):
        return told
    if told is not None or ending(name) in LOOSE_ENDINGS:
        return _by_beginning(text)
    return TEXT


def _by_beginning(text: str) -> str:
    start = text[:4000].lstrip("\ufeff \t\r\n")
    if _HTML.match(start):
        return HTML
    head = start.replace("\r\n", "\n").partition("\n\n")[0]
    if _HEADER.match(head) and len({found.lower() for found in _HEADER.findall(head)}) >= 3:
        return MAIL
    if start.startswith("{") and '"bulletin/' in text:
        return JSON
    return TEXT
