"""发布前检查: what stands between an issue and its release; every finding, each a sentence with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bulletin import richtext
from bulletin.models import Masthead
from editorial.models import Entry, HintRule, HintTick, Issue, Part
from editorial.review import corrected, hints, rules
from editorial.review.facts import ISSUE, Facts, Target
from editorial.review.findings import Finding
from editorial.review.hints import beside

Level = HintRule.Level
# In canonical form the alternative text, where there is any, is the first attribute.
_WITHOUT_TEXT = re.compile(r'<img(?! alt="[^"]*[^"\s])')
# What each kind of blocker is called where findings stand in groups; hints bring their own names.
NAMES: dict[str, object] = {
    "released": _("released already"),
    "no-plan": _("no plan of review"),
    "no-date": _("no date"),
    "no-entries": _("no entries"),
    "empty-part": _("empty part"),
    "no-title": _("no title"),
    "no-text": _("no text"),
    "unclean": _("markup that is not allowed"),
    "no-alt": _("image without alternative text"),
    "no-department": _("no stage for the department"),
    "must-fix": _("must be fixed"),
    "unsubmitted": _("not submitted"),
    "stale": _("changed after it was signed"),
    "unsigned": _("not signed"),
    **corrected.NAMES,
} | {kind.code: kind.name for kind in hints.KINDS}


def blockers(facts: Facts) -> list[Finding]:
    """Everything that must be mended before this issue may be released; empty when it may.

    Hints that the masthead takes as blockers are among them until somebody ticked them as checked.
    """
    levels = levels_of(facts.issue.masthead)
    raised = {code for code, level in levels.items() if level == Level.BLOCKER}
    found = _hints(facts, levels, raised) if raised else []
    return [*_rules(facts), *(each for each in found if each.is_blocker)]


def findings(facts: Facts) -> list[Finding]:
    """The blockers and, after them, every hint; a ticked one names who checked it."""
    levels = levels_of(facts.issue.masthead)
    found = _hints(facts, levels, hints.CODES)
    return [*_rules(facts), *sorted(found, key=lambda each: (not each.is_blocker, each.tick is not None))]


def completeness(facts: Facts) -> list[Finding]:
    """What an issue must have before anyone need read it."""
    issue = facts.issue
    return [
        *_when(issue.state == Issue.State.RELEASED, Finding("released", _("This issue is released already."))),
        *_when(not facts.stages, Finding("no-plan", _("This masthead has no plan of review."), place="plan")),
        *_when(issue.dated_on is None, Finding("no-date", _("The issue has no date."), place="dated_on")),
        *_when(not facts.assembled.entries(), Finding("no-entries", _("The issue has no entries."))),
        *_part_gaps(facts),
        *_entry_gaps(facts),
    ]


def levels_of(masthead: Masthead) -> dict[str, str]:
    """What the masthead makes of each kind of hint, where that is not a plain hint."""
    rows = HintRule.objects.filter(masthead=masthead).exclude(level=Level.HINT)
    return dict(rows.values_list("code", "level"))


def _rules(facts: Facts) -> list[Finding]:
    missing = [found for stage in facts.stages for found in rules.missing_sign_offs(facts, stage)]
    return [
        *completeness(facts),
        *corrected.blockers(facts, corrected.gather(facts.issue)),
        *rules.department_gaps(facts),
        *rules.unsettled(facts),
        *_unsubmitted(facts),
        *missing,
    ]


def _hints(facts: Facts, levels: dict[str, str], codes: frozenset[str] | set[str]) -> list[Finding]:
    """The hints of some codes at the level that the masthead gives them, each with its tick."""
    wanted = [kind for kind in hints.KINDS if kind.code in codes and levels.get(kind.code) != Level.OFF]
    around = beside.gather(facts)
    ticks = ticks_of(facts)
    found = (each for kind in wanted for each in kind.find(facts, around))
    return [_weighed(each, levels, ticks) for each in dict.fromkeys(found)]


def ticks_of(facts: Facts) -> dict[tuple[Target, str, str], HintTick]:
    """By target, code and fingerprint; an entry's go with it into another issue."""
    place = {target.entry_id: target for target in facts.rows if target.entry_id is not None}
    rows = HintTick.objects.filter(Q(entry__in=place) | Q(issue=facts.issue, entry=None)).select_related("by")
    return {
        (place[row.entry_id] if row.entry_id else Target(part_id=row.part_id), row.code, row.fingerprint): row
        for row in rows
    }


def _weighed(found: Finding, levels: dict[str, str], ticks: dict[tuple[Target, str, str], HintTick]) -> Finding:
    """A ticked hint blocks nothing, whatever the masthead makes of its kind: 已核 is how such a blocker is settled."""
    tick = ticks.get((found.target, found.code, found.fingerprint))
    return replace(found, tick=tick, is_blocker=tick is None and levels.get(found.code) == Level.BLOCKER)


def _unsubmitted(facts: Facts) -> Iterator[Finding]:
    if facts.issue.state == Issue.State.OPEN:
        yield Finding("unsubmitted", rules.NOT_SUBMITTED % {"target": facts.issue}, place="review")
        return
    for target, row in facts.rows.items():
        if isinstance(row, Entry) and row.state == Entry.State.DRAFT:
            yield Finding("unsubmitted", rules.NOT_SUBMITTED % {"target": row}, target, "review")


def _when(holds: bool, found: Finding) -> list[Finding]:
    return [found] if holds else []


def _part_gaps(facts: Facts) -> Iterator[Finding]:
    for row, part in zip(facts.assembled.parts, facts.assembled.snapshot.parts, strict=True):
        if not any(section.entries for section in part.sections):
            sentence = _("The part “%(part)s” has no entries.") % {"part": part.title or part.code}
            yield Finding("empty-part", sentence, Target(part_id=row.pk))


def _entry_gaps(facts: Facts) -> Iterator[Finding]:
    for target, row in facts.rows.items():
        if isinstance(row, Entry) and target != ISSUE:
            yield from _gaps(facts, target, row)


def _gaps(facts: Facts, target: Target, entry: Entry) -> Iterator[Finding]:
    if not entry.title.strip():
        sentence = _("Entry %(number)s of “%(section)s” has no title.") % _place(facts, entry)
        yield Finding("no-title", sentence, target, "title")
    if not entry.body_html:
        yield Finding("no-text", _("“%(entry)s” has no text.") % {"entry": entry.title}, target, "body_html")
    elif not richtext.is_clean(entry.body_html):
        unclean = _("The text of “%(entry)s” holds markup that is not allowed.") % {"entry": entry.title}
        yield Finding("unclean", unclean, target, "body_html")
    elif _WITHOUT_TEXT.search(entry.body_html):
        silent = _("An image in “%(entry)s” has no alternative text.") % {"entry": entry.title}
        yield Finding("no-alt", silent, target, "body_html")


def _place(facts: Facts, entry: Entry) -> dict[str, object]:
    section = entry.section
    rows: list[Part] = [part for part in facts.assembled.parts if part.pk == section.part_id]
    return {"number": list(section.entries.all()).index(entry) + 1, "section": section.title or rows[0]}
