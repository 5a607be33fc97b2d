"""What the text of a document refers to: addresses, pictures, lists and places; it writes, and reads no document.

Nothing that came from elsewhere is opened but the head of a picture, whose kind is known by its content.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Mapping

from docx.document import Document
from docx.image.exceptions import InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError
from docx.opc.constants import RELATIONSHIP_TYPE

from bulletin.formats.word import xml
from bulletin.formats.word.numbering import Numbering
from bulletin.formats.word.tables import MEASURE
from bulletin.rendering.assets import image_type

# English Metric Units: 635 of them are a twentieth of a point.
WIDEST, HIGHEST = MEASURE * 635, 13000 * 635
_UNREADABLE = (
    InvalidImageStreamError,
    UnexpectedEndOfFileError,
    UnrecognizedImageError,
    ValueError,
    KeyError,
    struct.error,
    ZeroDivisionError,
)


class Parts:
    """``images`` are those that the snapshot names, by digest."""

    def __init__(self, document: Document, images: Mapping[str, bytes]) -> None:
        self.document = document
        self.images = images
        self.numbering = Numbering()
        self._relations: dict[str, str] = {}
        self._count = 0

    def number(self) -> int:
        """The next number that a thing in the document is told apart by."""
        self._count += 1
        return self._count

    def relation(self, address: str) -> str:
        """The relation of a link to another place, one for each address."""
        if address not in self._relations:
            made = self.document.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
            self._relations[address] = made
        return self._relations[address]

    def picture(self, digest: str, words: str) -> str:
        """A run with the picture in it and its alternative text; nothing where there is no such raster image."""
        content = self.images.get(digest)
        if content is None or image_type(content) is None:
            return ""
        try:
            relation, image = self.document.part.get_or_add_image(io.BytesIO(content))
            width, height = _fitted(int(image.width), int(image.height))
        except _UNREADABLE:
            return ""
        return _drawing(relation, words, self.number(), width, height)


def _fitted(width: int, height: int) -> tuple[int, int]:
    """No wider and no higher than the page takes. Raises ValueError for a picture without extent."""
    if width <= 0 or height <= 0:
        raise ValueError
    scale = min(1.0, WIDEST / width, HIGHEST / height)
    return max(1, int(width * scale)), max(1, int(height * scale))


def _drawing(relation: str, words: str, number: int, width: int, height: int) -> str:
    size = f'cx="{width}" cy="{height}"'
    told = f'id="{number}" name="Picture {number}" descr="{xml.quoted(words)}"'
    shape = (
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
    )
    fill = f'<pic:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
    picture = f"<pic:pic><pic:nvPicPr><pic:cNvPr {told}/><pic:cNvPicPr/></pic:nvPicPr>{fill}{shape}</pic:pic>"
    kind = "http://schemas.openxmlformats.org/drawingml/2006/picture"
    graphic = f'<a:graphic><a:graphicData uri="{kind}">{picture}</a:graphicData></a:graphic>'
    inline = (
        f'<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/><wp:docPr {told}/>{graphic}</wp:inline>'
    )
    return xml.el("r", xml.el("drawing", inline))
