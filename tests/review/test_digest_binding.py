from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bulletin import snapshot as shape
from bulletin.models import Masthead
from editorial.drafting import outline
from editorial.models import Entry, Issue, Part, Section
from editorial.review.facts import ISSUE, Target, gather
from tests.builders import changed_in_review, entries_of, refreshed, signed_issue
from tests.cast import Cast

WORDS = st.text(alphabet="甲乙丙丁戊己庚辛 abc123", min_size=1, max_size=12).map(str.strip).filter(bool)
DAYS = st.dates(min_value=date(2020, 1, 1), max_value=date(2030, 12, 31))
NAMES = st.lists(WORDS, max_size=3)

ENTRY_FIELDS: dict[str, st.SearchStrategy[Any]] = {
    "language": WORDS,
    "title": WORDS,
    "standfirst": WORDS,
    "editor_note": WORDS,
    "source_url": WORDS.map(lambda word: f"https://example.org/{word}"),
    "source_name": WORDS,
    "byline": WORDS,
    "accessed_on": DAYS,
    "document_type": WORDS,
    "number_typed": WORDS,
    "authorities": NAMES,
    "signed_by": NAMES,
    "signed_on": DAYS,
    "published_on": DAYS,
    "effective": st.lists(st.fixed_dictionaries({"rule": WORDS}), max_size=2),
    "consultation_opens_on": DAYS,
    "consultation_closes_on": DAYS,
    "consultation_working_days": st.integers(1, 90),
    "consultation_previous_closes_on": DAYS,
    "consultation_email": WORDS,
    "consultation_text": WORDS,
    "consultation_basis": WORDS,
    "topics": NAMES,
    "body_html": WORDS.map(lambda word: f"<p>{word}</p>"),
    "cites": st.lists(st.fixed_dictionaries({"number": WORDS}), max_size=2),
}
ISSUE_FIELDS: dict[str, st.SearchStrategy[Any]] = {
    "number_label": WORDS,
    "year_number": st.integers(1, 400),
    "title": WORDS,
    "dated_on": DAYS,
    "covers_from_on": DAYS,
    "covers_to_on": DAYS,
    "next_dated_on": DAYS,
    "highlights": NAMES,
}
PART_FIELDS: dict[str, st.SearchStrategy[Any]] = {
    "title": WORDS,
    "covers_from_on": DAYS,
    "covers_to_on": DAYS,
    "compiler": WORDS,
    "compiled_on": DAYS,
}
SECTION_FIELDS: dict[str, st.SearchStrategy[Any]] = {"title": WORDS, "level": WORDS}


def one_of(fields: dict[str, st.SearchStrategy[Any]]) -> st.SearchStrategy[tuple[str, Any]]:
    return st.sampled_from(sorted(fields)).flatmap(lambda name: st.tuples(st.just(name), fields[name]))


CHANGES = st.one_of(
    st.tuples(st.just("entry"), one_of(ENTRY_FIELDS)),
    st.tuples(st.just("attachment"), st.tuples(st.just("title"), WORDS)),
    st.tuples(st.just("part"), one_of(PART_FIELDS)),
    st.tuples(st.just("section"), one_of(SECTION_FIELDS)),
    st.tuples(st.just("issue"), one_of(ISSUE_FIELDS)),
)


@pytest.fixture
def signed(cast: Cast, masthead: Masthead) -> Issue:
    return signed_issue(cast, masthead)


def live(issue: Issue) -> set[tuple[Target, str]]:
    facts = gather(issue.pk)
    return {(target, each.stage.code) for target, each in facts.live_sign_offs()}


def change(kind: str, entry: Entry, issue: Issue, name: str, value: Any, cast: Cast) -> None:
    by = cast.editor
    version = refreshed(issue).version
    if kind == "entry":
        changed_in_review(entry, {name: value}, suggested_by=cast.reviewer1, by=cast.editor)
    elif kind == "attachment":
        rows = [shape.Attachment(title=value)]
        changed_in_review(entry, {}, suggested_by=cast.reviewer1, by=cast.editor, attachments=rows)
    elif kind == "part":
        outline.revise_part(Part.objects.get(pk=entry.section.part_id), {name: value}, by=by, seen_version=version)
    elif kind == "section":
        outline.revise_section(Section.objects.get(pk=entry.section_id), {name: value}, by=by, seen_version=version)
    else:
        outline.revise_issue(refreshed(issue), {name: value}, by=by, seen_version=version)


def covering(kind: str, entry: Entry) -> set[Target]:
    part = Target(part_id=entry.section.part_id)
    own = Target(part_id=entry.section.part_id, entry_id=entry.pk)
    return {"entry": {own, part, ISSUE}, "attachment": {own, part, ISSUE}, "issue": {ISSUE}}.get(kind, {part, ISSUE})


@settings(max_examples=1000, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(drawn=CHANGES, place=st.integers(0, 2))
def test_a_change_makes_exactly_the_covering_sign_offs_stale(
    signed: Issue, cast: Cast, drawn: tuple[str, tuple[str, Any]], place: int
) -> None:
    from django.db import transaction

    kind, (name, value) = drawn
    with transaction.atomic():
        before = live(signed)
        entry = entries_of(signed)[place]
        row = {"part": entry.section.part, "section": entry.section, "issue": refreshed(signed)}.get(kind, entry)
        same = getattr(row, name) == value if kind != "attachment" else False
        change(kind, entry, signed, name, value, cast)
        stale = set() if same else covering(kind, entry)
        assert live(signed) == {(target, stage) for target, stage in before if target not in stale}
        transaction.set_rollback(True)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.integers(0, 2), name=st.sampled_from(sorted(ENTRY_FIELDS)))
def test_a_save_that_changes_nothing_leaves_everything(signed: Issue, cast: Cast, place: int, name: str) -> None:
    before, generation = live(signed), refreshed(signed).generation
    entry = entries_of(signed)[place]
    same = {name: getattr(entry, name)}
    kept = changed_in_review(entry, same, suggested_by=cast.reviewer1, by=cast.editor)
    assert live(signed) == before
    assert (kept.version, refreshed(signed).generation) == (entry.version, generation)


def test_moving_an_entry_disturbs_its_part_and_issue_only(signed: Issue, cast: Cast) -> None:
    first, second, _news = entries_of(signed)
    outline.move(second, first.section, 1, by=cast.editor, seen_version=signed.version)
    left = live(signed)
    assert {stage for target, stage in left if target.part_id == first.section.part_id} == {"first"}
    assert not {stage for target, stage in left if target == ISSUE}
    assert len([each for each in left if each[1] == "first"]) == 3


def test_moving_between_parts_keeps_the_entrys_own_sign_off(signed: Issue, cast: Cast) -> None:
    first, _second, news = entries_of(signed)
    outline.move(first, news.section, 1, by=cast.editor, seen_version=signed.version)
    assert len([each for each in live(signed) if each[1] == "first"]) == 3
