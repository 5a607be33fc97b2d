"""Every address that the resolver knows, and rows for those that name one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.urls import URLPattern, get_resolver
from django.utils import timezone

from bulletin import recording, store
from bulletin import snapshot as shape
from bulletin.models import (
    Authority,
    Delivery,
    DocumentType,
    Edition,
    Masthead,
    Subscriber,
    Withdrawal,
    WorkdayOverride,
)
from bulletin.recording import Blob, Rendition
from editorial.models import (
    Article,
    Attachment,
    AuditEntry,
    BackIssue,
    Batch,
    Candidate,
    Deputy,
    Entry,
    GuestLink,
    Issue,
    Membership,
    Message,
    Notice,
    Override,
    Part,
    Plan,
    ProposedName,
    Remark,
    Revision,
    Section,
    Source,
    SourceDocument,
    Stage,
    Suggestion,
    Undoing,
    User,
)
from editorial.publishing import freeze
from tests import builders
from tests.cast import make_user


@dataclass(frozen=True)
class Address:
    """A pattern by its full name ("desk:index"), with the names of what it must be given."""

    name: str
    arguments: tuple[str, ...]


def every_address() -> Iterator[Address]:
    return _walk(get_resolver().url_patterns, "")


def _walk(patterns: list[Any], prefix: str) -> Iterator[Address]:
    for each in patterns:
        if isinstance(each, URLPattern):
            yield Address(f"{prefix}{each.name}", tuple(each.pattern.regex.groupindex))
        else:
            yield from _walk(each.url_patterns, f"{prefix}{each.namespace}:" if each.namespace else prefix)


@dataclass(frozen=True)
class Rows:
    """One row of everything that an address can name, at one masthead."""

    masthead: Masthead
    issue: Issue
    rows: dict[str, int]
    digest: str

    def arguments(self, address: Address) -> dict[str, Any]:
        return {name: self._value(name, address) for name in address.arguments}

    def _value(self, name: str, address: Address) -> Any:
        match name:
            case "code":
                return self.masthead.code
            case "number" | "revision":
                return 1
            case "ref":
                return "1.1.1"
            case "digest":
                return self.digest
            case "app_label":
                return "editorial"
            case "token" | "uidb64":
                return "no-such-token"
        model = address.name.split("_")[1] if name in ("object_id", "pk") else name.removesuffix("_id")
        return self.rows[{"document": "sourcedocument"}.get(model, model)]


def make_rows(masthead: Masthead, *, by: User, stranger: User) -> Rows:
    """Rows written straight into the tables: this is about who may ask for them, not about how they come to be."""
    issue = builders.open_issue(masthead, by=by)
    notice, _other, article = builders.entries_of(issue)
    digest = store.drafts().put(b"an attachment")
    for entry in (notice, article):
        Attachment.objects.create(entry=entry, position=2, title="附件", digest=digest, type="text/plain", size=13)
    saved = {"url": "https://example.org/notice", "digest": digest, "fetched_at": "2026-11-20T08:00:00+00:00"}
    Entry.objects.filter(pk=notice.pk).update(sources=[saved])
    edition = _edition(masthead, by=by)
    subscriber = Subscriber.objects.create(masthead=masthead, email=f"reader@{masthead.code}.example.org")
    delivery = Delivery.objects.create(dispatch=edition.dispatch, subscriber=subscriber, next_try_at=timezone.now())
    rows: dict[str, Any] = {
        "issue": issue,
        "entry": notice,
        "remark": Remark.objects.create(issue=issue, entry=notice, text="请核对。", by=by, at=timezone.now()),
        "suggestion": _suggestion(notice, by=by),
        "part": Part.objects.filter(issue=issue)[0],
        "section": Section.objects.filter(part__issue=issue)[0],
        "notice": Notice.objects.get(pk=notice.pk),
        "article": Article.objects.get(pk=article.pk),
        **_incoming(masthead, by=by),
        "plan": Plan.objects.get(masthead=masthead),
        "auditentry": AuditEntry.objects.filter(masthead=masthead)[0],
        "revision": Revision.objects.filter(issue=issue)[0],
        "user": stranger,
        "membership": Membership.objects.create(user=stranger, masthead=masthead, role=Membership.Role.WRITER),
        "message": _message(masthead, to=by),
        "link": _guest_link(issue, by=by),
        "masthead": masthead,
        **_registers(masthead),
        "edition": edition,
        **_withdrawal(edition, by=by),
        "deputy": _deputy(masthead, by=by),
        "override": Override.objects.create(issue=issue, edition=edition, reason="急", by=by, at=timezone.now()),
        "subscriber": subscriber,
        "dispatch": edition.dispatch,
        "delivery": delivery,
    }
    return Rows(masthead, issue, {name: row.pk for name, row in rows.items()}, digest)


def _incoming(masthead: Masthead, *, by: User) -> dict[str, Any]:
    """What came in from outside, and where it comes from."""
    return {
        "sourcedocument": _document(masthead, by=by),
        **_batch(masthead, by=by),
        "candidate": _candidate(masthead, by=by),
        "source": Source.objects.create(masthead=masthead, name="示例网站", url="https://www.example.org/"),
    }


def _registers(masthead: Masthead) -> dict[str, Any]:
    """What the whole house keeps."""
    return {
        "authority": Authority.objects.get_or_create(name="示例局")[0],
        "proposedname": _proposed_name(masthead),
        "documenttype": DocumentType.objects.get_or_create(name="示例文种")[0],
        "workdayoverride": WorkdayOverride.objects.get_or_create(on=date(2026, 2, 14), is_workday=True, source="x")[0],
    }


def someone_else(masthead: Masthead) -> User:
    """The person whom user administration is asked about."""
    return make_user(f"somebody-{masthead.code}")


def _document(masthead: Masthead, *, by: User) -> SourceDocument:
    """A bulletin of two entries, read."""
    found = shape.Snapshot(
        parts=(shape.Part(sections=(shape.Section(entries=(builders.notice(70), builders.notice(71))),)),)
    )
    reading = {"snapshot": shape.to_json(found), "leftovers": [], "warnings": [], "evidence": []}
    digest = store.drafts().put(f"周报 {masthead.code}".encode())
    return SourceDocument.objects.create(
        masthead=masthead, name="周报.txt", digest=digest, size=1, reading=reading, by=by, at=timezone.now()
    )


def _batch(masthead: Masthead, *, by: User) -> dict[str, Any]:
    """A batch of one back issue, read."""
    now = timezone.now()
    batch = Batch.objects.create(masthead=masthead, source="旧刊", by=by, at=now)
    frozen = shape.Snapshot(
        issue=shape.Issue(number=90, dated_on="2019-03-04"),
        parts=(shape.Part(sections=(shape.Section(entries=(builders.notice(90),)),)),),
    )
    kept = store.drafts().put(shape.canonical(frozen))
    given = {"number": 90, "dated_on": date(2019, 3, 4), "state": "read", "content_digest": kept, "by": by, "at": now}
    return {
        "batch": batch,
        "row": BackIssue.objects.create(batch=batch, name="a.txt", digest="1" * 64, size=1, **given),
    }


def _proposed_name(masthead: Masthead) -> ProposedName:
    seen = {"document": SourceDocument.objects.get(masthead=masthead), "at": timezone.now()}
    return ProposedName.objects.get_or_create(name="示例处", defaults=seen)[0]


def _candidate(masthead: Masthead, *, by: User) -> Candidate:
    """An entry of the document that waits in the pool."""
    entry = builders.notice(70)
    found = {
        "content": shape.to_json(entry),
        "digest": shape.entry_digest(entry),
        "title": entry.title,
        "kind": entry.kind,
    }
    document = SourceDocument.objects.get(masthead=masthead)
    return Candidate.objects.create(
        document=document, ref="1.1.1", masthead=masthead, by=by, at=timezone.now(), **found
    )


def _deputy(masthead: Masthead, *, by: User) -> Deputy:
    """Of days that are over: it lets nobody sign anything."""
    over = date(2026, 2, 14)
    away = make_user(f"away-{masthead.code}")
    return Deputy.objects.create(
        masthead=masthead, principal=away, deputy=by, from_on=over, to_on=over, by=by, at=timezone.now()
    )


def _message(masthead: Masthead, *, to: User) -> Message:
    """Told to whoever wrote everything else here, at whom alone its addresses answer."""
    return Message.objects.create(
        to=to, event=Message.Event.LATE, masthead=masthead, about=masthead.title, at=timezone.now()
    )


def _suggestion(entry: Entry, *, by: User) -> Suggestion:
    """The very text that the entry has, as somebody's suggestion."""
    kept = Revision.objects.filter(entry=entry)[0]
    texts = {"base_digest": kept.digest, "digest": kept.digest, "content": kept.content}
    return Suggestion.objects.create(entry=entry, by=by, at=timezone.now(), **texts)


