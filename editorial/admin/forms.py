"""The form of an entry: one field a column, so that a column nobody touched is never written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.db import models
from django.forms.models import fields_for_model
from django.utils.translation import gettext_lazy as _

from bulletin import richtext
from editorial.admin.controls import LinesField, day_field
from editorial.models import Entry

NAMES = ("authorities", "signed_by", "topics")
BAD_ADDRESS = _("Give a whole web address, beginning with https:// or http://.")
NOT_IN_ORDER = _("The consultation closes before it opens.")

# Panels in their order; the tables of rows stand below the panel that names them.
PANELS: dict[str, tuple[tuple[str, Any, tuple[str, ...]], ...]] = {
    Entry.Kind.NOTICE: (
        ("facts", _("Document"), ("title", "document_type", "number_typed", "topics", "authorities", "signed_by")),
        ("dates", _("Dates"), ("signed_on", "published_on")),
        (
            "consultation",
            _("Consultation"),
            tuple(
                f"consultation_{name}"
                for name in ("opens_on", "closes_on", "working_days", "previous_closes_on", "email", "basis", "text")
            ),
        ),
        ("body", _("Text"), ("standfirst", "body_html", "editor_note")),
        ("links", _("Source and links"), ("source_url", "source_name", "accessed_on", "language")),
    ),
    Entry.Kind.ARTICLE: (
        ("facts", _("Article"), ("title", "byline", "published_on", "topics")),
        ("body", _("Text"), ("standfirst", "body_html", "editor_note")),
        ("links", _("Source and links"), ("source_name", "source_url", "reuse_basis", "accessed_on", "language")),
    ),
}
LABELS = {
    "authorities": _("One name a line, as printed; the leading authority first."),
    "signed_by": _("One name a line, as the document is signed."),
    "topics": _("One a line."),
    "reuse_basis": _("Why this text may be printed: copyright law leaves official documents free, not news."),
    "consultation_working_days": _("As the document states it."),
    "language": _("Only where it differs from the masthead’s, for example “en”."),
}
BASES = (("", "—"), ("stated", _("stated")), ("computed", _("computed")))


class EntryForm(forms.Form):
    """The columns of an entry of one kind, and what the person saw of it when the form was opened."""

    version = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput, required=False)
    seen = forms.CharField(max_length=64, widget=forms.HiddenInput, required=False)

    def __init__(self, kind: str, *args: Any, stored: Mapping[str, Any], **kwargs: Any) -> None:
        kwargs.setdefault("initial", dict(stored))
        super().__init__(*args, **kwargs)
        self.stored = stored
        names = [name for _key, _title, names in PANELS[kind] for name in names]
        self.fields |= fields_for_model(Entry, names, formfield_callback=column_field)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "source_url" in self.changes() and not _is_address(cleaned.get("source_url")):
            self.add_error("source_url", BAD_ADDRESS)
        opens_on, closes_on = cleaned.get("consultation_opens_on"), cleaned.get("consultation_closes_on")
        if opens_on and closes_on and closes_on < opens_on:
            self.add_error("consultation_closes_on", NOT_IN_ORDER)
        return cleaned

    def changes(self) -> dict[str, Any]:
        """The columns that are no longer as stored; spaces at the ends and kinds of line break are no change."""
        return {
            name: value
            for name, value in self.cleaned_data.items()
            if name in self.stored and plain(name, value) != plain(name, self.stored[name])
        }


def stored_columns(row: Entry) -> dict[str, Any]:
    """The columns that a form of this kind of entry shows, as they are in ``row``."""
    return {name: getattr(row, name) for _key, _title, names in PANELS[row.kind] for name in names}


def plain(name: str, value: Any) -> Any:
    """A value as two of them are compared."""
    if name == "body_html":
        return richtext.canonical(value or "")
    if isinstance(value, str):
        return value.replace("\r\n", "\n").strip()
    return value if value not in (None, []) else ""


def typed(value: Any) -> str:
    """A value as the form's own controls would send it."""
    if isinstance(value, list):
        return "\n".join(value)
    return value.isoformat() if isinstance(value, date) else "" if value is None else str(value)


def column_field(column: models.Field[Any, Any], **kwargs: Any) -> forms.Field | None:
    """The control for a column of an entry."""
    plainly: dict[str, Any] = {"label": column.verbose_name, "required": not column.blank}
    plainly["help_text"] = LABELS.get(column.name, "")
    if column.name in NAMES:
        return LinesField(**plainly, widget=forms.Textarea(attrs={"rows": 2, "data-names": column.name}))
    if column.name == "consultation_basis":
        return forms.ChoiceField(**plainly, choices=BASES)
    if isinstance(column, models.DateField):
        return day_field(**plainly)
    if isinstance(column, models.URLField):
        return forms.CharField(**plainly, max_length=column.max_length, widget=forms.TextInput(attrs={"dir": "ltr"}))
    if column.name == "document_type":
        plainly["widget"] = forms.TextInput(attrs={"list": "document-types"})
    return column.formfield(**plainly, **kwargs)


def unregistered(names: Iterable[str], known: frozenset[str]) -> list[str]:
    """The names that the register does not know, each once and in order: a hint, never an error."""
    return [name for name in dict.fromkeys(names) if name not in known]


def _is_address(value: str | None) -> bool:
    return not value or richtext.safe_href(value) is not None
