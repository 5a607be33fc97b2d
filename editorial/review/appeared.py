"""What of a released issue was signed: its last revision that somebody reviewed, which takedowns since do not undo."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bulletin import snapshot as shape
from bulletin.models import Edition
from editorial.drafting import published
from editorial.models import Entry, Issue
from editorial.review.facts import ISSUE, Facts, Target


def digests(facts: Facts) -> Mapping[Target, str]:
    """Of the parts and the issue as they appeared; none unless it is released and something of it is gone."""
    gone = any(row.removal for row in facts.rows.values() if isinstance(row, Entry))
    edition = published.editions(facts.issue).exclude(occasion__in=Edition.REMOVALS).first() if gone else None
    if edition is None or facts.issue.state != Issue.State.RELEASED:
        return {}
    snapshot = shape.loads(bytes(edition.snapshot))
    found = {
        Target(part_id=row.pk): shape.part_digest(part)
        for row, part in zip(facts.assembled.parts, snapshot.parts, strict=True)
    }
    return {**found, ISSUE: shape.issue_digest(replace(snapshot, imprint=None))}
