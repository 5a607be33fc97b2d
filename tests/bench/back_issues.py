"""What bringing in and recording a hundred back issues costs against one of them: time and memory."""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Iterable
from pathlib import Path

from tests import scratch
from tests.bench import sides
from tests.bench.measuring import MEBIBYTE, Sample, ratio
from tests.bench.watching import Watch
from tests.scratch import Scratch

MANY, AT_MOST = 100, 110.0
_NUMBER = re.compile("第 ?[0-9]+ ?期")
ATTESTED = """
    from editorial.backfile import attesting
    from editorial.backfile.digesting import digest
    from editorial.models import Batch, User
    batch = Batch.objects.latest("pk")
    for name in ("reviewer1", "chief"):
        attesting.attest(batch, by=User.objects.get(username=name), seen_digest=digest(batch))
    print(batch.pk)
"""


def measure(folder: Path, many: int = MANY) -> None:
    """The start of the commands is in both sides, in that of one number as in that of many."""
    path, title = sides.sample()
    text = path.read_text(encoding="utf-8")
    newsroom = scratch.newsroom(folder, issues=0)
    single = _whole_way(newsroom, _box(folder / "one", text, [1]))
    whole = _whole_way(newsroom, _box(folder / "many", text, range(2, many + 2)))
    for name, each in (("one back issue", single), (f"{many} back issues", whole)):
        sys.stdout.write(f"{name} of {title}: {each.seconds:.1f} s, peak {each.peak / MEBIBYTE:.0f} MiB\n")
    ratio(f"time, {many} back issues / one", whole.seconds, single.seconds, AT_MOST * many / MANY)
    ratio(f"memory, {many} back issues / one", whole.peak, single.peak, 1.25)


def _box(folder: Path, text: str, numbers: Iterable[int]) -> Path:
    """The sample again and again, each time under a number of its own."""
    folder.mkdir()
    for number in numbers:
        (folder / f"第{number}期.txt").write_text(_NUMBER.sub(f"第{number}期", text), encoding="utf-8")
    return folder


def _whole_way(newsroom: Scratch, box: Path) -> Sample:
    bringing = ("import_back_issues", str(box), "--masthead", "weekly", "--by", "editor")
    seconds, peak = _command(newsroom, *bringing)
    batch = newsroom.python(ATTESTED).stdout.strip()
    more, higher = _command(newsroom, "release_back_issues", batch, "--by", "editor")
    return Sample(seconds + more, max(peak, higher))


def _command(newsroom: Scratch, *arguments: str) -> tuple[float, int]:
    began = time.perf_counter()
    process = newsroom.start("manage", *arguments)
    with Watch(process.pid) as watch:
        _out, error = process.communicate()
    if process.returncode:
        raise RuntimeError(error)
    return time.perf_counter() - began, watch.peak
