"""The words that documents are read with: the register's tables, beside the shipped names where nobody filled them."""

from __future__ import annotations

import functools
from dataclasses import replace

from bulletin.models import Authority, AuthorityName, DocumentType
from bulletin.reading import DEFAULT, Vocabulary
from bulletin.reading.registry import Known, Name, Registry
from bulletin.reading.registry_shipped import rows as shipped


def current() -> Vocabulary:
    """Three queries, whatever the register holds."""
    known = _known()
    kinds = [each for each in DocumentType.objects.order_by("pk") if not each.name.isascii()]
    vocabulary = replace(DEFAULT, registry=_registry(known)) if known else DEFAULT
    if not kinds:
        return vocabulary
    return replace(
        vocabulary,
        statutory_kinds=tuple(each.name for each in kinds if each.statutory),
        further_kinds=tuple(each.name for each in kinds if not each.statutory and each.name != DEFAULT.news_kind),
        everyday_kinds=frozenset(each.name for each in kinds if each.everyday),
    )


@functools.lru_cache(maxsize=2)
def _registry(known: tuple[Known, ...]) -> Registry:
    """Built anew only when a row has changed: the rows themselves are the key."""
    return Registry(known)


def _known() -> tuple[Known, ...]:
    rows = list(Authority.objects.order_by("pk"))
    names = _names() if rows else {}
    titles = {row.pk: row.name for row in rows}
    own = tuple(
        Known(
            name=row.name,
            level=row.level,
            kind=row.kind,
            parent=titles.get(row.parent_id or 0),
            names=tuple(names.get(row.pk, ())),
            prefixes=tuple(row.prefixes.split()),
            valid_from_on=row.valid_from_on,
            valid_to_on=row.valid_to_on,
            successor=titles.get(row.successor_id or 0),
        )
        for row in rows
    )
    if not own or any(row.shipped_as for row in rows):
        return own
    return (*own, *(each for each in shipped() if each.name not in set(titles.values())))


def _names() -> dict[int, list[Name]]:
    found: dict[int, list[Name]] = {}
    rows = AuthorityName.objects.order_by("pk").values_list("authority_id", "name", "kind", "from_on", "to_on")
    for key, text, kind, from_on, to_on in rows:
        found.setdefault(key, []).append(Name(text, kind, from_on, to_on))
    return found
