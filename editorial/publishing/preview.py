"""Preview and galley: the same freeze and the same renderer, watermarked and never an edition; for the desk only.

What is unchanged is typeset once: renders are remembered among the drafts, which no public process can read.
"""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from bulletin import rendering, store
from bulletin import snapshot as shape
from bulletin.refusal import require
from bulletin.rendering.remembered import Remembered
from bulletin.rendering.words import Words, words_for
from editorial import assembly
from editorial.models import Entry, Issue, Stage, User
from editorial.publishing import freeze
from editorial.review.facts import Facts, Target
from editorial.roles import Verb, may

FORBIDDEN = _("Your role does not allow you to preview this issue.")
ENTRY_FORBIDDEN = _("Your role does not allow you to preview this entry.")
# Printed across every page, in the languages of the readers who must not take it for the real one.
WATERMARK = "预览稿 PREVIEW"
GALLEY = "清样 GALLEY"


def preview(issue: Issue, *, by: User) -> rendering.Rendered:
    """Both forms of the issue as it now is. Raises Refused."""
    require((may(by, Verb.PREVIEW, issue), FORBIDDEN))
    return watermarked(freeze.freeze(issue))


def preview_html(issue: Issue, *, by: User) -> bytes:
    """The web form alone, which needs no typesetting. Raises Refused."""
    require((may(by, Verb.PREVIEW, issue), FORBIDDEN))
    return rendering.render_html(freeze.freeze(issue), WATERMARK, store.drafts())


def preview_entry(entry: Entry, *, by: User) -> rendering.Rendered:
    """Both forms of one entry as it now is, under the headings that it stands under. Raises Refused."""
    require((may(by, Verb.PREVIEW, entry), ENTRY_FORBIDDEN))
    return watermarked(_cut(entry))


def preview_entry_html(entry: Entry, *, by: User) -> bytes:
    """The web form of one entry alone. Raises Refused."""
    require((may(by, Verb.PREVIEW, entry), ENTRY_FORBIDDEN))
    return rendering.render_html(_cut(entry), WATERMARK, store.drafts())


def watermarked(snapshot: shape.Snapshot) -> rendering.Rendered:
    """Both forms of what is only looked at. Raises Refused."""
    return rendering.render(snapshot, watermark=WATERMARK, store=store.drafts(), remembered=remembered())


def remembered() -> Remembered:
    """Renders of the desk, which lie where only the desk may look."""
    return Remembered(store.drafts().root / "renders")


def _cut(entry: Entry) -> shape.Snapshot:
    """The freeze of an entry's issue with nothing in it but that entry: no front matter, no imprint, no files."""
    assembled = freeze.facts_of(entry.section.part.issue).assembled
    frozen = dict(zip((row.pk for row in assembled.entries()), assembled.snapshot.entries(), strict=True))[entry.pk]
    whole, front = assembled.snapshot, assembled.snapshot.issue
    return replace(
        whole,
        masthead=replace(whole.masthead, embeds_sources=None, embeds_snapshot=None),
        issue=replace(front, highlights=(), boxes=()),
        corrections=(),
        parts=tuple(_part_cut(part, frozen) for part in whole.parts if _holds(part.sections, frozen)),
    )


def _part_cut(part: shape.Part, entry: shape.Entry) -> shape.Part:
    sections = (replace(each, entries=(entry,)) for each in part.sections if _holds((each,), entry))
    return replace(part, sections=tuple(sections))


def _holds(sections: tuple[shape.Section, ...], entry: shape.Entry) -> bool:
    return any(each is entry for section in sections for each in section.entries)


def galley(issue: Issue, *, by: User) -> bytes:
    """清样 as a PDF: every entry with its ref and with who has signed it so far. Raises Refused."""
    require((may(by, Verb.PREVIEW, issue), FORBIDDEN))
    facts = freeze.facts_of(issue)
    snapshot = freeze.snapshot_of(facts)
    return rendering.render_galley(
        snapshot, _notes(facts), watermark=GALLEY, store=store.drafts(), remembered=remembered()
    )


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
