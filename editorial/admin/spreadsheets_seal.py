"""What a preview carries from step to step, signed: whose file, which bytes, for which masthead, and what was seen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core import signing
from django.core.exceptions import BadRequest
from django.http import HttpRequest

from bulletin import store
from bulletin.models import Masthead
from editorial import roles
from editorial.admin.base import permitted_row, person
from editorial.roles import Verb
from editorial.spreadsheets import opened

LARGEST = opened.LARGEST
SALT = "editorial.spreadsheet"
SEEN_SALT = "editorial.spreadsheet.seen"
# A preview is confirmed the day that it is looked at.
LONGEST = 24 * 60 * 60


@dataclass(frozen=True)
class Brought:
    """A file that somebody looks at."""

    data: bytes
    name: str
    masthead: Masthead | None


def sealed(request: HttpRequest, kind: str, digest: str, name: str, masthead: Masthead | None) -> str:
    key = masthead.pk if masthead else None
    said = {"by": person(request).pk, "kind": kind, "digest": digest, "name": name[-80:], "masthead": key}
    return signing.dumps(said, salt=SALT, compress=True)


def opened_seal(request: HttpRequest, kind: str, verb: Verb) -> Brought:
    """The very bytes that were sent. Raises BadRequest for a seal of somebody else, Http404, PermissionDenied."""
    said = dict(_loaded(request.GET.get("sheet", ""), SALT))
    if said.get("by") != person(request).pk or said.get("kind") != kind:
        raise BadRequest
    mastheads = roles.mastheads(request.user, verb)
    masthead = permitted_row(request, verb, mastheads, pk=said["masthead"]) if said.get("masthead") else None
    try:
        return Brought(store.drafts().get(str(said["digest"])), str(said["name"]), masthead)
    except store.StoreError:
        raise BadRequest from None


def sealed_sight(request: HttpRequest, digest: str) -> str:
    """The plan that somebody looked at, bound to the file by its address."""
    return signing.dumps([request.GET.get("sheet", ""), digest], salt=SEEN_SALT, compress=True)


def seen(request: HttpRequest) -> str:
    """The digest of the plan that the person confirms. Raises BadRequest."""
    sheet, digest = _loaded(request.POST.get("seen", ""), SEEN_SALT)
    if sheet != request.GET.get("sheet", ""):
        raise BadRequest
    return str(digest)


def _loaded(token: str, salt: str) -> Any:
    try:
        return signing.loads(token, salt=salt, max_age=LONGEST)
    except signing.BadSignature:
        raise BadRequest from None
