"""What the tests ask of every reading: each line has one home, and its words really are there."""

from __future__ import annotations

import html
import re
from collections import Counter, defaultdict

from bulletin import richtext, snapshot
from bulletin.reading import HOME, Reading, body, dates, heads, islands, labels, markup, pipes
from bulletin.reading.lines import FENCED, ISLAND, ROW, RULE, Line, lines_of

# Words that label a value and are not kept with it.
LABELS = re.compile(
    r"总?第[0-9]{1,4}期|No[.][0-9]{1,4}|附件(?:下载|列表)?[0-9]{0,2}[:：.、]?|字[体号][:：]?[\[【（(]?(?:大中小|小中大)|[0-9一二三四五六七八九十]{1,3}[、.．]|编印?$|#{1,6}|星期.|\(#\)"
    r"|^名称(?=[:：])|\(https?://[^)]*\)|^[A-Za-z]{2,22}:|主办|编辑|DocketNo[.]?|第[0-9]{1,4}页|共[0-9]{1,4}页|(?:"
    + "|".join(labels.WORDS)
    + ")(?=[:：])"
)
_LINKED = re.compile(r"\[(?:原文|原文链接|链接|查看|查看原文|详情|全文|阅读原文|link|source)\]\(")
_SPACE = re.compile(r"\s+")
_WORDS = re.compile(r"[\u4e00-\u9fff]+|[A-Za-z]{2,}")


def squeezed(text: str) -> str:
    return _SPACE.sub("", text)


def homes(reading: Reading) -> Counter[int]:
    """How many homes each line has."""
    kept = Counter(each.line for each in reading.evidence if each.basis == HOME)
    return kept + Counter(each.line for each in reading.leftovers)


def assert_nothing_lost(text: str, reading: Reading) -> None:
    lines = lines_of(text)
    islands.classify(lines)
    assert homes(reading) == {line.no: 1 for line in lines}
    _assert_bodies_hold_their_lines(reading, {line.no: line for line in lines})
    _assert_words_are_kept(reading, {line.no: line.text for line in lines})


def assert_bodies_are_canonical(reading: Reading) -> None:
    for entry in reading.snapshot.entries():
        if entry.body_html is not None:
            assert richtext.canonical(entry.body_html) == entry.body_html


def _assert_bodies_hold_their_lines(reading: Reading, lines: dict[int, Line]) -> None:
    """The text of every body is that of its lines, in order, and nothing else."""
    found: dict[str, list[int]] = defaultdict(list)
    for each in reading.evidence:
        if each.basis == HOME and each.path.endswith(".body_html"):
            found[each.path].append(each.line)
    for path, numbers in found.items():
        wanted = squeezed("".join(_shown(lines[number]) for number in sorted(numbers)))
        assert squeezed(_plain(str(_at(reading.snapshot, path)))) == wanted


def _assert_words_are_kept(reading: Reading, lines: dict[int, str]) -> None:
    """Every word of a line with a home in a field is in that field's entry, part or front matter."""
    for each in reading.evidence:
        if each.basis != HOME or each.path.endswith((".body_html", "highlights")):
            continue
        owner = squeezed(_all_words(_owner(reading.snapshot, each.path)))
        left = _LINKED.sub("[](", lines[each.line])
        for day in reversed(list(dates.find_all(left))):
            on = day.on(2021)
            if on and on.isoformat() in owner:
                left = left[: day.start] + " " + left[day.end :]
        for word in _WORDS.findall(LABELS.sub(" ", squeezed(markup.plain(left)))):
            assert _is_kept(word, owner), (word, each)


def _is_kept(word: str, owner: str) -> bool:
    """Whether the word is there, in one field or, where a space was squeezed out of it, in two."""
    whole = word in owner or len(word) == 1
    return whole or any(word[:at] in owner and word[at:] in owner for at in range(1, len(word)))


def _shown(line: Line) -> str:
    """The words of a line of a body, without what only sets it: tags, pipes, dashes, marks."""
    if line.kind == ISLAND:
        return islands.words(line.text)
    if line.kind in {ROW, RULE}:
        return "".join(markup.plain(cell) for cell in pipes.cells_of(line.text)) if line.kind == ROW else ""
    if line.kind == FENCED:
        return line.text
    if pipes.is_item(line.text):
        return markup.plain(pipes.item_of(line.text))
    return markup.plain(body.unmarked(line.text) if heads.undress(line.text).level else line.text)


def _plain(body: str) -> str:
    return html.unescape(re.sub(r"<[^>]*>", "", body))


def _at(value: object, path: str) -> object:
    for name, index in re.findall(r"(\w+)(?:\[(\d+)\])?", path):
        value = getattr(value, name)
        if index:
            value = value[int(index)]  # type: ignore[index]
    return value


def _owner(found: snapshot.Snapshot, path: str) -> object:
    """The entry, part or snapshot that the path lies in."""
    match = re.match(r"parts\[\d+\](?:\.sections\[\d+\](?:\.entries\[\d+\])?)?", path)
    return _at(found, match[0]) if match else found


def _all_words(value: object) -> str:
    data = snapshot.to_json(value)
    return " ".join(_strings(data))


def _strings(data: object, name: str = "") -> list[str]:
    if isinstance(data, dict):
        return [text for key, each in data.items() for text in _strings(each, key)]
    if isinstance(data, list):
        return [text for each in data for text in _strings(each)]
    text = "" if data is None else str(data)
    return [_plain(text) if name == "body_html" else text]
