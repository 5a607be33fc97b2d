"""Typesetting in a confined child: every way in which it may fail ends in ``Refused`` with a sentence."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import asdict

from bulletin.confinement import exchange
from bulletin.confinement.exchange import Failure, Zygote
from bulletin.confinement.protocol import encoded
from bulletin.refusal import Refused
from bulletin.rendering import verdicts
from bulletin.rendering.enclosures import Enclosure
from bulletin.rendering.limits import Limits
from bulletin.rendering.typeset import Typeset

_ZYGOTE = Zygote(exchange.command("bulletin.rendering.compositor"))
# A forked copy of this process must not hold the control socket open: it starts a zygote of its own.
os.register_at_fork(after_in_child=lambda: _ZYGOTE.renew())


def version() -> str:
    """The versions of the libraries that render. Raises Refused when the renderer cannot be started."""
    try:
        _ZYGOTE.started()
    except Failure as failure:
        raise Refused([verdicts.of(failure, Limits())]) from None
    return _ZYGOTE.version


def request_of(page: str, images: Mapping[str, bytes], enclosed: Sequence[tuple[Enclosure, bytes]]) -> bytes:
    """All that the child is given, so that equal requests to one version have equal answers."""
    head = {"images": list(images), "enclosed": [asdict(each) for each, _content in enclosed]}
    return encoded(head, [page.encode(), *images.values(), *(content for _each, content in enclosed)])


def typeset(
    page: str,
    images: Mapping[str, bytes] | None = None,
    limits: Limits | None = None,
    zygote: Zygote | None = None,
    enclosed: Sequence[tuple[Enclosure, bytes]] = (),
) -> Typeset:
    """The page as a PDF made by a confined child, output checked. Raises Refused with the limit or fault in words."""
    limits = limits or Limits()
    try:
        answer, blobs = exchange.exchange(request_of(page, images or {}, enclosed), limits, zygote or _ZYGOTE)
    except Failure as failure:
        raise Refused([verdicts.of(failure, limits)]) from None
    return verdicts.typeset(answer, blobs, limits)
