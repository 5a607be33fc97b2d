"""Was this published already? Asks the archive and the open issues by key, by title and by text; changes nothing.

The key is authority, kind, year and number, because series repeat across authorities. A title or a text that is alike
says nothing where both documents bear numbers of their own that differ.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _

from bulletin import recording, richtext
from bulletin import snapshot as shape
from bulletin.archive import public
from bulletin.models import Masthead, PublishedEntry
from bulletin.reading import Vocabulary, kinds, likeness
from editorial import assembly
from editorial.intake.vocabulary import current
from editorial.models import Issue, Shingle

KEY, TITLE, TEXT = "key", "title", "text"
TITLES_ALIKE = 0.7
TEXTS_ALIKE = 0.6
# So many candidates are looked at closely; what shares fewer hashes than these is not alike.
NEAREST = 12
# So many rows of hashes are counted together for one question.
MOST_SHARED = 2000
# How sure two equal numbers are when only one of the two names its authority.
UNTOLD = 0.8
MOST = 6


@dataclass(frozen=True, slots=True)
class Match:
    """Where the same document stands: how it was told, how alike it is (0 to 1), its place, title and address."""

    by: str
    certainty: float
    place: str
    title: str
    url: str
    is_public: bool


@dataclass(frozen=True, slots=True)
class _Known:
    entry: shape.Entry
    sketch: tuple[int, ...]
    place: str
    url: str
    is_public: bool


class Shelf:
    """The archive and the open issues of a masthead, prepared to be asked about many entries."""

    def __init__(self, masthead: Masthead, *, besides: int | None = None, vocabulary: Vocabulary | None = None) -> None:
        """``besides`` is the key of a draft that is not to be found as its own double."""
        self.masthead, self.besides, self._vocabulary = masthead, besides, vocabulary

    def matches(self, entry: shape.Entry) -> tuple[Match, ...]:
        """The surest first, each place once."""
        sketch = likeness.sketch(richtext.text_of(entry.body_html or ""))
        near = [*self._published(entry, sketch), *self._drafts]
        found = [match for each in near if (match := self._match(entry, sketch, each)) is not None]
        return tuple(sorted(found, key=lambda match: (-match.certainty, not match.is_public))[:MOST])

    def _match(self, entry: shape.Entry, sketch: tuple[int, ...], known: _Known) -> Match | None:
        if entry.document_number and known.entry.document_number:
            certainty = self._same_key(entry, known.entry)
            return _matched(KEY, certainty, known) if certainty else None
        if not _tell_alike(entry.title, known.entry.title):
            return None
        titles = likeness.share(likeness.bigrams(entry.title), likeness.bigrams(known.entry.title))
        if titles >= TITLES_ALIKE and not self._share_authority(entry, known.entry):
            titles = 0.0
        texts = likeness.resemblance(sketch, known.sketch) if sketch and known.sketch else 0.0
        if texts >= max(TEXTS_ALIKE, titles):
            return _matched(TEXT, texts, known)
        return _matched(TITLE, titles, known) if titles >= TITLES_ALIKE else None

    def _same_key(self, one: shape.Entry, other: shape.Entry) -> float:
        """1 for the same document, less where one side names no authority, 0 for another document."""
        if _canonical(one) != _canonical(other) or len({one.document_type, other.document_type} - {None}) > 1:
            return 0.0
        if not one.authorities or not other.authorities:
            return UNTOLD
        return 1.0 if self._share_authority(one, other) else 0.0

    def _share_authority(self, one: shape.Entry, other: shape.Entry) -> bool:
        """Whether nothing is known of the one's authorities that tells them from the other's."""
        if not one.authorities or not other.authorities or set(one.authorities) & set(other.authorities):
            return True
        same = self.vocabulary.registry.same
        return any(same(name, its) for name in one.authorities for its in other.authorities)

    def _published(self, entry: shape.Entry, sketch: tuple[int, ...]) -> list[_Known]:
        keys = {
            *self._alike(Shingle.Of.TITLE, likeness.title_sketch(entry.title)),
            *self._alike(Shingle.Of.TEXT, sketch),
        }
        rows = PublishedEntry.objects.filter(edition__in=public.issues(self.masthead).order_by().values("pk"))
        if entry.document_number:
            keys |= set(rows.filter(document_number=entry.document_number.canonical).values_list("pk", flat=True))
        near = rows.filter(pk__in=keys).select_related("edition__masthead", "sketch").defer("edition__snapshot")
        return [_of_record(row) for row in near]

    def _alike(self, of: str, values: Iterable[int]) -> Iterator[int]:
        """The published entries that share the most hashes."""
        newest = {"edition__masthead": self.masthead, "edition__superseded_by": None}
        here = {f"sketch__published__{name}": value for name, value in newest.items()}
        shared = Shingle.objects.filter(of=of, value__in=_telling(of, values), **here)
        counted = shared.values("sketch__published").annotate(shared=Count("pk")).order_by("-shared")
        yield from (row["sketch__published"] for row in counted[:NEAREST])

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """Read when two numbers are equal and their authorities are to be told, which is seldom."""
        return self._vocabulary or current()

    @cached_property
    def _drafts(self) -> list[_Known]:
        """The entries of issues that are not released."""
        issues = Issue.objects.filter(masthead=self.masthead).exclude(state=Issue.State.RELEASED)
        return [known for issue in issues for key, known in _of_desk(issue) if key != self.besides]


def matches(entry: shape.Entry, masthead: Masthead, *, besides: int | None = None) -> tuple[Match, ...]:
    """Where one entry may stand already."""
    return Shelf(masthead, besides=besides).matches(entry)


def _telling(of: str, values: Iterable[int]) -> list[int]:
    """The rarest hashes: the pairs of 关于发布…的通告 are in every title and would bring the whole archive."""
    rows = Shingle.objects.filter(of=of, value__in=list(values)).order_by().values("value")
    counted = sorted((row["found"], row["value"]) for row in rows.annotate(found=Count("pk")))
    reached = accumulate(found for found, _value in counted)
    most = max(MOST_SHARED, counted[0][0]) if counted else 0
    return [value for so_far, (_found, value) in zip(reached, counted, strict=True) if so_far <= most]


def _tell_alike(one: str, other: str) -> bool:
    """Whether two titles say nothing of status, year, batch or count that tells them apart; silence tells nothing."""
    figures, its = likeness.figures(one), likeness.figures(other)
    return kinds.statuses(one) == kinds.statuses(other) and (figures <= its or its <= figures)


def _matched(by: str, certainty: float, known: _Known) -> Match:
    return Match(by, round(certainty, 2), known.place, known.entry.title, known.url, known.is_public)


def _canonical(entry: shape.Entry) -> str:
    return entry.document_number.canonical if entry.document_number else ""


def _of_record(row: PublishedEntry) -> _Known:
    edition = row.edition
    place = _place(edition.number_label, row.ref.split(".")[0], row.number)
    url = reverse("archive:entry", args=[edition.masthead.code, edition.number, row.ref])
    entry = shape.build(shape.Entry, json.loads(bytes(row.content)))
    sketch = row.sketch.text if hasattr(row, "sketch") else likeness.sketch(richtext.text_of(entry.body_html or ""))
    return _Known(entry, tuple(sketch), place, url, True)


def _of_desk(issue: Issue) -> Iterator[tuple[int, _Known]]:
    """The entries of an unreleased issue with their keys."""
    assembled = assembly.assemble(issue.pk)
    label = recording.number_label(assembled.snapshot)
    for row, entry in zip(assembled.entries(), assembled.snapshot.entries(), strict=True):
        place = _place(label, (entry.ref or "").split(".")[0], entry.number)
        url = reverse(f"desk:editorial_{row.kind}_change", args=[row.pk])
        yield row.pk, _Known(entry, likeness.sketch(richtext.text_of(row.body_html)), place, url, False)


def _place(issue: str, part: object, entry: object) -> str:
    return _("%(issue)s, part %(part)s, entry %(entry)s") % {"issue": issue, "part": part, "entry": entry}
