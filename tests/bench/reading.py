"""How long reading a text takes, and whether twice the text takes twice as long."""

from __future__ import annotations

from pathlib import Path

from tests import scratch
from tests.bench import sides
from tests.bench.measuring import ROUNDS, alternated, ratio, report
from tests.bench.sides import Worker


def measure(folder: Path) -> None:
    newsroom = scratch.newsroom(folder, issues=0)
    path, title = sides.sample()
    double = folder / "double.txt"
    double.write_text(path.read_text(encoding="utf-8") * 2, encoding="utf-8")
    with Worker(newsroom, "read", str(path)) as once, Worker(newsroom, "read", str(double)) as twice:
        measured = alternated({"once": once.once, "twice": twice.once}, ROUNDS)
    report(f"reading {title}", measured["once"])
    ratio("time, the text twice over / once", measured["twice"].seconds, measured["once"].seconds, 2.3)
