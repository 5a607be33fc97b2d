"""Settling a suggestion as the buttons beside it ask for: taken over, declined, taken back."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from editorial.admin.base import person, refusals_shown
from editorial.admin.rows import issue_for, sent, to_entry
from editorial.models import Suggestion
from editorial.review import suggesting
from editorial.roles import Verb


class SettleForm(forms.Form):
    act = forms.ChoiceField(choices=[("take_over", "take_over"), ("decline", "decline")])
    remark = forms.CharField(required=False, max_length=2000)


@require_POST
def suggestion(request: HttpRequest, issue_id: int, suggestion_id: int) -> HttpResponse:
    issue = issue_for(request, Verb.EDIT, issue_id)
    rows = Suggestion.objects.select_related("entry__section__part__issue__masthead", "by")
    row = get_object_or_404(rows, pk=suggestion_id, entry__section__part__issue=issue)
    values = sent(request, SettleForm)
    with refusals_shown(request):
        if values["act"] == "take_over":
            suggesting.take_over(row, by=person(request))
            messages.success(request, _("Taken over. The change is yours now; who suggested it may still sign."))
        else:
            suggesting.decline(row, by=person(request), remark=values["remark"])
            messages.success(request, _("Declined. The text stays as it was."))
    return to_entry(row.entry)
