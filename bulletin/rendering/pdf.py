"""HTML in, PDF out, with what was asked for in vain and what no font could draw.

Runs inside the confined child, as everything does that imports WeasyPrint: this module and
what it calls. Opens no address and knows neither Django nor the store.
"""

from __future__ import annotations

import hashlib
import io
import logging
import re
import tempfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import metadata
from typing import Any

import pydyf
import weasyprint
from weasyprint.text.ffi import pango
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse, URLFetchingError

from bulletin.rendering import assets, economy, faces, pictures, spacing, styles, tagging, typesetting
from bulletin.rendering.typeset import Typeset
from bulletin.rendering.xmp import with_accessibility

# PDF/A-3a says which fonts, colours and tags the file carries; PDF/UA-1 is declared by the finisher below.
OPTIONS: dict[str, Any] = {"pdf_variant": "pdf/a-3a"}
# Relative addresses resolve to this one and are then denied by name, instead of being dropped in silence.
BASE = "https://page.invalid/"
typesetting.install()
economy.install()
tagging.install()
# Characters that each font may draw as it likes: one that has a glyph by chance is as bad as one that has none.
PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")
# What writes parts of a PDF beside WeasyPrint and Pango: objects, images, and fonts where HarfBuzz cannot.
TOOLS = ("pydyf", "pillow", "fonttools")
pictures.refuse_what_is_cut_short()
NOTDEF = ".notdef glyph rendered"


class Fetcher(URLFetcher):  # type: ignore[misc]  # WeasyPrint has no types
    """Serves granted images, denies everything else and remembers it: inside SVG the exception is swallowed."""

    def __init__(self, granted: Mapping[str, bytes]) -> None:
        super().__init__(allowed_protocols=())
        self.granted = granted
        self.denied: list[str] = []

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:
        found = assets.resolve(url, self.granted)
        if found is None:
            self.denied.append(url)
            raise ValueError(f"not part of the issue: {url}")
        content, kind = found
        return URLFetcherResponse(url, content, {"Content-Type": kind})


@dataclass(frozen=True, slots=True)
class Warm:
    """What renders share: the fonts that are loaded, and the sheet of each design, as it stands in pages and parsed."""

    fonts: FontConfiguration
    sheets: Mapping[str, weasyprint.CSS]


def typeset(
    page: str,
    granted: Mapping[str, bytes],
    warm: Warm | None = None,
    enclosed: Sequence[tuple[Mapping[str, str], bytes]] = (),
) -> Typeset:
    """HTML as a PDF; without any when an image is none, or WeasyPrint cannot do without a denied address.

    ``enclosed`` are files to lie in it, each with ``name``, ``description`` and ``fetched_at``.
    """
    unreadable = tuple(digest for digest, content in granted.items() if not pictures.is_readable(content))
    if unreadable:
        return Typeset(b"", 0, unreadable=unreadable)
    fetcher = Fetcher({digest: pictures.printable(content) for digest, content in granted.items()})
    with _missing_glyphs() as missing:
        try:
            is_set = typesetting.is_installed()
            document, pdf = _made(page, fetcher, warm, enclosed)
            is_plain = is_set and not typesetting.is_installed()
            if is_plain:
                document, pdf = _made(page, fetcher, warm, enclosed)
        except URLFetchingError:
            return Typeset(b"", 0, _unique(fetcher.denied))
    forbidden = tuple(faces.forbidden(document.fonts.values()))
    missing += PRIVATE.findall(page)
    return Typeset(pdf, len(document.pages), _unique(fetcher.denied), _unique(missing), (), forbidden, is_plain)


def _made(
    page: str, fetcher: Fetcher, warm: Warm | None, enclosed: Sequence[tuple[Mapping[str, str], bytes]]
) -> tuple[weasyprint.Document, bytes]:
    document = _laid_out(page, fetcher, warm)
    # The names of files are a tree, which must be in order (ISO 32000-1, 7.9.6); WeasyPrint keeps ours.
    files = sorted((_enclosure(about, content) for about, content in enclosed), key=lambda file: file.name)
    return document, document.write_pdf(finisher=finish, attachments=files, **OPTIONS)


