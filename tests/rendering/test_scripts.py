from __future__ import annotations

import pytest

from bulletin import rendering
from bulletin.refusal import Refused
from tests.rendering import builders, reading_tags

# What Debian's fonts-noto-cjk and fonts-dejavu-core draw: the scripts that an edition may count on.
SCRIPTS = {
    "Latin": "Žluťoučký kůň, garçon, Straße, İstanbul, Ærøskøbing",
    "Greek": "Πληροφορίες για τα φάρμακα",
    "Cyrillic": "Сведения о лекарствах, ґава, Ђорђе",
    "Arabic": "معلومات عن الأدوية",
    "Chinese": "药品监督管理 藥品監督管理",
    "Japanese": "医薬品の情報 カタカナ",
    "Korean": "의약품 정보",
    "combining": "e\u0301 a\u0308 q\u0307",
    "astral": "\U00020bb7野家 \U0002070e",
    "signs": "℃ ㎡ ① Ⅷ → ≥ ± × 〇 〔2021〕 № ™ € ‰ μ α",
}


def tagged_text(words: str) -> str:
    made = rendering.render(builders.single(title="各种文字", body_html=f"<p>{words}</p>"))
    return next(
        tag.text for tag in reading_tags.tree(made.pdf).all("P") if words[:3] in tag.text or words[-1] in tag.text
    )


@pytest.mark.parametrize("script", SCRIPTS)
def test_a_script_is_drawn_and_read_back(script: str) -> None:
    words = "".join(SCRIPTS[script].split())
    # A line from right to left is stored as it is drawn, from its end (لأ is one sign); readers turn it round.
    drawn = words[::-1].replace("أل", "لأ") if script == "Arabic" else words
    assert drawn in tagged_text(words)


@pytest.mark.parametrize(
    ("character", "said"),
    [
        ("\U00012000", "No font has the character “\U00012000” (U+12000 CUNEIFORM SIGN A)"),
        ("\u1000", "No font has the character “\u1000” (U+1000 MYANMAR LETTER KA)"),
        # A place that no version of Unicode names, whichever one Python knows.
        ("\U0003f000", "No font has the character “\U0003f000” (U+3F000)"),
        ("\ue000", "The character U+E000 means something in one font only"),
        ("\U000f0001", "The character U+F0001 means something in one font only"),
    ],
)
@pytest.mark.parametrize("field", ["title", "body_html", "standfirst", "source_name"])
def test_what_no_font_has_is_refused_with_its_place(field: str, character: str, said: str) -> None:
    text = f"字{character}字"
    snapshot = builders.single(**{field: f"<p>{text}</p>" if field == "body_html" else text})
    with pytest.raises(Refused) as refused:
        rendering.render(snapshot)
    assert any(str(each).startswith(said) and "entry 1.1.1" in str(each) for each in refused.value.reasons)
