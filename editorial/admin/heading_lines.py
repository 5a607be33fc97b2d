"""The table of corrections on the form of the front matter: lines about other issues, each with its number.

The issue's own lines are worded on the page of its correction, and this form leaves them as they are.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bulletin import snapshot as shape
from editorial import assembly
from editorial.admin.entry_rows import MOST_ROWS, RowForm, rows_of
from editorial.admin.rows import LARGEST
from editorial.drafting import errata
from editorial.models import Issue
from editorial.publishing import wording


class CorrectionForm(RowForm):
    """更正: what another issue got wrong, as this one prints it."""

    shape = shape.Correction
    number = forms.IntegerField(
        label=gettext_lazy("number of the issue"), required=False, min_value=1, max_value=LARGEST
    )
    ref = forms.RegexField(
        r"^[1-9]\d{0,3}(\.[1-9]\d{0,3}){0,3}$",
        label=gettext_lazy("place"),
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs={"placeholder": "2.1.20", "dir": "ltr"}),
        error_messages={"invalid": gettext_lazy("A place is numbers and dots, such as 2.1.20.")},
    )
    wrong = forms.CharField(label=gettext_lazy("printed was"), required=False, max_length=wording.LONGEST)
    right = forms.CharField(label=gettext_lazy("should be"), required=False, max_length=wording.LONGEST)
    note = forms.CharField(label=gettext_lazy("note"), required=False, max_length=wording.LONGEST)
    issue = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)

    def __init__(self, *args: Any, issue: Issue | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.bearer = issue

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        others = [cleaned.get(name) for name in ("wrong", "right", "note")]
        place = cleaned.get("ref") or cleaned.get("number")
        if any(others) and not place and "ref" not in self.errors:
            self.add_error("ref", _("Say which place is corrected."))
        if place and not any(others):
            self.add_error("right", _("Say what is corrected there."))
        if self.bearer and cleaned.get("number") == self.bearer.number:
            self.add_error("number", _("What this very issue got wrong is worded on the page of its correction."))
        return cleaned

    def row(self) -> Any:
        """A line about the front of an issue has its number and no place; the label of a number is looked up."""
        made = super().row()
        if made is None or not (made.number or made.wrong or made.right or made.note):
            return None
        label = errata.label_of(self.bearer, made.number) if self.bearer and made.number else made.issue
        return replace(made, ref=made.ref or "", issue=label)


CorrectionFormSet = forms.formset_factory(
    CorrectionForm, extra=3, can_delete=True, max_num=MOST_ROWS, absolute_max=MOST_ROWS
)


def lines(issue: Any, rows: Any) -> list[errata.Line]:
    """All lines of an issue once a valid table is saved: those of the table, and after them its own."""
    return [*assembly.rows_json(rows_of(rows)), *errata.own(issue.corrections, issue.number)]
