from __future__ import annotations

from dataclasses import replace

import pytest

from bulletin import rendering
from bulletin.snapshot import Section, Snapshot
from tests.rendering import builders
from tests.rendering.printing import print_html
from tests.rendering.reading_pdf import text_of


def with_an_empty_section(language: str = "zh-Hans", title: str | None = "地方级") -> Snapshot:
    weekly = builders.weekly(guidelines=2)
    part = weekly.parts[0]
    emptied = replace(part, sections=(*part.sections, Section(code="none", title=title)))
    masthead = replace(weekly.masthead, language=language)
    return replace(weekly, masthead=masthead, parts=(emptied, *weekly.parts[1:]))


@pytest.mark.parametrize(("language", "said"), [("zh-Hans", "本期无"), ("en", "Nothing in this issue")])
def test_a_section_without_entries_says_that_there_is_nothing(language: str, said: str) -> None:
    made = rendering.render(with_an_empty_section(language))
    assert f">{said}</p>" in made.html.decode()
    assert "".join(said.split()) in "".join("".join(text_of(made.pdf)).split())


def test_a_section_without_a_title_says_nothing_of_itself() -> None:
    assert "本期无" not in print_html(with_an_empty_section(title=None))
