"""撤稿、下架 on the desk: what would happen is spelt out above the button that does it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bulletin.models import Edition
from bulletin.refusal import Refused
from editorial import roles
from editorial.admin import withdrawal_page
from editorial.admin.base import permitted_row, person, refusals_shown, show_on
from editorial.admin.withdrawal_forms import ReplaceForm, TakeDownForm, WithdrawForm
from editorial.publishing import following, front_lines, quoting, removals, taking_down, withdrawing
from editorial.roles import Verb


def edition_for(request: HttpRequest, verb: Verb, edition_id: int) -> Edition:
    seen = Edition.objects.select_related("masthead").filter(masthead__in=roles.mastheads(request.user, Verb.VIEW))
    return permitted_row(request, verb, seen, pk=edition_id)


@require_safe
def standing(request: HttpRequest, edition_id: int) -> HttpResponse:
    edition = following.newest(edition_for(request, Verb.VIEW, edition_id))
    form = _replace_form(edition) if removals.waiting(edition) else None
    return withdrawal_page.page(request, edition, form)


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, edition_id: int, ref: str = "") -> HttpResponse:
    edition = edition_for(request, Verb.WITHDRAW, edition_id)
    form = WithdrawForm(_sent(request), **(_lines(edition, ref) if ref else {}))
    if request.method == "POST" and form.is_valid():
        try:
            withdrawing.withdraw(
                edition, form.ground(), ref=ref, lines=form.cleaned_data.get("lines", ()), by=person(request)
            )
        except Refused as refused:
            show_on(form, refused)
        else:
            messages.success(request, _("It is withdrawn, and readers are told why."))
            return back(edition)
    return _page(request, edition, "withdraw", form, ref)


@require_http_methods(["GET", "HEAD", "POST"])
def take_down(request: HttpRequest, edition_id: int, ref: str) -> HttpResponse:
    edition = edition_for(request, Verb.TAKE_DOWN, edition_id)
    form = TakeDownForm(_sent(request), **_lines(edition, ref))
    if request.method == "POST" and form.is_valid():
        try:
            outcome = taking_down.take_down(
                edition, ref, form.claim(), lines=form.cleaned_data.get("lines", ()), by=person(request)
            )
        except Refused as refused:
            show_on(form, refused)
        else:
            _say(request, outcome)
            return back(edition)
    return _page(request, edition, "take_down", form, ref)


@require_POST
def replace(request: HttpRequest, edition_id: int) -> HttpResponse:
    """Make the revision that a takedown still waits for."""
    edition = edition_for(request, Verb.TAKE_DOWN, edition_id)
    newest = following.newest(edition)
    form = ReplaceForm(request.POST, lines=front_lines.offered(newest))
    lines = form.cleaned_data.get("lines", ()) if form.is_valid() else ()
    with refusals_shown(request):
        made = taking_down.replace(newest, lines=lines, by=person(request))
        messages.success(request, _("%(edition)s is public.") % {"edition": made})
    return back(edition)


def back(edition: Edition) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("desk:bulletin_edition_standing", args=[edition.pk]))


def _replace_form(edition: Edition) -> ReplaceForm:
    """With the lines that were chosen when it was taken down."""
    lines = front_lines.lines_of(following.snapshot_of(edition))
    return ReplaceForm(lines=lines, checked=front_lines.chosen(edition, removals.waiting(edition)))


def _sent(request: HttpRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def _lines(edition: Edition, ref: str) -> dict[str, Any]:
    if not withdrawal_page.title_of(edition, ref):
        raise Http404
    lines = front_lines.offered(edition, ref)
    return {"lines": lines, "checked": front_lines.speaking(edition, [ref], lines)}


def _page(
    request: HttpRequest, edition: Edition, name: str, form: WithdrawForm | TakeDownForm, ref: str
) -> TemplateResponse:
    titles = {"withdraw": _("Withdraw"), "take_down": _("Take down")}
    context = {
        "title": titles[name],
        "issue": following.issue_of(edition),
        "next_revision": following.newest(edition).revision + 1,
        "quoting": quoting.quoting(edition, ref) if name == "take_down" else [],
        "form": form,
    }
    return withdrawal_page.act_page(request, name, edition, ref, context)


def _say(request: HttpRequest, outcome: taking_down.Outcome) -> None:
    if outcome.edition is not None:
        messages.success(request, _("It is taken down; %(edition)s is public.") % {"edition": outcome.edition})
    for edition in outcome.others:
        messages.success(request, _("%(edition)s no longer quotes it.") % {"edition": edition})
    if not outcome.refusals:
        return
    messages.warning(request, _("It is taken down. The revision without it could not be made yet:"))
    for sentence in outcome.refusals:
        messages.warning(request, sentence)
