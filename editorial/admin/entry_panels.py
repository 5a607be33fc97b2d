"""What the page of an entry shows: its panels of fields with their hints, and its small tables; it decides nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bulletin.models import Authority, AuthorityName, DocumentType, PublishedAuthority
from editorial.admin import entry_rows
from editorial.admin.controls import LinesField
from editorial.admin.entry_draft import Draft
from editorial.admin.forms import PANELS, unregistered
from editorial.admin.side_by_side import Beside
from editorial.drafting import workdays
from editorial.intake.vocabulary import current
from editorial.review.field_names import RELATIONS, RULES

TABLES_BELOW = {"dates": ("effective",), "links": ("attachments", "cites")}
MOST_OFFERED = 500
WIDE = {"title", "body_html", "standfirst", "editor_note", "source_url", "consultation_text"}


@dataclass(frozen=True)
class Line:
    field: BoundField
    hints: tuple[str, ...]
    beside: Beside | None

    @property
    def is_wide(self) -> bool:
        return self.field.name in WIDE


@dataclass(frozen=True)
class Table:
    key: str
    title: Any
    formset: Any
    beside: Beside | None


@dataclass(frozen=True)
class Panel:
    key: str
    title: Any
    lines: tuple[Line, ...]
    tables: tuple[Table, ...]


def panels(draft: Draft) -> list[Panel]:
    hints = _hints(draft)
    return [
        Panel(
            key,
            title,
            tuple(Line(draft.main[name], tuple(hints.get(name, ())), draft.beside.get(name)) for name in names),
            tuple(
                Table(name, entry_rows.TITLES[name], draft.tables[name], draft.beside.get(name))
                for name in TABLES_BELOW.get(key, ())
                if name in draft.tables
            ),
        )
        for key, title, names in PANELS[draft.row.kind]
    ]


def suggestions() -> dict[str, Any]:
    """What the register offers while somebody types."""
    return {
        "document_types": list(DocumentType.objects.values_list("name", flat=True)),
        "authorities": _offered(),
        "rules": RULES.items(),
        "relations": RELATIONS.items(),
    }


def _hints(draft: Draft) -> dict[str, list[str]]:
    values = {name: _value(draft, name) for name in draft.main.stored}
    named = {name: values[name] or [] for name in ("authorities", "signed_by") if name in values}
    known = _registered({each for names in named.values() for each in names})
    hints = {
        name: [_("Not in the register: %(name)s.") % {"name": each} for each in unregistered(names, known)]
        for name, names in named.items()
    }
    return hints | {"consultation_working_days": list(_counted(values))}


def _value(draft: Draft, name: str) -> Any:
    if not draft.main.is_bound:
        return draft.main.stored[name]
    field = draft.main.fields[name]
    return draft.main.cleaned_data.get(name, [] if isinstance(field, LinesField) else None)


def _counted(values: dict[str, Any]) -> Iterator[str]:
    """The count beside the stated number: it warns, it never corrects."""
    opens_on, closes_on = values.get("consultation_opens_on"), values.get("consultation_closes_on")
    stated = values.get("consultation_working_days")
    counted = workdays.counted(opens_on, closes_on)
    if opens_on is None or closes_on is None or counted is None:
        return
    yield ngettext(
        "Computed: %(count)s working day, both ends included.",
        "Computed: %(count)s working days, both ends included.",
        counted,
    ) % {"count": counted}
    if stated is not None and stated != counted:
        yield _("The document states %(stated)s. Compare it with the original; nothing is corrected by itself.") % {
            "stated": stated
        }
    if unknown := _unknown_years(opens_on, closes_on):
        yield _("The holidays of %(year)s are not in the calendar yet; the count is provisional.") % {"year": unknown}


def _unknown_years(opens_on: date, closes_on: date) -> str:
    calendar = workdays.House()
    return ", ".join(str(year) for year in range(opens_on.year, closes_on.year + 1) if not calendar.known(year))


def _registered(names: set[str]) -> frozenset[str]:
    """Those of the names that the register has; a department's after its authority's (国家药监局综合司) is one, too."""
    known = set(Authority.objects.filter(name__in=names).values_list("name", flat=True))
    others = AuthorityName.objects.filter(name__in=names - known).exclude(kind=AuthorityName.Kind.PART)
    known |= set(others.values_list("name", flat=True))
    left = names - known
    registry = current().registry if left else None
    return frozenset(known | {each for each in left if registry and registry.find(each)})


def _offered() -> list[str]:
    """Authorities of the whole country with their short names, and whatever was printed before."""
    national = Authority.objects.filter(level=Authority.Level.NATIONAL)
    short = AuthorityName.objects.filter(authority__in=national, kind=AuthorityName.Kind.SHORT)
    printed = PublishedAuthority.objects.order_by().values_list("name", flat=True).distinct()
    names = {*national.values_list("name", flat=True), *short.values_list("name", flat=True), *printed[:MOST_OFFERED]}
    return sorted(names)
