from __future__ import annotations

import hashlib
from dataclasses import replace

import pytest

from bulletin import formats, store
from bulletin import snapshot as sn
from bulletin.formats import losses
from editorial.intake import envelope
from tests.formats.comparing import held
from tests.formats.conftest import full_issue, picture
from tests.rendering import builders

FORMS = {"txt": losses.TEXT, "md": losses.MARKDOWN, "docx": losses.WORD}
DIGEST = hashlib.sha256(picture()).hexdigest()


def brimful() -> sn.Snapshot:
    """The full issue, with an entry in which every field of the schema says something."""
    entry = builders.entry(
        title="国家药监局关于公开征求《受理办法》意见的通知",
        language="zh-Hans",
        reuse_basis="quotation",
        accessed_on="2021-01-08",
        topics=("受理",),
        document_number=sn.DocumentNumber(typed="国药监[2021]5号", canonical="国药监〔2021〕5号"),
        effective=(
            sn.EffectiveDate(on="2021-06-01", text="六月一日起施行", basis="computed"),
            sn.EffectiveDate(rule="on-publication", text="自发布之日起施行", basis="stated"),
        ),
        consultation=sn.Consultation(
            closes_on="2021-01-15", computed_working_days=9, text="月中截止", basis="computed", email="a@example.org"
        ),
        published_on="2021-01-05",
        attachments=(sn.Attachment(title="申请表", digest="a" * 64, type="application/pdf", size=5),),
        cites=(
            sn.Citation(
                number="国药监〔2020〕1号", title="旧办法", document_type="办法", relation="replaces", target="a/1/1.1"
            ),
        ),
        sources=(sn.Source(url="https://example.org/", digest="b" * 64, fetched_at="2021-01-05T00:00:00Z"),),
        body_html="<p>受理的范围与时限如下<br>见下文。</p><p>本件替代国药监〔2020〕1号。</p><p>请于上班时间来电。</p>",
    )
    whole = full_issue(DIGEST)
    first = replace(whole.parts[1], sections=(sn.Section(code="own", title="国家级", level="own", entries=(entry,)),))
    marked = replace(builders.entry(title="关于标记的通知"), body_html="<p># 井号</p><p>**星号**与文字。</p>")
    second = replace(first, code="own", sections=(sn.Section(title="补充", entries=(marked,)),))
    return replace(whole, parts=(*whole.parts, first, second))


@pytest.mark.parametrize(("form", "lost"), [(form, lost) for form in FORMS for lost in FORMS[form]])
def test_every_loss_that_is_listed_is_one(form: str, lost: str) -> None:
    store.released().put(picture())
    whole = brimful()
    again = envelope.read(formats.made(form, whole), f"issue.{form}").snapshot
    listed = {path: why for path, why in FORMS[form].items() if path != lost and not path.startswith(f"{lost}.")}
    assert told(again, listed, lost) != told(whole, listed, lost)


def told(found: sn.Snapshot, listed: dict[str, str], lost: str) -> list[str]:
    """All values of the one field that is not left out, in order."""
    kind, _, path = lost.partition(".")
    name = path.split(".")[0].split("/")[0]
    rows = held(found, listed)
    sections = [section for part in rows for section in part.get("sections", [])]
    entries = [entry for section in sections for entry in section.get("entries", [])]
    return [str(row.get(name)) for row in {"part": rows, "section": sections, "entry": entries}[kind]]


def test_the_full_issue_comes_back_but_for_what_is_listed() -> None:
    store.released().put(picture())
    whole = full_issue(DIGEST)
    again = envelope.read(formats.made("txt", whole), "issue.txt").snapshot
    assert held(again, losses.TEXT) == held(whole, losses.TEXT)
