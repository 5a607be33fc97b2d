"""Makes the printed and the web form of an edition from a snapshot and nothing else.

The functions import what they need when called, because the confined renderer loads this package without Django.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bulletin.rendering.enclosures import Enclosure
    from bulletin.rendering.limits import Limits
    from bulletin.rendering.remembered import Remembered
    from bulletin.rendering.typeset import Typeset
    from bulletin.snapshot import Snapshot
    from bulletin.store import Store


@dataclass(frozen=True, slots=True)
class Rendered:
    """Both forms of one edition; ``renderer`` names the versions that decide what it looks like."""

    html: bytes
    pdf: bytes
    pages: int
    renderer: str


def render(
    snapshot: Snapshot,
    *,
    watermark: str | None = None,
    store: Store | None = None,
    limits: Limits | None = None,
    remembered: Remembered | None = None,
) -> Rendered:
    """Both forms, made by a confined process; images come from ``store``, by default that of released blobs.

    What ``remembered`` holds is not typeset again, though composed and its images looked for. Raises Refused with every
    reason: unclean bodies, absent images, denied addresses, missing glyphs, limits overrun.
    """
    from bulletin.rendering import confined, enclosures, html, images
    from bulletin.rendering.composition import compose
    from bulletin.rendering.typeset import PLAIN_LINES

    edition = compose(snapshot, watermark)
    granted = images.granted(snapshot, store)
    enclosed = enclosures.granted(snapshot, store)
    typeset = _typeset(snapshot, html.print_page(edition), granted, limits, enclosed, remembered)
    version = renderer_version(confined.version()) + (PLAIN_LINES if typeset.plain_lines else "")
    return Rendered(html.web_page(edition, granted), typeset.pdf, typeset.pages, version)


def render_html(snapshot: Snapshot, watermark: str | None = None, store: Store | None = None) -> bytes:
    """The web form alone, without any process of its own. Raises Refused."""
    from bulletin.rendering import html

    return html.web_html(snapshot, watermark, store)


def render_galley(
    snapshot: Snapshot,
    notes: Mapping[str, str],
    *,
    watermark: str | None = None,
    store: Store | None = None,
    remembered: Remembered | None = None,
) -> bytes:
    """The printed form with notes at the anchors of entries and parts, made like ``render``. Raises Refused."""
    from bulletin.rendering import galley, html, images
    from bulletin.rendering.composition import compose

    page = html.print_page(galley.annotated(compose(snapshot, watermark), notes))
    return _typeset(snapshot, page, images.granted(snapshot, store), None, remembered=remembered).pdf


def is_printable(content: bytes) -> bool:
    """Whether a picture can be decoded and printed by a confined process, within half of what an issue may use."""
    from hashlib import sha256

    from bulletin.refusal import Refused
    from bulletin.rendering import assets, confined
    from bulletin.rendering.limits import Limits

    digest, plain = sha256(content).hexdigest(), Limits()
    picture = f'<img alt="-" style="image-rendering: pixelated" src="{assets.address(digest)}">'
    page = f'<html lang="en"><title>-</title>{picture}'
    try:
        made = confined.typeset(page, {digest: content}, Limits(memory=plain.memory // 2, cpu=10, wall=15))
    except Refused:
        return False
    return not made.unreadable and not made.denied


def renderer_version(libraries: str | None = None) -> str:
    """The design's digest and the libraries' versions: equal ones give equal bytes. Raises Refused."""
    from bulletin.rendering import confined, design

    return f"design {design.digest()[:12]}, {libraries or confined.version()}"


def _typeset(
    snapshot: Snapshot,
    page: str,
    granted: dict[str, bytes],
    limits: Limits | None,
    enclosed: Sequence[tuple[Enclosure, bytes]] = (),
    remembered: Remembered | None = None,
) -> Typeset:
    """Only what is without fault is remembered."""
    from bulletin.rendering import confined
    from bulletin.rendering.remembered import key

    if remembered is None:
        return _faultless(snapshot, page, granted, limits, enclosed)
    name = key(renderer_version(confined.version()), confined.request_of(page, granted, enclosed))
    found = remembered.get(name)
    if found is None:
        found = _faultless(snapshot, page, granted, limits, enclosed)
        if not found.plain_lines:
            remembered.put(name, found)
    return found


def _faultless(
    snapshot: Snapshot,
    page: str,
    granted: dict[str, bytes],
    limits: Limits | None,
    enclosed: Sequence[tuple[Enclosure, bytes]],
) -> Typeset:
    from bulletin.refusal import Refused
    from bulletin.rendering import confined, reasons
    from bulletin.rendering.limits import Limits

    try:
        limits = limits or Limits.of(len(snapshot.entries()), snapshot.masthead.design)
        typeset = confined.typeset(page, granted, limits, enclosed=enclosed)
    except Refused as refusal:
        raise Refused([*refusal.reasons, reasons.largest_entry(snapshot)]) from refusal
    found = [reasons.denied_fetch(snapshot, address) for address in typeset.denied]
    found += [reasons.missing_glyph(snapshot, character) for character in typeset.missing]
    found += [reasons.unreadable_image(digest) for digest in typeset.unreadable]
    found += [reasons.forbidden_font(family) for family in typeset.forbidden]
    if found:
        raise Refused(found)
    return typeset
