"""The house-style proof of what somebody types, told what the register and the archive know; changes no text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext

from bulletin.models import PublishedEntry
from bulletin.reading import DEFAULT, brackets, proof
from bulletin.reading.proof import Listed, Mark
from bulletin.reading.registry import Registry
from editorial.intake.vocabulary import current

# Titles are compared with those of about the last two years of a weekly.
NEWEST = 3000


def marks(texts: Mapping[str, str]) -> list[Mark]:
    """The marks in the fields of an entry; ``texts`` are plain words by field."""
    quoting = any("《" in text for text in texts.values())
    return proof.proof(texts, _Register(current().registry), frozenset(_titles()) if quoting else ())


def sentence(mark: Mark) -> str:
    """What is said of a mark, in the language of the page."""
    return gettext(mark.sentence).format(**dict(mark.values))


class _Register:
    """The register's own near names, and those that lack a word of a long name."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry
        self._listed = Listed(registry.authorities)

    def nearest(self, name: str) -> str | None:
        # A name that is shipped is well spelt, though the house has not registered it.
        if self._registry.find(name) or DEFAULT.registry.find(name):
            return None
        return self._registry.nearest(name) or self._listed.nearest(name)


def _titles() -> Iterator[str]:
    """The titles of published entries, and those of the documents that they issue, which stand in them in 《》."""
    rows = PublishedEntry.objects.filter(edition__superseded_by=None).order_by("-pk")
    for title in rows.values_list("title", flat=True)[:NEWEST]:
        round_bracket = brackets.trailing_round(title)
        yield title
        if round_bracket:
            yield round_bracket[0]
        yield from (quoted.title for quoted in brackets.quoted_titles(title))
