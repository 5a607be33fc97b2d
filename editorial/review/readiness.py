"""发布前检查: what stands between an issue and its release; every finding, each a sentence with its place."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from bulletin import richtext
from editorial.models import Entry, Issue
from editorial.review import rules
from editorial.review.facts import ISSUE, Facts, Target
from editorial.review.findings import Finding


def blockers(facts: Facts) -> list[Finding]:
    """Everything that must be mended before this issue may be released; empty when it may."""
    missing = [found for stage in facts.stages for found in rules.missing_sign_offs(facts, stage)]
    return [*completeness(facts), *_when(facts.issue.state == Issue.State.OPEN, _unsubmitted(facts)), *missing]


def completeness(facts: Facts) -> list[Finding]:
    """What an issue must have before anyone need read it."""
    issue = facts.issue
    return [
        *_when(issue.state == Issue.State.RELEASED, Finding("released", _("This issue is released already."))),
        *_when(not facts.stages, Finding("no-plan", _("This masthead has no plan of review."))),
        *_when(issue.dated_on is None, Finding("no-date", _("The issue has no date."), place="dated_on")),
        *_when(not facts.assembled.entries(), Finding("no-entries", _("The issue has no entries."))),
        *_part_gaps(facts),
        *_entry_gaps(facts),
    ]


def _unsubmitted(facts: Facts) -> Finding:
    return Finding("unsubmitted", rules.NOT_SUBMITTED % {"target": facts.issue}, place="review")


def _when(holds: bool, found: Finding) -> list[Finding]:
    return [found] if holds else []


def _part_gaps(facts: Facts) -> Iterator[Finding]:
    for row, part in zip(facts.assembled.parts, facts.assembled.snapshot.parts, strict=True):
        if not any(section.entries for section in part.sections):
            sentence = _("The part “%(part)s” has no entries.") % {"part": part.title or part.code}
            yield Finding("empty-part", sentence, Target(part_id=row.pk))


def _entry_gaps(facts: Facts) -> Iterator[Finding]:
    for target, row in facts.rows.items():
        if not isinstance(row, Entry) or target == ISSUE:
            continue
        if not row.body_html:
            yield Finding("no-text", _("“%(entry)s” has no text.") % {"entry": row.title}, target, "body_html")
        elif not richtext.is_clean(row.body_html):
            sentence = _("The text of “%(entry)s” holds markup that is not allowed.") % {"entry": row.title}
            yield Finding("unclean", sentence, target, "body_html")
