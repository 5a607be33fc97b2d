from hypothesis import example, given, settings
from hypothesis import strategies as st

from bulletin import snapshot
from bulletin.reading import numbers, read
from editorial.intake import envelope
from tests.reading import accounts, builders, snippets


@given(builders.bulletins())
def test_every_line_of_a_bulletin_has_one_home_and_is_there(bulletin: builders.Bulletin) -> None:
    accounts.assert_nothing_lost(bulletin.text, read(bulletin.text))


@given(builders.SCRAPBOOKS)
@example("国家级\n1、甲\n\n\n\n乙")
@settings(max_examples=500)
def test_every_line_of_a_scrapbook_has_one_home_and_is_there(text: str) -> None:
    accounts.assert_nothing_lost(text, read(text))


@given(snippets.mixtures())
@settings(max_examples=300)
def test_every_line_of_mixed_layouts_has_one_home_and_is_there(text: str) -> None:
    reading = read(text)
    accounts.assert_nothing_lost(text, reading)
    accounts.assert_bodies_are_canonical(reading)
    assert snapshot.from_json(snapshot.to_json(reading.snapshot)) == reading.snapshot


@given(builders.bulletins())
def test_parts_sections_and_entries_are_found_as_written(bulletin: builders.Bulletin) -> None:
    found = read(bulletin.text).snapshot
    wanted = [
        (part, [(section, [(each.number, each.title) for each in written]) for section, written in sections])
        for part, sections in bulletin.parts
    ]
    assert [
        (
            part.title,
            [(section.title, [(each.number, each.title) for each in section.entries]) for section in part.sections],
        )
        for part in found.parts
    ] == wanted


@given(st.one_of(builders.bulletins().map(lambda bulletin: bulletin.text), builders.SCRAPBOOKS))
def test_bodies_are_in_canonical_form(text: str) -> None:
    accounts.assert_bodies_are_canonical(read(text))


@given(builders.SCRAPBOOKS)
def test_a_snapshot_survives_its_json(text: str) -> None:
    found = read(text).snapshot
    assert snapshot.from_json(snapshot.to_json(found)) == found


@given(builders.bulletins())
def test_the_normal_form_of_a_numbered_bulletin_is_itself(bulletin: builders.Bulletin) -> None:
    found = read(bulletin.text).snapshot
    assert snapshot.normal_form(found) == found


@given(st.one_of(builders.bulletins().map(lambda bulletin: bulletin.text), builders.SCRAPBOOKS))
def test_a_document_number_reads_the_same_from_what_was_typed(text: str) -> None:
    for entry in read(text).snapshot.entries():
        if entry.document_number:
            typed = numbers.find_all(entry.document_number.typed)
            assert [each.canonical for each in typed] == [entry.document_number.canonical]


@given(builders.bulletins(), st.sampled_from(["utf-8", "utf-8-sig", "gb18030", "utf-16"]))
def test_the_encoding_changes_nothing(bulletin: builders.Bulletin, encoding: str) -> None:
    text = bulletin.text.removeprefix("\ufeff")
    assert read(envelope.text_of(text.encode(encoding))) == read(text)
