"""What published entries can be narrowed by; choices hold nothing but what public entries have."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from bulletin.archive import public
from bulletin.models import Masthead, PublishedEntry

LONGEST_SEARCH = 100
MOST_WORDS = 10


class EntryFilter(django_filters.FilterSet):  # type: ignore[misc]  # the package has no types
    """The form above the list of entries; every field may be left empty."""

    title = django_filters.CharFilter(label=_("Words in the title"), method="with_all_words", max_length=LONGEST_SEARCH)
    part_title = django_filters.ChoiceFilter(label=_("Part"), empty_label=_("All parts"))
    section_title = django_filters.ChoiceFilter(label=_("Section"), empty_label=_("All sections"))
    kind = django_filters.ChoiceFilter(
        label=_("Kind"), empty_label=_("Notices and articles"), choices=PublishedEntry.Kind.choices
    )
    authority = django_filters.ChoiceFilter(
        label=_("Authority"), empty_label=_("All authorities"), field_name="authorities__name", distinct=True
    )
    signed_from = django_filters.DateFilter(
        label=_("Signed from"),
        field_name="signed_on",
        lookup_expr="gte",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    signed_to = django_filters.DateFilter(
        label=_("Signed to"),
        field_name="signed_on",
        lookup_expr="lte",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    class Meta:
        model = PublishedEntry
        fields: list[str] = []

    def __init__(self, data: Any, *, masthead: Masthead) -> None:
        super().__init__(data, queryset=public.entries(masthead))
        for field in ("part_title", "section_title"):
            self.filters[field].extra["choices"] = _choices(public.titles(masthead, field))
        self.filters["authority"].extra["choices"] = _choices(public.authority_names(masthead))

    def with_all_words(self, entries: QuerySet[PublishedEntry], _name: str, value: str) -> QuerySet[PublishedEntry]:
        for word in value.split()[:MOST_WORDS]:
            entries = entries.filter(title__icontains=word)
        return entries


def _choices(values: list[str]) -> list[tuple[str, str]]:
    return [(value, value) for value in values]
