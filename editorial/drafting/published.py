"""What of an issue has appeared already: from then on its numbers stand, and a text changes by a correction only.

The one place that says so; every door of the desk through which an entry comes, goes, moves or changes asks here.
"""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from bulletin.models import Edition, Withdrawal
from bulletin.refusal import Refused
from editorial.models import CorrectedEntry, Correction, Entry, Issue

FIXED = _("This number has appeared: its entries keep their places and numbers, and none is added or taken out.")
NOT_TAKEN_UP = _("“%(entry)s” has appeared. Take it up in the correction before you change it.")


def editions(issue: Issue) -> QuerySet[Edition]:
    """The revisions of an issue that appeared, the newest first."""
    return Edition.objects.filter(masthead=issue.masthead_id, number=issue.number).order_by("-revision")


def under_way(issue: Issue) -> Correction | None:
    """The correction that an issue is in."""
    return Correction.objects.select_related("by").filter(issue=issue, ended_at=None).first()


def being_corrected() -> QuerySet[Correction]:
    """Every correction that has not ended, of whatever issue."""
    return Correction.objects.filter(ended_at=None)


def require_movable(issue: Issue) -> None:
    """Raises Refused where the entries of an issue have numbers that readers know."""
    if editions(issue).exists():
        raise Refused([FIXED])


def is_changeable(entry: Entry) -> bool:
    """Whether readers have not got the text yet, or a correction has taken it up."""
    taken_up = CorrectedEntry.objects.filter(entry=entry, correction__ended_at=None)
    return taken_up.exists() or not editions(entry.section.part.issue).exists()


def require_changeable(entry: Entry) -> None:
    """Raises Refused where readers have the text and no correction has taken it up."""
    if not is_changeable(entry):
        raise Refused([NOT_TAKEN_UP % {"entry": entry}])


def waits(issue: Issue) -> bool:
    """Whether the revision without something that was taken away is still to be made."""
    same = {"edition__masthead": issue.masthead_id, "edition__number": issue.number}
    return Withdrawal.objects.unfinished().filter(**same).exists()


def is_withdrawn(issue: Issue) -> bool:
    """Whether the whole number was taken back, and that was not undone."""
    same = {"edition__masthead": issue.masthead_id, "edition__number": issue.number}
    return Withdrawal.objects.in_force().filter(**same, ref="").exists()
