"""One of two processes that meet at an instant over the same numbers: it withdraws, takes down or releases.

Prints one line a step; how the races end is the tests' to judge.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import Any

import django

django.setup()

from bulletin.models import Edition  # noqa: E402 - after setup
from bulletin.refusal import Refused  # noqa: E402
from editorial.models import Issue, User  # noqa: E402
from editorial.publishing import press, taking_down, withdrawing  # noqa: E402

APART_SECONDS = 0.6
REF = "1.1.1"
WRONG = withdrawing.Ground("wrong", "文中所载的施行日期有误，且来源无法核实。")
CLAIM = taking_down.Claim("claim", "著作权人主张本文未经许可转载。", "某某文化有限公司")


def withdraw(issue: Issue) -> Any:
    return withdrawing.withdraw(_newest(issue), WRONG, ref=REF, by=_chief())


def withdraw_whole(issue: Issue) -> Any:
    return withdrawing.withdraw(_newest(issue), WRONG, by=_chief())


def take_down(issue: Issue) -> Any:
    outcome = taking_down.take_down(_newest(issue), REF, CLAIM, by=_chief())
    if outcome.edition is None:
        sys.stdout.write(f"waiting {issue.number}\n")


def release(issue: Issue) -> Any:
    return press.release(issue, by=_chief())


def _newest(issue: Issue) -> Edition:
    return Edition.objects.filter(masthead=issue.masthead_id, number=issue.number).latest("revision")


def _chief() -> User:
    return User.objects.get(username="chief")


TASKS: dict[str, Callable[[Issue], Any]] = {
    "withdraw": withdraw,
    "withdraw-whole": withdraw_whole,
    "take-down": take_down,
    "release": release,
}

if __name__ == "__main__":
    task, first_at, *numbers = sys.argv[1:]
    for turn, number in enumerate(numbers):
        time.sleep(max(0.0, float(first_at) + turn * APART_SECONDS - time.time()))
        try:
            TASKS[task](Issue.objects.select_related("masthead").get(number=int(number)))
            sys.stdout.write(f"done {number}\n")
        except Refused:
            sys.stdout.write(f"refused {number}\n")
