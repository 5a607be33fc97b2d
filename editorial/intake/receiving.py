"""来稿: bytes from outside are kept as they came, once for each masthead, and read; nothing becomes a draft here."""

from __future__ import annotations

import hashlib
import unicodedata
from pathlib import PurePosixPath

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bulletin import richtext, store
from bulletin.models import Masthead
from bulletin.refusal import require
from editorial.drafting import trail
from editorial.intake import envelope, rereading, sketching
from editorial.intake.rereading import LONGEST_ADDRESS
from editorial.models import SourceDocument, User
from editorial.roles import Verb, may

LONGEST_NAME = 200
_INVISIBLE = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}

NO_ADDRESS = _("The source address is no web address. Give a whole one, beginning with https:// or http://.")


def receive(data: bytes, name: str, masthead: Masthead, *, by: User, source_url: str = "") -> SourceDocument:
    """Keep a document and read it; the same bytes again give the row that is there already.

    A document that cannot be read is kept too, with the sentence that says why. Raises Refused for what is not kept.
    """
    document, is_new = keep(data, name, masthead, by=by, source_url=source_url)
    sketching.catch_up(masthead)
    return rereading.read(document, by=by) if is_new else document


def keep(data: bytes, name: str, masthead: Masthead, *, by: User, source_url: str = "") -> tuple[SourceDocument, bool]:
    """The row of a document, unread, and whether it is new. Raises Refused for what is empty or too large."""
    digest = hashlib.sha256(data).hexdigest()
    with trail.refusals("receive", masthead, by=by):
        require((may(by, Verb.IMPORT, masthead), rereading.FORBIDDEN))
        known = SourceDocument.objects.filter(masthead=masthead, digest=digest).first()
        if known is not None:
            return known, False
        require(
            (bool(data.strip()), envelope.EMPTY),
            (len(data) <= envelope.LARGEST, envelope.TOO_LARGE),
            (_is_address(source_url), NO_ADDRESS),
        )
    store.drafts().put(data)
    with transaction.atomic(), trail.acting("receive", masthead, by=by) as act:
        document, is_new = SourceDocument.objects.get_or_create(
            masthead=masthead,
            digest=digest,
            defaults={
                "name": plain_name(name),
                "size": len(data),
                "source_url": source_url,
                "state": SourceDocument.State.RECEIVED,
                "by": by,
                "at": timezone.now(),
            },
        )
        if is_new:
            act.row, act.after_digest = document, digest
        else:
            act.void()
    return document, is_new


def plain_name(name: str) -> str:
    """A file name without folders and without anything invisible that could turn it round; its ending is kept."""
    visible = "".join(each for each in name if unicodedata.category(each) not in _INVISIBLE)
    path = PurePosixPath(visible.replace("\\", "/"))
    last = path.name.strip().strip(".") or "document"
    stem, dot, ending = last.rpartition(".")
    if dot and len(ending) <= 10:
        return f"{stem[: LONGEST_NAME - len(ending) - 1]}.{ending}"
    return last[:LONGEST_NAME]


def _is_address(address: str) -> bool:
    if not address:
        return True
    usable = richtext.safe_href(address) == address and address.lower().startswith("http")
    return usable and len(address) <= LONGEST_ADDRESS
