"""The small tables of an entry's form: effective dates, citations, attachments; a spare row serves without scripts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy as _

from bulletin import richtext
from bulletin import snapshot as shape
from editorial.admin.controls import day_field
from editorial.admin.forms import BAD_ADDRESS, BASES, plain
from editorial.intake import citing

MOST_ROWS = 200
NO_PLACE = _("This is no entry of the archive. Write masthead, number and place, such as tech-weekly/144/2.1.6.")
# Whoever sends a kept file back proves with this that the desk itself kept it.
SALT = "editorial.attachment"


class RowForm(forms.Form):
    """One row; a row left empty, or marked as removed, is no row."""

    shape: Any = None

    def row(self) -> Any:
        """The dataclass of a filled row, or None."""
        typed: dict[str, Any] = {name: self.cleaned_data.get(name) or None for name in self.columns()}
        values = {name: each.isoformat() if isinstance(each, date) else each for name, each in typed.items()}
        return self.shape(**values) if any(values.values()) else None

    def columns(self) -> list[str]:
        return [name for name in self.fields if name not in {"DELETE", "kept", "file"}]


class EffectiveForm(RowForm):
    shape = shape.EffectiveDate
    on = day_field(label=_("day"))
    rule = forms.CharField(
        label=_("rule"), required=False, max_length=40, widget=forms.TextInput(attrs={"list": "rules"})
    )
    text = forms.CharField(label=_("as worded"), required=False, max_length=300)
    basis = forms.ChoiceField(label=_("basis"), required=False, choices=BASES)


class CitationForm(RowForm):
    shape = shape.Citation
    number = forms.CharField(label=_("document number"), required=False, max_length=120)
    title = forms.CharField(label=_("title"), required=False, max_length=500)
    document_type = forms.CharField(
        label=_("document type"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"list": "document-types"}),
    )
    relation = forms.CharField(
        label=_("relation"), required=False, max_length=40, widget=forms.TextInput(attrs={"list": "relations"})
    )
    target = forms.CharField(
        label=_("place in the archive"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"list": "places", "dir": "ltr", "placeholder": "code/144/2.1.6"}),
    )

    def clean_target(self) -> str:
        target = str(self.cleaned_data["target"])
        if target and not citing.is_place(target):
            raise forms.ValidationError(NO_PLACE)
        return target


class AttachmentForm(RowForm):
    title = forms.CharField(label=_("title"), required=False, max_length=300)
    url = forms.CharField(label=_("link"), required=False, max_length=1000)
    file = forms.FileField(label=_("file"), required=False)
    kept = forms.CharField(required=False, max_length=600, widget=forms.HiddenInput)

    def clean_kept(self) -> dict[str, Any]:
        return opened(self.cleaned_data["kept"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "url" in self.changed_data and cleaned.get("url") and richtext.safe_href(cleaned["url"]) is None:
            self.add_error("url", BAD_ADDRESS)
        if (cleaned.get("url") or cleaned.get("kept")) and not cleaned.get("title"):
            self.add_error("title", _("Give the attachment its title."))
        return cleaned

    def row(self) -> Any:
        if not self.cleaned_data.get("title"):
            return None
        url = self.cleaned_data.get("url") or None
        return shape.Attachment(title=self.cleaned_data["title"], url=url, **(self.cleaned_data.get("kept") or {}))

    @property
    def kept_file(self) -> dict[str, Any]:
        """What is known of the file that this row keeps."""
        return opened(self["kept"].value() or "")


def sealed(attachment: shape.Attachment) -> str:
    """A kept file as the form carries it."""
    if not attachment.digest:
        return ""
    kept = {"digest": attachment.digest, "type": attachment.type, "size": attachment.size}
    return signing.dumps(kept, salt=SALT)


def opened(token: str) -> dict[str, Any]:
    """The kept file of a form's token; empty for what the desk did not seal."""
    try:
        return dict(signing.loads(token, salt=SALT)) if token else {}
    except signing.BadSignature:
        return {}


KINDS: dict[str, type[RowForm]] = {"effective": EffectiveForm, "cites": CitationForm, "attachments": AttachmentForm}
TITLES = {"effective": _("Effective on"), "cites": _("Cited documents"), "attachments": _("Attachments")}
OF_KIND = {"notice": ("effective", "cites", "attachments"), "article": ("cites", "attachments")}


def initial_rows(content: shape.Entry, name: str) -> list[dict[str, Any]]:
    rows: Iterable[Any] = getattr(content, name)
    if name == "attachments":
        return [{"title": each.title, "url": each.url, "kept": sealed(each)} for each in rows]
    return [shape.to_json(each) for each in rows]


def table(name: str, content: shape.Entry, posted: Mapping[str, Any] | None = None) -> Any:
    """The formset of one table, filled from ``content``; bound when something was posted."""
    formset = forms.formset_factory(
        KINDS[name], extra=1, can_delete=True, max_num=MOST_ROWS, absolute_max=MOST_ROWS, validate_max=True
    )
    return formset(posted, prefix=name, initial=initial_rows(content, name))


def rows_of(formset: Any) -> tuple[Any, ...]:
    """The filled rows of a valid formset, in order."""
    kept = [form for form in formset.forms if not form.cleaned_data.get("DELETE")]
    return tuple(row for form in kept if (row := form.row()) is not None)


def plain_rows(rows: Iterable[Any]) -> list[dict[str, Any]]:
    """Rows as two tables are compared."""
    plainly: list[Mapping[str, Any]] = [shape.to_json(row) for row in rows]
    return [{name: plain(name, value) for name, value in row.items()} for row in plainly]


def worded(rows: Iterable[Any]) -> str:
    """Rows as somebody reads them, one a line."""
    return "\n".join(_words(row) for row in rows)


def _words(row: Any) -> str:
    unseen = {"digest", "type"}
    return " · ".join(str(value) for name, value in shape.to_json(row).items() if value and name not in unseen)
