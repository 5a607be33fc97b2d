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

FORBIDDEN = _("Your role does not allow you to correct a reading.")
NO_FIELD = _("“%(field)s” is no field that can be corrected here.")
UNFIT = _("What was put in does not fit the field.")
TAKEN = _("This entry was taken already. Change it where it is now.")

# The place of an entry is not a matter of its text, and nothing here says who wrote or signed anything.
FIELDS = frozenset(each.name for each in fields(shape.Entry)) - {"ref", "number", "sources"}


def correct(
    document: SourceDocument, ref: str, fixes: Mapping[str, Any], *, by: User, seen_version: int | None = None
) -> Found:
    """Put these fixes, and no others, over the entry with this key: JSON values of the snapshot by field.

    None leaves a field out of what is taken. Raises Refused.
    """
    with trail.attempt("correct", document, by=by) as act:
        require((may(by, Verb.IMPORT, document), FORBIDDEN))
        before = _found(document, ref)
        require((not Candidate.objects.filter(document=document, ref=ref).exists(), TAKEN))
        corrected(before.read, fixes)
        kept = {key: each for key, each in document.corrections.items() if key != ref}
        corrections = kept | ({ref: dict(fixes)} if fixes else {})
        taking.claim(document, seen_version=seen_version, corrections=corrections)
        document = SourceDocument.objects.get(pk=document.pk)
        after = _found(document, ref)
        act.before_digest, act.after_digest = shape.entry_digest(before.entry), shape.entry_digest(after.entry)
        act.remark = after.entry.title
        if act.before_digest == act.after_digest:
            act.void()
    return after


def corrected(entry: shape.Entry, fixes: Mapping[str, Any]) -> shape.Entry:
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


def _found(document: SourceDocument, ref: str) -> Found:
    found = next((each for each in taking.found_in(document) if each.ref == ref), None)
    if found is None:
        raise Refused([taking.NO_SUCH])
    return found
