"""The verbs of back issues in turn, each done by somebody who may."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from typing import Any

from bulletin.models import Masthead
from editorial.backfile import attesting, bringing, correcting, reading, releasing
from editorial.backfile.digesting import digest
from editorial.models import BackIssue, Batch, User
from tests.backfile import numbers
from tests.cast import Cast

Step = tuple[str, User, Callable[[User], Any]]


def steps(cast: Cast, masthead: Masthead) -> Iterator[Step]:
    """Two who brought nothing in attest what the editor did."""
    yield "open batch", cast.editor, lambda by: bringing.open_batch(masthead, "旧刊", by=by)
    batch = Batch.objects.get()
    file = (numbers.name(91), numbers.data(91))
    yield "bring in", cast.editor, lambda by: bringing.bring_in(batch, *file, by=by)
    reading.read(_row())
    yield "correct back issue", cast.editor, _correct
    for move in (correcting.leave_out, correcting.take_in):
        yield "correct back issue", cast.editor, partial(_move, move)
    seen = digest(batch)
    yield "attest", cast.reviewer2, lambda by: attesting.attest(batch, by=by, seen_digest=seen)
    yield "take back", cast.reviewer2, lambda by: attesting.take_back(batch, by=by)
    for who in (cast.reviewer2, cast.chief):
        yield "attest", who, lambda by: attesting.attest(batch, by=by, seen_digest=seen)
    yield "release batch", cast.editor, lambda by: releasing.release(batch, by=by)
    yield "record back issue", cast.editor, lambda by: releasing.record(_row(), by=by)


def _correct(by: User) -> None:
    row = _row()
    correcting.say(row, number=92, dated_on=date(2019, 9, 27), stands=False, by=by, seen_version=row.version)


def _move(move: Callable[..., None], by: User) -> None:
    row = _row()
    move(row, by=by, seen_version=row.version)


def _row() -> BackIssue:
    return BackIssue.objects.select_related("batch__masthead", "batch__released_by", "by").get()
