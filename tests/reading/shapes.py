"""The outline of a reading as a few lines to compare: ``= part``, ``# section``, ``number title`` (``-``: none)."""

from __future__ import annotations

from bulletin.reading import Reading, read
from tests.reading import accounts


def shape(text: str) -> list[str]:
    reading = read(text)
    accounts.assert_nothing_lost(text, reading)
    accounts.assert_bodies_are_canonical(reading)
    return outline(reading)


def outline(reading: Reading) -> list[str]:
    lines: list[str] = []
    for part in reading.snapshot.parts:
        lines += [f"= {part.title}"] if part.title else []
        for section in part.sections:
            lines += [f"# {section.title}"] if section.title else []
            lines += [f"{each.number or '-'} {each.title}" for each in section.entries]
    return lines
