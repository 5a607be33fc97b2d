"""What a parser found in a document, what it had to leave out, and how it says that it cannot read it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

from editorial.intake.formats import sentences

# So many losses of one kind are told one by one.
MOST_ALIKE = 20


class Unreadable(Exception):  # noqa: N818 - an outcome, not a mistake
    """The document is not read; ``sentence`` is one of ``sentences`` and says what to do, ``values`` fill it."""

    def __init__(self, sentence: str, **values: object) -> None:
        self.sentence = sentence
        self.values = {name: str(value)[:200] for name, value in values.items()}
        super().__init__(sentence)


@dataclass(frozen=True, slots=True)
class Piece:
    """A picture or an attached file as it lay in the document."""

    name: str
    type: str
    data: bytes

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.data).hexdigest()


@dataclass(slots=True)
class Found:
    """The text in the dialect with what goes with it; parsers fill it as they go."""

    kind: str
    text: str = ""
    title: str | None = None
    source_url: str | None = None
    files: list[Piece] = field(default_factory=list)
    losses: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    snapshot: bytes | None = None
    embedded: int = 0

    def lose(self, sentence: str, **values: object) -> None:
        """Note a loss once; after MOST_ALIKE of a kind the rest are only said to be there."""
        loss = (sentence, {name: str(value)[:200] for name, value in values.items()})
        alike = sum(1 for each, _ in self.losses if each == sentence)
        if loss in self.losses:
            return
        if alike < MOST_ALIKE:
            self.losses.append(loss)
        elif (sentences.AND_MORE, {}) not in self.losses:
            self.losses.append((sentences.AND_MORE, {}))

    def close(self) -> None:
        """Tell what was counted on the way."""
        if self.embedded:
            self.lose(sentences.EMBEDDED, count=self.embedded)

    def keep(self, piece: Piece) -> str:
        """Take a file along once; its digest."""
        if piece.digest not in {each.digest for each in self.files}:
            self.files.append(piece)
        return piece.digest
