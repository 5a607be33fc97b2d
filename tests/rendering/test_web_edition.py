from __future__ import annotations

import html
import re
from dataclasses import replace
from html.parser import HTMLParser

from bulletin import colours, rendering
from bulletin.rendering import Rendered
from bulletin.richtext import text_of
from bulletin.snapshot import Snapshot
from tests.rendering import builders

# Of the paper of the page by night.
DARK = "#14181c"


class Page(HTMLParser):
    """Start tags with their attributes, and the words, of a page."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(page.decode())
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def text(self) -> str:
        return re.sub(r"\s+", "", "".join(self.words))

    def values(self, name: str) -> list[str]:
        return [value or "" for _tag, attributes in self.tags for key, value in attributes.items() if key == name]


def test_it_stands_alone(rendered: Rendered) -> None:
    page = Page(rendered.html)
    assert not {tag for tag, _attributes in page.tags} & {"script", "link", "iframe", "object", "embed", "form", "base"}
    assert page.values("src") == []
    assert not [name for _tag, attributes in page.tags for name in attributes if name.startswith("on")]
    style = rendered.html.decode().partition("<style>")[2].partition("</style>")[0]
    assert "url(" not in style
    assert "@import" not in style


def test_it_bears_the_colour_of_its_masthead_by_day_and_a_paler_one_by_night(weekly: Snapshot) -> None:
    masthead = replace(weekly.masthead, accent="#0b5c4a")
    page = rendering.render_html(replace(weekly, masthead=masthead)).decode()
    own = page.partition("</style>")[2].partition("<style>")[2].partition("</style>")[0]
    night = re.search(r":root { --accent: #0b5c4a }\n@media \(prefers-color-scheme: dark\) {.*(#[0-9a-f]{6})", own)
    assert night
    assert colours.contrast_with_white(DARK) / colours.contrast_with_white(night[1]) > colours.READABLE
    assert f"--paper: {DARK}" in page


def test_it_bears_no_red_of_a_masthead(weekly: Snapshot) -> None:
    page = rendering.render_html(replace(weekly, masthead=replace(weekly.masthead, accent="#c00000"))).decode()
    assert "#c00000" not in page
    assert page.count("<style>") == 1


def test_it_tells_browsers_to_load_nothing(rendered: Rendered) -> None:
    policy = next(each["content"] for tag, each in Page(rendered.html).tags if "http-equiv" in each)
    assert policy is not None
    assert policy.startswith("default-src 'none'; style-src 'unsafe-inline'; img-src data:;")


def test_links_lead_to_anchors_that_exist_or_out_without_a_referrer(rendered: Rendered) -> None:
    page = Page(rendered.html)
    anchors = set(page.values("id"))
    for tag, attributes in page.tags:
        target = attributes.get("href")
        if tag == "a" and target and target.startswith("#"):
            assert target[1:] in anchors
        elif tag == "a" and target and target.startswith("http"):
            assert attributes.get("rel") == "noopener noreferrer"
    assert len(page.values("id")) == len(anchors)


def test_it_carries_every_entry_whole_and_in_order(rendered: Rendered, weekly: Snapshot) -> None:
    text, place = Page(rendered.html).text(), 0
    place = text.index("知识产权信息篇收录时段")
    for entry in weekly.entries():
        for line in (entry.title, *text_of(entry.body_html or "").splitlines(), *entry.signed_by):
            found = text.find(re.sub(r"\s+", "", line), place)
            assert found >= 0, line
            place = found


def test_markup_is_semantic_and_names_the_language(rendered: Rendered, weekly: Snapshot) -> None:
    page = Page(rendered.html)
    tags = [tag for tag, _attributes in page.tags]
    assert tags.count("article") == len(weekly.entries())
    assert {"header", "nav", "main", "section", "time"} <= set(tags)
    assert page.tags[0] == ("html", {"lang": "zh-Hans"})
    assert "2020-12-31" in page.values("datetime")
    assert "width=device-width, initial-scale=1" in page.values("content")


def ranks(page: bytes) -> list[int]:
    return [int(tag[1]) for tag, _attributes in Page(page).tags if re.fullmatch("h[1-6]", tag)]


def skips(found: list[int]) -> list[tuple[int, int]]:
    return [(above, below) for above, below in zip([0, *found], found, strict=False) if below > above + 1]


def test_no_heading_skips_a_level(rendered: Rendered) -> None:
    assert ranks(rendered.html).count(1) == 1
    assert skips(ranks(rendered.html)) == []


def test_headings_of_bodies_hang_below_their_entry_wherever_it_stands() -> None:
    body = "<h5>甲</h5><p>文</p><h4>乙</h4><p>文</p><h6>丙</h6><p>文</p><h5>丁</h5><p>文</p>"
    alone = rendering.render_html(builders.single(body_html=body))
    assert ranks(alone) == [1, 2, 3, 3, 4, 4]
    issue = builders.weekly(guidelines=1)
    part = issue.parts[1]
    entries = (replace(part.sections[0].entries[0], body_html=body),)
    issue = replace(issue, parts=(replace(part, sections=(replace(part.sections[0], entries=entries),)),), imprint=None)
    assert ranks(rendering.render_html(issue))[-5:] == [4, 5, 5, 6, 6]


def test_headings_keep_their_words() -> None:
    page = rendering.render_html(builders.single(body_html="<h4>把服务送到园区</h4><p>文</p>"))
    assert "<h3>把服务送到园区</h3>" in page.decode()


def test_an_unsafe_address_is_printed_without_a_link() -> None:
    page = rendering.render_html(builders.single(source_url="javascript:alert(1)"))
    assert b"javascript:" not in page


def test_attribute_breaking_text_stays_text() -> None:
    text = "\"><img src=x onerror=alert(1)>'"
    snapshot = builders.single(title=text, language=text, byline=text)
    snapshot = replace(snapshot, masthead=replace(snapshot.masthead, publisher=text, title=text))
    page = rendering.render_html(snapshot, watermark=text)
    assert b"<img" not in page
    assert html.escape(text).encode() in page
