"""The two HTML forms of an edition: one that stands alone for readers, one for the typesetter; same pieces and words.

Templates get plain words from ``composition``; the engine is this module's own: no setting changes an edition.
"""

from __future__ import annotations

import base64
import functools
import re
from collections.abc import Callable, Mapping
from pathlib import Path

from django.template import Context, Engine

from bulletin.rendering import assets, images, passages, styles, tables
from bulletin.rendering.clauses import marked
from bulletin.rendering.composition import Edition, compose
from bulletin.rendering.outline import lowered
from bulletin.snapshot import Snapshot
from bulletin.store import Store

ROOT = Path(__file__).resolve().parents[2]
# Where the template leaves room for the style sheets, which no escaping may touch.
PLACE = "<style></style>"
FOLDERS = (ROOT / "templates", ROOT / "static")
_START = re.compile(r'<ol start="([0-9]{1,4})"')
_IMAGE = re.compile(r'<img( alt="[^"]*")? data-digest="([0-9a-f]{64})"')


def web_html(snapshot: Snapshot, watermark: str | None = None, store: Store | None = None) -> bytes:
    """The edition as one file without scripts and outside references. Raises Refused."""
    return web_page(compose(snapshot, watermark), images.granted(snapshot, store))


def print_page(edition: Edition) -> str:
    """The page that is typeset into the PDF."""
    page = tables.fitted(_written("print", edition, assets.address), edition.design).replace(PLACE, _styles(edition), 1)
    # WeasyPrint reads the attribute only along with all other presentational hints.
    return _START.sub(lambda start: f'<ol style="counter-reset: list-item {int(start[1]) - 1}"', page)


def _styles(edition: Edition) -> str:
    own = styles.tokens(edition.accent)
    return styles.block(edition.design) + (f"<style>{own}</style>" if own else "")


def web_page(edition: Edition, granted: Mapping[str, bytes]) -> bytes:
    return _written("web", edition, lambda digest: _data_address(granted[digest])).encode()


def illustrated(page: str, granted: Mapping[str, bytes]) -> str:
    """A page of the desk that shows canonical bodies, with the pictures in them."""
    return addressed(page, lambda digest: _data_address(granted[digest]))


def addressed(page: str, address: Callable[[str], str]) -> str:
    """The page with an address, by its digest, for each picture of its bodies.

    Text is escaped and the templates' own tags carry a class, so the pattern meets bodies only.
    """
    return _IMAGE.sub(lambda image: f'<img{image[1] or ""} src="{address(image[2])}"', page)


def _written(name: str, edition: Edition, address: Callable[[str], str]) -> str:
    given = {"edition": edition, "words": edition.words, "tokens": styles.web_tokens(edition.accent)}
    context = Context(given, use_l10n=False, use_tz=False)
    page = _engine().get_template(f"bulletin/edition/{name}.html").render(context)
    # Text is escaped and the templates' own tags carry a class, so these patterns meet bodies only.
    return addressed(passages.told(marked(lowered(page, marked=name == "print"))), address)


def _data_address(content: bytes) -> str:
    return f"data:{assets.image_type(content)};base64,{base64.b64encode(content).decode()}"


@functools.cache
def _engine() -> Engine:
    return Engine(dirs=[str(folder) for folder in FOLDERS], autoescape=True)
