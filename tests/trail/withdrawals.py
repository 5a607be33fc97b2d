"""What a chief takes back, and what two people put back, verb by verb."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from bulletin.models import Edition, Masthead, Withdrawal
from editorial.models import Undoing, User
from editorial.publishing import taking_down, undoing, withdrawing
from tests.cast import Cast

WRONG = withdrawing.Ground("wrong", "文中所载的施行日期有误，且来源无法核实。")
CLAIM = taking_down.Claim("claim", "著作权人主张本文未经许可转载。", "某某文化有限公司")
REASON = "经核实，原文所载日期无误，予以恢复。"


def steps(cast: Cast, masthead: Masthead, number: int) -> Iterator[tuple[str, User, Callable[[User], Any]]]:
    """Of a released number: an entry and the whole withdrawn, another entry taken down, the first put back."""
    newest = _newest(masthead, number)
    first, second = (each.ref for each in newest.entries.order_by("position")[:2])
    yield "withdraw", cast.chief, lambda by: withdrawing.withdraw(newest, WRONG, ref=first, by=by)
    second_revision = _newest(masthead, number)
    yield "take down", cast.chief, lambda by: taking_down.take_down(second_revision, second, CLAIM, by=by)
    third_revision = _newest(masthead, number)
    yield "withdraw", cast.chief, lambda by: withdrawing.withdraw(third_revision, WRONG, by=by)
    row = Withdrawal.objects.get(ref=first)
    yield "ask to undo", cast.chief, lambda by: undoing.ask(row, reason=REASON, by=by)
    yield "drop undoing", cast.chief, lambda by: undoing.drop(Undoing.objects.get(), by=by)
    asked = undoing.ask(row, reason=REASON, by=cast.chief)
    yield "undo withdrawal", cast.reviewer1, lambda by: undoing.agree(asked, by=by)


def _newest(masthead: Masthead, number: int) -> Edition:
    return Edition.objects.filter(masthead=masthead, number=number).latest("revision")
