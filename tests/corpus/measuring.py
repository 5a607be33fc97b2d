"""Precision and recall of every recogniser over annotated texts, with what was lost and how fast it went."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass, field

from bulletin.reading import Reading, read
from bulletin.reading.lines import lines_of
from tests.corpus.judging import RECOGNISERS, Verdict, judge
from tests.corpus.loading import Text
from tests.reading import accounts

MEGABYTE = 1_000_000


@dataclass(slots=True)
class Tally:
    """Counts of one recogniser; precision and recall are 1 where nothing was said, or nothing was there to say."""

    right: int = 0
    said: int = 0
    wanted: int = 0

    @property
    def precision(self) -> float:
        return self.right / self.said if self.said else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.wanted if self.wanted else 1.0

    def add(self, verdict: Verdict) -> None:
        self.right += verdict.right
        self.said += len(verdict.said)
        self.wanted += len(verdict.wanted)


@dataclass(slots=True)
class Measured:
    """What came of some texts; ``losing`` names those in which a line has no home, or two, or loses a word."""

    texts: int = 0
    size: int = 0
    seconds: float = 0.0
    losing: list[str] = field(default_factory=list)
    tallies: dict[str, Tally] = field(default_factory=lambda: {name: Tally() for name in RECOGNISERS})

    @property
    def megabytes_a_second(self) -> float:
        return self.size / MEGABYTE / self.seconds if self.seconds else 0.0


def measure(texts: Iterable[Text]) -> Measured:
    measured = Measured()
    for text in texts:
        began = time.process_time()
        reading = read(text.text)
        measured.seconds += time.process_time() - began
        measured.texts += 1
        measured.size += len(text.text.encode())
        if lost(text, reading):
            measured.losing.append(text.name)
        for verdict in judge(text, reading):
            measured.tallies[verdict.recogniser].add(verdict)
    return measured


def lost(text: Text, reading: Reading) -> str | None:
    """What is wrong with the account of the text's lines and words; None when all is kept."""
    homes = accounts.homes(reading)
    astray = [str(line.no) for line in lines_of(text.text) if homes[line.no] != 1]
    if astray:
        return f"lines with no home, or two: {' '.join(astray)}"
    try:
        accounts.assert_nothing_lost(text.text, reading)
    except AssertionError as error:
        return str(error) or "a body does not hold the words of its lines"
    return None
