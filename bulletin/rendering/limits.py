"""What one render may use, in proportion to what it prints."""

from __future__ import annotations

from bulletin.confinement import limits

# For how many entries of the length of a weekly's the defaults do, by design. Four hundred took 24 seconds of CPU in
# one column and 44 in two, whose height is found by trying; a thousand in one column, 65 seconds and 1.7 GiB.
ORDINARY = {"classic": 400, "digest": 200}


class Limits(limits.Limits):
    """The defaults are what an ordinary issue may use."""

    __slots__ = ()

    @classmethod
    def of(cls, entries: int, design: str | None = None) -> Limits:
        """What an issue of so many entries may use: the defaults for an ordinary one, beyond it in proportion."""
        share = max(1.0, entries / ORDINARY.get(design or "", ORDINARY["classic"]))
        plain = cls()
        return cls(memory=int(plain.memory * share), cpu=int(plain.cpu * share), wall=int(plain.wall * share))
