"""Preview and galley: the same freeze and the same renderer, watermarked and stored nowhere; for the desk only."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from bulletin import rendering, store
from bulletin.refusal import require
from bulletin.rendering.words import Words, words_for
from editorial import assembly
from editorial.models import Issue, Stage, User
from editorial.publishing import freeze
from editorial.review.facts import Facts, Target
from editorial.roles import Verb, may

FORBIDDEN = _("Your role does not allow you to preview this issue.")
# Printed across every page, in the languages of the readers who must not take it for the real one.
WATERMARK = "预览稿 PREVIEW"
GALLEY = "清样 GALLEY"


def preview(issue: Issue, *, by: User) -> rendering.Rendered:
    """Both forms of the issue as it now is. Raises Refused."""
    require((may(by, Verb.PREVIEW, issue), FORBIDDEN))
    return rendering.render(freeze.freeze(issue), watermark=WATERMARK, store=store.drafts())


def preview_html(issue: Issue, *, by: User) -> bytes:
    """The web form alone, which needs no typesetting. Raises Refused."""
    require((may(by, Verb.PREVIEW, issue), FORBIDDEN))
    return rendering.render_html(freeze.freeze(issue), WATERMARK, store.drafts())


def galley(issue: Issue, *, by: User) -> bytes:
    """清样 as a PDF: every entry with its ref and with who has signed it so far. Raises Refused."""
    require((may(by, Verb.PREVIEW, issue), FORBIDDEN))
    facts = freeze.facts_of(issue)
    snapshot = freeze.snapshot_of(facts)
    return rendering.render_galley(snapshot, _notes(facts), watermark=GALLEY, store=store.drafts())


def _notes(facts: Facts) -> dict[str, str]:
    """What the galley prints at each anchor of the edition."""
    words = words_for(facts.issue.masthead.language)
    notes: dict[str, str] = {}
    for place, (row, part) in enumerate(zip(facts.assembled.parts, facts.assembled.snapshot.parts, strict=True), 1):
        notes[f"part-{place}"] = _note(facts, Target(part_id=row.pk), words, str(place))
        frozen = (entry for section in part.sections for entry in section.entries)
        for entry, shown in zip(assembly.entries_of(row), frozen, strict=True):
            notes[f"entry-{shown.ref}"] = _note(facts, Target(row.pk, entry.pk), words, shown.ref or "")
    return notes


def _note(facts: Facts, target: Target, words: Words, ref: str) -> str:
    marks = (_mark(facts, stage, target, words) for stage in facts.stages if target in facts.targets(stage))
    return " · ".join([f"{words.galley} {ref}", *marks])


def _mark(facts: Facts, stage: Stage, target: Target, words: Words) -> str:
    signed = [each for each in facts.signed.get(target, ()) if each.stage_id == stage.pk]
    if live := facts.live(stage, target):
        return f"{stage.name} ✓ {live.by.name}"
    return f"{stage.name} {words.changed if signed else words.unsigned}"
