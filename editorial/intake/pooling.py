"""稿库: entries of a reading that wait for their issue; in, changed while they wait, and declined with a reason."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bulletin import snapshot as shape
from bulletin.refusal import Refused, require
from editorial.drafting import trail
from editorial.intake import correcting, taking
from editorial.intake.taking import Found
from editorial.models import Candidate, Entry, SourceDocument, User
from editorial.roles import Verb, may

LEAST_REASON = 2
MOST_REASON = 2_000

FORBIDDEN = _("Your role does not allow you to put entries into the pool.")
NO_REASON = _("Say why, so that whoever brought it in can understand.")
SETTLED = _("Somebody placed, changed or declined this in the meantime. Look at it again.")


def pool(
    document: SourceDocument, refs: Iterable[str], *, by: User, seen_version: int | None = None
) -> list[Candidate]:
    """Put the chosen entries of a reading into the pool. Raises Refused."""
    with trail.attempt("pool", document, by=by) as act:
        require((may(by, Verb.IMPORT, document), FORBIDDEN))
        found = taking.chosen(document, refs)
        taking.claim(document, seen_version=seen_version)
        candidates = take(document, found, by=by)
        act.after_digest, act.remark = tell(candidates)
    return candidates


def decline(candidate: Candidate, reason: str, *, by: User, seen_digest: str | None = None) -> None:
    """Take an entry out of the pool for good; the reason stays with it. Raises Refused."""
    with trail.attempt("decline material", candidate, by=by) as act:
        require(
            (may(by, Verb.IMPORT, candidate), FORBIDDEN),
            (LEAST_REASON <= len(reason.strip()) <= MOST_REASON, NO_REASON),
        )
        settle(candidate, seen_digest or candidate.digest, state=Candidate.State.DECLINED, reason=reason.strip())
        act.before_digest, act.remark = candidate.digest, reason.strip()


def revise(candidate: Candidate, fixes: Mapping[str, Any], *, by: User, seen_digest: str) -> Candidate:
    """Change fields of an entry that waits: JSON values of the snapshot by field. Raises Refused."""
    with trail.attempt("edit", candidate, by=by) as act:
        require((may(by, Verb.IMPORT, candidate), FORBIDDEN))
        entry = correcting.corrected(content_of(candidate), fixes)
        settle(candidate, seen_digest, **_columns(entry))
        act.before_digest, act.after_digest = candidate.digest, shape.entry_digest(entry)
        if act.before_digest == act.after_digest:
            act.void()
    return Candidate.objects.get(pk=candidate.pk)


def content_of(candidate: Candidate) -> shape.Entry:
    return shape.build(shape.Entry, candidate.content)


def take(
    document: SourceDocument, found: Sequence[Found], *, by: User, entries: Sequence[Entry] = ()
) -> list[Candidate]:
    """Inside an attempt: the rows of what was taken, placed where ``entries`` are given, else waiting."""
    placed: Sequence[Entry | None] = entries or [None] * len(found)
    state = Candidate.State.PLACED if entries else Candidate.State.WAITING
    now = timezone.now()
    rows = [
        Candidate(
            document=document,
            ref=each.ref,
            masthead_id=document.masthead_id,
            state=state,
            entry=entry,
            by=by,
            at=now,
            **_columns(each.entry),
        )
        for each, entry in zip(found, placed, strict=True)
    ]
    try:
        with transaction.atomic():
            return Candidate.objects.bulk_create(rows)
    except IntegrityError as error:
        raise Refused([SETTLED]) from error


def settle(candidate: Candidate, seen_digest: str, **columns: Any) -> None:
    """Inside an attempt: change a waiting row if it still is what somebody saw. Raises Refused."""
    rows = Candidate.objects.filter(pk=candidate.pk, state=Candidate.State.WAITING, digest=seen_digest)
    if not rows.update(**columns):
        raise Refused([SETTLED])


def tell(candidates: Sequence[Candidate]) -> tuple[str, str]:
    """What the trail says of several entries: one digest over all, and their titles."""
    if len(candidates) == 1:
        return candidates[0].digest, candidates[0].title
    return shape.digest([each.digest for each in candidates]), "\n".join(each.title for each in candidates)


def _columns(entry: shape.Entry) -> dict[str, Any]:
    return {
        "kind": entry.kind,
        "title": entry.title,
        "document_type": entry.document_type or "",
        "number_canonical": entry.document_number.canonical if entry.document_number else "",
        "content": shape.to_json(entry),
        "digest": shape.entry_digest(entry),
    }
