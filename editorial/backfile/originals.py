"""Whether a PDF from outside may be given to readers as it is: whole, not encrypted, and nothing in it that acts.

It looks at the file's own words (ISO 32000-1, 7.3 and 7.5.7) and renders nothing. What it does not understand it
refuses, and then the number is typeset anew from its text: a refusal costs nobody a document.
"""

from __future__ import annotations

import re
import zlib
from bisect import bisect_left
from collections.abc import Iterator

from django.utils.translation import gettext_noop

from bulletin.refusal import Refused, require

MOST_UNPACKED = 64 * 1024 * 1024
NO_PDF = gettext_noop("The file is no whole PDF.")
ENCRYPTED = gettext_noop("The PDF is encrypted.")
ACTS = gettext_noop("The PDF holds scripts, forms, media or files of its own.")
HIDDEN = gettext_noop("The PDF holds parts that cannot be looked into.")
NO_PAGES = gettext_noop("The PDF has no pages.")

_STREAM = re.compile(rb"stream\r?\n")
_HIDDEN_OBJECT = re.compile(rb"\d\s+\d{1,5}\s+obj\b")
_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
_ACTING = re.compile(
    rb"/(?:JavaScript|JS|Launch|EmbeddedFiles?|XFA|AcroForm|SubmitForm|ImportData|GoToE|GoToR|RichMedia|Rendition"
    rb"|Movie|Sound|AA)(?![A-Za-z0-9])"
)
# Opening at a page is harmless; any other action on opening is not looked at but refused.
_OPENING = re.compile(rb"/OpenAction\s*(?!\[)(?!<<\s*(?:/Type\s*/Action\s*)?/S\s*/GoTo(?![A-Za-z]))\S")
_ENCRYPT = re.compile(rb"/Encrypt(?![A-Za-z])")
_OBJECTS = re.compile(rb"/Type\s*/ObjStm(?![A-Za-z])")
_PLAIN_FLATE = re.compile(rb"/Filter\s*\[?\s*/FlateDecode\s*\]?(?=\s*(?:/|>>))")
_PAGES = re.compile(rb"/Type\s*/Pages(?![A-Za-z])")
_PAGE = re.compile(rb"/Type\s*/Page(?![A-Za-z])")
_END = re.compile(rb">>")
_COUNT = re.compile(rb"/Count\s+(\d{1,7})(?!\d)")


def pages(data: bytes) -> int:
    """The number of pages of a PDF that may stand as it is. Raises Refused with every reason against it."""
    require((data.startswith(b"%PDF-") and b"%%EOF" in data[-2048:], NO_PDF))
    words = b"\n".join(_words(data))
    plain = _ESCAPE.sub(lambda found: bytes([int(found[1], 16)]), words)
    count = _page_count(plain)
    require(
        (not _ENCRYPT.search(plain), ENCRYPTED),
        (not _ACTING.search(plain) and not _OPENING.search(plain), ACTS),
        (count > 0, NO_PAGES),
    )
    return count


def _words(data: bytes) -> Iterator[bytes]:
    """Everything but the bodies of streams; of those, the streams that hold objects, unpacked. Raises Refused."""
    place, unpacked = 0, 0
    while found := _STREAM.search(data, place):
        head = data[place : found.start()]
        yield head
        end = data.find(b"endstream", found.end())
        require((end >= 0, NO_PDF))
        body = data[found.end() : end]
        # An index could point at an object inside a stream's body, where no reader looks but every viewer goes.
        require((not _HIDDEN_OBJECT.search(body), HIDDEN))
        dictionary = head[head.rfind(b"obj") :]
        if _OBJECTS.search(dictionary):
            objects = _unpacked(dictionary, body, MOST_UNPACKED - unpacked)
            unpacked += len(objects)
            yield objects
        place = end + len(b"endstream")
    yield data[place:]


def _unpacked(dictionary: bytes, body: bytes, most: int) -> bytes:
    if b"/Filter" not in dictionary:
        return body
    require((bool(_PLAIN_FLATE.search(dictionary)) and b"/DecodeParms" not in dictionary, HIDDEN))
    unpacker = zlib.decompressobj()
    try:
        objects = unpacker.decompress(body, most + 1)
    except zlib.error as error:
        raise Refused([HIDDEN]) from error
    require((len(objects) <= most, HIDDEN))
    return objects


def _page_count(words: bytes) -> int:
    """The largest count in the same dictionary as the mark of the page tree: its root counts all pages below it."""
    nodes = [found.start() for found in _PAGES.finditer(words)]
    ends = [found.start() for found in _END.finditer(words)]
    counts = [(found.start(), int(found[1])) for found in _COUNT.finditer(words)]
    return max((count for place, count in counts if _is_beside(place, nodes, ends)), default=0) or len(
        _PAGE.findall(words)
    )


def _is_beside(place: int, nodes: list[int], ends: list[int]) -> bool:
    """Whether the end of no dictionary lies between a count and the nearest mark before or after it."""
    at = bisect_left(nodes, place)
    near = [*nodes[max(at - 1, 0) : at], *nodes[at : at + 1]]
    return any(bisect_left(ends, min(place, node)) == bisect_left(ends, max(place, node)) for node in near)
