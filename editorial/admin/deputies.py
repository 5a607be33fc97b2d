"""代审 on the desk: who signs for whom on which days, naming a deputy, and ending it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin import register
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from bulletin.models import Masthead
from bulletin.refusal import Refused
from editorial import roles
from editorial.admin import leaving
from editorial.admin.base import DeskAdmin, permitted, permitted_row, person, refusals_shown, show_on
from editorial.admin.controls import DayInput
from editorial.admin.site import desk
from editorial.models import Deputy, Stage, User
from editorial.review import deputising
from editorial.roles import Verb

PAST_ROWS = 50


class DeputyForm(forms.Form):
    """Who may be chosen follows from who asks; whether it may be is said by ``deputising``."""

    masthead = forms.ModelChoiceField(Masthead.objects.none(), label=gettext_lazy("Masthead"), empty_label=None)
    principal = forms.ModelChoiceField(User.objects.none(), label=gettext_lazy("Who is away"))
    deputy = forms.ModelChoiceField(User.objects.none(), label=gettext_lazy("Deputy"))
    from_on = forms.DateField(label=gettext_lazy("First day"), widget=DayInput)
    to_on = forms.DateField(label=gettext_lazy("Last day"), widget=DayInput)
    stage_codes = forms.MultipleChoiceField(
        label=gettext_lazy("Stages"),
        help_text=gettext_lazy("None chosen: every stage at which they sign."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, by: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mastheads = roles.mastheads(by, Verb.DEPUTE)
        fields: dict[str, Any] = self.fields
        fields["masthead"].queryset = mastheads
        fields["principal"].queryset = _members(mastheads, {Verb.SIGN}) if _governs(by) else _oneself(by)
        fields["deputy"].queryset = _members(mastheads, {Verb.REMARK})
        stages = Stage.objects.filter(plan__masthead__in=mastheads, retired_at=None).order_by("plan", "position")
        fields["stage_codes"].choices = list(dict(stages.values_list("code", "name")).items())


@register(Deputy, site=desk)
class DeputyAdmin(DeskAdmin):
    masthead_path = "masthead"

    def get_urls(self) -> list[URLPattern]:
        views = (
            ("", listing, "changelist"),
            ("name/", name, "add"),
            ("<int:deputy_id>/end/", end, "end"),
            ("leaving/", leaving.leaving, "leaving"),
            ("leaving/hand-over/", leaving.hand_over, "hand_over"),
            ("leaving/revoke/", leaving.revoke, "revoke"),
        )
        return [
            path(each, self.admin_site.admin_view(view), name=f"editorial_deputy_{key}") for each, view, key in views
        ]


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    permitted(request, Verb.VIEW)
    by = person(request)
    day = timezone.localdate().isoformat()
    start = {"principal": by.pk, "from_on": day}
    return _page(request, DeputyForm(by, initial=start) if roles.may(by, Verb.DEPUTE) else None)


@require_POST
def name(request: HttpRequest) -> HttpResponse:
    by = person(request)
    if not roles.may(by, Verb.DEPUTE):
        raise PermissionDenied
    form = DeputyForm(by, request.POST)
    if form.is_valid():
        try:
            row = deputising.name(**form.cleaned_data, by=by)
        except Refused as refused:
            show_on(form, refused)
        else:
            named = {"deputy": row.deputy, "person": row.principal}
            messages.success(request, _("%(deputy)s signs for %(person)s on these days.") % named)
            return _to_listing()
    return _page(request, form)


@require_POST
def end(request: HttpRequest, deputy_id: int) -> HttpResponse:
    row = permitted_row(request, Verb.DEPUTE, _seen(person(request)), pk=deputy_id)
    with refusals_shown(request):
        deputising.end(row, by=person(request))
        messages.success(
            request, _("%(deputy)s signs for %(person)s no more.") % {"deputy": row.deputy, "person": row.principal}
        )
    return _to_listing()


def _page(request: HttpRequest, form: DeputyForm | None) -> TemplateResponse:
    by, day = person(request), timezone.localdate()
    rows = list(_seen(by)[:PAST_ROWS])
    context: dict[str, Any] = {
        **desk.each_context(request),
        "title": _("Deputies"),
        "form": form,
        "lines": [(row, _state(row, day), deputising.may_depute(by, row.masthead, row.principal)) for row in rows],
        "stage_names": dict(Stage.objects.values_list("code", "name")),
        "governs": _governs(by),
        "opts": Deputy._meta,
    }
    return TemplateResponse(request, "editorial/deputies.html", context)


def _state(row: Deputy, day: Any) -> str:
    if row.ended_at or row.to_on < day:
        return "over"
    return "current" if row.from_on <= day else "ahead"


def _seen(by: User) -> Any:
    rows = Deputy.objects.filter(masthead__in=roles.mastheads(by, Verb.VIEW))
    return rows.select_related("masthead", "principal", "deputy", "by")


def _members(mastheads: Any, verbs: set[Verb]) -> Any:
    """Everybody active who holds a role with one of these verbs at one of the mastheads."""
    able = [role for role, granted in roles.TABLE.items() if verbs & granted]
    return roles.people_of(mastheads, able)


def _oneself(by: User) -> Any:
    return User.objects.filter(pk=by.pk)


def _governs(by: User) -> bool:
    return roles.may(by, Verb.REVOKE)


def _to_listing() -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("desk:editorial_deputy_changelist"))
