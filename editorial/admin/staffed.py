"""The warning after a step that leaves nobody to sign: the step was taken, and people are told what it cost."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import ngettext

from editorial.models import Entry, Issue
from editorial.review import staffing
from editorial.review.facts import Facts, Target, gather

MOST = 3


def warn(request: HttpRequest, row: Entry | Issue) -> None:
    """Say for which stages nobody is left to sign an entry, or an issue with all that lies in it, as they now are."""
    facts = gather(row.pk if isinstance(row, Issue) else row.section.part.issue_id)
    _say(request, facts, [each for each in facts.rows if isinstance(row, Issue) or each.entry_id == row.pk])


def warn_of_frame(request: HttpRequest, issue: Issue) -> None:
    """The same of an issue and its parts, for changes that leave the entries alone."""
    facts = gather(issue.pk)
    _say(request, facts, [each for each in facts.rows if each.entry_id is None])


def _say(request: HttpRequest, facts: Facts, targets: list[Target]) -> None:
    sentences = [sentence for target in targets for sentence in staffing.nobody_left(facts, target)]
    for sentence in sentences[:MOST]:
        messages.warning(request, str(sentence))
    if sentences[MOST:]:
        more = ngettext("So it is at one more place.", "So it is at %(count)s more places.", len(sentences[MOST:]))
        messages.warning(request, more % {"count": len(sentences[MOST:])})
