"""When somebody leaves: what they have before them and what they signed, and a chief's two steps with it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import BadRequest
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from bulletin.models import Masthead
from editorial import roles
from editorial.admin.base import permitted, permitted_row, person, refusals_shown
from editorial.admin.site import desk
from editorial.models import Deputy, User
from editorial.review import assigning, handing_over, revoking
from editorial.roles import Verb


class LeaverForm(forms.Form):
    """Of whom the page tells; a person may be asked for whose account is closed already."""

    masthead = forms.ModelChoiceField(Masthead.objects.none(), label=gettext_lazy("Masthead"), empty_label=None)
    person = forms.ModelChoiceField(User.objects.none(), label=gettext_lazy("Person"))

    def __init__(self, by: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        mastheads = roles.mastheads(by, Verb.REVOKE)
        here = Q(memberships__masthead__in=mastheads) | Q(memberships__role__isnull=False, memberships__masthead=None)
        fields["masthead"].queryset = mastheads
        fields["person"].queryset = User.objects.filter(here).exclude(pk=by.pk).distinct().order_by("username")


class HandOverForm(LeaverForm):
    to = forms.ModelChoiceField(User.objects.none(), label=gettext_lazy("Hand the open work over to"))

    def __init__(self, by: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(by, *args, **kwargs)
        able = [role for role, granted in roles.TABLE.items() if granted & {Verb.EDIT, Verb.SIGN}]
        fields: dict[str, Any] = self.fields
        fields["to"].queryset = roles.people_of(roles.mastheads(by, Verb.REVOKE), able)


class RevokeForm(LeaverForm):
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("Why these sign-offs cannot be trusted; it stays in the trail."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


@require_safe
def leaving(request: HttpRequest) -> HttpResponse:
    permitted(request, Verb.REVOKE)
    by = person(request)
    chosen = LeaverForm(by, request.GET) if "person" in request.GET else LeaverForm(by)
    about = _about(chosen) if chosen.is_bound and chosen.is_valid() else {}
    context = {**desk.each_context(request), "title": _("Leaving"), "form": chosen, "opts": Deputy._meta, **about}
    if about:
        hidden = {"masthead": about["masthead"].pk, "person": about["leaver"].pk}
        context |= {"hand_over": HandOverForm(by, initial=hidden), "revoke": RevokeForm(by, initial=hidden)}
    return TemplateResponse(request, "editorial/leaving.html", context)


@require_POST
def hand_over(request: HttpRequest) -> HttpResponse:
    values, masthead = _sent(request, HandOverForm)
    with refusals_shown(request):
        done = handing_over.hand_over(values["person"], to=values["to"], masthead=masthead, by=person(request))
        sentence = ngettext("One task went to %(to)s.", "%(count)s tasks went to %(to)s.", done.tasks)
        messages.success(request, sentence % {"count": done.tasks, "to": values["to"]})
        for reason in done.left:
            messages.warning(request, _("Left open for anybody: %(reason)s") % {"reason": reason})
    return _to_person(values)


@require_POST
def revoke(request: HttpRequest) -> HttpResponse:
    values, masthead = _sent(request, RevokeForm)
    with refusals_shown(request):
        count = revoking.revoke_sign_offs(
            values["person"], reason=values["reason"], masthead=masthead, by=person(request)
        )
        messages.success(
            request, ngettext("One sign-off is revoked.", "%(count)s sign-offs are revoked.", count) % {"count": count}
        )
    return _to_person(values)


def _about(chosen: LeaverForm) -> dict[str, Any]:
    """What the person has before them and what they signed at the masthead."""
    masthead, leaver = chosen.cleaned_data["masthead"], chosen.cleaned_data["person"]
    tasks = [each for each in assigning.open_tasks(leaver) if each.assignment.issue.masthead_id == masthead.pk]
    signed = revoking.of_person(leaver, masthead).select_related("stage", "issue__masthead", "part", "entry", "by")
    return {"masthead": masthead, "leaver": leaver, "tasks": tasks, "signed": list(signed)}


def _sent(request: HttpRequest, form_class: type[LeaverForm]) -> tuple[dict[str, Any], Masthead]:
    """What a form of this page sent, and the masthead, on which the person must be a chief."""
    permitted(request, Verb.REVOKE)
    form = form_class(person(request), request.POST)
    if not form.is_valid():
        raise BadRequest
    seen = roles.mastheads(request.user, Verb.VIEW)
    return form.cleaned_data, permitted_row(request, Verb.REVOKE, seen, pk=form.cleaned_data["masthead"].pk)


def _to_person(values: dict[str, Any]) -> HttpResponseRedirect:
    asked = urlencode({"masthead": values["masthead"].pk, "person": values["person"].pk})
    return HttpResponseRedirect(f"{reverse('desk:editorial_deputy_leaving')}?{asked}")
