"""Where an article comes from, and whether a text without any other structure is one article by itself."""

from __future__ import annotations

from collections.abc import Sequence

from . import authorities, dates, kinds, labels, numbers
from .brackets import trailing_round
from .coverage import is_periodical, issue_line
from .heads import undress
from .lines import Line
from .vocabulary import Vocabulary

SHORTEST_HEADLINE = 8
LONGEST_HEADLINE = 60
_TELLING = frozenset({labels.SOURCE, labels.BYLINE, labels.PUBLISHED})


def source_in_title(title: str, vocabulary: Vocabulary) -> str | None:
    """经济参考报：… before the headline or …（中国知识产权网） after it."""
    before, colon, _ = title[:20].replace(":", "：").partition("：")
    if colon and 2 < len(before) <= 14 and before.endswith(vocabulary.media_suffixes):
        return before.strip("《》【】 ")
    trailing = trailing_round(title)
    name = trailing[1].removeprefix("来源：").removeprefix("来源:") if trailing else ""
    return (
        name
        if 2 < len(name) <= 20 and name.endswith(vocabulary.media_suffixes) and not numbers.find_all(name)
        else None
    )


def is_lone_article(lines: Sequence[Line], vocabulary: Vocabulary) -> bool:
    """Whether a headline, running text and a source, a byline, a date or a signature make the lines one article."""
    if len(lines) < 2 or not any(_runs(line.text) for line in lines[1:]):
        return False
    title = undress(lines[0].text).core
    if not _is_headline(title, vocabulary):
        return False
    if source_in_title(title, vocabulary) or _is_signed(lines[-3:], vocabulary):
        return True
    if "关于" in title and sum(undress(line.text).number is not None for line in lines) > 1:
        return True
    edges = [*lines[1:4], *lines[-3:]]
    told = {name for line in edges for name, _ in labels.read(line.text)}
    return bool(told & _TELLING) or any(labels.is_byline(line.text) for line in edges)


def _is_signed(lines: Sequence[Line], vocabulary: Vocabulary) -> bool:
    """Whether the lines end with a name, or with a name and a date under it."""
    last = lines[-1].text
    if len(lines) > 1 and dates.whole(last) is not None:
        last = lines[-2].text
    return bool(authorities.signers(last, vocabulary))


def headline_at(lines: Sequence[Line], vocabulary: Vocabulary) -> int | None:
    """The place of the headline when the lines, but for the name of a site above, are one article by itself."""
    for at in range(min(3, len(lines))):
        if is_lone_article(lines[at:], vocabulary):
            return at
        text = lines[at].text
        if not authorities.signers(text, vocabulary) and not is_periodical(text, vocabulary) and not issue_line(text):
            return None
    return None


def _is_headline(text: str, vocabulary: Vocabulary) -> bool:
    if not SHORTEST_HEADLINE <= len(text) <= LONGEST_HEADLINE or text.endswith(("。", "；", "，", "：", ":", "、")):
        return False
    return (
        not labels.read(text)
        and issue_line(text) is None
        and not is_periodical(text, vocabulary)
        and not kinds.own_number(text)
        and not authorities.signers(text, vocabulary)
    )


def _runs(text: str) -> bool:
    return len(text) >= 12 and text.endswith(("。", "”", "！", "？"))
