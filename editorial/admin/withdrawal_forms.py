"""What is asked of whoever withdraws, takes down or asks to undo; the functions of the trade say what is missing."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bulletin.models import Withdrawal
from editorial.publishing import taking_down, withdrawing

KINDS = (
    (Withdrawal.Kind.WRONG, _("Something in it is wrong")),
    (Withdrawal.Kind.SUPERSEDED, _("The authority has replaced the document")),
    (Withdrawal.Kind.LEGAL, _("A legal reason")),
)
BASES = (
    (taking_down.CLAIM, _("Somebody claims rights in it")),
    (taking_down.ORDER, _("An authority orders it")),
)


class _Lines(forms.Form):
    """Highlights, written boxes and other corrections, with those that most likely speak of the entry checked."""

    lines = forms.MultipleChoiceField(
        label=_("Also leave out"),
        help_text=_("Lines of the front page that quote this entry; they go with it."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, lines: tuple[str, ...] = (), checked: tuple[str, ...] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not lines:
            del self.fields["lines"]
            return
        field = self.fields["lines"]
        field.choices = [(each, each) for each in lines]  # type: ignore[attr-defined]
        field.initial = list(checked)


class WithdrawForm(_Lines):
    kind = forms.ChoiceField(label=_("Why"), choices=KINDS, required=False, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("What readers are told"),
        help_text=_("What was wrong, in 10 characters or more; for the other reasons as you like."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    basis = forms.CharField(
        label=_("Document or ground"),
        help_text=_("The number or address of the document that replaces it, or the legal ground; readers are told."),
        required=False,
    )
    field_order = ("kind", "reason", "basis", "lines")

    def ground(self) -> withdrawing.Ground:
        values = self.cleaned_data
        return withdrawing.Ground(values["kind"], values["reason"], values["basis"])


class TakeDownForm(_Lines):
    basis = forms.ChoiceField(label=_("Why"), choices=BASES, required=False, widget=forms.RadioSelect)
    claimant = forms.CharField(
        label=_("Who claims or orders it"), help_text=_("Stays on the desk; readers are not told."), required=False
    )
    reason = forms.CharField(
        label=_("What is claimed or ordered"),
        help_text=_("In 10 characters or more. Stays on the desk; readers are not told."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    field_order = ("basis", "claimant", "reason", "lines")

    def claim(self) -> taking_down.Claim:
        values = self.cleaned_data
        return taking_down.Claim(values["basis"], values["reason"], values["claimant"])


class ReplaceForm(_Lines):
    """The lines to leave out, for the revision that a takedown still waits for."""


class UndoForm(forms.Form):
    reason = forms.CharField(
        label=_("Why it may come back"),
        help_text=_("In 10 characters or more; whoever agrees reads it, and it is kept."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
