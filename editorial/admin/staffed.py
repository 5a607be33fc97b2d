"""The warning after a step that leaves nobody to sign: the step was taken, and people are told what it cost."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import ngettext

from editorial.models import Entry, Issue
from editorial.review import staffing
from editorial.review.facts import gather

MOST = 3


def warn(request: HttpRequest, row: Entry | Issue) -> None:
    """Say for which stages nobody is left to sign an entry, or the entries of an issue, as they now are."""
    facts = gather(row.pk if isinstance(row, Issue) else row.section.part.issue_id)
    entries = [target for target, each in facts.rows.items() if isinstance(each, Entry)]
    concerned = entries if isinstance(row, Issue) else [each for each in entries if each.entry_id == row.pk]
    sentences = [sentence for target in concerned for sentence in staffing.nobody_left(facts, target)]
    for sentence in sentences[:MOST]:
        messages.warning(request, str(sentence))
    if sentences[MOST:]:
        more = ngettext("So it is at one more place.", "So it is at %(count)s more places.", len(sentences[MOST:]))
        messages.warning(request, more % {"count": len(sentences[MOST:])})
