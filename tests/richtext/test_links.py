from __future__ import annotations

import pytest

from bulletin.richtext import canonical, safe_href

KEPT = [
    "https://www.example.org/a?b=1&c=2#d",
    "http://example.org",
    "HTTPS://Example.org/",
    "https://example.org:8443/a",
    "https://例え.example/",
    "https://xn--fsqu00a.example/",
    "mailto:desk@example.org",
    "mailto:desk@example.org?subject=a",
]
DROPPED = [
    "",
    "#",
    "#top",
    "/path",
    "//example.org/a",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " javascript:alert(1)",
    "java\tscript:alert(1)",
    "java\nscript:alert(1)",
    "\x01javascript:alert(1)",
    "javascript&colon;alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:msgbox(1)",
    "file:///etc/passwd",
    "ftp://example.org/a",
    "blob:https://example.org/a",
    "view-source:https://example.org",
    "https:example.org",
    "https:///example.org",
    "https://",
    "https://user:pass@example.org/",
    "https://trusted.example@evil.example/",
    "https://example.org\\@evil.example/",
    "https://example.org:port/",
    "https://exam ple.org/",
    "https://example.org/a\u0085b\n",
    "mailto:nobody",
    "tel:+861012345678",
]


@pytest.mark.parametrize("address", KEPT)
def test_a_plain_address_stays(address: str) -> None:
    assert safe_href(address) == address


@pytest.mark.parametrize("address", DROPPED)
def test_any_other_address_is_dropped_and_its_words_stay(address: str) -> None:
    assert safe_href(address) is None
    quoted = address.replace("&", "&amp;").replace('"', "&quot;")
    assert canonical(f'<p><a href="{quoted}">words</a></p>') == "<p>words</p>"


def test_spaces_around_an_address_are_no_part_of_it() -> None:
    assert canonical('<a href=" https://example.org/ ">a</a>') == '<p><a href="https://example.org/">a</a></p>'
