"""Looks at every PDF that the renderer gives a test: PDF/A-3a and PDF/UA-1 by page-validation, which needs no Java."""

from __future__ import annotations

import functools
import hashlib
import time
from collections.abc import Callable
from typing import Any

from page import SafetyLimits, validate_pdf_bytes

PROFILES = ("3a", "ua1")
# It takes the last byte of a stream for part of the line's end where that byte is a carriage return (0.11); veraPDF,
# which knows better, keeps the rule (ISO 19005-3, 6.1.7.1).
MISTAKEN = {"PDFA3A-STREAM-LENGTH-001"}
# Bookmarks are a chain, each of which names the next.
LIMITS = SafetyLimits(max_reference_depth=20_000)


class Watch:
    """Stands at the boundary to the typesetting process; ``seconds`` is what looking has cost."""

    def __init__(self, typeset: Callable[..., Any]) -> None:
        self.typeset = typeset
        self.seen: set[bytes] = set()
        self.broken: list[str] = []
        self.seconds = 0.0

    def __call__(self, *args: Any, **options: Any) -> Any:
        made = self.typeset(*args, **options)
        # A zygote of a test's own answers what it likes.
        if made.pdf and options.get("zygote") is None:
            self._look(made.pdf)
        return made

    def _look(self, pdf: bytes) -> None:
        digest = hashlib.sha256(pdf).digest()
        if digest not in self.seen:
            self.seen.add(digest)
            began = time.perf_counter()
            self.broken += broken_rules(pdf)
            self.seconds += time.perf_counter() - began

    def settled(self) -> list[str]:
        """What was broken since the last time that somebody asked."""
        found, self.broken = self.broken, []
        return found


def broken_rules(pdf: bytes) -> list[str]:
    """Each broken rule of either profile, with its message."""
    reports = (validate_pdf_bytes(pdf, profile=profile, limits=LIMITS) for profile in PROFILES)
    return [
        f"{each.rule_id}: {each.message}"
        for report in reports
        for each in report.failures
        if each.rule_id not in MISTAKEN
    ]


@functools.cache
def watch() -> Watch:
    """The one of this test process."""
    from bulletin.rendering import confined

    return Watch(confined.typeset)
