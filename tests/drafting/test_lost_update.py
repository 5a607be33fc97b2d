from __future__ import annotations

import random

import pytest

from bulletin import snapshot as shape
from bulletin.models import Masthead
from bulletin.refusal import Refused
from editorial.drafting import entries
from editorial.models import Entry, Revision, Suggestion
from editorial.review import suggesting
from tests.builders import entries_of, open_issue, submitted_issue
from tests.cast import Cast


def test_of_two_who_save_the_second_is_refused_and_the_first_kept(cast: Cast, masthead: Masthead) -> None:
    entry = entries_of(open_issue(masthead, by=cast.writer))[0]
    entries.revise(entry, {"title": "甲的标题"}, by=cast.writer, seen_version=entry.version)
    with pytest.raises(Refused):
        entries.revise(entry, {"title": "乙的标题"}, by=cast.editor, seen_version=entry.version)
    entry.refresh_from_db()
    assert (entry.title, entry.version) == ("甲的标题", 2)


def test_no_interleaving_loses_an_edit(cast: Cast, masthead: Masthead) -> None:
    entry = entries_of(open_issue(masthead, by=cast.writer))[0]
    people, moments = (cast.writer, cast.editor), random.Random(7)
    seen = {person.pk: entry.version for person in people}
    saved: list[str] = []
    for turn in range(200):
        person = moments.choice(people)
        if moments.random() < 0.5:
            entry.refresh_from_db()
            seen[person.pk] = entry.version
            continue
        try:
            kept = entries.revise(entry, {"title": f"第{turn}稿"}, by=person, seen_version=seen[person.pk])
            saved.append(kept.title)
        except Refused:
            entry.refresh_from_db()
            assert entry.version > seen[person.pk]
    titles = [shape.build(shape.Entry, _json(row)).title for row in Revision.objects.filter(entry=entry)]
    assert titles[1:] == saved
    assert len(saved) > 20


def test_attachments_are_saved_with_the_entry_or_not_at_all(cast: Cast, masthead: Masthead) -> None:
    entry = entries_of(open_issue(masthead, by=cast.writer))[0]
    new = [shape.Attachment(title="新附件")]
    kept = entries.revise(entry, {}, by=cast.writer, seen_version=entry.version, attachments=new)
    with pytest.raises(Refused):
        entries.revise(entry, {}, by=cast.editor, seen_version=entry.version, attachments=[])
    assert [each.title for each in kept.attachments.all()] == ["新附件"]


def test_no_interleaving_of_suggestions_loses_an_edit(cast: Cast, masthead: Masthead) -> None:
    entry = entries_of(submitted_issue(cast, masthead))[0]
    reviewers, takers = (cast.reviewer1, cast.reviewer2, cast.chief), (cast.writer, cast.editor)
    names, dice = ("title", "standfirst", "editor_note", "byline"), random.Random(11)
    text = {name: getattr(entry, name) for name in names}
    waiting: list[tuple[Suggestion, dict[str, str], dict[str, str]]] = []
    taken = refused = 0
    for turn in range(200):
        if dice.random() < 0.5 or not waiting:
            changes = {name: f"{name}{turn}" for name in dice.sample(names, 2)}
            version = Entry.objects.get(pk=entry.pk).version
            made = suggesting.propose(entry, changes, by=dice.choice(reviewers), seen_version=version)
            assert made is not None
            waiting.append((made, changes, dict(text)))
            continue
        made, changes, seen = waiting.pop(dice.randrange(len(waiting)))
        try:
            suggesting.take_over(made, by=dice.choice(takers))
        except Refused:
            refused += 1
            assert any(text[name] != seen[name] for name in changes)
        else:
            taken += 1
            assert all(text[name] == seen[name] for name in changes)
            text |= changes
        present = Entry.objects.get(pk=entry.pk)
        assert {name: getattr(present, name) for name in names} == text
    assert min(taken, refused) > 10


def _json(row: Revision) -> object:
    import json

    return json.loads(bytes(row.content))
