"""The undoing of a withdrawal on the desk: one asks, another agrees."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from bulletin.models import Withdrawal
from bulletin.refusal import Refused
from editorial import roles
from editorial.admin import withdrawal_page
from editorial.admin.base import permitted_row, person, refusals_shown, show_on
from editorial.admin.withdrawal_forms import UndoForm
from editorial.admin.withdrawals import back
from editorial.models import Undoing
from editorial.publishing import undoing
from editorial.roles import Verb


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, withdrawal_id: int) -> HttpResponse:
    seen = Withdrawal.objects.filter(edition__masthead__in=roles.mastheads(request.user, Verb.VIEW))
    withdrawal = permitted_row(request, Verb.WITHDRAW, seen.select_related("edition__masthead"), pk=withdrawal_id)
    form = UndoForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            undoing.ask(withdrawal, reason=form.cleaned_data["reason"], by=person(request))
        except Refused as refused:
            show_on(form, refused)
        else:
            messages.success(request, _("Asked. Somebody else must agree before anything comes back."))
            return back(withdrawal.edition)
    return _page(request, withdrawal, form)


@require_POST
def agree(request: HttpRequest, undoing_id: int) -> HttpResponse:
    row = _undoing_for(request, Verb.REINSTATE, undoing_id)
    with refusals_shown(request):
        undoing.agree(row, by=person(request))
        messages.success(request, _("The withdrawal is undone."))
    return back(row.withdrawal.edition)


@require_POST
def drop(request: HttpRequest, undoing_id: int) -> HttpResponse:
    row = _undoing_for(request, Verb.WITHDRAW, undoing_id)
    with refusals_shown(request):
        undoing.drop(row, by=person(request))
        messages.success(request, _("Dropped; the withdrawal holds."))
    return back(row.withdrawal.edition)


def _undoing_for(request: HttpRequest, verb: Verb, undoing_id: int) -> Undoing:
    mastheads = roles.mastheads(request.user, Verb.VIEW)
    seen = Undoing.objects.filter(withdrawal__edition__masthead__in=mastheads)
    return permitted_row(request, verb, seen.select_related("withdrawal__edition__masthead", "by"), pk=undoing_id)


def _page(request: HttpRequest, withdrawal: Withdrawal, form: UndoForm) -> TemplateResponse:
    context = {"title": _("Undo a withdrawal"), "withdrawal": withdrawal, "form": form}
    return withdrawal_page.act_page(request, "undo", withdrawal.edition, withdrawal.ref, context)
