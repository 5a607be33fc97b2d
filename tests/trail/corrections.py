"""The verbs of a correction in turn, on an issue that is released and is so again in the end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from editorial.models import Issue, User
from editorial.publishing import correcting, wording
from tests import builders
from tests.cast import Cast


def steps(cast: Cast, issue: Issue) -> Iterator[tuple[str, User, Callable[[User], Any]]]:
    editor, entry = cast.editor, builders.entries_of(issue)[0]
    begun = {"kind": "correction", "reason": "题目有误。"}
    yield "begin correction", editor, lambda by: correcting.begin(issue, **begun, by=by)
    yield "take up", editor, lambda by: correcting.take_up(entry, by=by)
    yield "word correction", editor, lambda by: wording.word(entry, wrong="一项", right="两项", by=by)
    yield "put back", editor, lambda by: correcting.put_back(entry, by=by)
    yield "give up correction", editor, lambda by: correcting.give_up(issue, by=by)
