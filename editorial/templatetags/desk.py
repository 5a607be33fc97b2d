"""Pieces of the desk that pages of other aggregates show too."""

from __future__ import annotations

from typing import Any

from django import template

from editorial import assembly, roles
from editorial.admin import panels, threads
from editorial.drafting.entries import in_review
from editorial.evidence import checking
from editorial.intake import citing, known, wording
from editorial.models import Entry, Suggestion
from editorial.review import rules, suggesting
from editorial.review.facts import Facts, Target, gather
from editorial.review.wordwise import SAME, Span
from editorial.roles import Verb

# Characters of unchanged text that stay on either side of a change.
CONTEXT = 60

register = template.Library()
register.filter("warning_text", wording.warning)
register.filter("leftover_reason", wording.reason)


@register.inclusion_tag("editorial/_entry_source.html", takes_context=True)
def entry_source(context: template.Context, entry: Entry) -> dict[str, Any]:
    """What became of the source address, and the copies of the source that are kept."""
    user, content = context["request"].user, assembly.entry_of(entry)
    return {
        "csrf_token": context.get("csrf_token"),
        "entry": entry,
        "issue": entry.section.part.issue,
        "check": checking.last_of(entry),
        "kept": [each for each in content.sources if each.digest],
        "checks": roles.may(user, Verb.TICK, entry),
        "edits": roles.may(user, Verb.EDIT, entry) and not in_review(entry),
    }


@register.inclusion_tag("editorial/_entry_known.html")
def entry_known(entry: Entry) -> dict[str, Any]:
    """Where else this document stands, and what the documents that it cites are in the archive."""
    content, masthead = assembly.entry_of(entry), entry.section.part.issue.masthead
    return {"matches": known.matches(content, masthead, besides=entry.pk), "cited": citing.meanings(content)}


@register.inclusion_tag("editorial/_entry_review.html", takes_context=True)
def entry_review(context: template.Context, entry: Entry | None) -> dict[str, Any]:
    """The review of one entry: its marks, why it cannot go on, its remarks, and the steps open to the person.

    Stands outside any other form, because it brings its own.
    """
    if entry is None or entry.pk is None:
        return {}
    facts = gather(entry.section.part.issue_id)
    target = Target(entry.section.part_id, entry.pk)
    request = context["request"]
    return {
        "request": request,
        "csrf_token": context.get("csrf_token"),
        "issue": facts.issue,
        "entry": facts.row(target),
        "marks": panels.marks(facts, target),
        "steps": panels.steps(facts, target, request.user),
        "signable": panels.signable(facts, target, request.user) if facts.issue.state != "released" else [],
        "reasons": _reasons(facts, target, request.user),
        "digest": facts.digest(target),
        "signed_before": _signed_before(facts, target, request.user),
        "threads": threads.of_entry(entry, request.user),
        "discussion": threads.desk_for(entry, request.user, is_open=facts.issue.state not in threads.SHUT),
        "back": "entry",
    }


@register.inclusion_tag("editorial/_suggestions.html", takes_context=True)
def entry_suggestions(context: template.Context, entry: Entry | None) -> dict[str, Any]:
    """What reviewers suggest for an entry, word by word, with the buttons of whoever may settle it."""
    if entry is None or entry.pk is None:
        return {}
    user = context["request"].user
    rows = entry.suggestions.select_related("by", "settled_by", "entry__section__part__issue__masthead")
    is_open = entry.section.part.issue.state not in threads.SHUT
    return {
        "csrf_token": context.get("csrf_token"),
        "issue": entry.section.part.issue,
        "open": [_suggestion(row, user, is_open=is_open) for row in rows.filter(state=Suggestion.State.OPEN)],
        "settled": rows.exclude(state=Suggestion.State.OPEN).order_by("-pk"),
    }


@register.filter
def elided(spans: tuple[Span, ...]) -> list[Span]:
    """Spans with the middle of long unchanged stretches left out, for reading what differs."""
    last = len(spans) - 1
    return [_elided(span, at == 0, at == last) if span.state == SAME else span for at, span in enumerate(spans)]


def _signed_before(facts: Facts, target: Target, user: Any) -> bool:
    """Whether the person signed another text of this than the present one."""
    own = [each for each in facts.signed.get(target, ()) if each.by_id == user.pk]
    return bool(own) and own[-1].digest != facts.digest(target)


def _elided(span: Span, is_first: bool, is_last: bool) -> Span:
    if len(span.text) <= 3 * CONTEXT:
        return span
    head, tail = ("" if is_first else span.text[:CONTEXT]), ("" if is_last else span.text[-CONTEXT:])
    return Span(SAME, f"{head} … {tail}")


def _suggestion(row: Suggestion, user: Any, *, is_open: bool) -> dict[str, Any]:
    return {
        "row": row,
        "changes": suggesting.changes(row),
        "torn": suggesting.torn(row),
        "settles": is_open and suggesting.may_settle(user, row),
        "withdraws": is_open and row.by_id == user.pk,
    }


def _reasons(facts: Facts, target: Target, user: Any) -> list[str]:
    """Why somebody who holds the role of a stage may still not sign there."""
    held = [line for stage in facts.stages if (line := panels.stage_line(facts, stage, user)).offered]
    stages = [line.stage for line in held if line.stage.scope == panels.scope_of(target)]
    found = [
        reason
        for stage in stages
        if not facts.live(stage, target)
        for reason in rules.signing_refusals(facts, stage, target, user)
    ]
    return list(dict.fromkeys(str(reason) for reason in found))
