"""Hints on what is open or empty around the texts: reuse without a basis, empty sections, suggestions."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from editorial.models import Entry
from editorial.review.facts import Facts, Target
from editorial.review.findings import Finding
from editorial.review.hints.beside import Beside
from editorial.review.hints.telling import entries, hint, of_entry

# So much of another's article may be taken as a short quotation; more asks why it may be printed.
LONGEST_QUOTATION = 500
EXCERPT = Entry.ReuseBasis.EXCERPT


def no_reuse_basis(facts: Facts, beside: Beside) -> Iterator[Finding]:
    """著作权法 第五条 frees official documents; the text of an article needs another reason to be printed at length."""
    for target, entry in entries(facts, Entry.Kind.ARTICLE):
        size = len("".join(beside.texts[entry.pk].split()))
        if entry.reuse_basis == EXCERPT and not entry.source_url:
            sentence = _("It is an excerpt with a link, but there is no link to the source.")
            yield of_entry("reuse", target, entry, "source_url", sentence, entry.reuse_basis)
        elif size > LONGEST_QUOTATION and not entry.reuse_basis:
            sentence = _("It has %(size)s characters, and nothing says why they may be printed.")
            yield of_entry("reuse", target, entry, "reuse_basis", sentence % {"size": size}, size)


def empty_section(facts: Facts, beside: Beside) -> Iterator[Finding]:
    """Of a part that has other entries; a part without any is a blocker."""
    filled = {section.part_id for section in beside.sections if section.entries.all()}
    for section in beside.sections:
        if section.part_id in filled and not section.entries.all():
            sentence = _("The section has no entries; it is printed as “nothing in this issue”.")
            yield hint(
                "empty-section",
                sentence,
                section.pk,
                target=Target(part_id=section.part_id),
                place=f"section-{section.pk}",
                about=section.title or section.code,
            )


def open_suggestions(facts: Facts, beside: Beside) -> Iterator[Finding]:
    for target, entry in entries(facts):
        count = beside.suggestions.get(entry.pk, 0)
        if count:
            told = ngettext(
                "A suggestion waits to be taken over or declined.",
                "%(count)s suggestions wait to be taken over or declined.",
                count,
            ) % {"count": count}
            yield of_entry("open-suggestions", target, entry, "suggestions", told, count)
