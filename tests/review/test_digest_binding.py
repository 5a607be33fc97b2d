from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.db import transaction
from django.db.models import Model
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from bulletin.models import Masthead
from editorial import assembly
from editorial.drafting import outline
from editorial.models import Attachment, Entry, Issue, Part, Section
from editorial.review.facts import ISSUE, Facts, Target, gather
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
# What a form of the desk offers; the rest follows from it, or is set where the entry comes from.
EDITED = frozenset(ENTRY_FIELDS)
ENTRY_FIELDS |= {
    "kind": st.sampled_from(Entry.Kind.values),
    "reuse_basis": st.sampled_from(Entry.ReuseBasis.values),
    "number_canonical": WORDS,
    "consultation_computed_working_days": st.integers(1, 90),
    "sources": st.lists(st.fixed_dictionaries({"url": WORDS}), max_size=2),
    "removal": st.fixed_dictionaries({"kind": WORDS, "on": WORDS}),
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
    "boxes": NAMES,
    "number": st.integers(1, 400),
    "corrections": st.lists(st.fixed_dictionaries({"ref": WORDS, "wrong": WORDS, "right": WORDS}), max_size=2),
}
PART_FIELDS: dict[str, st.SearchStrategy[Any]] = {
    "code": WORDS,
    "title": WORDS,
    "covers_from_on": DAYS,
    "covers_to_on": DAYS,
    "compiler": WORDS,
    "compiled_on": DAYS,
}
SECTION_FIELDS: dict[str, st.SearchStrategy[Any]] = {"code": WORDS, "title": WORDS, "level": WORDS}


MASTHEAD_FIELDS: dict[str, st.SearchStrategy[Any]] = {
    "title": WORDS,
    "language": st.sampled_from(Masthead.Language.values),
    "publisher": WORDS,
    "time_zone": st.sampled_from(["Asia/Shanghai", "Asia/Tokyo", "UTC"]),
    "design": WORDS,
    "logo_digest": WORDS,
    "notice": WORDS,
    "embeds_sources": st.booleans(),
    "embeds_snapshot": st.booleans(),
    "accent": WORDS,
}
ATTACHMENT_FIELDS: dict[str, st.SearchStrategy[Any]] = {
    "title": WORDS,
    "url": WORDS,
    "digest": WORDS,
    "type": WORDS,
    "size": st.integers(1, 9),
}
FIELDS: dict[type[Model], dict[str, st.SearchStrategy[Any]]] = {
    Entry: ENTRY_FIELDS,
    Attachment: ATTACHMENT_FIELDS,
    Section: SECTION_FIELDS,
    Part: PART_FIELDS,
    Issue: ISSUE_FIELDS,
    Masthead: MASTHEAD_FIELDS,
}
# Columns that say where a row stands, how far it has come or how the desk treats it, and that nobody signs.
NOT_SIGNED: dict[type[Model], set[str]] = {
    Entry: {"id", "section", "position", "ref", "state", "version", "created_by"},
    Attachment: {"id", "entry", "position"},
    Section: {"id", "part", "position"},
    Part: {"id", "issue", "position", "asks_sign_off"},
    Issue: {"id", "masthead", "form", "last_number", "state", "version", "generation", "opened_at"},
    Masthead: {"id", "code", "contact", "days_between_issues"},
}
DRAWN = st.sampled_from([Entry, Entry, Entry, Attachment, Section, Part, Issue, Masthead]).flatmap(
    lambda model: st.sampled_from(sorted(FIELDS[model])).flatmap(
        lambda name: st.tuples(st.just(model), st.just(name), FIELDS[model][name])
    )
)


@pytest.fixture
def signed(cast: Cast, masthead: Masthead) -> Issue:
    return signed_issue(cast, masthead, entries=5)


@pytest.fixture
def facts(signed: Issue) -> Facts:
    return gather(signed.pk)


@pytest.fixture
def entries(signed: Issue) -> list[Entry]:
    """With everything that they hang on, read once for a thousand examples that all undo what they did."""
    rows = Entry.objects.select_related("section__part__issue__masthead").prefetch_related("attachments")
    return list(rows.filter(pk__in=[entry.pk for entry in entries_of(signed)]).order_by("pk"))


def live(issue: Issue) -> set[tuple[Target, str]]:
    facts = gather(issue.pk)
    return {(target, each.stage.code) for target, each in facts.live_sign_offs()}


def row_of(model: type[Model], entry: Entry) -> Any:
    part = entry.section.part
    rows = {Entry: entry, Section: entry.section, Part: part, Issue: part.issue, Masthead: part.issue.masthead}
    return rows.get(model) or entry.attachments.all()[0]


