"""Whether the contents go on one page, by estimate: layout cannot be asked first, and costs most of a render.

Where they do they get a page of their own; longer ones begin on page one, so that no page holds two lines of them.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

from bulletin.rendering.facts import width
from bulletin.rendering.pieces import PartPiece

# Characters of full width in a line of the contents, and its lines in a page, less a few for safety, by design.
ROOM = {"classic": (43, 42), "digest": (21, 88)}
HEAD = 1.6  # The line of a part with the space around it.


def on_one_page(parts: Iterable[PartPiece], design: str) -> bool:
    length, lines = ROOM.get(design, ROOM["classic"])
    return sum(_heights(parts, length)) <= lines


def _heights(parts: Iterable[PartPiece], length: int) -> Iterator[float]:
    for part in parts:
        yield HEAD
        for section in part.sections:
            yield 1
            yield from (math.ceil(width(entry.title) / length) for entry in section.entries)
