from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from bulletin import snapshot as shape
from bulletin import store
from bulletin.models import Edition, Masthead
from bulletin.refusal import Refused
from editorial.intake import accept, correcting, placing, pooling, receiving, taking
from editorial.models import (
    Candidate,
    Entry,
    Issue,
    Membership,
    Override,
    Section,
    SignOff,
    SourceDocument,
    Submission,
)
from tests import builders
from tests.cast import Cast, make_user

CLAIMS = {
    "masthead": {"code": "monthly", "title": "另一刊物", "publisher": "别家", "notice": "换掉的声明"},
    "issue": {"number": 88, "title": "自称已发布"},
    "imprint": {
        "revision": 3,
        "sign_offs": [{"stage": "final", "by": "朱主编", "on": "2026-03-10"}],
        "override": "急",
    },
}
OF_ENTRY = {"state": "approved", "created_by": 1, "created_by_id": 1, "version": 9, "section": 1, "ref": "9.9.9"}


def document_of(cast: Cast, masthead: Masthead, **entry: Any) -> Any:
    found = shape.to_json(builders.notice(3)) | OF_ENTRY | entry
    parts = [{"title": "甲篇", "sections": [{"title": "国家级", "entries": [found]}]}]
    text = json.dumps({"schema": "bulletin/1", "parts": parts, **CLAIMS}, ensure_ascii=False)
    return receiving.receive(text.encode(), "交换.json", masthead, by=cast.writer)


def test_a_file_cannot_name_its_author_its_state_its_sign_offs_or_its_masthead(
    cast: Cast, masthead: Masthead, other_masthead: Masthead
) -> None:
    issue = accept.accept(document_of(cast, masthead), by=cast.writer)
    (entry,) = builders.entries_of(issue)
    assert (entry.created_by, entry.state, entry.version, entry.ref) == (cast.writer, Entry.State.DRAFT, 1, "")
    assert (issue.masthead, issue.state) == (masthead, Issue.State.OPEN)
    assert not any(model.objects.exists() for model in (SignOff, Submission, Override, Edition))
    unchanged = Masthead.objects.get(pk=masthead.pk)
    assert (unchanged.title, unchanged.publisher, unchanged.notice) == (
        masthead.title,
        masthead.publisher,
        masthead.notice,
    )


def test_a_file_cannot_lay_hold_of_a_file_that_did_not_come_with_it(cast: Cast, masthead: Masthead) -> None:
    secret = store.drafts().put(b"of another masthead")
    attachments = [{"title": "附件", "digest": secret, "type": "text/plain", "size": 19}]
    body = f'<p>见图。</p><figure><img data-digest="{secret}" alt="图"></figure>'
    sources = [{"url": "https://www.example.org/", "digest": secret}]
    document = document_of(cast, masthead, attachments=attachments, body_html=body, sources=sources)
    assert secret not in json.dumps(document.reading)


@pytest.mark.parametrize(
    "entry",
    [
        {"signed_on": "2026-02-31"},
        {"kind": "editorial"},
        {"title": "长" * 501},
        {"title": "   "},
        {"consultation": {"working_days": -4}},
        {"effective": [{"on": "soon"}]},
    ],
    ids=["no date", "no kind", "too long", "blank", "no count", "no day"],
)
def test_what_does_not_fit_a_draft_is_refused_with_sentences_and_nothing_is_written(
    entry: dict[str, Any], cast: Cast, masthead: Masthead
) -> None:
    document = document_of(cast, masthead, **entry)
    with pytest.raises(Refused) as refused:
        accept.accept(document, by=cast.writer)
    assert refused.value.reasons
    assert not Issue.objects.exists()


@pytest.mark.parametrize("field", ["ref", "number", "sources", "state", "created_by", "imprint"])
def test_a_correction_reaches_the_fields_of_the_text_alone(field: str, cast: Cast, masthead: Masthead) -> None:
    document = document_of(cast, masthead)
    (found,) = taking.found_in(document)
    with pytest.raises(Refused):
        correcting.correct(document, {found.ref: {field: "x"}}, by=cast.writer)


def test_two_headings_with_one_code_are_refused_with_a_sentence(cast: Cast, masthead: Masthead) -> None:
    part = shape.Part(code="same", sections=(shape.Section(entries=(builders.notice(1),)),))
    found = shape.Snapshot(parts=(part, replace(part, title="乙篇")))
    text = json.dumps(shape.to_json(found), ensure_ascii=False)
    document = receiving.receive(text.encode(), "交换.json", masthead, by=cast.writer)
    with pytest.raises(Refused):
        accept.accept(document, by=cast.writer)


def test_what_does_not_fit_a_draft_is_taken_in_no_other_way_either(cast: Cast, masthead: Masthead) -> None:
    document = document_of(cast, masthead, signed_on="2026-02-31")
    section = Section.objects.filter(part__issue=builders.open_issue(masthead, by=cast.writer))[0]
    refs = [each.ref for each in taking.found_in(document)]
    with pytest.raises(Refused):
        pooling.pool(document, refs, by=cast.writer)
    with pytest.raises(Refused):
        placing.place(document, refs, section, by=cast.writer)
    assert not Candidate.objects.exists()


def test_what_came_in_for_one_masthead_is_not_placed_at_another(
    cast: Cast, masthead: Masthead, other_masthead: Masthead
) -> None:
    everywhere = make_user("everywhere", role=Membership.Role.CHIEF)
    section = Section.objects.filter(part__issue=builders.open_issue(other_masthead, by=everywhere))[0]
    document = document_of(cast, masthead)
    refs = [each.ref for each in taking.found_in(document)]
    with pytest.raises(Refused) as refused:
        placing.place(document, refs, section, by=everywhere)
    assert refused.value.reasons == [placing.OTHER_MASTHEAD]


def test_a_document_of_which_entries_were_taken_is_not_accepted_whole(cast: Cast, masthead: Masthead) -> None:
    document = document_of(cast, masthead)
    pooling.pool(document, [each.ref for each in taking.found_in(document)], by=cast.writer)
    with pytest.raises(Refused) as refused:
        accept.accept(SourceDocument.objects.get(), by=cast.writer)
    assert refused.value.reasons == [accept.TAKEN]
