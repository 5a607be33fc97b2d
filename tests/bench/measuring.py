"""What is measured, how sides take turns, and how ratios are printed."""

from __future__ import annotations

import statistics
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass

MEBIBYTE = 1024.0
ROUNDS = 5


@dataclass(frozen=True)
class Sample:
    """One run: wall-clock seconds, peak resident memory of the largest process in KiB, pages and bytes made."""

    seconds: float
    peak: int
    pages: int = 0
    size: int = 0


@dataclass(frozen=True)
class Measured:
    """Medians of the runs of one side; memory is the largest peak."""

    seconds: float
    peak: float
    pages: int
    size: int


def alternated(sides: Mapping[str, Callable[[], Sample]], rounds: int) -> dict[str, Measured]:
    """Every side once a round, in turn; of several rounds the first does not count."""
    if rounds > 1:
        for once in sides.values():
            once()
    runs: dict[str, list[Sample]] = {name: [] for name in sides}
    for _round in range(rounds):
        for name, once in sides.items():
            runs[name].append(once())
    return {name: summary(samples) for name, samples in runs.items()}


def summary(samples: list[Sample]) -> Measured:
    return Measured(
        seconds=statistics.median(sample.seconds for sample in samples),
        peak=max(sample.peak for sample in samples),
        pages=samples[-1].pages,
        size=samples[-1].size,
    )


def report(name: str, measured: Measured) -> None:
    pages = f", {measured.pages} pages" if measured.pages else ""
    memory = f", peak {measured.peak / MEBIBYTE:.0f} MiB" if measured.peak else ""
    size = f", {measured.size / 1000:.0f} kB" if measured.size else ""
    sys.stdout.write(f"{name}: {measured.seconds:.3f} s{memory}{pages}{size}\n")


def ratio(name: str, upper: float, lower: float, at_most: float | None) -> None:
    """One ratio beside what is aimed at, if anything is; told, never judged."""
    aim = f" (aim: at most {at_most})" if at_most is not None else ""
    sys.stdout.write(f"  {name}: {upper / lower:.2f}{aim}\n")
