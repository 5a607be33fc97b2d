"""How well texts are read, and times and memory of reading and releasing as ratios of one run: python -m tests.bench"""

from __future__ import annotations

import functools
import sys
import tempfile
from pathlib import Path

from tests import scratch
from tests.bench import back_issues, recognisers, sides
from tests.bench.measuring import Measured, alternated, ratio, report
from tests.bench.sides import Worker

ROUNDS, LARGE_ROUNDS = 7, 1
LARGE = 1000


def main() -> None:
    recognisers.tell()
    with tempfile.TemporaryDirectory(prefix="bulletin-bench-") as name:
        back_issues.measure(Path(name))
    with tempfile.TemporaryDirectory(prefix="bulletin-bench-") as name:
        folder = Path(name)
        newsroom = scratch.newsroom(folder, issues=0)
        path, title = sides.sample()
        _reading(newsroom, folder, path, title)
        sample = sides.sample_issue(newsroom, path)
        small = _releasing(newsroom, folder, sample, title, ROUNDS)
        number = sides.large_issue(newsroom, sample, LARGE)
        large = _releasing(newsroom, folder, number, f"{LARGE} entries", LARGE_ROUNDS, against_chromium=None)
    ratio(f"time a page, {LARGE} entries / {title}", large.seconds / large.pages, small.seconds / small.pages, 1.5)


def _reading(newsroom: scratch.Scratch, folder: Path, path: Path, title: str) -> None:
    double = folder / "double.txt"
    double.write_text(path.read_text(encoding="utf-8") * 2, encoding="utf-8")
    with Worker(newsroom, "read", str(path)) as once, Worker(newsroom, "read", str(double)) as twice:
        measured = alternated({"once": once.once, "twice": twice.once}, ROUNDS)
    report(f"reading {title}", measured["once"])
    ratio("time, the text twice over / once", measured["twice"].seconds, measured["once"].seconds, 2.3)


def _releasing(
    newsroom: scratch.Scratch,
    folder: Path,
    number: int,
    title: str,
    rounds: int,
    against_chromium: float | None = 0.85,
) -> Measured:
    """A whole release, bare WeasyPrint in a warm process and Chromium by turns, on the same page."""
    page = folder / f"page-{number}.html"
    with Worker(newsroom, "release", str(number), str(page)) as release, Worker(newsroom, "bare", str(page)) as bare:
        turns = {"release": release.once, "bare WeasyPrint": bare.once}
        if sides.CHROMIUM:
            turns["Chromium"] = functools.partial(sides.chromium, page)
        else:
            sys.stdout.write("SKIPPED: Chromium is not installed, so nothing was compared with it.\n")
        measured = alternated(turns, rounds)
    for side, each in measured.items():
        report(f"{title}: {side}", each)
    _ratios(measured, against_chromium)
    return measured["release"]


def _ratios(measured: dict[str, Measured], against_chromium: float | None) -> None:
    release, bare = measured["release"], measured["bare WeasyPrint"]
    ratio("time, release / bare WeasyPrint", release.seconds, bare.seconds, 1.3)
    ratio("memory, release / bare WeasyPrint", release.peak, bare.peak, 1.25)
    if "Chromium" in measured:
        ratio("time, release / Chromium", release.seconds, measured["Chromium"].seconds, against_chromium)


if __name__ == "__main__":
    main()
