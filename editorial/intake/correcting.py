"""An editor's word on single fields of a reading: laid over what was read, which stays as it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from django.utils.translation import gettext_lazy as _

from bulletin import snapshot as shape
from bulletin.refusal import Refused, require
from editorial.drafting import trail
from editorial.intake import fitting, taking
from editorial.intake.taking import Found
from editorial.models import Candidate, SourceDocument, User
from editorial.roles import Verb, may

Fixes = Mapping[str, Any]

FORBIDDEN = _("Your role does not allow you to correct a reading.")
NO_FIELD = _("“%(field)s” is no field that can be corrected here.")
UNFIT = _("What was put in does not fit the field.")
TAKEN = _("“%(title)s” was taken already. Change it where it is now.")

# The place of an entry is not a matter of its text, and nothing here says who wrote or signed anything.
FIELDS = frozenset(each.name for each in fields(shape.Entry)) - {"ref", "number", "sources"}


def correct(
    document: SourceDocument, fixes: Mapping[str, Fixes], *, by: User, seen_version: int | None = None
) -> SourceDocument:
    """Put fixes over entries, by the key of the entry: JSON values of the snapshot by field, None leaving one out.

    They take the place of what was put over the same entries before; no other entry is touched. Fixes that are there
    already change nothing. Raises Refused.
    """
    with trail.attempt("correct", document, by=by) as act:
        require((may(by, Verb.IMPORT, document), FORBIDDEN))
        changed = {ref: fix for ref, fix in fixes.items() if dict(fix) != document.corrections.get(ref, {})}
        _permit(document, changed)
        kept = {ref: each for ref, each in document.corrections.items() if ref not in changed}
        act.before_digest = shape.digest(document.corrections)
        after = kept | {ref: dict(fix) for ref, fix in changed.items() if fix}
        act.after_digest = shape.digest(after)
        taking.claim(document, seen_version=seen_version, corrections=after)
        if not changed:
            act.void()
    return SourceDocument.objects.select_related("masthead", "issue__masthead").get(pk=document.pk)


def corrected(entry: shape.Entry, fixes: Fixes) -> shape.Entry:
    """An entry with the fixes. Raises Refused for one that is no field, or does not fit."""
    unknown = [NO_FIELD % {"field": name} for name in sorted(fixes.keys() - FIELDS)]
    if unknown:
        raise Refused(unknown)
    try:
        found = taking.with_fixes(entry, fixes)
    except shape.SnapshotError as error:
        raise Refused([UNFIT]) from error
    require(*((False, sentence) for sentence in fitting.of_entry(found)))
    return found


def _permit(document: SourceDocument, fixes: Mapping[str, Fixes]) -> None:
    found: dict[str, Found] = {each.ref: each for each in taking.found_in(document)}
    taken = Candidate.objects.filter(document=document, ref__in=fixes).values_list("title", flat=True)
    require(
        (fixes.keys() <= found.keys(), taking.NO_SUCH),
        *((False, TAKEN % {"title": title}) for title in taken),
    )
    for ref, fix in fixes.items():
        corrected(found[ref].read, fix)
