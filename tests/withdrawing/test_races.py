from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from tests import scratch
from tests.correcting.test_races import READY, RELEASED
from tests.meeting import meet
from tests.scratch import Scratch

# Revisions of each number that readers can have, and of them those that hold the text; withdrawals; what still waits.
ENDED = """
    from bulletin.archive import public
    from bulletin.models import Edition, Withdrawal
    from editorial.publishing import removals
    print(public.issues().count(),
          public.revisions().filter(entries__ref="1.1.1", entries__is_removed=False).count(),
          Withdrawal.objects.count(), sum(len(removals.waiting(each)) for each in Edition.objects.all()))
"""


def ended(newsroom: Scratch) -> list[int]:
    return [int(each) for each in newsroom.python(ENDED).stdout.split()]


@pytest.mark.parametrize(
    "task",
    [
        pytest.param("withdraw", marks=pytest.mark.postgres),
        pytest.param("withdraw-whole", marks=pytest.mark.postgres),
        pytest.param("take-down", marks=pytest.mark.every_database),
    ],
)
def test_of_two_who_take_back_the_same_one_does(tmp_path: Path, task: str) -> None:
    newsroom = scratch.newsroom(tmp_path, issues=3, made_by=RELEASED)
    numbers = [1, 2, 3]
    first, second = meet(newsroom, (task, numbers), (task, numbers))
    assert first + second == Counter({f"{said} {number}": 1 for number in numbers for said in ("done", "refused")})
    assert ended(newsroom) == [0 if task == "withdraw-whole" else 3, 0, 3, 0]


@pytest.mark.parametrize(
    "task",
    [
        pytest.param("withdraw", marks=pytest.mark.postgres),
        pytest.param("take-down", marks=pytest.mark.every_database),
    ],
)
def test_a_correction_released_at_that_moment_does_not_bring_the_text_back(tmp_path: Path, task: str) -> None:
    newsroom = scratch.newsroom(tmp_path, issues=3, made_by=READY)
    numbers = [1, 2, 3]
    taken, released = meet(newsroom, (task, numbers), ("release", numbers))
    public, with_text, withdrawals, waiting = ended(newsroom)
    # A withdrawal that was looked at before the correction came out is refused; a takedown gives way to nobody.
    gone = sum(taken[f"done {number}"] for number in numbers)
    assert gone == (3 if task == "take-down" else withdrawals)
    assert all(taken[f"done {number}"] + released[f"done {number}"] for number in numbers)
    assert (public, waiting, withdrawals) == (3, 0, gone)
    assert with_text == 2 * (3 - gone)
