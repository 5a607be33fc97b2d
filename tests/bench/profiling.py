"""Where the time of a render goes, by the profiler: for whoever wants to bring it down."""

from __future__ import annotations

import cProfile
import pstats
from pathlib import Path

from tests.bench.sides import Worker
from tests.bench.worker import own
from tests.scratch import Scratch

SHOWN = 40


def tell(newsroom: Scratch, folder: Path, number: int) -> None:
    """Typesets in this very process what a confined child would (but for pictures), once unseen and once watched."""
    page = folder / "page.html"
    with Worker(newsroom, "release", str(number), str(page)) as release:
        release.once()
    from bulletin.rendering import pdf

    text, warm, profiler = own(page).read_text(encoding="utf-8"), pdf.warmed(), cProfile.Profile()
    pdf.typeset(text, {}, warm)
    profiler.runcall(pdf.typeset, text, {}, warm)
    for order in ("tottime", "cumtime"):
        pstats.Stats(profiler).sort_stats(order).print_stats(SHOWN)
