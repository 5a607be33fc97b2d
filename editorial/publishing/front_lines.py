"""Lines outside an entry that may speak of it: highlights, written boxes, corrections of other places of its number.

What is chosen goes with the entry; whatever makes the revision later finds the choice on the desk.
"""

from __future__ import annotations

from collections.abc import Collection

from bulletin import removing
from bulletin import snapshot as shape
from bulletin.models import Edition, Withdrawal
from editorial import assembly
from editorial.publishing import following

# A line and a title that have so many characters in common, one after another, most likely speak of one thing.
COMMON = 5


def offered(edition: Edition, ref: str = "") -> tuple[str, ...]:
    """The lines of an edition, and those of the desk's issue, which a correction under way may have reworded.

    Without the corrections of the entry at ``ref``, which go with it in any case.
    """
    issue = following.issue_of(edition)
    mine = lines_of(following.snapshot_of(edition), ref)
    return tuple(dict.fromkeys((*mine, *(lines_of(assembly.assemble(issue.pk).snapshot, ref) if issue else ()))))


def lines_of(snapshot: shape.Snapshot, ref: str = "") -> tuple[str, ...]:
    """What somebody wrote by hand, each once."""
    others = (each for each in snapshot.corrections if removing.place_of(each, snapshot.issue.number) != ref or not ref)
    return tuple(
        dict.fromkeys((*snapshot.issue.highlights, *snapshot.issue.written_boxes(), *map(removing.spoken, others)))
    )


def speaking(edition: Edition, refs: Collection[str], lines: Collection[str]) -> tuple[str, ...]:
    """The lines that most likely speak of one of these entries of an edition."""
    titles = dict(edition.entries.values_list("ref", "title"))
    others = [title for ref, title in titles.items() if ref not in refs]
    mine = [title for ref, title in titles.items() if ref in refs]
    return tuple(each for each in lines if any(speaks_of(each, title, others) for title in mine))


def speaks_of(line: str, title: str, others: Collection[str] = ()) -> bool:
    """Whether a line most likely speaks of what has this title: by words that are in no other title of the issue."""
    runs = (title[at : at + COMMON] for at in range(len(title) - COMMON + 1))
    own = (run for run in runs if not any(run in other for other in others))
    return any(run in line for run in own) or (bool(title) and title in line)


def chosen(edition: Edition, withdrawals: Collection[Withdrawal]) -> tuple[str, ...]:
    """The lines of a revision that go with its entries that were taken away, as the desk's issue has lost them by then.

    Of a back issue, which has none on the desk, those that seem to speak of them.
    """
    refs = [each.ref for each in withdrawals if not each.is_quote]
    if not refs:
        return ()
    issue = following.issue_of(edition)
    lines = lines_of(following.snapshot_of(edition))
    if issue is not None:
        left = lines_of(assembly.assemble(issue.pk).snapshot)
        return tuple(each for each in lines if each not in left)
    return speaking(edition, refs, lines)
