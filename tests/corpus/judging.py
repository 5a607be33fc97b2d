"""One reading held against its annotation: what each recogniser said and should have said."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from bulletin import snapshot
from bulletin.reading import Reading
from tests.corpus.loading import Text, Wanted

ENTRIES, TITLES, KINDS, PARTS, SECTIONS = "entries", "titles", "notice or article", "parts", "sections"
TYPES, OWN, CITED, SIGNED = "document types", "own numbers", "cited numbers", "signed dates"
AUTHORITIES, EFFECTIVE, CLOSES = "authorities", "effective dates", "consultation ends"
RECOGNISERS = (ENTRIES, TITLES, KINDS, PARTS, SECTIONS, TYPES, OWN, CITED, SIGNED, AUTHORITIES, EFFECTIVE, CLOSES)

SIMILAR = 0.6
_SPACE = re.compile(r"\s+")
# The series of a public notice is typed with its issuer (海关总署公告2021年第106号) or without; a key holds it apart.
_ISSUER = re.compile(r"^.*?(?:公告|通告)(?=[0-9]{4}年第|第)|(?<=号)(?:令|公告|通告)$")
# One authority, with its abbreviation beside the name or without: Environmental Protection Agency (EPA).
_ABBREVIATION = re.compile(r"\([A-Z]{2,8}\)$")
_DASHES = str.maketrans(dict.fromkeys("–—－‐‑", "-"))


@dataclass(frozen=True, slots=True)
class Verdict:
    """One recogniser on one entry: what was only said, only wanted, and agreed upon."""

    recogniser: str
    at: str
    said: tuple[str, ...]
    wanted: tuple[str, ...]

    @property
    def right(self) -> int:
        return (Counter(self.said) & Counter(self.wanted)).total()


def judge(text: Text, reading: Reading) -> tuple[Verdict, ...]:
    """Every recogniser's verdict on every entry; entries are paired by title, and an unpaired one is wrong in all."""
    found = reading.snapshot
    parts = [part.title for part in found.parts]
    sections = [section.title for part in found.parts for section in part.sections]
    return (
        Verdict(PARTS, "", _known(parts), _known(text.parts)),
        Verdict(SECTIONS, "", _known(sections), _known(text.sections)),
        *(each for pair in pairs(text.entries, found.entries()) for each in _verdicts(*pair)),
    )


def pairs(
    wanted: Iterable[Wanted], said: Iterable[snapshot.Entry]
) -> list[tuple[Wanted | None, snapshot.Entry | None]]:
    """Entries with the same title, then those with nearly the same, then what is left on either side."""
    left, right = list(wanted), list(said)
    together: list[tuple[Wanted | None, snapshot.Entry | None]] = []
    for alike in (lambda one, other: squeezed(one) == squeezed(other), _similar):
        for each in list(left):
            other = next((entry for entry in right if alike(each.title, entry.title)), None)
            if other is not None:
                together.append((each, other))
                left.remove(each)
                right.remove(other)
    return [*together, *((each, None) for each in left), *((None, each) for each in right)]


def squeezed(text: str) -> str:
    """Without what is no difference between two ways to type the same: blank space and kinds of dash."""
    return _SPACE.sub("", text).translate(_DASHES)


def bare_number(canonical: str | None) -> str | None:
    """The number of a public notice without its issuer and kind; joint issuers without the mark between them."""
    return _ISSUER.sub("", squeezed(canonical).replace("、", "")) if canonical else None


def bare_name(authority: str) -> str:
    return _ABBREVIATION.sub("", squeezed(authority))


def _similar(one: str, other: str) -> bool:
    one, other = squeezed(one), squeezed(other)
    return one in other or other in one or difflib.SequenceMatcher(None, one, other).ratio() >= SIMILAR


def _verdicts(wanted: Wanted | None, said: snapshot.Entry | None) -> Iterator[Verdict]:
    at = wanted.title if wanted else said.title if said else ""
    yield Verdict(ENTRIES, at, (at,) if said else (), (at,) if wanted else ())
    for recogniser, of_said, of_wanted in _FACTS:
        yield Verdict(
            recogniser, at, _known(of_said(said) if said else ()), _known(of_wanted(wanted) if wanted else ())
        )


def _known(values: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(squeezed(each) for each in values if each)


_FACTS: tuple[
    tuple[str, Callable[[snapshot.Entry], Iterable[str | None]], Callable[[Wanted], Iterable[str | None]]], ...
] = (
    (TITLES, lambda entry: [entry.title], lambda wanted: [wanted.title]),
    (KINDS, lambda entry: [entry.kind], lambda wanted: [wanted.kind]),
    (TYPES, lambda entry: [(entry.document_type or "").lower()], lambda wanted: [(wanted.document_type or "").lower()]),
    (
        OWN,
        lambda entry: [bare_number(entry.document_number.canonical if entry.document_number else None)],
        lambda wanted: [bare_number(wanted.number)],
    ),
    (
        CITED,
        lambda entry: dict.fromkeys(bare_number(each.number) for each in entry.cites),
        lambda wanted: map(bare_number, wanted.cited),
    ),
    (SIGNED, lambda entry: [entry.signed_on], lambda wanted: [wanted.signed_on]),
    (AUTHORITIES, lambda entry: map(bare_name, entry.authorities), lambda wanted: map(bare_name, wanted.authorities)),
    (
        EFFECTIVE,
        lambda entry: dict.fromkeys(each.on or each.rule for each in entry.effective),
        lambda wanted: wanted.effective,
    ),
    (
        CLOSES,
        lambda entry: [entry.consultation.closes_on if entry.consultation else None],
        lambda wanted: [wanted.closes_on],
    ),
)
