"""What only the desk may look at, sent to the browser: kept by nobody, found by no search engine, without any power."""

from __future__ import annotations

import base64
import hashlib
import re

from django.http import HttpResponse

PRIVATE = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex, nofollow", "Referrer-Policy": "no-referrer"}
_STYLE = re.compile(rb"<style>(.*?)</style>", re.DOTALL)


def page(content: bytes) -> HttpResponse:
    """An edition's page that stands alone, should something in it have a power."""
    return HttpResponse(content, headers={**PRIVATE, "Content-Security-Policy": sandbox(content)})


def file(content: bytes, name: str, media_type: str = "application/pdf") -> HttpResponse:
    """A file to be looked at in the browser; ``name`` is plain ASCII."""
    headers = {**PRIVATE, "Content-Disposition": f'inline; filename="{name}"'}
    return HttpResponse(content, content_type=media_type, headers=headers)


def sandbox(content: bytes) -> str:
    """The policy of a page that stands alone: no scripts, no origin, and only the styles it came with."""
    digests = (base64.b64encode(hashlib.sha256(style).digest()).decode() for style in _STYLE.findall(content))
    styles = " ".join(f"'sha256-{digest}'" for digest in digests) or "'none'"
    return (
        f"default-src 'none'; style-src {styles}; img-src data:; base-uri 'none'; form-action 'none'; "
        "frame-ancestors 'none'; sandbox"
    )
