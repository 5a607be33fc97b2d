"""Issues for tests, opened, submitted and signed through the functions of the desk; the sentences are our own."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PIL import Image

from bulletin import snapshot as shape
from bulletin.models import Masthead
from editorial.drafting import opening
from editorial.models import Entry, Issue, User
from editorial.review import signing, suggesting, workflow
from tests.cast import STAGES, Cast

FRONT = shape.Issue(
    number=7,
    year_number=7,
    dated_on="2026-02-16",
    covers_from_on="2026-02-09",
    covers_to_on="2026-02-15",
    next_dated_on="2026-02-23",
    highlights=("两项技术指导原则发布", "一项征求意见将于月底截止"),
)


def notice(place: int = 1, **changes: Any) -> shape.Entry:
    """A notice with every usual fact; ``place`` makes its title and number differ from its neighbours'."""
    number = f"2026年第{place}号"
    plain = shape.Entry(
        kind="notice",
        title=f"国家药监局药审中心关于发布第{place}项技术指导原则的通告（{number}）",
        source_url=f"https://www.example.org/notices/{place}.html",
        document_type="通告",
        document_number=shape.DocumentNumber(typed=number, canonical=number),
        authorities=("国家药监局药审中心",),
        signed_by=("国家药品监督管理局药品审评中心",),
        signed_on="2026-02-10",
        effective=(shape.EffectiveDate(rule="on-publication", text="自发布之日起施行", basis="stated"),),
        body_html=f'<p>现将第{place}项技术指导原则予以发布，自发布之日起施行。</p><p class="closing">特此通告。</p>',
        attachments=(shape.Attachment(title=f"第{place}项技术指导原则", url="https://www.example.org/a.pdf"),),
    )
    return replace(plain, **changes)


def article(place: int = 1, **changes: Any) -> shape.Entry:
    plain = shape.Entry(
        kind="article",
        title=f"第{place}场专题培训在北京举行",
        source_name="示例信息中心",
        byline="记者甲",
        body_html=f"<p>第{place}场培训讲解了新的申报要求，来自各地的三百余人参加。</p>",
    )
    return replace(plain, **changes)


def parts(entries: int = 3) -> tuple[shape.Part, ...]:
    """Two parts and three sections with ``entries`` entries in all (0: empty sections, else at least 3)."""
    news = article(entries) if entries else None
    local = notice(entries - 1) if entries else None
    national = [notice(place) for place in range(1, entries - 1)]
    policy = shape.Part(
        code="policy",
        title="政策法规篇",
        covers_from_on="2026-02-09",
        covers_to_on="2026-02-15",
        compiler="法规研究部",
        compiled_on="2026-02-16",
        sections=(
            shape.Section(code="national", title="国家级", level="national", entries=tuple(national)),
            shape.Section(code="local", title="地方级", level="local", entries=(local,) if local else ()),
        ),
    )
    return (
        policy,
        shape.Part(
            code="news",
            title="资讯篇",
            covers_from_on="2026-02-09",
            covers_to_on="2026-02-15",
            compiler="信息部",
            sections=(shape.Section(code="news", title="资讯", entries=(news,) if news else ()),),
        ),
    )


def open_issue(masthead: Masthead, *, by: User, entries: int = 3, **front: Any) -> Issue:
    """A new issue with its drafts, written by ``by``; ``front`` replaces front matter (number, dated_on …)."""
    return opening.create(masthead, replace(FRONT, **front), parts(entries), by=by)


def submitted_issue(cast: Cast, masthead: Masthead, **changes: Any) -> Issue:
    """Written by the writer, submitted by the editor."""
    issue = open_issue(masthead, by=cast.writer, **changes)
    workflow.submit(issue, by=cast.editor)
    return refreshed(issue)


def signed_issue(cast: Cast, masthead: Masthead, **changes: Any) -> Issue:
    """Ready for release: signed at the three stages by three people."""
    return signed(open_issue(masthead, by=cast.writer, **changes), cast)


def signed(issue: Issue, cast: Cast) -> Issue:
    """Submitted by the editor and signed at the three stages by three people."""
    workflow.submit(issue, by=cast.editor)
    for code, signer in zip((stage[0] for stage in STAGES), (cast.reviewer1, cast.reviewer2, cast.chief), strict=True):
        signing.sign(issue, signing.stage_of(issue, code), by=signer)
    return refreshed(issue)


def changed_in_review(
    entry: Entry,
    changes: dict[str, Any],
    *,
    suggested_by: User,
    by: User,
    attachments: Sequence[shape.Attachment] | None = None,
) -> Entry:
    """A text in review changes in one way only: a reviewer suggests, and ``by`` takes it over and owns it."""
    version = Entry.objects.get(pk=entry.pk).version
    made = suggesting.propose(entry, changes, attachments, by=suggested_by, seen_version=version)
    return suggesting.take_over(made, by=by) if made else entry


def refreshed(issue: Issue) -> Issue:
    return Issue.objects.get(pk=issue.pk)


def entries_of(issue: Issue) -> list[Entry]:
    """In the order of the outline."""
    rows = Entry.objects.filter(section__part__issue=issue)
    return list(rows.order_by("section__part__position", "section__position", "position"))


def png() -> bytes:
    """A picture of eight grey points by eight."""
    buffer = io.BytesIO()
    Image.new("L", (8, 8), 128).save(buffer, "PNG")
    return buffer.getvalue()
