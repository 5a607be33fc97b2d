"""What is asked of whoever corrects: the kind and reason of a correction, a step, the words that readers are told."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from editorial.admin.rows import SeenForm
from editorial.models import Correction
from editorial.publishing import wording


class BeginForm(forms.Form):
    kind = forms.ChoiceField(choices=Correction.Kind.choices, widget=forms.RadioSelect, required=False)
    reason = forms.CharField(
        label=_("What is to be corrected, and why"),
        help_text=_("For the desk and its trail; readers see the lines that you word later."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class StepForm(forms.Form):
    act = forms.ChoiceField(choices=[("take-up", "take-up"), ("put-back", "put-back")])


class WordForm(SeenForm):
    """One line; ``place`` is the ref that it is about, "" for the front matter."""

    place = forms.RegexField(
        r"^([1-9]\d{0,3}(\.[1-9]\d{0,3}){0,2})?$", required=False, empty_value="", widget=forms.HiddenInput
    )
    wrong = forms.CharField(
        label=_("printed was"),
        required=False,
        max_length=wording.LONGEST,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    right = forms.CharField(
        label=_("should be"),
        required=False,
        max_length=wording.LONGEST,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    note = forms.CharField(
        label=_("note"),
        required=False,
        max_length=wording.LONGEST,
        widget=forms.Textarea(attrs={"rows": 1}),
    )
