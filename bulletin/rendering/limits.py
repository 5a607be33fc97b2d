"""What one render may use, in proportion to what it prints."""

from __future__ import annotations

from bulletin.confinement import limits

# A thousand entries of the length of a weekly's take about 65 seconds of CPU and 1.7 GiB.
ORDINARY = 400


class Limits(limits.Limits):
    """The defaults are what an ordinary issue may use."""

    __slots__ = ()

    @classmethod
    def of(cls, entries: int) -> Limits:
        """What an issue of so many entries may use: the defaults up to ORDINARY, beyond it in proportion."""
        share = max(1.0, entries / ORDINARY)
        plain = cls()
        return cls(memory=int(plain.memory * share), cpu=int(plain.cpu * share), wall=int(plain.wall * share))
