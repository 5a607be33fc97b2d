"""One act on many rows, every row by itself: what was done, and why each other row was not. It does nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TypeVar

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bulletin.refusal import Refused

Row = TypeVar("Row")


@dataclass
class Outcome:
    """What became of every row: how many were done, and why the others were not."""

    done: int = 0
    refused: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)


def each(rows: Iterable[Row], attempt: Callable[[Row], object], name: Callable[[Row], object] = str) -> Outcome:
    """Try every row; a row that is refused leaves the others alone."""
    outcome = Outcome()
    for row in rows:
        try:
            attempt(row)
        except Refused as refused:
            outcome.refused.append((str(name(row)), tuple(str(reason) for reason in refused.reasons)))
        else:
            outcome.done += 1
    return outcome


def say(request: HttpRequest, act: object, outcome: Outcome) -> None:
    """Tell the person on the next page: one line for all that was done, one for each row that was not."""
    if outcome.done:
        done = ngettext("%(act)s: %(count)s done.", "%(act)s: %(count)s done.", outcome.done)
        messages.success(request, done % {"act": act, "count": outcome.done})
    if outcome.refused:
        left = ngettext("%(act)s: %(count)s not done.", "%(act)s: %(count)s not done.", len(outcome.refused))
        messages.warning(request, left % {"act": act, "count": len(outcome.refused)})
    for title, reasons in outcome.refused:
        messages.error(request, _("“%(row)s”: %(reasons)s") % {"row": title, "reasons": " ".join(reasons)})
