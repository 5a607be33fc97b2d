"""Why something that was public is not to be had any more: the second door to the record, for explanations alone.

It never hands out a text or a title; what never was public has no explanation.
"""

from __future__ import annotations

from dataclasses import dataclass

from bulletin.archive import public
from bulletin.models import Edition, PublishedEntry, Withdrawal


@dataclass(frozen=True, slots=True)
class Absence:
    """What is gone: the number, an entry (``ref``), a revision, or the number until a revision without a text is made.

    ``standing`` is the edition by which the number is public now.
    """

    edition: Edition
    withdrawal: Withdrawal
    standing: Edition | None
    ref: str = ""
    revision: int | None = None

    @property
    def what(self) -> str:
        if not self.withdrawal.ref:
            return "issue"
        if self.ref:
            return "entry"
        return "revision" if self.revision and self.standing else "waiting"


def absence(code: str, number: int, *, revision: int | None = None, ref: str = "") -> Absence | None:
    """Why an address of a number answers no more; None where there is nothing to explain."""
    edition = _edition(code, number, revision)
    if edition is None:
        return None
    found = whole(edition) or _of_entry(edition, ref) or _of_text(edition)
    if found is None:
        return None
    standing = public.issues().filter(masthead=edition.masthead_id, number=number).first()
    gone = ref if found.ref == ref else ""
    return Absence(edition, found, standing, gone, revision)


def in_force(edition: Edition) -> list[Withdrawal]:
    """What is withdrawn of the number of an edition now, the oldest first."""
    rows = Withdrawal.objects.in_force().of_number(edition)
    return list(rows.select_related("edition__masthead").order_by("pk"))


def whole(edition: Edition) -> Withdrawal | None:
    return next((each for each in in_force(edition) if not each.ref), None)


def _of_entry(edition: Edition, ref: str) -> Withdrawal | None:
    """Why an entry is gone; one that was put back since is still missing from the revisions made in between."""
    if not ref or not PublishedEntry.objects.filter(edition=edition, ref=ref).exists():
        return None
    now = next((each for each in in_force(edition) if each.ref == ref), None)
    if now or not PublishedEntry.objects.filter(edition=edition, ref=ref, is_removed=True).exists():
        return now
    return Withdrawal.objects.of_number(edition).filter(ref=ref).order_by("-pk").first()


def _of_text(edition: Edition) -> Withdrawal | None:
    """The withdrawal of a text that this very edition holds or quotes."""
    texts = set(edition.entries.filter(is_removed=False).values_list("ref", flat=True))
    return next((each for each in in_force(edition) if each.ref in texts or _is_quote_in(each, edition)), None)


def _is_quote_in(withdrawal: Withdrawal, edition: Edition) -> bool:
    return withdrawal.is_quote and withdrawal.edition.revision >= edition.revision


def _edition(code: str, number: int, revision: int | None) -> Edition | None:
    rows = Edition.objects.filter(masthead__code=code, number=number).select_related("masthead").defer("snapshot")
    return rows.filter(revision=revision).first() if revision else rows.order_by("-revision").first()
