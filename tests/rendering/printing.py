from __future__ import annotations

from bulletin.rendering import html
from bulletin.rendering.composition import compose
from bulletin.snapshot import Snapshot


def print_html(snapshot: Snapshot) -> str:
    """The page that is typeset into the PDF."""
    return html.print_page(compose(snapshot))
