"""Sets lines of Chinese as a typesetter would (clreq), inside WeasyPrint, which knows how to set English.

``spacing`` marks a page, ``install`` makes WeasyPrint heed the marks. Neither changes what a reader's program reads.
"""

from __future__ import annotations

from bulletin.rendering.typeset import PLAIN_LINES
from bulletin.rendering.typesetting.hooks import SETTING


def install() -> None:
    """Set the lines of every page that this process makes, if WeasyPrint is as we know it."""
    SETTING.install()


def is_installed() -> bool:
    return SETTING.is_on


def version() -> str:
    """What to add to the versions of the libraries: nothing, unless WeasyPrint sets the lines by itself."""
    return "" if SETTING.is_on else PLAIN_LINES
