"""The parts around the text of a Word document, and the file itself: nothing comes from the clock or the machine."""

from __future__ import annotations

import datetime as dt
import io
import zipfile

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.xmlchemy import BaseOxmlElement

from bulletin.formats.front import Front
from bulletin.formats.word import xml
from bulletin.formats.word.xml import el
from bulletin.snapshot import Snapshot, snapshot_digest

# The first instant that a zip file can tell.
NEVER = (1980, 1, 1, 0, 0, 0)
_LEFT_OUT = {RELATIONSHIP_TYPE.THUMBNAIL, RELATIONSHIP_TYPE.EXTENDED_PROPERTIES, RELATIONSHIP_TYPE.CUSTOM_XML}
_SETTINGS = (
    el("zoom", percent=100)
    + el("defaultTabStop", val=420)
    + el("characterSpacingControl", val="compressPunctuation")
    + el(
        "compat", el("compatSetting", name="compatibilityMode", uri="http://schemas.microsoft.com/office/word", val=15)
    )
    + el("themeFontLang", val="en-US", eastAsia="zh-CN")
)
# A4 in twentieths of a point.
_SECTION = (
    el("pgSz", w=11906, h=16838),
    el("pgMar", top=1701, right=1531, bottom=1587, left=1531, header=850, footer=992, gutter=0),
)


def dress(document: Document, snapshot: Snapshot, front: Front, styles: str, numbering: str) -> None:
    """Give the document its styles, its counting, its page with head and foot, and its properties."""
    _refill(document.styles.element, styles)
    _refill(document.part.numbering_part.element, numbering)
    _refill(document.settings.element, xml.whole("settings", _SETTINGS))
    _page(document, front, xml.language(snapshot.masthead.language))
    _tell(document, snapshot, front)
    for relations in (document.part.package.rels, document.part.rels):
        for key in [key for key, each in relations.items() if each.reltype in _LEFT_OUT]:
            del relations[key]


def packed(stream: bytes) -> bytes:
    """The same package with every part dated alike, in the order in which it was written."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(stream)) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for name in source.namelist():
            info = zipfile.ZipInfo(name, NEVER)
            info.compress_type, info.external_attr, info.create_system = zipfile.ZIP_DEFLATED, 0o600 << 16, 3
            made.writestr(info, source.read(name))
    return target.getvalue()


def _refill(root: BaseOxmlElement, source: str) -> None:
    """Replace what the template of the library holds."""
    for child in list(root):
        root.remove(child)
    for child in list(parse_xml(source)):
        root.append(child)


def _page(document: Document, front: Front, lang: str) -> None:
    section = document.sections[0]
    head = " ".join(filter(None, (front.name, front.corrected)))
    line = xml.run(head, lang=lang)
    pages = (xml.field("PAGE", "1", lang), xml.run(" / ", lang=lang), xml.field("NUMPAGES", "1", lang))
    for frame, style, content in ((section.header, "Header", (line,)), (section.footer, "Footer", pages)):
        frame.is_linked_to_previous = False
        _refill(frame._element, xml.whole("hdr", xml.paragraph(style, *content)))
    for each in parse_xml(xml.whole("sectPr", "".join(_SECTION))):
        old = section._sectPr.find(each.tag)
        if old is not None:
            section._sectPr.replace(old, each)


def _tell(document: Document, snapshot: Snapshot, front: Front) -> None:
    """Properties that the snapshot says; a document that bears no date says that of no date at all."""
    core = document.core_properties
    core.title = front.name
    core.author = core.last_modified_by = snapshot.masthead.publisher or front.title
    core.language = snapshot.masthead.language or "zh-Hans"
    core.identifier = f"sha256:{snapshot_digest(snapshot)}"
    core.comments = core.keywords = core.subject = core.category = ""
    core.revision = snapshot.imprint.revision if snapshot.imprint else 1
    core.created = core.modified = _day(snapshot.issue.dated_on)


def _day(dated_on: str | None) -> dt.datetime:
    try:
        return dt.datetime.fromisoformat(dated_on or "").replace(tzinfo=None)
    except ValueError:
        return dt.datetime(*NEVER)  # noqa: DTZ001 - the library writes what it is given as UTC
