"""What the documents that an entry names are in our archive: one, several to choose from, or none."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from bulletin import snapshot as shape
from bulletin.archive import printed, public, relations
from bulletin.models import PublishedEntry


@dataclass(frozen=True, slots=True)
class Meaning:
    """A published entry that a citation may mean; ``target`` is how the citation's row says that it does."""

    target: str
    place: str
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation with everything that it may mean."""

    citation: shape.Citation
    meanings: tuple[Meaning, ...]

    @property
    def is_ambiguous(self) -> bool:
        return len(self.meanings) > 1


def meanings(entry: shape.Entry) -> list[Cited]:
    """Every citation of an entry with the documents that answer to it."""
    near = public.documents(entry.cites)
    return [Cited(each, tuple(_meaning(row) for row in relations.meanings(each, near))) for each in entry.cites]


def is_place(target: str) -> bool:
    """Whether a typed target is the place of a public entry."""
    return bool(relations.meanings(shape.Citation(target=target), public.documents([shape.Citation(target=target)])))


def _meaning(row: PublishedEntry) -> Meaning:
    place = f"{printed.full_title(row.edition)} {row.ref}"
    url = reverse("archive:entry", args=[row.edition.masthead.code, row.edition.number, row.ref])
    return Meaning(relations.target_of(row), place, row.title, url)
