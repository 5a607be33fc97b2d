from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given, settings

from bulletin import richtext
from bulletin.refusal import Refused
from bulletin.richtext import canonical, is_clean
from tests.richtext.bodies import SHAPES, soups
from tests.richtext.trees import as_browsers_do, plainly

TAGS = {"p", "h4", "h5", "h6", "ol", "ul", "li", "table", "tbody", "tr", "th", "td", "figure", "figcaption", "img"}
TAGS |= {"blockquote", "a", "em", "strong", "sub", "sup", "br"}
ATTRIBUTES = {
    ("p", "class"),
    ("ol", "start"),
    ("td", "colspan"),
    ("td", "rowspan"),
    ("th", "colspan"),
    ("th", "rowspan"),
    ("img", "data-digest"),
    ("img", "alt"),
    ("a", "href"),
}


class Allowed(HTMLParser):
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in TAGS
        for name, value in attrs:
            assert (tag, name) in ATTRIBUTES
            assert name != "class" or value in richtext.P_CLASSES
            assert name != "href" or richtext.safe_href(value or "") == value

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    def handle_decl(self, decl: str) -> None:
        raise AssertionError(decl)


@settings(max_examples=5_000)
@given(soups)
def test_what_comes_out_is_on_the_list_stays_as_it_is_and_means_the_same_to_every_parser(soup: str) -> None:
    once = canonical(soup)
    assert is_clean(once)
    Allowed().feed(once)
    assert as_browsers_do(once) == plainly(once)


@settings(max_examples=1_000)
@given(soups)
def test_what_readers_get_is_the_same_words(soup: str) -> None:
    body = canonical(soup)
    assert richtext.text_of(richtext.safe(body)) == richtext.text_of(body)


@pytest.mark.parametrize("body", SHAPES.values(), ids=SHAPES.keys())
def test_every_construct_of_the_form_stays_as_it_is(body: str) -> None:
    assert canonical(body) == body


@pytest.mark.parametrize(
    ("source", "body"),
    [
        ("bare words", "<p>bare words</p>"),
        ("<div>a<p>b</div>c", "<p>a</p><p>b</p><p>c</p>"),
        ("<h1>题</h1>", "<h4>题</h4>"),
        ("<b>a</b><i>b</i>", "<p><strong>a</strong><em>b</em></p>"),
        ("<em><strong>a</strong>b</em>", "<p><strong><em>a</em></strong><em>b</em></p>"),
        ("<p><strong>a</strong><strong>b</strong></p>", "<p><strong>ab</strong></p>"),
        ("<p>a  b\n c <br> d </p><p> </p>", "<p>a b c <br>d</p>"),
        ("<ul><li>a<li>b</ul>", "<ul><li><p>a</p></li><li><p>b</p></li></ul>"),
        ("<ul><ul><li>a</ul></ul>", "<ul><li><p></p><ul><li><p>a</p></li></ul></li></ul>"),
        ("<p>实施<办法>的</p>", "<p>实施&lt;办法&gt;的</p>"),
        ("<p class='x kicker'>a</p>", '<p class="kicker">a</p>'),
        ("<figure><figcaption>图</figcaption></figure>", '<p class="label">图</p>'),
        ("<p></p><p><br></p>", ""),
    ],
)
def test_what_is_written_otherwise_takes_the_form(source: str, body: str) -> None:
    assert canonical(source) == body


def test_deep_nesting_ends_in_an_answer() -> None:
    assert canonical("<ul><li>" * 3_000 + "x").count("<ul>") <= 12
    assert canonical("<blockquote>" * 3_000 + "x")


def test_a_template_refuses_what_did_not_come_through_the_sanitiser() -> None:
    with pytest.raises(Refused):
        richtext.safe("<p onclick=x()>a</p>")


def test_links_close_the_door_behind_them_when_printed() -> None:
    assert 'rel="noopener noreferrer" href="https://example.org/"' in richtext.safe(
        '<p><a href="https://example.org/">a</a></p>'
    )
