"""The few words that only the further forms print, in the two languages of ``bulletin.rendering.words``."""

from __future__ import annotations

from dataclasses import dataclass

from bulletin.rendering.words import Words


@dataclass(frozen=True, kw_only=True)
class Phrases:
    """Patterns take a page and the number of pages."""

    corrected: str
    withdrawn: str
    taken_down: str
    page: tuple[str, str, str]
    picture: str
    read_it: str
    documents: str
    title: str


CHINESE = Phrases(
    corrected="更正版",
    withdrawn="撤稿",
    taken_down="下架",
    page=("第", "页，共", "页"),
    picture="图",
    read_it="本期网址",
    documents="文号索引",
    title="标题",
)
ENGLISH = Phrases(
    corrected="Corrected edition",
    withdrawn="Withdrawn",
    taken_down="Taken down",
    page=("Page ", " of ", ""),
    picture="Picture",
    read_it="Address of this issue",
    documents="Documents by number",
    title="Title",
)


def phrases_for(words: Words) -> Phrases:
    """Those of the language that the words are in; only English names its months."""
    return ENGLISH if words.months else CHINESE
