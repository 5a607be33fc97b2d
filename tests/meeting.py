"""Processes that set out at one instant over the same issues: each is started and ready before the instant is named."""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Callable, Mapping

from tests.scratch import Scratch

READY = "ready"
# From the word that all are ready to the first meeting.
HEAD_START_SECONDS = 0.3
APART_SECONDS = 0.6


def meet(
    newsroom: Scratch, *tasks: tuple[str, list[int]], module: str = "tests.rivals", apart: float = APART_SECONDS
) -> list[Counter[str]]:
    """One process a task, all at the first number at the same instant, at each next one ``apart`` seconds later.

    What each of them said, a line a time.
    """
    rivals = [newsroom.start(module, task, str(apart), *map(str, numbers)) for task, numbers in tasks]
    for rival in rivals:
        assert rival.stdout
        assert rival.stdout.readline().strip() == READY, rival.communicate()[1]
    said, instant = [], f"{time.time() + HEAD_START_SECONDS}\n"
    for rival in rivals:
        assert rival.stdin
        rival.stdin.write(instant)
        rival.stdin.flush()
    for rival in rivals:
        out, err = rival.communicate()
        assert rival.returncode == 0, err
        # Where a test fails, it shows why somebody was refused.
        sys.stderr.write(err)
        said.append(Counter(out.splitlines()))
    return said


def take_part(tasks: Mapping[str, Callable[[int], str]]) -> None:
    """The other side of ``meet``: do the task that the command line names at each of its numbers, and say how it went.

    An answer may have several lines.
    """
    task, apart, *numbers = sys.argv[1:]
    sys.stdout.write(f"{READY}\n")
    sys.stdout.flush()
    first_at = float(sys.stdin.readline())
    for turn, number in enumerate(numbers):
        time.sleep(max(0.0, first_at + turn * float(apart) - time.time()))
        sys.stdout.write(f"{tasks[task](int(number))} {number}\n")
