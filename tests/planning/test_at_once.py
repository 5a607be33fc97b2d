from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.utils import translation

from bulletin.models import Masthead
from bulletin.refusal import Refused
from editorial.drafting import history, opening, proposing, rhythm
from editorial.models import Issue
from editorial.review import planning
from tests import builders
from tests.cast import Cast

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
MANY = 4


def at_once(act: Callable[[], object]) -> Counter[str]:
    """Let several people do the same at the same moment; how often it was done, and what the others were told."""
    barrier = threading.Barrier(MANY)

    def one() -> str:
        barrier.wait()
        try:
            act()
        except Refused as refused:
            # A thread has a language of its own.
            with translation.override("en"):
                return str(refused)
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(MANY) as pool:
        return Counter(each.result() for each in [pool.submit(one) for _ in range(MANY)])


def test_of_several_changes_of_one_plan_one_is_made(cast: Cast, masthead: Masthead) -> None:
    lines = planning.with_proofreading(planning.MUTUAL)
    said = at_once(lambda: planning.revise(masthead.plan, lines, by=cast.chief, seen_version=1))
    assert said == {"done": 1, str(history.STALE): MANY - 1}
    assert planning.lines_of(planning.live(masthead)) == lines


def test_of_several_changes_of_one_rhythm_one_is_made(cast: Cast, masthead: Masthead) -> None:
    seen, due = rhythm.digest([]), rhythm.usual(masthead)
    said = at_once(lambda: rhythm.revise(masthead, due, by=cast.chief, seen_digest=seen))
    assert said == {"done": 1, str(history.STALE): MANY - 1}
    assert rhythm.of(masthead) == due


def test_issues_opened_at_the_same_moment_follow_one_another(cast: Cast, masthead: Masthead) -> None:
    builders.open_issue(masthead, by=cast.writer)
    assert at_once(lambda: opening.open_next(masthead, by=cast.editor)) == {"done": MANY}
    windows = Issue.objects.order_by("number").values_list("number", "covers_from_on", "covers_to_on")
    assert [number for number, _from, _to in windows] == list(range(7, 8 + MANY))
    assert len({covers_from for _number, covers_from, _to in windows}) == MANY + 1


def test_what_was_looked_at_is_opened_once(cast: Cast, masthead: Masthead) -> None:
    builders.open_issue(masthead, by=cast.writer)
    seen = proposing.propose(masthead).digest
    said = at_once(lambda: opening.open_next(masthead, by=cast.editor, seen_digest=seen))
    assert said == {"done": 1, str(opening.CHANGED): MANY - 1}
