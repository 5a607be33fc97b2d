"""What the edition's templates are given, piece by piece: plain words and links, nothing left to decide."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from bulletin.rendering.facts import Fact, width
from bulletin.rendering.words import Words

# Characters of full width: a longer name is set smaller, and one that takes two lines even so is broken in its middle.
LONG_NAME, LONGEST_NAME = 12, 18


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachmentLine:
    title: str
    href: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryPiece:
    """One that was taken away says so in ``removed`` and has nothing else than its number and title."""

    anchor: str
    level: int
    number: str
    title: str
    language: str | None
    byline: tuple[Fact, ...] = ()
    standfirst: str = ""
    editor_note: str = ""
    facts: tuple[tuple[Fact, ...], ...] = ()
    body: str = ""
    attachments: tuple[AttachmentLine, ...] = ()
    signed_by: tuple[str, ...] = ()
    signed_on: str = ""
    signed_on_iso: str = ""
    source_url: str | None = None
    note: str = ""
    removed: str = ""

    @property
    def label(self) -> str:
        """Number and title as bookmarks and running heads have them."""
        return " ".join(filter(None, (self.number, self.title)))


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionPiece:
    anchor: str
    level: int
    title: str
    entries: tuple[EntryPiece, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PartPiece:
    anchor: str
    level: int
    title: str
    line: tuple[Fact, ...]
    sections: tuple[SectionPiece, ...]
    covers: str = ""
    extent: str = ""
    note: str = ""


class CorrectionLine(NamedTuple):
    """What was wrong at a place and what is right, each as far as it is told."""

    place: str
    wrong: str
    right: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectedLine:
    """A correction of this very number: at which of its entries or headings, if it is one."""

    line: CorrectionLine
    anchor: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BoxEntry:
    """An entry in a box; without an anchor where the issue has no such place."""

    ref: str
    title: str
    anchor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BoxRow:
    """What stands under one day or one document number, and what is to be known of that day."""

    lead: str
    note: str
    entries: tuple[BoxEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BoxPiece:
    kind: str
    title: str
    rows: tuple[BoxRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StageRows:
    """The sign-offs of one stage: its name once, then who, when and under which number."""

    stage: str
    rows: tuple[tuple[str, str, str], ...]

    @property
    def height(self) -> str:
        return str(len(self.rows))


@dataclass(frozen=True, slots=True, kw_only=True)
class ImprintPiece:
    """``digest`` in groups that an eye can compare; ``code`` is the digest of the picture that holds ``address``."""

    facts: tuple[Fact, ...]
    stages: tuple[StageRows, ...]
    numbered: bool
    override: str | None
    back_issue: str
    notice: str
    digest: tuple[str, ...] = ()
    address: str = ""
    code: str = ""
    code_label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """``boxes`` are sentences written by hand, ``windows`` what each part covers.

    A ``brief`` edition has too little in it for pages of its parts' own.
    """

    language: str
    design: str
    accent: str | None
    words: Words
    title: str
    author: str
    name: str
    issue_title: str
    number: str
    year_number: str
    logo_digest: str | None
    dateline: tuple[Fact, ...]
    windows: tuple[Fact, ...]
    extent: str
    highlights: tuple[str, ...]
    boxes: tuple[str, ...]
    computed_boxes: tuple[BoxPiece, ...] = ()
    documents: BoxPiece | None = None
    corrected_edition: str = ""
    corrected: tuple[CorrectedLine, ...] = ()
    corrections: tuple[CorrectionLine, ...] = ()
    parts: tuple[PartPiece, ...] = ()
    imprint: ImprintPiece | None = None
    watermark: str = ""
    brief: bool = False
    whole_contents: bool = True

    @property
    def has_long_name(self) -> bool:
        """A name that would not stand on one line of the nameplate in its usual size."""
        return width(self.name) > LONG_NAME

    @property
    def balanced_name(self) -> str:
        """The name, of many words, that may break in its middle alone: no word of it stands by itself on a line."""
        words = self.name.split(" ")
        halves = [("\u00a0".join(words[:at]), "\u00a0".join(words[at:])) for at in range(1, len(words))]
        if width(self.name) <= LONGEST_NAME or not halves:
            return self.name
        nearest = min(halves, key=lambda pair: abs(width(pair[0]) - width(pair[1])))
        return " ".join(nearest) if max(map(width, nearest)) <= LONGEST_NAME else self.name

    @property
    def has_contents(self) -> bool:
        """One entry alone needs no list of what there is."""
        return sum(len(section.entries) for part in self.parts for section in part.sections) > 1