def _laid_out(page: str, fetcher: Fetcher, warm: Warm | None) -> weasyprint.Document:
    """Takes the style sheet as parsed when the page has it: compiling its selectors is a tenth of a render."""
    options = dict(OPTIONS)
    found = next((block for block in warm.sheets if block in page), None) if warm is not None else None
    if warm is not None and found is not None:
        page = page.replace(found, "", 1)
        options["stylesheets"] = [warm.sheets[found]]
    if typesetting.is_installed():
        page = spacing.spaced(page)
    html = weasyprint.HTML(string=page, base_url=BASE, url_fetcher=fetcher)
    document = html.render(font_config=warm.fonts if warm else None, **options)
    for laid_out in document.pages:
        laid_out.bookmarks = [(level, spacing.plain(label), *place) for level, label, *place in laid_out.bookmarks]
    economy.tidy(len(document.pages))
    return document


def _enclosure(about: Mapping[str, str], content: bytes) -> weasyprint.Attachment:
    """An associated file (ISO 19005-3, 6.8); its dates are those of what it holds, not of the render."""
    dated = datetime.fromisoformat(about["fetched_at"]).astimezone(UTC)
    return weasyprint.Attachment(
        file_obj=io.BytesIO(content),
        name=about["name"],
        description=about["description"],
        created=dated,
        modified=dated,
        relationship=about["relationship"],
    )


def finish(document: Any, pdf: pydyf.PDF) -> None:
    """Declare PDF/UA-1 in the metadata stream that WeasyPrint wrote for PDF/A."""
    for each in pdf.objects:
        if isinstance(each, pydyf.Stream) and each.extra.get("Type") == "/Metadata":
            each.stream = [with_accessibility(content) for content in each.stream]
            # Readers that know nothing of PDF find the metadata by looking for it in the bytes (XMP, part 3, 1.1).
            each.compress = False


def warmed() -> Warm:
    """Fonts, style sheet and lazy imports loaded by a first page in the edition's own styles; forks inherit them."""
    # Python finds its folder for temporary files by writing to it, which a confined child may not.
    tempfile.gettempdir()
    fonts = FontConfiguration()
    warm = Warm(fonts, {styles.block(design): _parsed(styles.sheet(design), fonts) for design in styles.DESIGNS})
    text = "<h1 class=name>题</h1><div class=body><p>文，。《》1 a</p><p><strong>重</strong></p></div>"
    for block in warm.sheets:
        typeset(f'<html lang="zh-Hans">{block}<title>-</title>{text}', {}, warm)
    return warm


def _parsed(css: str, fonts: FontConfiguration) -> weasyprint.CSS:
    return weasyprint.CSS(string=css, url_fetcher=Fetcher({}), font_config=fonts)


def version() -> str:
    """The libraries and fonts that decide which bytes a page becomes."""
    tools = (*map(metadata.version, TOOLS), zlib.ZLIB_RUNTIME_VERSION, faces.harfbuzz_version(), pictures.version())
    digest = hashlib.sha256(repr(tools).encode()).hexdigest()[:8]
    names = f"WeasyPrint {weasyprint.__version__}, Pango {pango.pango_version()}"
    return f"{names}{typesetting.version()}{tagging.version()}, fonts {faces.digest(styles.families())}, tools {digest}"


@contextmanager
def _missing_glyphs() -> Iterator[list[str]]:
    """The characters for which WeasyPrint logs a missing glyph, which is all it does about them."""
    missing: list[str] = []
    handler = logging.Handler(logging.WARNING)
    handler.emit = lambda record: missing.extend(_characters(record))  # type: ignore[method-assign]
    logger = logging.getLogger("weasyprint")
    logger.addHandler(handler)
    try:
        yield missing
    finally:
        logger.removeHandler(handler)


def _characters(record: logging.LogRecord) -> list[str]:
    if str(record.msg).startswith(NOTDEF) and isinstance(record.args, tuple):
        return [str(record.args[0])]
    return []


def _unique(values: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))
