"""Asks what became of a source address: a person asks, the link worker answers; nothing of the entry changes."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bulletin import store
from bulletin.refusal import Refused, require
from editorial.drafting import trail
from editorial.evidence import copies, fetching, sites
from editorial.evidence.fetching import Answer
from editorial.evidence.reach import Reach
from editorial.intake import extract
from editorial.models import Entry, Issue, LinkCheck, User
from editorial.roles import Verb, may

# Much longer than one question takes; whoever claimed so long ago is no longer there.
ABANDONED_AFTER = timedelta(minutes=5)

# What an answer is read as: addresses end with anything.
_NAMES = {"text/html": "page.html", "application/pdf": "page.pdf"}

FORBIDDEN = _("Your role does not allow you to have source addresses checked.")
NO_ADDRESS = _("This entry has no source address.")
NONE_HAS = _("No entry of this issue has a source address.")
NOT_STORED = _("What the site answered could not be stored.")


def ask(entry: Entry, *, by: User) -> LinkCheck:
    """Put one question to the link worker; an open one is not asked twice. Raises Refused."""
    with trail.attempt("check links", entry, by=by):
        require((may(by, Verb.TICK, entry), FORBIDDEN), (bool(entry.source_url), NO_ADDRESS))
        return _asked(entry, by)


def ask_all(issue: Issue, *, by: User) -> int:
    """Ask about the source addresses of an issue, in the parts that are the person's; how many. Raises Refused."""
    with trail.attempt("check links", issue, by=by):
        having = Entry.objects.filter(section__part__issue=issue).exclude(source_url="")
        rows = having.select_related("section__part__issue")
        entries = [
            entry for part in issue.parts.all() if may(by, Verb.TICK, part) for entry in rows.filter(section__part=part)
        ]
        require((may(by, Verb.TICK, issue), FORBIDDEN), (bool(entries), NONE_HAS))
        for entry in entries:
            _asked(entry, by)
    return len(entries)


def answer_next(now: datetime, reach: Reach | None = None) -> bool:
    """Claim and answer one question; False when none waits. No transaction is open while the site is asked."""
    check = _claimed(now)
    if check is None:
        return False
    reach = reach or Reach(sites.hosts(check.entry.section.part.issue.masthead))
    try:
        _keep(check, fetching.fetch(check.url, reach))
    except Refused as refused:
        _done(check, failure=str(refused))
    except OSError:
        _done(check, failure=str(NOT_STORED))
    return True


def last_of(entry: Entry) -> LinkCheck | None:
    """The newest question about the address that the entry has now."""
    return LinkCheck.objects.filter(entry=entry, url=entry.source_url).select_related("by").first()


def _asked(entry: Entry, by: User) -> LinkCheck:
    LinkCheck.objects.filter(entry=entry).exclude(state=LinkCheck.State.DONE).exclude(url=entry.source_url).delete()
    given = {"url": entry.source_url, "by": by, "asked_at": timezone.now()}
    waiting = LinkCheck.objects.exclude(state=LinkCheck.State.DONE)
    return waiting.get_or_create(entry=entry, defaults=given)[0]


def _claimed(now: datetime) -> LinkCheck | None:
    free = Q(state=LinkCheck.State.WAITING) | Q(state=LinkCheck.State.CLAIMED, claimed_at__lt=now - ABANDONED_AFTER)
    for key in LinkCheck.objects.filter(free).order_by("pk").values_list("pk", flat=True)[:5]:
        row = LinkCheck.objects.filter(free, pk=key)
        if row.update(state=LinkCheck.State.CLAIMED, claimed_at=now):
            return LinkCheck.objects.select_related("entry__section__part__issue__masthead").filter(pk=key).first()
    return None


def _keep(check: LinkCheck, answer: Answer) -> None:
    digest = store.drafts().put(answer.data) if answer.data and answer.status == 200 else ""
    text = _text_digest(answer) if digest else ""
    before = LinkCheck.objects.filter(entry=check.entry_id, url=check.url).exclude(text_digest="").first()
    _done(
        check,
        status=answer.status,
        final_url=answer.url if answer.url != check.url else "",
        type=answer.type,
        digest=digest,
        text_digest=text,
        changed=bool(text and before and before.text_digest != text),
    )


def _done(check: LinkCheck, **found: object) -> None:
    rows = LinkCheck.objects.filter(pk=check.pk, state=LinkCheck.State.CLAIMED, claimed_at=check.claimed_at)
    rows.update(state=LinkCheck.State.DONE, at=timezone.now(), **found)


def _text_digest(answer: Answer) -> str:
    """Of the words of a page, because its bytes differ with every visit; of the bytes where no words can be read."""
    try:
        words = extract.extract(answer.data, _NAMES.get(copies.type_of(answer.data) or "", "")).text.encode()
    except Refused:
        words = answer.data
    return hashlib.sha256(words).hexdigest()
