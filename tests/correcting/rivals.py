"""One of two processes that meet at an instant over the same issues: it begins, gives up, releases, or opens the next.

Prints one line a step; how the races end is the tests' to judge.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import Any

import django

django.setup()

from bulletin.models import Masthead  # noqa: E402 - after setup
from bulletin.refusal import Refused  # noqa: E402
from editorial.drafting import opening  # noqa: E402
from editorial.models import Issue, User  # noqa: E402
from editorial.publishing import correcting, press  # noqa: E402

APART_SECONDS = 0.4


def begin(issue: Issue) -> Any:
    return correcting.begin(issue, kind="correction", reason="施行日期有误。", by=_user("editor"))


def give_up(issue: Issue) -> Any:
    return correcting.give_up(issue, by=_user("editor"))


def release(issue: Issue) -> Any:
    return press.release(issue, by=_user("chief"))


def open_next(issue: Issue) -> Any:
    return opening.open_next(Masthead.objects.get(pk=issue.masthead_id), by=_user("chief"))


def _user(name: str) -> User:
    return User.objects.get(username=name)


TASKS: dict[str, Callable[[Issue], Any]] = {
    "begin": begin,
    "give-up": give_up,
    "release": release,
    "open-next": open_next,
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
