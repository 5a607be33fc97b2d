"""A shelf of small editions that between them print everything, rendered and recorded as releases are."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from bulletin import recording, rendering, store
from bulletin.boxes import with_boxes
from bulletin.management import rerendering
from bulletin.models import Edition, Masthead, Withdrawal
from bulletin.richtext import canonical
from bulletin.snapshot import (
    AttestedLine,
    BackIssue,
    Consultation,
    Correction,
    Entry,
    Part,
    Removal,
    Section,
    Snapshot,
    Source,
    normal_form,
)
from tests.rendering import builders, issues

CODE = "tech-weekly"
RELEASED_AT = dt.datetime(2026, 6, 1, 1, tzinfo=dt.UTC)
Change = Callable[[Snapshot], Snapshot]


def plain(number: int, design: str) -> Snapshot:
    found = builders.single(title=f"关于第{number}批目录的通告", signed_by=(builders.CENTRE,), signed_on="2021-01-04")
    return replace(
        found,
        masthead=replace(found.masthead, design=design),
        issue=replace(found.issue, number=number, dated_on="2021-01-15"),
        imprint=builders.imprint(),
    )


def with_entry(**changes: Any) -> Change:
    def changed(found: Snapshot) -> Snapshot:
        entry = replace(found.entries()[0], **changes)
        return replace(found, parts=(Part(sections=(Section(entries=(entry,)),)),))

    return changed


def with_masthead(**changes: Any) -> Change:
    return lambda found: replace(found, masthead=replace(found.masthead, **changes))


def with_issue(**changes: Any) -> Change:
    return lambda found: with_boxes(replace(found, issue=replace(found.issue, **changes)))


def with_imprint(**changes: Any) -> Change:
    return lambda found: replace(found, imprint=replace(found.imprint, **changes))  # type: ignore[type-var]


def corrected(found: Snapshot) -> Snapshot:
    line = Correction(ref="1.1.1", number=found.issue.number, wrong="三日", right="五日", note="排印有误。")
    return replace(found, corrections=(line,))


def in_parts(found: Snapshot) -> Snapshot:
    return normal_form(replace(found, parts=builders.parts(2)))


def late(file: str, **more: Any) -> Change:
    witnesses = (AttestedLine(by="复核甲", on="2026-05-31"), AttestedLine(by="主编丙", on="2026-06-01"))
    found = {"original": file, "name": "旧刊.doc", "brought_in_by": "责编丁", "recorded_on": "2026-06-01"}
    return with_imprint(back_issue=BackIssue(**found, attested_by=witnesses, **more))


def changes() -> Iterator[Change]:
    """What sets one edition of the shelf apart from the next."""
    picture, saved = (store.released().put(each) for each in (issues.picture(), issues.SAVED))
    copy = Source(url="https://example.org/1", digest=saved, fetched_at="2026-05-20T08:00:00+00:00")
    removal = Removal(kind="withdrawn", on="2021-01-16", reason="已更正。")
    period = Consultation(opens_on="2021-01-04", closes_on="2021-02-15", basis="stated")
    yield with_masthead(accent="#7a1f2b", logo_digest=picture)
    yield with_masthead(language="en", title="Weekly", publisher="Example Ltd.")
    yield with_masthead(embeds_snapshot=True)
    yield lambda found: with_masthead(embeds_sources=True)(with_entry(sources=(copy,))(found))
    yield with_entry(language="en", title="Guideline on variations", body_html=issues.english().body_html)
    yield with_entry(body_html=issues.body(picture))
    yield with_entry(body_html=canonical(issues.spanning_table(60)))
    yield with_entry(body_html=canonical(issues.wide_table(14)))
    yield with_entry(body_html="", attachments=builders.guideline(1).attachments)
    yield lambda found: with_issue()(with_entry(consultation=period)(found))
    yield with_issue(highlights=("要点一。", "要点二。"), boxes=("下期休刊。",), covers_from_on="2021-01-08")
    yield lambda found: replace(
        found, parts=(Part(sections=(Section(entries=(Entry(kind="notice", title="本条已撤", removal=removal),)),)),)
    )
    yield corrected
    yield in_parts
    yield with_imprint(override="值班主编特批。", address="https://weekly.example.org/tech-weekly/1/")
    yield late("0" * 64)


def filled() -> list[Edition]:
    """Every change in every design, rendered and recorded."""
    opened()
    kinds = [(change, design) for change in changes() for design in issues.DESIGNS]
    snapshots = [_numbered(change(plain(number, design))) for number, (change, design) in enumerate(kinds, start=1)]
    made = rerendering.in_order(rendering.render, snapshots, rerendering.cores())
    return [recorded(snapshot, rendered) for snapshot, rendered in zip(snapshots, made, strict=True)]


def _numbered(snapshot: Snapshot) -> Snapshot:
    return normal_form(replace(snapshot, masthead=replace(snapshot.masthead, code=CODE)))


def opened() -> None:
    Masthead.objects.create(code=CODE, title="示例科技信息周报")


def numbered(number: int) -> Snapshot:
    return _numbered(plain(number, "classic"))


def recorded(snapshot: Snapshot, made: rendering.Rendered) -> Edition:
    html, pdf = (recording.Blob(store.released().put(each), len(each)) for each in (made.html, made.pdf))
    rendition = recording.Rendition(html=html, pdf=pdf, pages=made.pages, renderer=made.renderer)
    edition = recording.record(snapshot, rendition, released_at=RELEASED_AT)
    for entry in snapshot.entries():
        if entry.removal:
            given = {"reason": "已更正。", "by": "主编", "at": RELEASED_AT}
            Withdrawal.objects.create(edition=edition, ref=entry.ref or "", **given)
    return edition
