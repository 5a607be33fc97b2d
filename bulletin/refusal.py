"""How an operation says no: every reason at once, each a plain sentence in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable


class Refused(Exception):  # noqa: N818 - the word of the trade
    """The operation did nothing; ``reasons`` are sentences (strings or lazy ones) to show where the person is."""

    def __init__(self, reasons: Iterable[object]) -> None:
        self.reasons: list[object] = list(reasons)
        super().__init__(*self.reasons)

    def __str__(self) -> str:
        return "\n".join(str(reason) for reason in self.reasons)


def require(*checks: tuple[bool, object]) -> None:
    """Refuse with the sentence of every check that does not hold."""
    reasons = [sentence for holds, sentence in checks if not holds]
    if reasons:
        raise Refused(reasons)