def covering(model: type[Model], entry: Entry) -> set[Target]:
    part = Target(part_id=entry.section.part_id)
    own = Target(part_id=entry.section.part_id, entry_id=entry.pk)
    if model in (Entry, Attachment):
        return {own, part, ISSUE}
    return {ISSUE} if model in (Issue, Masthead) else {part, ISSUE}


@pytest.mark.parametrize("model", FIELDS, ids=lambda model: model.__name__)
def test_every_column_is_signed_or_named_as_one_that_nobody_signs(model: type[Model]) -> None:
    columns = {field.name for field in model._meta.concrete_fields}
    assert columns - NOT_SIGNED[model] == set(FIELDS[model])


# Rows are written as a change would leave them, without its history: what is asked is what stays live.
@settings(max_examples=1000, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
@given(drawn=DRAWN, place=st.integers(0, 3))
def test_a_change_makes_exactly_the_covering_sign_offs_stale(
    facts: Facts, signed: Issue, entries: list[Entry], drawn: tuple[type[Model], str, Any], place: int
) -> None:
    (model, name, value), entry = drawn, entries[place]
    row = row_of(model, entry)
    with transaction.atomic():
        stale = set() if getattr(row, name) == value else covering(model, entry)
        model._default_manager.filter(pk=row.pk).update(**{name: value})
        after = replace(facts, assembled=assembly.assemble(signed.pk))
        left = {(target, each.stage) for target, each in after.live_sign_offs()}
        assert left == {(target, each.stage) for target, each in facts.live_sign_offs() if target not in stale}
        transaction.set_rollback(True)


@settings(max_examples=25, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
@given(place=st.integers(0, 3), name=st.sampled_from(sorted(EDITED)))
def test_a_save_that_changes_nothing_leaves_everything(signed: Issue, cast: Cast, place: int, name: str) -> None:
    before, generation = live(signed), refreshed(signed).generation
    entry = entries_of(signed)[place]
    same = {name: getattr(entry, name)}
    kept = changed_in_review(entry, same, suggested_by=cast.reviewer1, by=cast.editor)
    assert live(signed) == before
    assert (kept.version, refreshed(signed).generation) == (entry.version, generation)


@settings(max_examples=25, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
@given(place=st.integers(0, 3), name=st.sampled_from(sorted(EDITED)), drawing=st.data())
def test_a_suggestion_that_is_taken_over_makes_the_same_stale(
    signed: Issue, cast: Cast, place: int, name: str, drawing: st.DataObject
) -> None:
    with transaction.atomic():
        before, entry = live(signed), entries_of(signed)[place]
        value = drawing.draw(ENTRY_FIELDS[name])
        stale = set() if getattr(entry, name) == value else covering(Entry, entry)
        changed_in_review(entry, {name: value}, suggested_by=cast.reviewer1, by=cast.editor)
        assert live(signed) == {(target, stage) for target, stage in before if target not in stale}
        transaction.set_rollback(True)


@settings(max_examples=40, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
@given(place=st.integers(0, 4), section=st.integers(0, 2), position=st.integers(1, 4))
def test_wherever_an_entry_moves_its_own_sign_off_goes_with_it(
    signed: Issue, cast: Cast, place: int, section: int, position: int
) -> None:
    with transaction.atomic():
        entry = entries_of(signed)[place]
        to = list(Section.objects.filter(part__issue=signed).order_by("part__position", "position"))[section]
        before = {part.pk: order_of(part) for part in signed.parts.all()}
        outline.move(entry, to, position, by=cast.editor, seen_version=refreshed(signed).version)
        changed = {pk for pk, order in before.items() if order_of(Part.objects.get(pk=pk)) != order}
        left = live(signed)
        assert len([each for each in left if each[1] == "first"]) == 5
        parts = {target.part_id for target, stage in left if stage == "second"}
        assert parts == {part.pk for part in signed.parts.all()} - changed
        assert ((ISSUE, "final") in left) == (not changed)
        transaction.set_rollback(True)


def order_of(part: Part) -> list[tuple[int, int]]:
    rows = Entry.objects.filter(section__part=part).order_by("section__position", "position")
    return [(row.section_id, row.pk) for row in rows]


def test_the_order_of_the_parts_is_signed_with_the_issue(signed: Issue) -> None:
    first, second = signed.parts.all()
    Part.objects.filter(pk=first.pk).update(position=second.position + 1)
    left = live(signed)
    assert (ISSUE, "final") not in left
