"""How well texts are read, and times, sizes and memory as ratios of one run: python -m tests.bench [SECTION…]"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests import scratch
from tests.bench import back_issues, profiling, reading, recognisers, releasing, rerendering, sides

Section = Callable[[Path], None]


def recognising(_folder: Path) -> None:
    recognisers.tell()


def release(folder: Path) -> None:
    """Number 144 in every way, then a thousand entries, in one newsroom."""
    newsroom = scratch.newsroom(folder, issues=0)
    path, title = sides.sample()
    sample = sides.sample_issue(newsroom, path)
    whole = releasing.measure(newsroom, folder, sample, title)
    releasing.previews(newsroom, sample, title)
    releasing.large(newsroom, folder, sample, title, whole)


def profile(folder: Path) -> None:
    newsroom = scratch.newsroom(folder, issues=0)
    path, _title = sides.sample()
    profiling.tell(newsroom, folder, sides.sample_issue(newsroom, path))


SECTIONS: dict[str, Section] = {
    "recognisers": recognising,
    "back-issues": back_issues.measure,
    "reading": reading.measure,
    "release": release,
    "rerender": rerendering.measure,
}
# What tells where the time goes instead of how much it is, when somebody asks for it.
ASKED_FOR: dict[str, Section] = {"profile": profile}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("sections", nargs="*", metavar="SECTION", help=", ".join([*SECTIONS, *ASKED_FOR]))
    wanted = parser.parse_args().sections or list(SECTIONS)
    if unknown := [name for name in wanted if name not in SECTIONS | ASKED_FOR]:
        parser.error(f"there is no section {', '.join(unknown)}")
    began = time.perf_counter()
    for name in wanted:
        sys.stdout.write(f"== {name}\n")
        with tempfile.TemporaryDirectory(prefix="bulletin-bench-") as folder:
            (SECTIONS | ASKED_FOR)[name](Path(folder))
        sys.stdout.flush()
    sys.stdout.write(f"All of it took {time.perf_counter() - began:.0f} s.\n")


if __name__ == "__main__":
    main()
