"""Plain and lightly marked text as canonical body HTML: escapes everything, keeps links that can be followed."""

from __future__ import annotations

import html
import itertools
import re
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

_INLINE = re.compile(
    r"\\(?P<escaped>[`*_\[\]<>#&~|=+-])"
    r"|<(?P<auto>https?://[^\s<>]{1,2000})>"
    r"|\[(?P<label>[^\s\[\]](?:[^\[\]]{0,298}[^\s\[\]])?)\]\((?P<url>[^()\s]{0,2000})\)"
    r"|\*\*(?P<bold>[^\s*](?:[^*]{0,298}[^\s*])?)\*\*"
    r"|<(?P<tag>strong|em|sub|sup)>(?P<inner>(?:[^<]|<(?!/?(?P=tag)>)){1,300})</(?P=tag)>"
)
_SPACE = re.compile(r"[ \t\r\n\f]+")
_ADDRESS = re.compile(r"(?i)(?:https?://|mailto:)[^\s\x00-\x20<>\"\\^`{|}]{1,2000}")
_MARKED = re.compile(r"[<\[*\\]")
# Outermost first: the order in which the editor nests marks (bulletin/markup.py).
_ORDER = ("a", "strong", "em", "sub", "sup")
DEEPEST = 5

Mark = tuple[str, str]
Run = tuple[str, tuple[Mark, ...]]
Unusable = Callable[[str], None]


def address(url: str) -> str | None:
    """The address when it is an absolute http, https or mailto one without user information; None otherwise."""
    if not _ADDRESS.fullmatch(url):
        return None
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        return None
    if parts.scheme.lower() == "mailto":
        return url if "@" in parts.path else None
    return url if parts.hostname and "@" not in parts.netloc else None


def escape(text: str) -> str:
    return html.escape(text, quote=False).replace("\xa0", "&nbsp;")


def block(text: str, tag: str = "p", css_class: str | None = None, unusable: Unusable | None = None) -> str:
    """One block element holding the text, its links made links; ``unusable`` hears of every address left out."""
    inner = inline(_SPACE.sub(" ", text).strip(" "), unusable)
    return enclosed(inner, tag, css_class)


def enclosed(inner: str, tag: str = "p", css_class: str | None = None) -> str:
    attribute = f' class="{css_class}"' if css_class else ""
    return f"<{tag}{attribute}>{inner}</{tag}>"


def literal(text: str) -> str:
    """A paragraph that shows the text as typed: what looks like a link or a mark is none."""
    return enclosed(escape(_SPACE.sub(" ", text).strip(" ")))


def inline(text: str, unusable: Unusable | None = None) -> str:
    """Neighbours under the same marks share one element, as the editor writes them."""
    if not _MARKED.search(text):
        return escape(text)
    written: list[str] = []
    open_marks: tuple[Mark, ...] = ()
    for words, marks in _collapsed(_runs(text, (), unusable)):
        kept = sum(
            1 for _ in itertools.takewhile(lambda pair: pair[0] == pair[1], zip(open_marks, marks, strict=False))
        )
        written += [f"</{tag}>" for tag, _ in reversed(open_marks[kept:])]
        written += [f"<{tag}{attributes}>" for tag, attributes in marks[kept:]]
        written.append(escape(words))
        open_marks = marks
    return "".join(written) + "".join(f"</{tag}>" for tag, _ in reversed(open_marks))


def plain(text: str) -> str:
    """The words that ``inline`` shows."""
    return "".join(words for words, _ in _runs(text, (), None)) if _MARKED.search(text) else text


def first_address(text: str) -> str | None:
    """The first address that a link in the text leads to."""
    found = next((match for match in _INLINE.finditer(text) if match["url"] or match["auto"]), None)
    return (found["url"] or found["auto"]) if found else None


def _runs(text: str, marks: tuple[Mark, ...], unusable: Unusable | None) -> Iterator[Run]:
    """The words of the text with the marks that they stand under, outermost first."""
    past = 0
    for match in _INLINE.finditer(text) if len(marks) < DEEPEST else ():
        if match.start() > past:
            yield text[past : match.start()], marks
        past = match.end()
        if match["escaped"]:
            yield match["escaped"], marks
            continue
        mark, inner = _marked(match, unusable)
        under = marks if mark is None or any(mark[0] == tag for tag, _ in marks) else _ordered((*marks, mark))
        if match["auto"]:
            yield inner, under
        elif under == marks and mark is not None:
            yield inner, marks
        else:
            yield from _runs(inner, under, unusable)
    if past < len(text):
        yield text[past:], marks


def _ordered(marks: tuple[Mark, ...]) -> tuple[Mark, ...]:
    return tuple(sorted(marks, key=lambda mark: _ORDER.index(mark[0])))


def _marked(match: re.Match[str], unusable: Unusable | None) -> tuple[Mark | None, str]:
    if match["bold"] is not None:
        return ("strong", ""), match["bold"]
    if match["tag"]:
        return (match["tag"], ""), match["inner"]
    url, words = match["auto"] or match["url"], match["auto"] or match["label"]
    usable = address(url)
    if usable is None:
        if unusable is not None:
            unusable(url)
        return None, words
    return ("a", f' href="{html.escape(usable)}"'), words


def _collapsed(runs: Iterator[Run]) -> list[Run]:
    """Runs without a space where the one before already ends with one, and without one at either end."""
    kept: list[Run] = []
    for words, marks in runs:
        if not kept or kept[-1][0].endswith(" "):
            words = words.removeprefix(" ")
        if words:
            kept.append((words, marks))
    while kept and kept[-1][0] == " ":
        kept.pop()
    if kept:
        kept[-1] = (kept[-1][0].removesuffix(" "), kept[-1][1])
    return kept
