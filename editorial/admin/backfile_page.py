"""The page of one batch: how far it is, what is missing or there twice, its rows, and who attests it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from editorial import roles
from editorial.admin.base import permitted_row, person
from editorial.admin.site import desk
from editorial.backfile import attesting, gaps, standing, wording
from editorial.backfile.digesting import digest
from editorial.backfile.findings import Finding, Report, report
from editorial.models import Attestation, BackIssue, Batch, User
from editorial.roles import Verb

A_PAGE = 100
# How often a page that shows progress looks again.
LOOK_AGAIN_SECONDS = 4

State = BackIssue.State


@dataclass(frozen=True)
class Line:
    """A row as it is listed, with what was found about it."""

    row: BackIssue
    refusal: str
    findings: list[Finding]


def batch_for(request: HttpRequest, verb: Verb, pk: int) -> Batch:
    seen = Batch.objects.filter(masthead__in=roles.mastheads(request.user, Verb.VIEW))
    return permitted_row(request, verb, seen.select_related("masthead", "by", "released_by"), pk=pk)


def to_batch(batch: Batch) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("desk:editorial_batch_change", args=[batch.pk]))


@require_safe
def page(request: HttpRequest, batch_id: int) -> HttpResponse:
    batch = batch_for(request, Verb.VIEW, batch_id)
    found = report(batch)
    leaf = Paginator(found.rows, A_PAGE).get_page(request.GET.get("p"))
    context: dict[str, Any] = {
        **desk.each_context(request),
        "title": str(batch),
        "opts": Batch._meta,
        "batch": batch,
        "found": found,
        "leaf": leaf,
        "lines": list(_lines(found, leaf.object_list)),
        "missing": gaps.written(found.missing),
        "missing_count": gaps.count(found.missing),
        "brings": roles.may(request.user, Verb.BACKFILL, batch),
        **_progress(batch, found),
        **_attesting(batch, person(request)),
    }
    return TemplateResponse(request, "editorial/backfile/batch.html", context)


def _lines(found: Report, rows: Any) -> Iterator[Line]:
    for row in rows:
        yield Line(row, wording.refusal(row), found.of(row))


def _progress(batch: Batch, found: Report) -> dict[str, Any]:
    """What the worker has done of what it is to do: reading first, recording when the batch is released."""
    kept = found.kept
    done = State.RECORDED if batch.released_at else None
    behind = [row for row in kept if (row.state != done if done else row.state == State.WAITING)]
    stuck = [row for row in behind if row.refusal]
    is_going_on = len(behind) > len(stuck)
    return {
        "total": len(kept),
        "behind": len(behind),
        "done": len(kept) - len(behind),
        "look_again": LOOK_AGAIN_SECONDS if is_going_on else None,
    }


def _attesting(batch: Batch, user: User) -> dict[str, Any]:
    live = standing.live(batch)
    is_open = batch.released_at is None
    return {
        "digest": batch.digest or digest(batch),
        "live": live,
        "has_two": len(live) >= standing.ENOUGH,
        "unseated": Attestation.objects.filter(batch=batch).exclude(unseated_at=None).count(),
        "is_mine": any(each.by_id == user.pk for each in live),
        "may_attest": is_open and roles.may(user, Verb.ATTEST, batch),
        "why_not": attesting.refusals(batch, user) if is_open and roles.may(user, Verb.ATTEST, batch) else [],
    }
