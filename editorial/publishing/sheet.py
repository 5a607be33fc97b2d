"""审签单: who signed what of an issue, when and with which remarks, copied at its release and kept as it was."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bulletin import snapshot as shape
from bulletin.models import Edition
from bulletin.refusal import Refused, require
from bulletin.rendering import sheet as rendering
from editorial.drafting import trail
from editorial.models import Entry, Issue, Remark, SignOff, SignOffSheet, Stage, User
from editorial.review import approving
from editorial.review.facts import ISSUE, Facts, Target, gather
from editorial.roles import Verb, may

SCHEMA = "bulletin-sheet/1"
FORBIDDEN = _("Your role does not allow you to see the sign-offs of this issue.")
NO_SHEET = _("No sign-off sheet was kept of this edition; it was released before sheets were.")
ATTESTED = _("This is a back issue: two people attested it, and its imprint names them. It has no sign-off sheet.")
UNSIGNED = _("This revision only took something away, or put it back: nobody signed it, and it has no sign-off sheet.")
DAMAGED = _("The sign-off sheet of this edition is not what was stored at its release.")


def keep(facts: Facts, edition: Edition, *, override: str | None = None) -> SignOffSheet:
    """Copy the sheet of an edition, inside the transaction that releases it."""
    kept = content_of(facts, override=override)
    released = edition.released_at.astimezone(facts.issue.masthead.zone).isoformat(timespec="seconds")
    kept["edition"] = {
        "revision": edition.revision,
        "released_at": released,
        "snapshot_digest": edition.snapshot_digest,
    }
    content = shape.canonical(kept)
    digest = hashlib.sha256(content).hexdigest()
    return SignOffSheet.objects.create(edition=edition, issue=facts.issue, digest=digest, content=content)


def read(edition: Edition) -> dict[str, Any]:
    """The sheet as it was stored. Raises Refused when there is none, or when it no longer has its digest."""
    row = SignOffSheet.objects.filter(edition=edition).first()
    if row is None and edition.is_back_issue:
        raise Refused([ATTESTED])
    if row is None:
        raise Refused([UNSIGNED if edition.occasion in Edition.REMOVALS else NO_SHEET])
    content = bytes(row.content)
    if hashlib.sha256(content).hexdigest() != row.digest:
        raise Refused([DAMAGED])
    return dict(json.loads(content))


def pdf(edition: Edition) -> bytes:
    """The sheet of an edition, made of what was stored and nothing else. Raises Refused."""
    return rendering.sheet_pdf(read(edition))


def draft_pdf(issue: Issue, *, by: User) -> bytes:
    """The sheet of an open issue as it now is, watermarked and kept nowhere. Raises Refused."""
    require((may(by, Verb.VIEW, issue), FORBIDDEN))
    content = shape.canonical(content_of(gather(issue.pk)))
    return rendering.sheet_pdf(json.loads(content), draft=True)


def content_of(facts: Facts, *, override: str | None = None) -> dict[str, Any]:
    """Everything the sheet says: names and instants as printed, never keys of people."""
    issue, masthead = facts.issue, facts.issue.masthead
    covered = {stage: frozenset(facts.targets(stage)) for stage in facts.stages}
    return {
        "schema": SCHEMA,
        "masthead": {
            "code": masthead.code,
            "title": masthead.title,
            "language": masthead.language,
            "publisher": masthead.publisher or None,
            "time_zone": masthead.time_zone,
        },
        "issue": {
            "number": issue.number,
            "label": issue.number_label or None,
            "title": issue.title or None,
            "dated_on": issue.dated_on.isoformat() if issue.dated_on else None,
        },
        "digest": facts.digest(ISSUE),
        "stages": [stage.name for stage in facts.stages],
        "targets": [_target(facts, covered, target, ref) for target, ref in _places(facts)],
        "remarks": list(_remarks(facts)),
        "override": override,
        "audit_head": trail.head(masthead),
    }


def _places(facts: Facts) -> Iterator[tuple[Target, str]]:
    """The issue, then every part with its entries, each with its ref as printed."""
    yield ISSUE, ""
    refs = dict(zip(facts.assembled.entries(), facts.assembled.snapshot.entries(), strict=True))
    for place, part in enumerate(facts.assembled.parts, start=1):
        yield Target(part_id=part.pk), str(place)
        for target, row in facts.rows.items():
            if target.part_id == part.pk and isinstance(row, Entry):
                yield target, refs[row].ref or ""


def _target(facts: Facts, covered: Mapping[Stage, frozenset[Target]], target: Target, ref: str) -> dict[str, Any]:
    live = {stage: facts.live(stage, target) for stage, targets in covered.items() if target in targets}
    return {
        "kind": "issue" if target == ISSUE else "entry" if target.entry_id else "part",
        "ref": ref or None,
        "title": str(facts.row(target)),
        "digest": facts.digest(target),
        "sign_offs": [_sign_off(facts, each) for each in live.values() if each is not None],
        "missing": [stage.name for stage, each in live.items() if each is None],
    }


def _sign_off(facts: Facts, row: SignOff) -> dict[str, Any]:
    return {
        "stage": row.stage_name or row.stage.name,
        "person": row.guest_name or row.by.name,
        "invited_by": row.by.name if row.guest_name else None,
        "deputy_for": row.deputy_for.name if row.deputy_for else None,
        "at": _instant(facts, row.at),
        "number": approving.written([row]) or None,
        "remark": row.remark or None,
        "digest": row.digest,
    }


def _remarks(facts: Facts) -> Iterator[dict[str, Any]]:
    """Every thread about the issue, its parts and entries, wherever an entry stood when it began."""
    refs = dict(_places(facts))
    place = {target.entry_id: target for target in refs if target.entry_id}
    rows = Remark.objects.filter(Q(entry__in=place) | Q(issue=facts.issue, entry=None), thread=None)
    for row in rows.select_related("by", "resolved_by", "guest", "part").prefetch_related(
        "replies__by", "replies__guest"
    ):
        target = place[row.entry_id] if row.entry_id else Target(part_id=row.part_id)
        yield {
            **_said(facts, row),
            "ref": refs.get(target) or None,
            "about": str(row.part) if row.part_id and row.entry_id is None else None,
            "passage": row.passage or None,
            "must_fix": row.must_fix or None,
            "resolved_by": row.resolved_by.name if row.resolved_by else None,
            "resolved_at": _instant(facts, row.resolved_at),
            "replies": [_said(facts, each) for each in sorted(row.replies.all(), key=lambda each: each.pk)],
        }


def _said(facts: Facts, row: Remark) -> dict[str, Any]:
    return {"by": row.guest.name if row.guest else row.by.name, "at": _instant(facts, row.at), "text": row.text}


def _instant(facts: Facts, at: datetime | None) -> str | None:
    return at.astimezone(facts.issue.masthead.zone).isoformat(timespec="seconds") if at else None
