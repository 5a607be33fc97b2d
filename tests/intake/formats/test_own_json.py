from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from bulletin import snapshot as shape
from editorial.intake import envelope, extract
from editorial.intake.extract import Extract, NotRead
from editorial.intake.formats import sentences

ENTRY = shape.Entry(
    kind="notice",
    title="某省药品监督管理局关于印发抽检方案的通知",
    body_html="<p>现将方案印发给你们。</p>",
    source_url="https://mpa.example.gov.cn/t1.html",
    attachments=(shape.Attachment(title="方案", url="https://mpa.example.gov.cn/a.pdf"),),
)
ISSUE = shape.Snapshot(
    issue=shape.Issue(number=5, title="一期"),
    parts=(shape.Part(title="甲篇", sections=(shape.Section(title="国家级", entries=(ENTRY,)),)),),
)


def with_entry(**changes: Any) -> bytes:
    section = shape.Section(title="国家级", entries=(replace(ENTRY, **changes),))
    return shape.canonical(replace(ISSUE, parts=(shape.Part(title="甲篇", sections=(section,)),)))


def read(data: bytes) -> Extract:
    return extract.extract(data, "期.json")


def told(found: Extract) -> list[str]:
    return [loss.sentence for loss in found.losses]


def test_an_issue_of_our_own_comes_in_as_it_was() -> None:
    found = read(shape.canonical(ISSUE))
    assert (found.kind, found.snapshot, found.losses) == ("json", ISSUE, ())
    assert envelope.read(shape.canonical(ISSUE), "期.json").snapshot == ISSUE


def test_what_read_document_prints_comes_in_as_well() -> None:
    printed = {"snapshot": shape.to_json(ISSUE), "leftovers": [], "warnings": [], "evidence": []}
    assert read(json.dumps(printed).encode()).snapshot == ISSUE


def test_the_imprint_of_an_edition_stays_behind() -> None:
    found = read(shape.canonical(replace(ISSUE, imprint=shape.Imprint(revision=2))))
    assert found.snapshot == ISSUE
    assert told(found) == [sentences.IMPRINT]


def test_a_body_that_is_not_in_order_is_put_in_order() -> None:
    found = read(with_entry(body_html='<p onclick="x">现将方案<script>x</script>印发给你们。</p>'))
    assert found.snapshot is not None
    assert found.snapshot.entries()[0].body_html == "<p>现将方案印发给你们。</p>"
    assert told(found) == [sentences.CLEANED_BODY]


def test_addresses_that_act_are_left_out() -> None:
    found = read(
        with_entry(source_url="javascript:alert(1)", attachments=(shape.Attachment(title="a", url="file:///x"),))
    )
    assert found.snapshot is not None
    (entry,) = found.snapshot.entries()
    assert (entry.source_url, entry.attachments[0].url) == (None, None)
    assert told(found) == [sentences.LOST_LINK, sentences.LOST_LINK]


@pytest.mark.parametrize("data", [b'{"schema": "bulletin/99"}', b"[]", b'{"a": 1}', b'"bulletin/1"'])
def test_any_other_json_is_refused_with_the_schema_that_is_read(data: bytes) -> None:
    with pytest.raises(NotRead, match="bulletin/1") as refused:
        read(data)
    assert refused.value.sentence == sentences.OTHER_SCHEMA
