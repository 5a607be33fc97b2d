"""What was taken back answers 410 and says why; what never was public answers 404 and nothing else."""

from __future__ import annotations

import functools
from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase

from bulletin.archive import pages, printed, withdrawn
from bulletin.archive.withdrawn import Absence
from bulletin.models import Withdrawal
from bulletin.richtext import safe_href


def explained(view: pages.View) -> pages.View:
    """For views of an issue by ``code`` and ``number``: looks for a withdrawal before the 404 goes out."""

    @functools.wraps(view)
    def looked_up(request: HttpRequest, code: str, number: int, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, code, number, **kwargs)
        except Http404:
            found = withdrawn.absence(code, number, revision=kwargs.get("revision"), ref=kwargs.get("ref", ""))
            if found is None:
                raise
            return _gone(request, found)

    return looked_up


def _gone(request: HttpRequest, found: Absence) -> HttpResponseBase:
    """A takedown is given its date and the kind of its reason, never a title, a claimant or anybody's words."""
    withdrawal, masthead = found.withdrawal, found.edition.masthead
    is_takedown = withdrawal.kind == Withdrawal.Kind.TAKEDOWN
    context = {
        "masthead": masthead,
        "number": printed.number_of(found.edition),
        "what": found.what,
        "ref": found.ref,
        "revision": found.revision,
        "is_takedown": is_takedown,
        "is_quote": withdrawal.is_quote,
        "kind": withdrawal.kind,
        "basis": withdrawal.basis,
        "basis_address": "" if is_takedown else _link(withdrawal.basis),
        "reason": "" if is_takedown else withdrawal.reason,
        "on": printed.day(withdrawal.at.astimezone(masthead.zone).date()),
        "standing": printed.line(found.standing) if found.standing else None,
    }
    return pages.page(request, "withdrawn", context, status=410)


def _link(basis: str) -> str:
    """The address of what supersedes a document, where that is what was given."""
    return (safe_href(basis) or "") if basis.startswith(("https://", "http://")) else ""
