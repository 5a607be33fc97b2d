"""The classes of characters that Chinese line setting knows (clreq, 3.1), and the invisible marks that we add.

The marks live between ``spacing`` and the drawn line only: none of them is ever a glyph or part of extracted text.
"""

from __future__ import annotations

import re

OPENING, CLOSING = "（《〈「『【〔“‘", "，。、；：！？）》〉」』】〕”’"
# Marks that may not begin a line although Unicode lets them (UAX 14): dash, dots, middle dot, connector, solidus.
NEVER_FIRST = "—…·～／"
HAN = "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
ALNUM = "0-9A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0370-\u03ff\u0400-\u04ff"
# Circled numbers, geometric signs, full-width forms: as wide as a Han character in our fonts.
WIDE = f"{HAN}\u2460-\u24ff\u25a0-\u26ff\u3000-\u3004\u3012\u3013\u3020\u302a-\u303f\uff01-\uff60"

# A space of a quarter em, which every font makes of its ordinary space: what layout puts between Han and alnum.
GAP = "\u2005"
# Keeps a line from breaking; right before a gap it says that a space was typed there.
JOIN = "\u2060"
TYPED = JOIN + GAP
# Lets a line break.
BREAK = "\u200b"
# Sets the mark beside it at half width (closing marks before it, opening ones after it); keeps lines together too.
HALF = "\ufeff"
UNSEEN = JOIN + BREAK + HALF

ANY_HAN = re.compile(f"[{HAN}]")


def plain(text: str) -> str:
    """The text as it was typed: without the marks that were added to it."""
    return text.replace(TYPED, " ").translate(_NOTHING)


_NOTHING = dict.fromkeys(map(ord, UNSEEN + GAP))
