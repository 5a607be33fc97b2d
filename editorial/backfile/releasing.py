"""补录: what two people attested is recorded, number by number, each in its own transaction and mailed to nobody."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bulletin import recording, rendering, store
from bulletin import snapshot as shape
from bulletin.models import Edition, Masthead
from bulletin.recording import Rendition
from bulletin.refusal import Refused, require
from editorial.backfile import bringing, reading, standing
from editorial.backfile.digesting import digest
from editorial.backfile.findings import Taken, report
from editorial.drafting import trail
from editorial.models import Attestation, BackIssue, Batch, User
from editorial.publishing import carrying, press
from editorial.roles import Verb, may

NOT_ATTESTED = _("Two people must have attested this batch as it is; %(count)s did.")
NO_LONGER = _("%(person)s may not attest back issues any more. Have the batch attested anew.")
LOST = _("What was read from %(name)s is not in the store any more.")


def release(batch: Batch, *, by: User) -> None:
    """Let the rows of an attested batch be recorded; nothing of it changes any more. Raises Refused."""
    with trail.attempt("release batch", batch, by=by) as act:
        standing.claim(batch)
        live = standing.live(batch)
        require(
            (may(by, Verb.BACKFILL, batch), bringing.FORBIDDEN),
            (len(live) >= standing.ENOUGH, NOT_ATTESTED % {"count": len(live)}),
            *((may(each.by, Verb.ATTEST, batch), NO_LONGER % {"person": each.by}) for each in live),
            *((False, each.sentence) for each in report(batch).blockers),
        )
        act.before_digest = act.after_digest = digest(batch)
        rows = Batch.objects.filter(pk=batch.pk, released_at=None)
        rows.update(released_at=timezone.now(), released_by=by, digest=act.after_digest)


def record(row: BackIssue, *, by: User) -> Edition | None:
    """Record one row of a released batch; None when another process did.

    Raises Refused with every reason, which stays with the row.
    """
    with trail.refusals("record back issue", row, by=by):
        require((may(by, Verb.BACKFILL, row), bringing.FORBIDDEN))
        try:
            return _record(row, row.batch, by)
        except Refused as refused:
            BackIssue.objects.filter(pk=row.pk).update(refusal=str(refused))
            raise


def _record(row: BackIssue, batch: Batch, by: User) -> Edition | None:
    attested = _attested(batch)
    _require_free(row)
    now = press.instant(batch.masthead_id)
    snapshot = _frozen(row, attested, now)
    carrying.carry(snapshot)
    rendition = _rendition(row, snapshot)
    carrying.require_held(snapshot, rendition)
    with transaction.atomic(), trail.acting("record back issue", row, by=by) as act:
        waiting = BackIssue.objects.filter(pk=row.pk, state=BackIssue.State.READ, content_digest=row.content_digest)
        if not waiting.update(version=F("version") + 1):
            act.void()
            return None
        # Whoever opens an issue of this masthead holds the same row.
        Masthead.objects.select_for_update().get(pk=batch.masthead_id)
        _attested(batch)
        _require_free(row)
        edition = recording.record(snapshot, rendition, released_at=press.instant(batch.masthead_id))
        waiting.update(state=BackIssue.State.RECORDED, edition=edition, refusal="")
        act.before_digest = act.after_digest = row.content_digest
        act.remark = batch.digest
    return edition


def _attested(batch: Batch) -> list[Attestation]:
    """The two who attested what was released; one that was revoked since is none. Raises Refused."""
    live = standing.live(batch)
    require((len(live) >= standing.ENOUGH and bool(batch.digest), NOT_ATTESTED % {"count": len(live)}))
    return live


def _require_free(row: BackIssue) -> None:
    sentence = Taken.of(row.batch.masthead).why_not(row)
    require((sentence is None, sentence))


def _frozen(row: BackIssue, attested: list[Attestation], now: datetime) -> shape.Snapshot:
    try:
        content = reading.content_of(row)
    except store.StoreError as error:
        raise Refused([LOST % {"name": row.name}]) from error
    masthead = row.batch.masthead
    departments = dict.fromkeys(part.compiler for part in content.parts if part.compiler)
    imprint = shape.Imprint(
        revision=1,
        departments=tuple(departments),
        contact=masthead.contact or None,
        audit_head=trail.head(masthead),
        back_issue=shape.BackIssue(
            original=row.digest,
            name=row.name,
            brought_in_by=row.by.name,
            recorded_on=_day(now, masthead),
            attested_by=tuple(shape.AttestedLine(by=each.by.name, on=_day(each.at, masthead)) for each in attested),
            pdf="original" if row.stands else None,
        ),
    )
    return replace(content, imprint=imprint)


def _rendition(row: BackIssue, snapshot: shape.Snapshot) -> Rendition:
    """Both forms, typeset; or only the web form beside the file itself, where that stands as the PDF."""
    if not row.stands:
        return carrying.keep(rendering.render(snapshot))
    try:
        pdf = store.drafts().get(row.digest)
    except store.StoreError as error:
        raise Refused([LOST % {"name": row.name}]) from error
    made = rendering.Rendered(
        html=rendering.render_html(snapshot), pdf=pdf, pages=row.page_count, renderer=rendering.renderer_version()
    )
    return carrying.keep(made)


def _day(instant: datetime, masthead: Masthead) -> str:
    return instant.astimezone(masthead.zone).date().isoformat()
