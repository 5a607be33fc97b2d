"""The report of what was released without review: open flags first, each with the place to answer for it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin import register
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from bulletin.refusal import Refused
from editorial import roles
from editorial.admin.base import DeskAdmin, permitted, permitted_row, person, show_on
from editorial.admin.site import desk
from editorial.models import Override, User
from editorial.publishing import overriding
from editorial.roles import Verb

A_PAGE = 20
STATES = (
    ("", gettext_lazy("All")),
    ("open", gettext_lazy("Not answered for")),
    ("answered", gettext_lazy("Answered for")),
)


class AnswerForm(forms.Form):
    text = forms.CharField(
        label=gettext_lazy("Your answer"),
        help_text=gettext_lazy("What you looked at after the release, and what you found."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


@register(Override, site=desk)
class OverrideAdmin(DeskAdmin):
    masthead_path = "issue__masthead"

    def get_urls(self) -> list[URLPattern]:
        views = (("", report, "changelist"), ("<int:override_id>/answer/", answer, "answer"))
        return [
            path(each, self.admin_site.admin_view(view), name=f"editorial_override_{name}")
            for each, view, name in views
        ]


@require_safe
def report(request: HttpRequest) -> HttpResponse:
    permitted(request, Verb.VIEW)
    return _page(request)


@require_POST
def answer(request: HttpRequest, override_id: int) -> HttpResponse:
    seen = _seen(person(request))
    row = permitted_row(request, Verb.ANSWER, seen, pk=override_id)
    form = AnswerForm(request.POST, prefix=str(row.pk))
    if form.is_valid():
        try:
            overriding.answer(row, text=form.cleaned_data["text"], by=person(request))
        except Refused as refused:
            show_on(form, refused)
        else:
            messages.success(request, _("You have answered for the release of “%(issue)s”.") % {"issue": row.issue})
            return HttpResponseRedirect(reverse("desk:editorial_override_changelist"))
    return _page(request, refused={row.pk: form})


def _page(request: HttpRequest, refused: dict[int, AnswerForm] | None = None) -> TemplateResponse:
    """Open ones first, the oldest of them at the top; then the answered ones, newest first."""
    user, state = person(request), request.GET.get("state", "")
    seen = _seen(user)
    shown = {
        "open": list(seen.filter(answered_at=None).order_by("pk")),
        "answered": list(seen.exclude(answered_at=None).order_by("-pk")),
    }
    rows = shown.get(state, [*shown["open"], *shown["answered"]])
    leaf = Paginator(rows, A_PAGE).get_page(request.GET.get("p"))
    context: dict[str, Any] = {
        **desk.each_context(request),
        "title": _("Released without review"),
        "leaf": leaf,
        "lines": [(row, *_answering(row, user, refused or {})) for row in leaf],
        "states": STATES,
        "state": state if state in shown else "",
        "still_open": len(shown["open"]),
        "opts": Override._meta,
    }
    return TemplateResponse(request, "editorial/overrides.html", context)


def _answering(row: Override, user: User, refused: dict[int, AnswerForm]) -> tuple[AnswerForm | None, list[object]]:
    """The form to answer with, or why this person may not; neither where it is answered."""
    if row.answered_at:
        return None, []
    reasons = overriding.answer_refusals(row, user)
    form = refused.get(row.pk) or (None if reasons else AnswerForm(prefix=str(row.pk)))
    return form, reasons


def _seen(user: User) -> Any:
    rows = Override.objects.filter(issue__masthead__in=roles.mastheads(user, Verb.VIEW))
    return rows.select_related("issue__masthead", "edition", "by", "answered_by")
