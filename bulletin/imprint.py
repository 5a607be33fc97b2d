"""The imprint of an edition: who answers for it, as printed; part of the snapshot and outside what is signed."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class SignOffLine:
    """One line of the sign-off record as printed: names, never keys."""

    stage: str
    by: str
    on: str
    number: str | None = None
    deputy_for: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AttestedLine:
    """One of the people who attested a back issue: the name, never a key, and the day."""

    by: str
    on: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BackIssue:
    """补录: how a number that appeared before came into the record, which no sign-off of today's plan can tell.

    ``original`` is the SHA-256 of the file that it was read from; ``pdf`` is "original" where that very file is the
    edition's PDF.
    """

    original: str
    name: str
    brought_in_by: str
    recorded_on: str
    attested_by: tuple[AttestedLine, ...] = ()
    pdf: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Imprint:
    """``address`` is where the issue is to be had for good; ``occasion`` is why there is a further revision.

    Occasions: "correction" (更正), "text-fix" (文字订正), "withdrawal", "takedown", "reinstatement".
    """

    revision: int
    occasion: str | None = None
    address: str | None = None
    departments: tuple[str, ...] = ()
    sign_offs: tuple[SignOffLine, ...] = ()
    override: str | None = None
    contact: str | None = None
    audit_head: str | None = None
    back_issue: BackIssue | None = None
