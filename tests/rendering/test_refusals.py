from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from bulletin import rendering
from bulletin.refusal import Refused
from bulletin.rendering import images
from bulletin.snapshot import Part, Section, Snapshot, normal_form
from bulletin.store import Store
from tests.rendering import builders

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b550000000a49444154789c6360000000020001"
    "48afa4710000000049454e44ae426082"
)


def issue_with(*bodies: str) -> Snapshot:
    entries = tuple(builders.entry(title=f"第{place}号通知", body_html=body) for place, body in enumerate(bodies, 1))
    return normal_form(Snapshot(masthead=builders.masthead(), parts=(Part(sections=(Section(entries=entries),)),)))


def reasons(snapshot: Snapshot, **options: object) -> list[str]:
    with pytest.raises(Refused) as refused:
        rendering.render(snapshot, **options)  # type: ignore[arg-type]
    return [str(reason) for reason in refused.value.reasons]


def test_every_unclean_body_is_named() -> None:
    snapshot = issue_with("<p>好</p>", "<p onclick='x()'>坏</p>", "<script>x()</script>", "<p>好</p><div>坏</div>")
    assert reasons(snapshot) == [
        f"The text of entry 1.1.{place} “第{place}号通知” holds HTML that did not pass the sanitiser."
        for place in (2, 3, 4)
    ]


def test_the_web_edition_alone_refuses_an_unclean_body_too() -> None:
    with pytest.raises(Refused, match="did not pass the sanitiser"):
        rendering.render_html(issue_with('<p><img src="http://example.org/x.png"></p>'))


def test_markup_in_a_plain_field_is_printed_as_text() -> None:
    title = "<script>alert(1)</script><img src=x onerror=alert(1)>"
    made = rendering.render(builders.single(title=title, signed_by=(title,), standfirst=title))
    assert b"<script" not in made.html
    assert b"<img" not in made.html
    assert made.html.count(b"&lt;script&gt;") >= 4


def test_every_character_without_a_glyph_is_named_with_its_place() -> None:
    snapshot = issue_with("<p>好</p>", "<p>生僻字\ue123在此</p>", "<p>好\U0010fffd</p>", "<p>\U00012000\u0cbe字</p>")
    snapshot = replace(snapshot, masthead=replace(snapshot.masthead, notice="声明\uf8ff"))
    snapshot = replace(snapshot, imprint=builders.imprint())
    assert sorted(reasons(snapshot)) == [
        "No font has the character “\u0cbe” (U+0CBE KANNADA VOWEL SIGN AA), in entry 1.1.4 “第4号通知”.",
        "No font has the character “\U00012000” (U+12000 CUNEIFORM SIGN A), in entry 1.1.4 “第4号通知”.",
        "The character U+10FFFD means something in one font only, in entry 1.1.3 “第3号通知”.",
        "The character U+E123 means something in one font only, in entry 1.1.2 “第2号通知”.",
        "The character U+F8FF means something in one font only, in the front matter, a heading or the imprint.",
    ]


def test_other_scripts_have_glyphs() -> None:
    words = "Latin é ñ, Ελληνικά, Кириллица, 繁體，かな，한글，℃ ㎡ ① Ⅷ → ≥ ± × 〇 〔2021〕"
    assert rendering.render(builders.single(title=words)).pages > 0


def test_an_image_that_the_store_has_not_is_named(tmp_path: Path) -> None:
    snapshot = issue_with(f'<figure><img alt="图" data-digest="{"a" * 64}"></figure>')
    assert reasons(snapshot, store=Store(tmp_path)) == [f"The image {'a' * 64} is not in the store."]


@pytest.mark.parametrize("content", [b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"<html>", b"", b"%PDF-1.7"])
def test_a_stored_file_that_is_no_raster_image_is_no_image(tmp_path: Path, content: bytes) -> None:
    store = Store(tmp_path)
    digest = store.put(content)
    snapshot = issue_with(f'<figure><img alt="图" data-digest="{digest}"></figure>')
    assert reasons(snapshot, store=store) == [f"The image {digest} is not in the store."]


@pytest.mark.parametrize("content", [PNG[:30], PNG[:50], PNG[:8] + b"junk", b"GIF89a", PNG[:45] + b"?" * 24])
def test_a_damaged_image_is_refused_instead_of_left_out(tmp_path: Path, content: bytes) -> None:
    store = Store(tmp_path)
    digest = store.put(content)
    snapshot = issue_with(f'<figure><img alt="图" data-digest="{digest}"></figure>')
    assert reasons(snapshot, store=store) == [f"The image {digest} is damaged or too large to be read."]


def test_an_image_of_too_many_pixels_is_refused(tmp_path: Path) -> None:
    store, huge = Store(tmp_path), io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(huge, "PNG")
    digest = store.put(huge.getvalue())
    snapshot = issue_with(f'<figure><img alt="图" data-digest="{digest}"></figure>')
    assert reasons(snapshot, store=store) == [f"The image {digest} is damaged or too large to be read."]


def test_a_stored_image_is_printed_and_carried_in_the_web_edition(tmp_path: Path) -> None:
    store = Store(tmp_path)
    digest = store.put(PNG)
    snapshot = issue_with(f'<figure><img alt="一点" data-digest="{digest}"></figure>')
    made = rendering.render(snapshot, store=store)
    assert b"/Subtype /Image" in made.pdf
    assert b'<img alt="\xe4\xb8\x80\xe7\x82\xb9" src="data:image/png;base64,' in made.html
    assert list(images.granted(snapshot, store)) == [digest]
