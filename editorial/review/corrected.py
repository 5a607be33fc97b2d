"""What stands between a correction and its release: readers must be told of all that changed, and of nothing else.

Compares the issue with its newest edition. Everything but ``gather`` and ``ground_of`` is pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from bulletin import snapshot as shape
from bulletin.models import Authority, AuthorityName
from editorial.drafting import errata, published
from editorial.drafting.errata import Line
from editorial.models import Correction, Issue
from editorial.review import silent
from editorial.review.facts import Facts, Target
from editorial.review.findings import Finding

# Where findings of a correction are mended: its own page.
PLACE = "correction"
NAMES: dict[str, object] = {
    "withdrawn": pgettext_lazy("finding", "withdrawn"),
    "moved": _("numbers that readers know"),
    "not-taken-up": _("changed and not taken up"),
    "not-changed": _("nothing corrected"),
    "no-line": _("correction without a line"),
    "odd-line": _("line without a correction"),
    "not-silent": _("more than a silent fix"),
}
WITHDRAWN = _("This issue is withdrawn; a withdrawal is undone before anything in it is corrected.")
MOVED = _("Entries, numbers and headings no longer stand in the order in which they appeared.")
NUMBERED = _("The number of the issue is no longer as it appeared.")
NOT_TAKEN_UP = _("“%(entry)s” differs from what appeared and is not taken up.")
UNCHANGED = _("“%(entry)s” is taken up and reads as it appeared. Change it, or put it back.")
NOTHING = _("Nothing is corrected yet.")
NO_LINE = _("“%(place)s” was changed, and readers are not told yet what was wrong and what is right.")
FRONT_LINE = _("The front matter was changed, and readers are not told yet what was wrong and what is right.")
ODD_LINE = _("A line corrects %(ref)s, where nothing was changed.")
LOST_LINE = _("The line about %(ref)s of an earlier correction is gone; what readers were told stays.")
FRONT = _("the front matter")
SILENT_LINE = _("A silent fix is released without notice; its lines must go.")
HEADINGS = _("A silent fix leaves the front matter and the headings as they are.")


@dataclass(frozen=True)
class Ground:
    """A correction under way, and what appeared before it; ``names`` are those that a silent fix may not touch."""

    correction: Correction
    snapshot: shape.Snapshot
    taken_up: frozenset[int]
    names: frozenset[str] = frozenset()
    is_withdrawn: bool = False

    @property
    def before(self) -> Mapping[str, shape.Entry]:
        """The entries as they appeared, by ref."""
        return {entry.ref or "": entry for entry in self.snapshot.entries()}

    def added(self, lines: Iterable[Line]) -> list[Line]:
        """The lines about its own issue that this correction has added."""
        return errata.added(errata.own(lines, self.snapshot.issue.number), errata.lines_of(self.snapshot))

    @property
    def is_silent(self) -> bool:
        return self.correction.kind == Correction.Kind.SILENT


@dataclass(frozen=True)
class Frame:
    """A heading, or with ref "" the front matter, by its place in the issue."""

    ref: str
    title: str
    content: Any


def gather(issue: Issue) -> Ground | None:
    """What an issue is compared with; None where no correction is under way. One query where there is none."""
    correction = published.under_way(issue)
    return ground_of(correction) if correction else None


def ground_of(correction: Correction) -> Ground:
    edition = published.editions(correction.issue)[0]
    taken_up = frozenset(correction.entries.values_list("entry", flat=True))
    names = frozenset(_registered()) if correction.kind == Correction.Kind.SILENT else frozenset()
    is_withdrawn = published.is_withdrawn(correction.issue)
    return Ground(correction, shape.loads(bytes(edition.snapshot)), taken_up, names, is_withdrawn)


def blockers(facts: Facts, ground: Ground | None) -> list[Finding]:
    """Every reason why a correction may not be released yet, sign-offs aside."""
    if ground is None:
        return []
    now = facts.assembled.snapshot
    if ground.is_withdrawn:
        return [Finding("withdrawn", WITHDRAWN, place=PLACE)]
    if outline(now) != outline(ground.snapshot):
        return [Finding("moved", MOVED, place=PLACE)]
    told = _silent(facts, ground) if ground.is_silent else _told(facts, ground)
    return [*_numbered(now, ground), *_taken_up(facts, ground), *told]


def changes(facts: Facts, ground: Ground) -> dict[Target, tuple[shape.Entry, shape.Entry]]:
    """The entries that differ from what appeared: as they were, and as they are."""
    rows = [target for target in facts.rows if target.entry_id is not None]
    place = {target.entry_id: target for target in rows}
    frozen = zip(facts.assembled.entries(), facts.assembled.snapshot.entries(), strict=True)
    found = ((place[row.pk], ground.before.get(entry.ref or ""), entry) for row, entry in frozen)
    differing = ((at, was, now) for at, was, now in found if was and shape.entry_digest(was) != shape.entry_digest(now))
    return {at: (was, now) for at, was, now in differing}


def outline(snapshot: shape.Snapshot) -> list[Any]:
    """What readers cite: parts, sections, refs and numbers in their order."""
    return [
        (part.code, section.code, [(entry.ref, entry.number) for entry in section.entries])
        for part in snapshot.parts
        for section in part.sections
    ]


def frames(snapshot: shape.Snapshot) -> list[Frame]:
    """The front matter with its lines about other issues, and every heading.

    Boxes that were computed follow from the entries and are no part of it.
    """
    front = replace(snapshot.issue, boxes=snapshot.issue.written_boxes())
    found = [Frame("", "", (front, [each for each in snapshot.corrections if not snapshot.is_own(each)]))]
    for at, part in enumerate(snapshot.parts, start=1):
        found.append(Frame(str(at), part.title or part.code or "", replace(part, sections=())))
        for place, section in enumerate(part.sections, start=1):
            found.append(Frame(f"{at}.{place}", section.title or section.code or "", replace(section, entries=())))
    return found


def changed_frames(facts: Facts, ground: Ground) -> list[Frame]:
    """Headings as they now are that differ from what appeared."""
    pairs = zip(frames(facts.assembled.snapshot), frames(ground.snapshot), strict=False)
    return [now for now, was in pairs if now.content != was.content]


def _numbered(now: shape.Snapshot, ground: Ground) -> Iterator[Finding]:
    was = ground.snapshot.issue
    if (now.issue.number_label, now.issue.year_number) != (was.number_label, was.year_number):
        yield Finding("moved", NUMBERED, place="number_label")


def _taken_up(facts: Facts, ground: Ground) -> Iterator[Finding]:
    differing = changes(facts, ground)
    for target, row in facts.rows.items():
        if target in differing and target.entry_id not in ground.taken_up:
            yield Finding("not-taken-up", NOT_TAKEN_UP % {"entry": row}, target, PLACE)
        elif target.entry_id in ground.taken_up and target not in differing:
            yield Finding("not-changed", UNCHANGED % {"entry": row}, target, PLACE)
    if not differing and not changed_frames(facts, ground) and not ground.taken_up:
        yield Finding("not-changed", NOTHING, place=PLACE)


def _told(facts: Facts, ground: Ground) -> Iterator[Finding]:
    """Each change has its line, each line its change, and what readers were told before still stands."""
    lines = facts.issue.corrections
    worded = {line["ref"] for line in ground.added(lines)}
    entries = {now.ref or "": target for target, (_was, now) in changes(facts, ground).items()}
    headings = {each.ref: each for each in changed_frames(facts, ground)}
    for ref, target in entries.items():
        if ref not in worded:
            yield Finding("no-line", NO_LINE % {"place": facts.row(target)}, target, PLACE)
    for ref, frame in headings.items():
        if ref not in worded:
            yield Finding("no-line", NO_LINE % {"place": frame.title} if ref else FRONT_LINE, place=PLACE)
    for ref in sorted(worded - entries.keys() - headings.keys()):
        yield Finding("odd-line", ODD_LINE % {"ref": ref or FRONT}, place=PLACE)
    yield from _lost(facts, ground)


def _lost(facts: Facts, ground: Ground) -> Iterator[Finding]:
    former = errata.own(errata.lines_of(ground.snapshot), facts.issue.number)
    for line in errata.added(former, facts.issue.corrections):
        yield Finding("odd-line", LOST_LINE % {"ref": line["ref"] or FRONT}, place=PLACE)


def _silent(facts: Facts, ground: Ground) -> Iterator[Finding]:
    if ground.added(facts.issue.corrections):
        yield Finding("not-silent", SILENT_LINE, place=PLACE)
    if changed_frames(facts, ground):
        yield Finding("not-silent", HEADINGS, place=PLACE)
    yield from _lost(facts, ground)
    for target, (was, now) in changes(facts, ground).items():
        for reason in silent.reasons(was, now, ground.names):
            yield Finding("not-silent", reason, target, PLACE, about=str(facts.row(target)))


def _registered() -> Iterator[str]:
    """Every name of every authority in the register."""
    yield from Authority.objects.values_list("name", flat=True)
    yield from AuthorityName.objects.values_list("name", flat=True)
