"""Where the characters of a line stand: both edges straight, the rest shared out where the line could be broken.

The share is kept with each piece of text and used when it is drawn; nothing is shaped again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from weasyprint.formatting_structure import boxes

from bulletin.rendering.typesetting.characters import (
    ALNUM,
    ANY_HAN,
    CLOSING,
    GAP,
    HALF,
    NEVER_FIRST,
    OPENING,
    TYPED,
    UNSEEN,
    WIDE,
)

# After these, before anything that may begin a line, a line takes its share; at the end of the line nothing does.
_SPACES = f"{GAP} \u00a0"
SLOT = re.compile(
    f"(?![{OPENING}]|(?<=[A-Za-z])’[A-Za-z])[{WIDE}{CLOSING}{NEVER_FIRST}{_SPACES}](?![{UNSEEN}]*(?:[{CLOSING}{NEVER_FIRST}{_SPACES}]|$))"
    f"|[{ALNUM})\\]%](?=[{UNSEEN}]*[{OPENING}])"
)
# A wider share than this, in ems, looks worse than a ragged edge.
WIDEST = 0.5
GAP_WIDTH = 0.25


def trim(line: Any) -> None:
    """Take away the gap at the end of a line: between Han and Latin there is none where the line ends."""
    chain = _last_chain(line)
    box = chain[-1]
    if not isinstance(box, boxes.TextBox) or not box.text.endswith(GAP):
        return
    box.text = box.pango_layout.text = box.text.removesuffix(TYPED).removesuffix(GAP)
    for each in chain:
        each.width -= GAP_WIDTH * box.style["font_size"]


def trailing_gap(box: Any) -> float:
    last = _last_chain(box)[-1]
    width: float = (
        GAP_WIDTH * last.style["font_size"] if isinstance(last, boxes.TextBox) and last.text.endswith(GAP) else 0
    )
    return width


def hang(line: Any) -> tuple[float, float]:
    """How far the blank halves of an opening mark at the start and a closing one at the end stand beyond the edges."""
    first, last = _first_text(line), _last_chain(line)[-1]
    start = end = 0.0
    if first is not None and first.text[0] in OPENING:
        start = first.style["font_size"] / 2
    if isinstance(last, boxes.TextBox):
        bare = last.text.rstrip(UNSEEN)
        if bare and bare[-1] in CLOSING and not last.text.startswith(HALF, len(bare)):
            end = last.style["font_size"] / 2
    return start, end


def align(line: Any, available: float, *, last: bool) -> float | None:
    """How far the line moves, after it was filled when it is to be; None where WeasyPrint shall see to it."""
    style = line.style
    how = style["text_align_all"]
    if last and style["text_align_last"] != "auto":
        how = style["text_align_last"]
    if how not in ("justify", "left", "start") or style["direction"] != "ltr":
        return None
    texts = [box for box in _texts(line) if box.text]
    if not _is_chinese(style["lang"]) or not any(ANY_HAN.search(box.text) for box in texts):
        return _words(texts, available - line.width) if how == "justify" and not last else None
    start, end = hang(line)
    extra = available - line.width + start + end
    if how == "justify" and not last and extra > 0 and style["white_space"] in ("normal", "nowrap", "pre-line"):
        share(line, texts, extra)
    if start and _leads(line):
        _begin_outside(line, start)
        return 0.0
    return -start


_SPACE = re.compile("[ \u00a0]")
# So much more between words, in ems, looks worse than a ragged edge.
LOOSEST = 0.8


def _words(texts: list[Any], extra: float) -> float | None:
    """Whether a line of words stays ragged: mostly one of an address, which leaves a hole between the few before it."""
    spaces = sum(len(_SPACE.findall(box.text)) for box in texts)
    return 0.0 if spaces and extra > spaces * LOOSEST * texts[-1].style["font_size"] else None


def _leads(box: Any) -> bool:
    """Whether a leader fills the line: WeasyPrint does so later, from where the line itself begins."""
    return any(
        each.is_leader or (isinstance(each, boxes.InlineBox) and _leads(each))
        for each in box.children
        if isinstance(each, boxes.Box)
    )


def _begin_outside(line: Any, start: float) -> None:
    """Move what stands in a line with a leader, not the line; the leader gets the room that this leaves."""
    for child in line.children:
        child.translate(-start, 0)
    line.children[0].width -= start


def _is_chinese(language: str | None) -> bool:
    """Other languages share the rest of a line among their spaces, as WeasyPrint does."""
    return language is None or language.startswith("zh")


def share(line: Any, texts: list[Any], extra: float) -> None:
    """Let the line fill ``extra`` more pixels, in equal shares."""
    slots = 0
    for box, after in zip(texts, [*texts[1:], None], strict=True):
        # What is raised or lowered stays with its word; programs read a distance beside it as a space.
        is_level = after is not None and after.style["font_size"] == box.style["font_size"]
        box.following = after.text[:2] if is_level else ""
        box.slots = len(slots_of(box))
        slots += box.slots
    if slots and extra / slots <= WIDEST * texts[-1].style["font_size"]:
        _widen(line, extra / slots, 0.0)


def slots_of(box: Any) -> list[int]:
    """The characters of a piece of text after which a share stands."""
    end = len(box.text)
    return [place for slot in SLOT.finditer(box.text + box.following) if (place := slot.start()) < end]


def _widen(box: Any, each: float, moved: float) -> float:
    """Move and widen the boxes of a line, left to right; how far the next one moves."""
    if isinstance(box, boxes.TextBox):
        box.position_x += moved
        if getattr(box, "slots", 0):
            box.share = each
            box.width += each * box.slots
            moved += each * box.slots
        return moved
    if not isinstance(box, (boxes.LineBox, boxes.InlineBox)):
        box.translate(moved, 0)
        return moved
    before = moved
    box.position_x += moved
    for child in box.children:
        if child.is_in_normal_flow():
            moved = _widen(child, each, moved)
    box.width += moved - before
    return moved


def _texts(box: Any) -> Iterator[Any]:
    if isinstance(box, boxes.TextBox):
        yield box
    elif isinstance(box, (boxes.LineBox, boxes.InlineBox)):
        for child in box.children:
            yield from _texts(child)


def _first_text(box: Any) -> Any | None:
    while isinstance(box, (boxes.LineBox, boxes.InlineBox)) and box.children:
        box = box.children[0]
    return box if isinstance(box, boxes.TextBox) and box.text else None


def _last_chain(line: Any) -> list[Any]:
    """The line, and within it the last box of each, down to the text."""
    chain = [line]
    while isinstance(chain[-1], (boxes.LineBox, boxes.InlineBox)) and chain[-1].children:
        chain.append(chain[-1].children[-1])
    return chain
