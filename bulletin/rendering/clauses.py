"""Marks paragraphs that are the typed heading of a clause, so that print can keep them with the text that they head.

The text stays what it is: a number as GB/T 9704—2012 (7.3.3) has them, a few words, and no mark that ends a sentence.
"""

from __future__ import annotations

import re

NUMERALS = "[一二三四五六七八九十百]{1,4}"
FIRST = re.compile(rf"<p>(?={NUMERALS}、[^<。；：，！？]{{1,40}}</p>)")
LOWER_NUMBER = rf"（{NUMERALS}）|第{NUMERALS}[章节条]|[0-9]{{1,3}}[.．、] ?|（[0-9]{{1,3}}）"
LOWER = re.compile(rf"<p>(?=(?:{LOWER_NUMBER})[^<。；：，！？]{{1,30}}</p>)")


def marked(page: str) -> str:
    """The page with a class on such paragraphs; a paragraph of the templates' own always has one already."""
    return LOWER.sub('<p class="clause">', FIRST.sub('<p class="clause first">', page))
