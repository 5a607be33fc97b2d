"""What rendering an archive again costs with all cores against one, by the command that an office runs."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

from tests import scratch
from tests.bench.measuring import MEBIBYTE, Sample, ratio
from tests.bench.watching import Watch
from tests.scratch import Scratch

MANY = 200
FEW = 20
# Released without the desk's steps, which are measured elsewhere: what counts here is that every one has its own bytes.
RECORDED = """
    from concurrent.futures import ThreadPoolExecutor
    from dataclasses import replace
    from django.utils import timezone
    from bulletin import recording, rendering
    from bulletin.snapshot import normal_form
    from editorial.publishing import carrying, freeze
    from tests.builders import open_issue
    from tests.cast import make_cast, make_masthead
    masthead = make_masthead()
    issue = open_issue(masthead, by=make_cast(masthead).writer, number=1)
    frozen = freeze.freeze(issue)
    made = [
        normal_form(replace(frozen, issue=replace(frozen.issue, number=number))) for number in range(1, {issues} + 1)
    ]
    with ThreadPoolExecutor(2) as pool:
        for snapshot, rendered in zip(made, pool.map(rendering.render, made)):
            recording.record(snapshot, carrying.keep(rendered), released_at=timezone.now())
"""


def measure(folder: Path) -> None:
    """One core and all by turns on an archive of many; the memory of all cores on a few beside that on many."""
    cores = len(os.sched_getaffinity(0))
    few, many = (_archive(folder / str(count), count) for count in (FEW, MANY))
    small = _rerendered(few, FEW, cores)
    one, every = _rerendered(many, MANY, 1), _rerendered(many, MANY, cores)
    for name, each in (("one core", one), (f"{cores} cores", every)):
        sys.stdout.write(
            f"{MANY} issues rendered again by {name}: {each.seconds:.1f} s, peak {each.peak / MEBIBYTE:.0f} MiB\n"
        )
    if cores > 1:
        ratio(f"pace, {cores} cores / one (aim: at least 1.7 on 2 cores)", one.seconds, every.seconds, None)
    ratio(f"memory, {MANY} issues / {FEW}", every.peak, small.peak, 1.1)


def _archive(folder: Path, issues: int) -> Scratch:
    folder.mkdir()
    return scratch.newsroom(folder, issues=issues, made_by=RECORDED)


def _rerendered(archive: Scratch, issues: int, jobs: int) -> Sample:
    began = time.perf_counter()
    process = archive.start("manage", "verify_editions", "--rerender", "--jobs", str(jobs))
    with Watch(process.pid) as watch:
        told, error = process.communicate()
    if process.returncode or f"{issues} editions" not in told:
        raise RuntimeError(error or told)
    return Sample(time.perf_counter() - began, watch.peak)
