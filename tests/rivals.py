"""One of several processes that meet over the same issues: it releases, corrects, opens the next, or takes back."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from typing import Any

import django

django.setup()

from bulletin.models import Edition, Masthead  # noqa: E402 - after setup
from bulletin.refusal import Refused  # noqa: E402
from editorial.drafting import opening  # noqa: E402
from editorial.models import Issue, User  # noqa: E402
from editorial.publishing import correcting, press, taking_down, withdrawing  # noqa: E402
from tests import meeting  # noqa: E402

REF = "1.1.1"
WRONG = withdrawing.Ground("wrong", "文中所载的施行日期有误，且来源无法核实。")
CLAIM = taking_down.Claim("claim", "著作权人主张本文未经许可转载。", "某某文化有限公司")


def release(issue: Issue) -> Any:
    return press.release(issue, by=_user("chief"))


def begin(issue: Issue) -> Any:
    return correcting.begin(issue, kind="correction", reason="施行日期有误。", by=_user("editor"))


def give_up(issue: Issue) -> Any:
    return correcting.give_up(issue, by=_user("editor"))


def open_next(issue: Issue) -> Any:
    return opening.open_next(Masthead.objects.get(pk=issue.masthead_id), by=_user("chief"))


def withdraw(issue: Issue) -> Any:
    return withdrawing.withdraw(_newest(issue), WRONG, ref=REF, by=_user("chief"))


def withdraw_whole(issue: Issue) -> Any:
    return withdrawing.withdraw(_newest(issue), WRONG, by=_user("chief"))


def take_down(issue: Issue) -> Any:
    outcome = taking_down.take_down(_newest(issue), REF, CLAIM, by=_user("chief"))
    if outcome.edition is None:
        sys.stdout.write(f"waiting {issue.number}\n")


def _newest(issue: Issue) -> Edition:
    return Edition.objects.filter(masthead=issue.masthead_id, number=issue.number).latest("revision")


def _user(name: str) -> User:
    return User.objects.get(username=name)


def tried(task: Callable[[Issue], Any], number: int) -> str:
    """Whether it was done or refused; why, goes to the error stream."""
    try:
        task(Issue.objects.select_related("masthead").get(number=number))
    except Refused as refused:
        sys.stderr.write(f"{number}: {refused}\n")
        return "refused"
    return "done"


TASKS: dict[str, Callable[[Issue], Any]] = {
    "release": release,
    "begin": begin,
    "give-up": give_up,
    "open-next": open_next,
    "withdraw": withdraw,
    "withdraw-whole": withdraw_whole,
    "take-down": take_down,
}

if __name__ == "__main__":
    meeting.take_part({name: partial(tried, task) for name, task in TASKS.items()})
