"""The only things a page under way may fetch: images that the snapshot names by digest, given along with the request.

Knows nothing of WeasyPrint and opens nothing by address.
"""

from __future__ import annotations

from collections.abc import Mapping

SCHEME = "bulletin-asset:"
# By content, never by name: vector images can call out and run up costs, so they are none of these.
SIGNATURES = {
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"GIF87a": "image/gif",
    b"GIF89a": "image/gif",
}


def address(digest: str) -> str:
    return SCHEME + digest


def image_type(content: bytes) -> str | None:
    """The media type of a raster image, None for anything else."""
    return next((kind for signature, kind in SIGNATURES.items() if content.startswith(signature)), None)


def resolve(url: str, granted: Mapping[str, bytes]) -> tuple[bytes, str] | None:
    """Content and media type for an address of ours that was granted, None for every other address."""
    content = granted.get(url.removeprefix(SCHEME)) if url.startswith(SCHEME) else None
    kind = image_type(content) if content is not None else None
    return None if content is None or kind is None else (content, kind)
