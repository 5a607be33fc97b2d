"""The guest links of an issue, for its chiefs: issue one, see what became of each, revoke."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from bulletin.refusal import Refused
from editorial import guests
from editorial.admin.base import person, refusals_shown
from editorial.admin.rows import issue_for
from editorial.admin.site import desk
from editorial.guests import Issued
from editorial.models import GuestLink, Issue, Stage, User
from editorial.review.facts import Facts, Target, gather
from editorial.roles import Verb, may


@dataclass(frozen=True)
class Line:
    """One link and what became of it; ``manner`` is for the style sheet."""

    link: GuestLink
    state: str
    manner: str
    is_open: bool


class InviteForm(forms.Form):
    """``text`` names a stage, a target and the digest that was offered, so that nothing else is sent out."""

    text = forms.ChoiceField(label=gettext_lazy("What the guest reads"))
    name = forms.CharField(
        label=gettext_lazy("Name of the guest"),
        help_text=gettext_lazy("As it is to stand beside the sign-off."),
        max_length=60,
    )
    email = forms.EmailField(
        label=gettext_lazy("E-mail"),
        help_text=gettext_lazy("The link is mailed there; without an address you pass it on yourself."),
        required=False,
    )
    days = forms.IntegerField(
        label=gettext_lazy("Days that the link works"), min_value=1, max_value=guests.MOST_DAYS, initial=guests.DAYS
    )

    def __init__(self, posted: Any, facts: Facts, by: User, *, entry: str = "") -> None:
        self.offers = dict(_offers(facts, by))
        chosen = next((key for key, (_stage, target) in self.offers.items() if str(target.entry_id) == entry), None)
        super().__init__(posted, initial={"text": chosen})
        self.fields["text"].choices = _grouped(facts, self.offers)  # type: ignore[attr-defined]


@require_http_methods(["GET", "HEAD", "POST"])
def links(request: HttpRequest, issue_id: int) -> HttpResponse:
    """The list and the form; a new link is shown in the answer to its making and never again."""
    issue, by = issue_for(request, Verb.INVITE, issue_id), person(request)
    facts = gather(issue.pk)
    form = InviteForm(request.POST if request.method == "POST" else None, facts, by, entry=request.GET.get("entry", ""))
    issued = _invited(form, facts.issue, by) if form.is_valid() else None
    if issued:
        form = InviteForm(None, facts, by)
    context = {
        **desk.each_context(request),
        "title": _("Guests"),
        "issue": facts.issue,
        "opts": Issue._meta,
        "form": form,
        "issued": issued,
        "lines": _lines(facts),
        "assigns": issue.state != Issue.State.RELEASED and may(by, Verb.ASSIGN, issue),
        "previews": may(by, Verb.PREVIEW, issue),
    }
    response = TemplateResponse(request, "editorial/guests.html", context)
    response["Cache-Control"] = "no-store"
    return response


@require_POST
def revoke(request: HttpRequest, issue_id: int, link_id: int) -> HttpResponse:
    issue = issue_for(request, Verb.INVITE, issue_id)
    link = get_object_or_404(_links_of(issue), pk=link_id)
    with refusals_shown(request):
        guests.revoke(link, by=person(request))
        messages.success(request, _("The link of %(name)s does not work any more.") % {"name": link.name})
    return HttpResponseRedirect(reverse("desk:guests", args=[issue.pk]))


def urls() -> list[URLPattern]:
    views = (
        ("guests/<int:issue_id>/", links, "guests"),
        ("guests/<int:issue_id>/<int:link_id>/", revoke, "guests_revoke"),
    )
    return [path(route, desk.admin_view(view), name=name) for route, view, name in views]


def _invited(form: InviteForm, issue: Issue, by: User) -> Issued | None:
    values = form.cleaned_data
    stage, target = form.offers[values["text"]]
    digest = values["text"].rpartition("-")[2]
    try:
        return guests.invite(
            issue,
            stage,
            target,
            name=values["name"],
            email=values["email"],
            days=values["days"],
            by=by,
            seen_digest=digest,
        )
    except Refused as refused:
        for reason in refused.reasons:
            form.add_error(None, str(reason))
        return None


def _offers(facts: Facts, by: User) -> Iterator[tuple[str, tuple[Stage, Target]]]:
    """What ``by`` may send out, by stage and in the order of the outline."""
    for stage in facts.stages:
        for target in facts.targets(stage):
            digest = facts.digest(target)
            if not guests.inviting_refusals(facts, stage, target, by, digest):
                yield f"{stage.pk}-{target.part_id or 0}-{target.entry_id or 0}-{digest}", (stage, target)


def _grouped(facts: Facts, offers: dict[str, tuple[Stage, Target]]) -> list[tuple[str, list[tuple[str, str]]]]:
    groups: dict[str, list[tuple[str, str]]] = {}
    for key, (stage, target) in offers.items():
        groups.setdefault(stage.name, []).append((key, str(facts.row(target))))
    return list(groups.items())


def _links_of(issue: Issue) -> Any:
    related = ("stage", "by", "part__issue", "entry__section__part__issue", "issue__masthead")
    return GuestLink.objects.filter(issue=issue).select_related(*related)


def _lines(facts: Facts) -> list[Line]:
    return [_line(facts, link) for link in _links_of(facts.issue)]


def _line(facts: Facts, link: GuestLink) -> Line:
    if link.answered_at:
        manner = {"approved": "approved", "returned": "returned"}.get(link.answer, "")
        return Line(link, link.get_answer_display(), manner, is_open=False)
    if link.revoked_at:
        return Line(link, _("link revoked"), "", is_open=False)
    if link.expires_at <= timezone.now():
        return Line(link, _("link expired"), "", is_open=False)
    if not guests.is_current(facts, link):
        return Line(link, _("text changed since"), "moved", is_open=True)
    return Line(link, _("waits for an answer"), "submitted", is_open=True)
