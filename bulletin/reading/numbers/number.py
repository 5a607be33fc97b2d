"""One number of a document: how it was typed, its one written form, and what identifies it; finds nothing itself."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from .narrow import squeezed


class Family(StrEnum):
    """How a number is made, which says how far it identifies by itself."""

    DOCUMENT = "document"  # 国办发〔2020〕5号: letters of the authority, year, number
    ORDER = "order"  # 国务院令第707号, 海关总署公告2023年第13号: authority, kind, number
    SERIES = "series"  # 2020年第53号, 第442号: a number of a series that only the authority completes
    STANDARD = "standard"
    DOCKET = "docket"
    FEDERAL_REGISTER = "federal-register"
    RIN = "rin"
    EMA = "ema"
    EU = "eu"
    APPLICATION = "patent-application"
    PUBLICATION = "patent-publication"


SERIAL = frozenset({Family.DOCUMENT, Family.ORDER, Family.SERIES})
# What a document may be about or stand beside, and never is.
SPOKEN_OF = frozenset({Family.APPLICATION, Family.PUBLICATION, Family.RIN})


@dataclass(frozen=True, slots=True)
class Number:
    """A document number at ``start:end``; ``canonical`` has brackets 〔〕, narrow Arabic digits and no spaces.

    ``kind`` is the 文种 of an order or series (令, 公告; None where nothing beside the number tells it), the code of a
    standard (GB/T), or the kind of act or patent. ``prefix`` is the 代字, ``issuer`` who is named with the number.
    ``valid`` is the verdict of a check digit, None where the number has none.
    """

    start: int
    end: int
    typed: str
    canonical: str
    family: Family = Family.DOCUMENT
    kind: str | None = None
    year: int | None = None
    serial: str = ""
    prefix: str = ""
    issuer: str | None = None
    valid: bool | None = None

    def key(self, authority: str | None = None) -> str:
        """``authority|kind|year|number``: two documents with one key are one document.

        Series repeat across authorities, so give the authority's one registered name; without it, the one printed with
        the number counts. Standards, dockets and patents are unique by themselves and take no authority. A 代字 stands
        where an order has its kind. Leading zeros do not count (GB/T 9704—2012, 7.2.5: 不编虚位).
        """
        if self.family not in SERIAL:
            return f"|{self.family}||{self.canonical.upper()}"
        who = authority or squeezed(self.issuer or "").replace("、", "")
        return f"{who}|{self.prefix or self.kind or ''}|{self.year or ''}|{self.serial.lstrip('0') or self.serial}"
