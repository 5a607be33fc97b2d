"""The words that documents are read with, as the register's tables have them; an empty register is the shipped one."""

from __future__ import annotations

from dataclasses import replace

from bulletin.models import Authority, AuthorityName, DocumentType
from bulletin.reading import DEFAULT, Vocabulary
from bulletin.reading.registry import Known, Name, Registry


def current() -> Vocabulary:
    """Three queries, whatever the register holds."""
    known = _known()
    kinds = [each for each in DocumentType.objects.order_by("pk") if not each.name.isascii()]
    vocabulary = replace(DEFAULT, registry=Registry(known)) if known else DEFAULT
    if not kinds:
        return vocabulary
    return replace(
        vocabulary,
        statutory_kinds=tuple(each.name for each in kinds if each.statutory),
        further_kinds=tuple(each.name for each in kinds if not each.statutory and each.name != DEFAULT.news_kind),
        everyday_kinds=frozenset(each.name for each in kinds if each.everyday),
    )


def _known() -> list[Known]:
    rows = list(Authority.objects.order_by("pk"))
    names = _names() if rows else {}
    titles = {row.pk: row.name for row in rows}
    return [
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
    ]


def _names() -> dict[int, list[Name]]:
    found: dict[int, list[Name]] = {}
    for row in AuthorityName.objects.order_by("pk"):
        found.setdefault(row.authority_id, []).append(Name(row.name, row.kind, row.from_on, row.to_on))
    return found
