"""The figures as tables, and the differences of one text line by line; measures nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bulletin.reading import read
from tests.corpus.judging import RECOGNISERS, TITLES, judge
from tests.corpus.loading import SPLITS, Text
from tests.corpus.measuring import Measured, Tally, lost, measure

# (recogniser, least precision, least recall) on texts that no rule was tuned to.
AIMS = {
    "entries": (1.0, 0.95),
    "own numbers": (0.98, None),
    "cited numbers": (0.97, 0.95),
    "signed dates": (0.97, None),
    "authorities": (0.95, None),
}


def tables(texts: Iterable[Text]) -> Iterator[str]:
    """One table a split, then one line a layout."""
    every = list(texts)
    for split in SPLITS:
        yield from _table(split, measure(each for each in every if each.split == split))
    yield "by layout (right/said/wanted of all recognisers but titles; texts with every fact right):"
    for layout in sorted({each.layout for each in every}):
        for split in SPLITS:
            yield _layout(layout, split, [each for each in every if (each.layout, each.split) == (layout, split)])


def differences(text: Text) -> Iterator[str]:
    """Every fact on which reading and annotation differ, and what was lost."""
    reading = read(text.text)
    missing = lost(text, reading)
    if missing:
        yield f"LOST {missing}"
    for verdict in judge(text, reading):
        if sorted(verdict.said) != sorted(verdict.wanted):
            yield f"{verdict.recogniser}: {verdict.at}"
            yield f"    wanted {' | '.join(verdict.wanted) or '-'}"
            yield f"    said   {' | '.join(verdict.said) or '-'}"


def _table(split: str, measured: Measured) -> Iterator[str]:
    yield f"{split}: {measured.texts} texts, {measured.size} bytes, {measured.megabytes_a_second:.2f} MB/s"
    for name in RECOGNISERS:
        yield _row(name, measured.tallies[name])
    yield f"  texts that lose something: {len(measured.losing)} {' '.join(measured.losing)}"


def _row(name: str, tally: Tally) -> str:
    precise, complete = AIMS.get(name, (None, None))
    aim = "  aim" if precise or complete else ""
    aim += f" P {precise}" if precise else ""
    aim += f" R {complete}" if complete else ""
    counts = f"{tally.right:4} right {tally.said:4} said {tally.wanted:4} wanted"
    return f"  {name:18} P {tally.precision:.3f}  R {tally.recall:.3f}  {counts}{aim}"


def _layout(layout: str, split: str, texts: list[Text]) -> str:
    measured = measure(texts)
    kept = [tally for name, tally in measured.tallies.items() if name != TITLES]
    whole = Tally(sum(each.right for each in kept), sum(each.said for each in kept), sum(each.wanted for each in kept))
    flawless = sum(not list(differences(each)) for each in texts)
    return (
        f"  {layout:18} {split:9} P {whole.precision:.3f}  R {whole.recall:.3f}"
        f"  {whole.right:4}/{whole.said:4}/{whole.wanted:4}  flawless {flawless}/{len(texts)}"
    )
