"""Keeps a copy of a notice's source with the entry: what the link worker was given, or a file that somebody saved."""

from __future__ import annotations

import codecs
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bulletin import snapshot as shape
from bulletin import store
from bulletin.refusal import Refused, require
from editorial import assembly
from editorial.drafting import entries, uploads
from editorial.intake.formats import kinds
from editorial.models import Entry, LinkCheck, User

MOST = 10

NOT_KEPT = _("This answer brought nothing that could be kept.")
NO_ADDRESS = _("Give the entry its source address first; a copy is a copy of something.")
UNKNOWN = _("Only web pages (.html) and PDF files are kept as copies of a source.")
TOO_MANY = _("An entry keeps at most 10 copies of its source.")


def keep(check: LinkCheck, *, by: User, seen_version: int) -> Entry:
    """Keep what was fetched. Raises Refused."""
    if not check.digest or check.at is None:
        raise Refused([NOT_KEPT])
    try:
        data = store.drafts().get(check.digest)
    except store.StoreError as error:
        raise Refused([NOT_KEPT]) from error
    require((type_of(data) is not None, UNKNOWN))
    return _add(check.entry, check.final_url or check.url, check.digest, check.at, by=by, seen_version=seen_version)


def upload(entry: Entry, data: bytes, *, by: User, seen_version: int) -> Entry:
    """Keep a page or PDF that somebody saved by hand. Raises Refused."""
    require(
        (bool(entry.source_url), NO_ADDRESS),
        (len(data) <= uploads.LARGEST, uploads.TOO_LARGE),
        (type_of(data) is not None, UNKNOWN),
    )
    digest = store.drafts().put(data)
    return _add(entry, entry.source_url, digest, timezone.now(), by=by, seen_version=seen_version)


def type_of(data: bytes) -> str | None:
    """The media type of a copy, read off its bytes; None for what is neither a PDF nor a web page."""
    if data.startswith(b"%PDF-"):
        return "application/pdf"
    start = data[:4000].removeprefix(codecs.BOM_UTF8)
    is_wide = start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    text = start.decode("utf-16", "replace") if is_wide else start.decode("latin-1")
    return "text/html" if kinds.of_text(text, "") == kinds.HTML else None


def _add(entry: Entry, url: str, digest: str, at: datetime, *, by: User, seen_version: int) -> Entry:
    sources = entries.content(entry).sources
    instant = at.replace(microsecond=0).isoformat()
    kept = [each for each in sources if each.digest != digest]
    require((len(kept) < MOST, TOO_MANY))
    kept.append(shape.Source(url=url, digest=digest, fetched_at=instant))
    return entries.revise(entry, {"sources": assembly.rows_json(kept)}, by=by, seen_version=seen_version)
