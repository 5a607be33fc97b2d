"""Releases and previews against bare WeasyPrint, Chromium and Typst, by turns and on the same text."""

from __future__ import annotations

import functools
import sys
from contextlib import ExitStack
from pathlib import Path

from tests.bench import sides
from tests.bench.measuring import ROUNDS, Measured, alternated, ratio, report
from tests.bench.sides import Worker
from tests.scratch import Scratch

RELEASE, BARE, SET, UNSET = "release", "bare WeasyPrint", "set by us", "set by WeasyPrint alone"
CHROMIUM, TYPST = "Chromium", "Typst"
LARGE, LARGE_ROUNDS = 1000, 1


def measure(newsroom: Scratch, folder: Path, number: int, title: str) -> Measured:
    """A whole release beside the others, and the page with and without what we add to WeasyPrint's lines."""
    page = folder / f"page-{number}.html"
    with (
        Worker(newsroom, "release", str(number), str(page)) as release,
        Worker(newsroom, "bare", str(page)) as bare,
        Worker(newsroom, "typeset", str(page), "ours") as ours,
        Worker(newsroom, "typeset", str(page), "plain") as plain,
    ):
        turns = {RELEASE: release.once, BARE: bare.once, SET: ours.once, UNSET: plain.once}
        turns[TYPST] = functools.partial(sides.typst, page.with_suffix(".typ"))
        if sides.CHROMIUM:
            turns[CHROMIUM] = functools.partial(sides.chromium, page)
        else:
            sys.stdout.write("SKIPPED: Chromium is not installed, so nothing was compared with it.\n")
        measured = alternated(turns, ROUNDS)
    for side, each in measured.items():
        report(f"{title}: {side}", each)
    _ratios(measured)
    return measured[RELEASE]


def _ratios(measured: dict[str, Measured]) -> None:
    release, bare = measured[RELEASE], measured[BARE]
    ratio("time, release / bare WeasyPrint", release.seconds, bare.seconds, 1.3)
    ratio("memory, release / bare WeasyPrint", release.peak, bare.peak, 1.25)
    ratio("time, with our setting of lines / without", measured[SET].seconds, measured[UNSET].seconds, 1.15)
    for side, time_aim, size_aim in ((CHROMIUM, 0.85, 1.0), (TYPST, None, None)):
        if other := measured.get(side):
            ratio(f"time, release / {side}", release.seconds, other.seconds, time_aim)
            ratio(f"size of the PDF, ours / {side}", release.size, other.size, size_aim)


def previews(newsroom: Scratch, number: int, title: str) -> None:
    """Entries alone against the whole issue, and the issue asked for again."""
    names = {"whole": "the whole", "middle": "the entry of middle length", "longest": "the longest entry"}
    with ExitStack() as stack:
        workers = {
            name: stack.enter_context(Worker(newsroom, "preview", str(number), name)) for name in (*names, "again")
        }
        measured = alternated({name: worker.once for name, worker in workers.items()}, ROUNDS)
    whole = measured["whole"]
    for name, shown in (*names.items(), ("again", "the whole, asked for again")):
        report(f"{title}: preview of {shown}", measured[name])
    for name in ("middle", "longest"):
        ratio(f"time, preview of {names[name]} / of the whole", measured[name].seconds, whole.seconds, 0.25)
    ratio("time, an unchanged issue asked for again / at first", measured["again"].seconds, whole.seconds, None)


def large(newsroom: Scratch, folder: Path, sample: int, title: str, small: Measured) -> None:
    number = sides.large_issue(newsroom, sample, LARGE)
    page = folder / f"page-{number}.html"
    with Worker(newsroom, "release", str(number), str(page)) as release, Worker(newsroom, "bare", str(page)) as bare:
        measured = alternated({RELEASE: release.once, BARE: bare.once}, LARGE_ROUNDS)
    whole, other = measured[RELEASE], measured[BARE]
    for side, each in measured.items():
        report(f"{LARGE} entries: {side}", each)
    ratio("time, release / bare WeasyPrint", whole.seconds, other.seconds, 1.3)
    ratio("memory, release / bare WeasyPrint", whole.peak, other.peak, 1.25)
    ratio(f"time a page, {LARGE} entries / {title}", whole.seconds / whole.pages, small.seconds / small.pages, 1.5)