def _guest_link(issue: Issue, *, by: User) -> GuestLink:
    stage, now = Stage.objects.filter(plan__masthead=issue.masthead, scope="issue")[0], timezone.now()
    days = {"at": now, "expires_at": now + timedelta(days=3)}
    token_digest = f"{issue.pk:064}"
    return GuestLink.objects.create(issue=issue, stage=stage, name="客", token_digest=token_digest, by=by, **days)


def _withdrawal(edition: Edition, *, by: User) -> dict[str, Any]:
    """Of an entry that is none, so that everything stays public; somebody asks for it to be undone."""
    row = Withdrawal.objects.create(edition=edition, ref="9.9.9", reason="误", by=by.name, at=timezone.now())
    return {
        "withdrawal": row,
        "undoing": Undoing.objects.create(withdrawal=row, reason="复核无误", by=by, at=timezone.now()),
    }


def _edition(masthead: Masthead, *, by: User) -> Edition:
    """A recorded edition, number 1, whose stored forms are two words."""
    issue = builders.open_issue(masthead, by=by, number=1)
    page, paper = (Blob(store.released().put(data), len(data)) for data in (b"<p>", b"%PDF"))
    return recording.record(freeze.freeze(issue), Rendition(page, paper, 1, "none"), released_at=timezone.now())
