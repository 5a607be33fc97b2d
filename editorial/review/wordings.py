"""What a line of a correction may say, proposed from the first words that differ; a person words it in the end."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from editorial.review.differences import Change
from editorial.review.wordwise import CAME, GONE, SAME, Span

# So much of what stands around a change makes it readable; a mark ends it sooner.
AROUND = 20
_MARKS = "，。；：！？、（）,;!?()\n"


def proposed(changes: Iterable[Change]) -> tuple[str, str]:
    """What was wrong and what is right, of the first line of the first field that differs in its words."""
    for change in changes:
        for line in change.lines:
            if any(span.state != SAME for span in line.spans):
                return _sides(line.spans)
    return "", ""


def _sides(spans: Sequence[Span]) -> tuple[str, str]:
    """Both sides from the first change to the last, each with the words beside it, and nothing of the rest."""
    at = [place for place, span in enumerate(spans) if span.state != SAME]
    first, last = at[0], at[-1]
    before = _end_of(spans[first - 1].text) if first else ""
    after = _start_of(spans[last + 1].text) if last + 1 < len(spans) else ""
    changed = spans[first : last + 1]
    wrong, right = ("".join(span.text for span in changed if span.state != other) for other in (CAME, GONE))
    return before + wrong + after, before + right + after


def _end_of(text: str) -> str:
    cut = max(text.rfind(mark) for mark in _MARKS) + 1
    return text[max(cut, len(text) - AROUND) :]


def _start_of(text: str) -> str:
    found = [text.find(mark) for mark in _MARKS if mark in text]
    return text[: min([AROUND, *found])]
