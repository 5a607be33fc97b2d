"""The fields of one entry that came in, a control for each: what was read stands in it until it is changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bulletin import richtext
from bulletin import snapshot as shape
from bulletin.reading import numbers
from editorial.admin.controls import LinesField, day_field
from editorial.admin.forms import BAD_ADDRESS
from editorial.drafting import workdays
from editorial.models import Entry

CONSULTATION = ("opens_on", "closes_on", "email")
# The controls of a field of the snapshot; what has none is taken or left as it was read.
CONTROLS: dict[str, tuple[str, ...]] = {
    **{name: (name,) for name in ("title", "kind", "document_type", "document_number", "authorities", "signed_by")},
    **{name: (name,) for name in ("signed_on", "published_on", "source_name", "source_url", "byline")},
    "effective": ("effective_on",),
    "consultation": tuple(f"consultation_{name}" for name in CONSULTATION),
}
LISTS = ("authorities", "signed_by")
DAYS = ("signed_on", "published_on", "effective_on", "consultation_opens_on", "consultation_closes_on")
NEEDED = ("title", "kind")
LIMITS = {"document_number": "number_typed"}
LABELS = {"effective_on": _("on"), "consultation_opens_on": _("from"), "consultation_closes_on": _("until")}
LABELS |= {"consultation_email": _("e-mail")}
NO_TITLE = _("An entry needs a title.")
NO_DATE = _("This is no date.")


def _line(name: str) -> forms.Field:
    column: Any = Entry._meta.get_field(LIMITS.get(name, name))
    return forms.CharField(required=False, strip=False, max_length=column.max_length)


class EntryFields(forms.Form):
    """Controls for what was read of an entry; ``fixes`` gives what somebody changed, as JSON of the snapshot.

    ``read`` is the entry as it was read, ``entry`` with what was changed before; the prefix is its key.
    """

    title = forms.CharField(required=False, strip=False, max_length=500, widget=forms.Textarea(attrs={"rows": 1}))
    kind = forms.ChoiceField(choices=Entry.Kind.choices)
    take = forms.MultipleChoiceField(required=False)

    def __init__(self, read: shape.Entry, entry: shape.Entry, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.read, self.entry = read, entry
        for name in ("document_type", "document_number", "source_name", "source_url", "byline", "consultation_email"):
            self.fields[name] = _line(name)
        self.fields |= {name: LinesField(required=False, widget=forms.Textarea(attrs={"rows": 1})) for name in LISTS}
        self.fields |= {name: day_field(error_messages={"invalid": NO_DATE}) for name in DAYS}
        self.fields["take"].choices = [(name, name) for name in present(read)]  # type: ignore[attr-defined]
        shown = merged(entry, read)
        self.initial = {name: value for field in CONTROLS for name, value in _values(field, shown).items()}
        for name, label in LABELS.items():
            self.fields[name].label = label

    def clean_title(self) -> str:
        title = " ".join(str(self.cleaned_data["title"]).split())
        if not title:
            raise forms.ValidationError(NO_TITLE)
        return title if title != " ".join(self.read.title.split()) else self.read.title

    def clean_source_url(self) -> str:
        address = str(self.cleaned_data["source_url"]).strip()
        if address and address != self.read.source_url and richtext.safe_href(address) is None:
            raise forms.ValidationError(BAD_ADDRESS)
        return address

    def fixes(self) -> dict[str, Any]:
        """What differs from the reading, by field; None where a field is not to be taken."""
        taken = {*self.cleaned_data["take"], *NEEDED}
        found = {name: None for name in present(self.read) if name not in taken}
        for name in CONTROLS:
            if name in found or not self.offers(name):
                continue
            value = _WRITTEN[name](self.read, self._cleaned(name))
            if _json(value) != _json(getattr(self.read, name)):
                found[name] = _json(value)
        return found

    def offers(self, name: str) -> bool:
        """Whether a field can be changed here: stages of effect are changed where the entry is edited."""
        return name in CONTROLS and (name != "effective" or len(self.read.effective) <= 1)

    def taken(self) -> frozenset[str]:
        """The fields that are ticked: as they were sent, or as they are stored."""
        if self.is_bound:
            return frozenset(self.data.getlist(self.add_prefix("take")))  # type: ignore[attr-defined]
        return frozenset(present(self.entry))

    def _cleaned(self, name: str) -> dict[str, Any]:
        values = {each: self.cleaned_data.get(each) for each in CONTROLS[name]}
        return {each: value.isoformat() if isinstance(value, date) else value for each, value in values.items()}


def present(entry: shape.Entry) -> list[str]:
    """The fields of an entry that hold something and can be left out."""
    named = shape.to_json(entry)
    outside = {"ref", "number", "sources", *NEEDED}
    return [name for name, value in named.items() if name not in outside and value not in (None, [], "")]


def merged(entry: shape.Entry, read: shape.Entry) -> shape.Entry:
    """The entry as it would be taken, with what was read where a field is left out: so it can be seen and ticked."""
    left = {name: getattr(read, name) for name in present(read) if name not in present(entry)}
    return replace(entry, **left)


def _values(name: str, entry: shape.Entry) -> dict[str, Any]:
    """What the controls of a field show."""
    if name == "consultation":
        matter = entry.consultation or shape.Consultation()
        return {f"consultation_{each}": getattr(matter, each) or "" for each in CONSULTATION}
    if name == "effective":
        return {"effective_on": entry.effective[0].on if entry.effective else None}
    value = getattr(entry, name)
    if name == "document_number":
        value = value.typed if value else ""
    return {name: list(value) if isinstance(value, tuple) else value}


def _text(name: str) -> Callable[[shape.Entry, Mapping[str, Any]], Any]:
    def written(read: shape.Entry, values: Mapping[str, Any]) -> Any:
        value = values[name]
        before = getattr(read, name)
        return before if str(value or "").strip() == (before or "").strip() else (value or "").strip() or None

    return written


def _list(name: str) -> Callable[[shape.Entry, Mapping[str, Any]], Any]:
    return lambda _read, values: tuple(values[name] or ())


def _number(read: shape.Entry, values: Mapping[str, Any]) -> shape.DocumentNumber | None:
    typed = str(values["document_number"] or "").strip()
    if read.document_number and typed == read.document_number.typed.strip():
        return read.document_number
    found = numbers.find_all(typed)
    return shape.DocumentNumber(typed=typed, canonical=found[0].canonical if found else typed) if typed else None


def _effective(read: shape.Entry, values: Mapping[str, Any]) -> tuple[shape.EffectiveDate, ...]:
    day, before = values["effective_on"], read.effective
    if day == (before[0].on if before else None):
        return before
    row = before[0] if before else shape.EffectiveDate()
    return (replace(row, on=day, rule=None, basis="stated"),) if day else ()


def _consultation(read: shape.Entry, values: Mapping[str, Any]) -> shape.Consultation | None:
    before = read.consultation or shape.Consultation()
    typed: dict[str, Any] = {name: (values[f"consultation_{name}"] or "").strip() or None for name in CONSULTATION}
    if all(getattr(before, name) == value for name, value in typed.items()):
        return read.consultation
    opens_on, closes_on = (date.fromisoformat(typed[name]) if typed[name] else None for name in CONSULTATION[:2])
    counted = workdays.counted(opens_on, closes_on)
    after = replace(before, **typed, computed_working_days=counted, basis="stated")
    return after if any(typed.values()) or before.text else None


_WRITTEN: dict[str, Callable[[shape.Entry, Mapping[str, Any]], Any]] = {
    **{name: _text(name) for name in ("title", "kind", "document_type", "source_name", "source_url", "byline")},
    **{name: _text(name) for name in ("signed_on", "published_on")},
    **{name: _list(name) for name in LISTS},
    "document_number": _number,
    "effective": _effective,
    "consultation": _consultation,
}


def _json(value: Any) -> Any:
    return shape.to_json(value)
