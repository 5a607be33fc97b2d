"""Fills the register from the data that is shipped; what an editor wrote, renamed or took out stays as it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction

from bulletin.reading.registry import Known
from bulletin.reading.registry_shipped import rows
from bulletin.reading.vocabulary import DEFAULT, FURTHER_KINDS, STATUTORY_KINDS

FOR_COMMENT = frozenset({"公示", "征求意见", "征求意见稿"})
# Kinds that no title ends with as its own word, and those of English notices.
OTHER_KINDS = ("司法解释", "规范性文件", "国家标准", "行业标准", "新闻")
COLUMNS = ("shipped_as", "level", "kind", "prefixes", "valid_from_on", "valid_to_on")
ENGLISH_KINDS = ("Rule", "Proposed Rule", "Notice", "Guidance")


@transaction.atomic
def fill(authorities: Any, names: Any, document_types: Any) -> int:
    """Add what the register has not; how many authorities it gained. The models are passed in, as migrations need.

    An authority counts as had when it was filled before, whatever it is called now. One of the same name that an editor
    entered is completed once: only its empty fields, and the names that it lacks.
    """
    first = not authorities.objects.exclude(shipped_as="").exists()
    had = set(authorities.objects.exclude(shipped_as="").values_list("shipped_as", flat=True))
    fresh = {each.name: each for each in rows() if each.name not in had}
    typed = {row.name: row for row in authorities.objects.filter(shipped_as="") if row.name in fresh}
    added = [_row(authorities, each) for each in fresh.values() if each.name not in typed]
    authorities.objects.bulk_create(added, batch_size=500)
    for row in typed.values():
        _complete(row, fresh[row.name])
    authorities.objects.bulk_update(typed.values(), COLUMNS)
    filled = typed | {row.name: row for row in added}
    _relate(authorities, fresh, filled)
    _name(names, fresh, filled)
    _fill_kinds(document_types, first=first)
    return len(added)


def _row(authorities: Any, known: Known) -> Any:
    row = authorities(name=known.name)
    _complete(row, known)
    return row


def _complete(row: Any, known: Known) -> None:
    row.shipped_as = known.name
    row.level = row.level or known.level
    row.kind = row.kind or known.kind
    row.prefixes = row.prefixes or " ".join(known.prefixes)
    row.valid_from_on = row.valid_from_on or known.valid_from_on
    row.valid_to_on = row.valid_to_on or known.valid_to_on


def _relate(authorities: Any, fresh: Mapping[str, Known], rows_by_name: Mapping[str, Any]) -> None:
    """Parents and successors, once every row has its key; those filled before are found by what they came as."""
    keys = dict(authorities.objects.exclude(shipped_as="").values_list("shipped_as", "pk"))
    keys |= {name: row.pk for name, row in rows_by_name.items()}
    for name, row in rows_by_name.items():
        row.parent_id = row.parent_id or keys.get(fresh[name].parent or "")
        row.successor_id = row.successor_id or keys.get(fresh[name].successor or "")
    related = [row for row in rows_by_name.values() if row.parent_id or row.successor_id]
    authorities.objects.bulk_update(related, ["parent", "successor"], batch_size=200)


def _name(names: Any, fresh: Mapping[str, Known], rows_by_name: Mapping[str, Any]) -> None:
    had = set(names.objects.values_list("authority_id", "name"))
    wanted: dict[tuple[int, str], Any] = {}
    for name, row in rows_by_name.items():
        for each in fresh[name].names:
            if (row.pk, each.text) not in had:
                wanted[row.pk, each.text] = names(
                    authority_id=row.pk, name=each.text, kind=each.kind, from_on=each.from_on, to_on=each.to_on
                )
    names.objects.bulk_create(wanted.values(), batch_size=500)


def _fill_kinds(document_types: Any, *, first: bool) -> None:
    had = set(document_types.objects.values_list("name", flat=True))
    document_types.objects.bulk_create(
        document_types(name=name, statutory=name in STATUTORY_KINDS, for_comment=name in FOR_COMMENT)
        for name in _without(had, (*STATUTORY_KINDS, *FURTHER_KINDS, *OTHER_KINDS, *ENGLISH_KINDS))
    )
    if first:
        document_types.objects.filter(name__in=(*DEFAULT.everyday_kinds, *OTHER_KINDS)).update(everyday=True)


def _without(had: set[str], names: Iterable[str]) -> list[str]:
    return [name for name in dict.fromkeys(names) if name not in had]
