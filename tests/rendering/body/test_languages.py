from __future__ import annotations

import re

import pytest

from bulletin.rendering import passages
from bulletin.richtext import canonical
from tests.rendering import reading_tags
from tests.rendering.body import builders, issues, printed


@pytest.mark.parametrize("design", ["classic", "digest"])
def test_an_english_entry_in_a_chinese_issue_says_so_and_what_stands_around_it_does_not(design: str) -> None:
    tree = reading_tags.tree(printed.pdf(issues.mixed(design)))
    (entry,) = [tag for tag in tree.all() if tag.language == "en"]
    assert "Applicants should describe" in entry.text
    back = [tag.text for tag in entry.all() if tag.language == "zh-Hans"]
    assert any("文种" in text for text in back)
    assert not any("Applicants" in text for text in back)


def test_a_chinese_entry_in_an_english_issue_says_so() -> None:
    tree = reading_tags.tree(printed.pdf(issues.english_issue()))
    assert any("各有关单位" in tag.text for tag in tree.all() if tag.language == "zh-Hans")


QUOTED = "“Established Conditions are legally binding information considered necessary to assure the quality.”"


def test_an_english_quotation_in_a_chinese_entry_says_so_and_is_set_as_english() -> None:
    body = canonical(f"<p>原文是：</p><blockquote><p>{QUOTED}</p></blockquote><p>EMA 2026/12 (Rev. 3)</p>")
    made = printed.pdf(builders.issue(builders.notice("题名", body)))
    assert [printed.squeezed(tag.text) for tag in reading_tags.tree(made).all() if tag.language == "en"] == [
        printed.squeezed(QUOTED)
    ]
    lines = [line for line in printed.lines(made) if "Established" in line.text or "assure" in line.text]
    assert lines[0].right - lines[0].left < 0.56 * lines[0].size * len(lines[0].text)
    with reading_tags.opened(made) as document:
        fonts = {str(each.BaseFont) for page in document.pages for each in page.Resources.Font.values()}
    assert not [font for font in fonts if "Kai" in font]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The office takes <em>certified</em> copies from all applicants.", True),
        ("Das Amt nimmt beglaubigte Abschriften in der Stelle an.", False),
        ("Het bureau is of was in de stad of by de zee.", False),
        ("EMA/CHMP/12345/2026 Rev. 3, Annex II, Table 4", False),
        ("The office 药审中心 takes copies of all of the forms.", False),
    ],
)
def test_only_what_is_surely_english_is_called_so(text: str, told: bool) -> None:
    assert passages.is_english(text) is told


def test_english_quotation_marks_are_as_wide_as_they_look() -> None:
    body = "<p>“Clear rules,” the agency’s director said, and didn’t smile.</p>"
    lines = printed.lines(printed.pdf(builders.issue(builders.notice("A notice", body), language="en")))
    line = next(line for line in lines if "Clear" in line.text)
    assert line.text.startswith("“Clear")
    assert line.right - line.left < 0.56 * line.size * len(
        "“Clear rules,” the agency’s director said, and didn’t smile."
    )


def test_english_is_hyphenated_and_fills_its_lines() -> None:
    made = printed.pdf(
        builders.issue(builders.notice("A notice", builders.english(12)), language="en", design="digest")
    )
    lines = [line for line in printed.lines(made, 2) if line.size < 10 and len(line.text) > 30]
    assert any(line.text.rstrip().endswith(("-", "\u2010")) for line in lines)
    full = [line for line in lines if abs(line.right - (288.1 if line.column == 0 else 544.7)) < 1.5]
    assert len(full) > 0.8 * len(lines)


@pytest.mark.parametrize("design", ["classic", "digest"])
def test_a_parted_word_is_read_whole_and_the_hyphen_of_a_compound_stays(design: str) -> None:
    body = builders.english(12)
    made = printed.pdf(builders.issue(builders.notice("A notice", body), language="en", design=design))
    assert len([line for line in printed.lines(made) if line.text.rstrip().endswith("-")]) > 4
    read = printed.squeezed(reading_tags.tree(made).text)
    assert "medium-sized" in read
    for paragraph in re.findall("<p>(.*?)</p>", body):
        assert printed.squeezed(paragraph) in read


def test_a_word_is_parted_after_three_letters_and_before_three() -> None:
    made = printed.pdf(
        builders.issue(builders.notice("A notice", builders.english(12)), language="en", design="digest")
    )
    text = "\n".join(line.text.rstrip() for line in printed.lines(made, 2))
    parted = re.findall(r"([A-Za-z]+)-\n([a-z]+)", text)
    assert len(parted) > 10
    assert not [pair for pair in parted if min(map(len, pair)) < 3]


def test_a_note_of_the_editor_in_english_is_in_no_chinese_hand() -> None:
    entry = builders.notice("A notice", builders.english(1), editor_note="Shortened by us.")
    with reading_tags.opened(printed.pdf(builders.issue(entry, language="en"))) as document:
        fonts = {str(each.BaseFont) for page in document.pages for each in page.Resources.Font.values()}
    assert not [font for font in fonts if "Kai" in font]


def test_english_paragraphs_are_told_apart_by_an_indent_and_none_after_a_heading() -> None:
    body = f"<h4>Scope</h4>{builders.english(2)}"
    lines = printed.lines(printed.pdf(builders.issue(builders.notice("A notice", body), language="en")))
    first, second = (next(line for line in lines if line.text.startswith(each)) for each in ("Applicants", "The trans"))
    assert first.left == pytest.approx(77.1, abs=0.6)
    assert second.left == pytest.approx(77.1 + 1.4 * 10.5, abs=0.6)
