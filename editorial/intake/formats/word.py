"""Word documents: mammoth makes semantic HTML of them, and what it would lose is counted or written out before."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

import mammoth
from lxml import etree

from editorial.intake.formats import blocks, inline, markup, numbering, pictures, sentences
from editorial.intake.formats.found import Found, Unreadable
from editorial.intake.formats.package import Package
from editorial.intake.formats.parts import counted

DOCUMENT = "word/document.xml"
_FRAME = re.compile(r"word/(?:header|footer)[0-9]{0,4}\.xml")
_MEDIA = re.compile(r"word/media/.")
_EMBEDDED = re.compile(r"word/(?:embeddings|activeX|charts|diagrams)/[^/]{1,200}\Z")
_STYLES = """
p[style-name='Title'] => h1:fresh
p[style-name='Subtitle'] => p:fresh
p[style-name='标题'] => h1:fresh
"""
_TOLD = (("w:ins", sentences.INSERTIONS), ("w:del", sentences.DELETIONS), ("external", sentences.EXTERNAL_PARTS))


def read(package: Package, found: Found) -> None:
    """The text of the document, its pictures as files. Raises Unreadable."""
    counts = counted(package)
    pictures.check_number(sum(1 for name in package.names if _MEDIA.match(name)))
    _tell(package, counts, found)
    source = package.rebuilt({DOCUMENT: numbering.written_out(package, found)})
    kept: dict[str, str] = {}
    result = mammoth.convert_to_html(
        source,
        style_map=_STYLES,
        convert_image=mammoth.images.img_element(lambda image: _picture(image, kept, found)),
        external_file_access=False,
    )
    root = markup.fragment(str(result.value))
    _write_notes(root)
    writer = inline.Writer(found, picture=lambda element: kept.get(element.get("src") or ""))
    found.text = blocks.lines(root, writer)


def _tell(package: Package, counts: Counter[str], found: Found) -> None:
    for name, sentence in _TOLD:
        if counts[name]:
            found.lose(sentence, count=counts[name])
    if counts["w:comment"]:
        found.lose(sentences.COMMENTS, count=counts["w:comment"])
    # Word writes each text box twice: for itself, and for programs that do not know its newer form.
    boxes = counts["w:txbxContent"] - counts["wsp"] if counts["wsp"] * 2 <= counts["w:txbxContent"] else counts["wsp"]
    if boxes:
        found.lose(sentences.TEXT_BOXES, count=boxes)
    found.embedded += sum(1 for name in package.names if _EMBEDDED.match(name))
    framed = [text for name in package.names if _FRAME.fullmatch(name) and (text := _words(package.read(name)))]
    if framed:
        found.lose(sentences.HEADERS, text=" / ".join(dict.fromkeys(framed)))


def _words(part: bytes) -> str:
    """The words of a header or footer; a page number alone is none."""
    root = numbering.tree_of(part)
    text = inline.collapsed("".join(each.text or "" for each in root.iter("{*}t")))
    return text if re.search(r"[^\W\d_]", text.replace("第", "").replace("页", "").replace("共", "")) else ""


def _picture(image: Any, kept: dict[str, str], found: Found) -> dict[str, str]:
    with image.open() as source:
        data = source.read()
    name = image.alt_text or f"{len(kept) + 1}"
    digest = pictures.kept(data, name[:100], found)
    place = f"picture:{len(kept)}"
    if digest is not None:
        kept[place] = digest
    return {"src": place if digest else ""}


def _write_notes(root: etree._Element) -> None:
    """Footnotes and endnotes as [1] in the text and as paragraphs that begin with [1] at the end."""
    for mark in list(root.iter("sup")):
        link = mark.find("a")
        if link is not None and re.match(r"#(?:foot|end)note-", link.get("href") or ""):
            mark.tag, link.tag = "span", "span"
    for place, note in enumerate(_notes(root), start=1):
        for back in [each for each in note.iter("a") if re.match(r"#(?:foot|end)note-ref-", each.get("href") or "")]:
            back.drop_tree()
        first = next(note.iter("p"), note)
        first.text = f"[{place}] {(first.text or '').lstrip()}"
        note.tag = "div"
        parent = note.getparent()
        if parent is not None:
            parent.tag = "div"


def _notes(root: etree._Element) -> list[etree._Element]:
    return [each for each in root.iter("li") if re.match(r"(?:foot|end)note-", each.get("id") or "")]


def check(package: Package) -> None:
    """Raises Unreadable for a package whose parts break a limit."""
    counted(package)
    if DOCUMENT not in package.names:
        raise Unreadable(sentences.DAMAGED)
