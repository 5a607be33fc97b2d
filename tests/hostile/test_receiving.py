from __future__ import annotations

import hashlib

import pytest

from bulletin import store
from bulletin.models import Masthead
from editorial.intake import receiving
from editorial.intake.formats import sentences
from editorial.models import Candidate, Entry, Issue, SourceDocument
from tests.cast import Cast
from tests.hostile import documents

QUICK = {name: (file_name, data) for name, file_name, data in documents.quick()}
CHOSEN = [name for name in list(QUICK)[::17] if b"\x00" not in QUICK[name][0].encode()]


@pytest.mark.parametrize("name", CHOSEN)
def test_a_hostile_document_is_kept_as_it_came_and_makes_no_draft(name: str, cast: Cast, masthead: Masthead) -> None:
    file_name, data = QUICK[name]
    document = receiving.receive(data, file_name, masthead, by=cast.writer)
    row = SourceDocument.objects.get()
    assert row.digest == hashlib.sha256(data).hexdigest()
    assert store.drafts().get(row.digest) == data
    assert document.state in (SourceDocument.State.READY, SourceDocument.State.FAILED)
    if document.state == SourceDocument.State.FAILED:
        assert document.failure["sentence"] in sentences.KNOWN - {sentences.BROKEN_OFF}
        assert (row.text_digest, row.files) == ("", [])
    assert [rows.objects.count() for rows in (Candidate, Issue, Entry)] == [0, 0, 0]
