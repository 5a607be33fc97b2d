"""Editions for the tests of the readers' side; the sentences are our own."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from bulletin import recording, removing, store
from bulletin import snapshot as sn
from bulletin.models import Edition, Masthead, Withdrawal

TITLE = "科技信息周报"
PDF = b"%PDF-1.7\n% the bytes of a printed issue\n" + bytes(range(256)) * 40 + b"\n%%EOF\n"
HTML = "<!DOCTYPE html><title>科技信息周报</title><p>一期刊物。</p>".encode()
BODY = (
    '<p class="addressee">各有关单位：</p><p>为便于查阅，现将有关事项通知如下。详见 '
    '<a href="https://example.org/notice">原文</a>。</p><h4>一、适用范围</h4><p>本文件适用于申报资料的整理与归档。</p>'
    "<h5>（一）办理时限</h5><ol><li><p>材料齐备的，当日受理。</p></li><li><p>需要补正的，一次告知。</p></li></ol>"
    "<table><tbody><tr><th><p>事项</p></th><th><p>时限</p></th></tr>"
    "<tr><td><p>受理</p></td><td><p>1 日</p></td></tr></tbody></table>"
    '<p class="closing">特此通知。</p>'
)


def masthead(code: str = "tech-weekly", title: str = TITLE, **fields: object) -> Masthead:
    given = {"publisher": "信息研究部", "notice": "内部资料，注意保存。", "contact": "bulletin@example.org", **fields}
    found, _ = Masthead.objects.get_or_create(code=code, defaults={"title": title, **given})
    return found


def notice(number: int, **fields: object) -> sn.Entry:
    given = {
        "title": f"国家知识产权局关于第{number}批数据开放目录的公告",
        "document_type": "公告",
        "document_number": sn.DocumentNumber(typed=f"2021年 第{number}号", canonical=f"2021年第{number}号"),
        "authorities": ("国家知识产权局", "国家药品监督管理局") if number % 2 else ("国家药品监督管理局",),
        "signed_by": ("国家知识产权局",),
        "signed_on": f"2021-01-{number % 28 + 1:02}",
        "published_on": f"2021-01-{number % 28 + 1:02}",
        "effective": (sn.EffectiveDate(on="2021-03-01", basis="stated"),),
        "consultation": sn.Consultation(
            opens_on="2021-01-04",
            closes_on="2021-01-15",
            working_days=10,
            email="comments@example.org",
            basis="stated",
        ),
        "source_url": "https://example.org/notice",
        "body_html": BODY,
        "attachments": (
            sn.Attachment(title="《数据开放目录》.doc", url="https://example.org/list.doc"),
            sn.Attachment(title="《填报说明》"),
        ),
        "cites": (sn.Citation(number="国知发服字〔2019〕46号", title="关于加快建设公共服务体系的意见"),),
        **fields,
    }
    return sn.Entry(kind="notice", **given)  # type: ignore[arg-type]


def article(number: int, **fields: object) -> sn.Entry:
    given = {
        "title": f"药品专利早期解决机制观察之{number}",
        "standfirst": "三个问题，一张时间表。",
        "editor_note": "数据截至发稿之日。",
        "byline": "本报记者",
        "source_name": "研究参考",
        "source_url": "https://example.org/article",
        "body_html": "<p>机制试行以来，各方关注登记、声明与裁决之间的衔接。</p>",
        **fields,
    }
    return sn.Entry(kind="article", **given)  # type: ignore[arg-type]


def snapshot(of: Masthead, number: int, entries: int = 4, **issue: object) -> sn.Snapshot:
    """An issue of two parts, dated a week after the one before it; 144 is of 8 January 2021."""
    dated_on = dt.date(2021, 1, 8) + dt.timedelta(weeks=number - 144)
    given = {
        "number": number,
        "number_label": f"第{number}期",
        "dated_on": dated_on.isoformat(),
        "covers_from_on": (dated_on - dt.timedelta(days=7)).isoformat(),
        "covers_to_on": dated_on.isoformat(),
        "highlights": ("数据开放目录公布", "专利早期解决机制满月"),
        **issue,
    }
    copied = ("code", "title", "language", "publisher", "time_zone", "notice")
    found = sn.Snapshot(
        masthead=sn.Masthead(**{name: getattr(of, name) for name in copied}),
        issue=sn.Issue(**given),  # type: ignore[arg-type]
        parts=parts(entries),
        imprint=imprint(),
    )
    return sn.normal_form(found)


def parts(entries: int) -> tuple[sn.Part, sn.Part]:
    """Notices at national and local level, then one article."""
    notices = tuple(notice(each) for each in range(1, max(2, entries)))
    half = (len(notices) + 1) // 2
    first = sn.Part(
        code="ip",
        title="知识产权信息篇",
        covers_from_on="2021-01-01",
        covers_to_on="2021-01-08",
        compiler="知识产权部",
        compiled_on="2021-01-08",
        sections=(
            sn.Section(code="national", title="国家级", level="national", entries=notices[:half]),
            sn.Section(code="local", title="地方级", level="local", entries=notices[half:]),
        ),
    )
    news = sn.Section(code="news", title="资讯", level="news", entries=(article(1),))
    return first, sn.Part(code="drug", title="医药信息篇", sections=(news,))


def imprint(revision: int = 1, occasion: str | None = None) -> sn.Imprint:
    lines = (("first", "复核甲", "2021-01-06"), ("second", "复核乙", "2021-01-07"), ("final", "主编丙", "2021-01-08"))
    return sn.Imprint(
        revision=revision,
        occasion=occasion,
        departments=("知识产权部", "医药注册部"),
        sign_offs=tuple(sn.SignOffLine(stage=stage, by=by, on=on) for stage, by, on in lines),
        contact="bulletin@example.org",
    )


def release(
    of: Masthead,
    number: int,
    *,
    frozen: sn.Snapshot | None = None,
    supersedes: Edition | None = None,
    pdf: bytes = PDF,
    entries: int = 4,
    occasion: str | None = None,
) -> Edition:
    """An edition with its rows, blobs and dispatch, released at nine in the morning of its date."""
    revision = supersedes.revision + 1 if supersedes else 1
    frozen = replace(frozen or snapshot(of, number, entries), imprint=imprint(revision, occasion))
    rendition = recording.Rendition(html=_blob(HTML), pdf=_blob(pdf), pages=18, renderer="test")
    released_at = dt.datetime.fromisoformat(f"{frozen.issue.dated_on}T09:00:00+08:00")
    return recording.record(frozen, rendition, released_at=released_at)


def corrected(of: Masthead, first: Edition) -> Edition:
    """A second revision that says what was wrong in the first."""
    line = sn.Correction(ref="1.1.2", number=first.number, wrong="三月一日", right="四月一日", note="日期有误。")
    frozen = replace(snapshot(of, first.number), corrections=(line,))
    return release(of, first.number, frozen=frozen, supersedes=first, occasion="correction")


def withdrawn(of: Masthead, first: Edition, ref: str, **row: object) -> Edition:
    """The next revision, with a stub at the place of an entry; ``row`` is what the withdrawal says."""
    given = {"kind": "wrong", "reason": "来源有误。", "by": "主编丙", "at": first.released_at, **row}
    Withdrawal.objects.create(edition=first, ref=ref, **given)
    gone = sn.Removal(kind="withdrawn", on="2021-01-09", reason="来源有误。")
    frozen = removing.without(sn.loads(bytes(first.snapshot)), ref, gone)
    return release(of, first.number, frozen=frozen, supersedes=first, occasion="withdrawal")


def record_late(of: Masthead, number: int, **options: object) -> Edition:
    """A back issue: dated like its number, recorded on the first of June 2026."""
    late = sn.BackIssue(
        original="0" * 64,
        name=f"第{number}期.doc",
        brought_in_by="责编丁",
        recorded_on="2026-06-01",
        attested_by=(sn.AttestedLine(by="复核甲", on="2026-05-31"), sn.AttestedLine(by="主编丙", on="2026-06-01")),
    )
    frozen = replace(snapshot(of, number, **options), imprint=sn.Imprint(revision=1, back_issue=late))  # type: ignore[arg-type]
    rendition = recording.Rendition(html=_blob(HTML), pdf=_blob(PDF), pages=18, renderer="test")
    return recording.record(frozen, rendition, released_at=dt.datetime(2026, 6, 1, 1, tzinfo=dt.UTC))


def _blob(content: bytes) -> recording.Blob:
    return recording.Blob(store.released().put(content), len(content))
