"""The inbox of the person who is signed in, and the one setting that is theirs alone: how they get mail."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from editorial import staff, telling
from editorial.admin.base import person
from editorial.admin.site import desk
from editorial.models import User

PER_PAGE = 50


class ShownForm(forms.Form):
    """Which messages the list shows, so that a button leads back to the same list."""

    show = forms.ChoiceField(choices=[("all", "all"), ("unread", "unread")], required=False)


class RhythmForm(forms.ModelForm[User]):
    class Meta:
        model = User
        fields = ("mail_rhythm",)
        widgets = {"mail_rhythm": forms.RadioSelect}
        help_texts = {
            "mail_rhythm": gettext_lazy("The inbox on the desk has everything, whatever you choose here."),
        }


@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    everything = telling.inbox(person(request))
    shown = _shown(request.GET)
    rows = everything.filter(read_at=None) if shown == "unread" else everything
    related = rows.select_related("by", "masthead", "issue__masthead", "entry")
    page = Paginator(related, PER_PAGE).get_page(request.GET.get("p"))
    context = {
        **desk.each_context(request),
        "title": _("Inbox"),
        "page": page,
        "lines": [(message, telling.sentence(message)) for message in page],
        "shown": shown,
        "several_mastheads": len({message.masthead_id for message in page}) > 1,
    }
    return TemplateResponse(request, "editorial/inbox.html", context)


@require_safe
def open_message(request: HttpRequest, message_id: int) -> HttpResponse:
    """To the place that a message is about, which marks it read; a link, so that it opens like any other."""
    rows = telling.inbox(person(request))
    message = get_object_or_404(rows.select_related("entry"), pk=message_id)
    if request.method == "GET":
        telling.mark_read(rows.filter(pk=message.pk))
    return HttpResponseRedirect(telling.place(message))


@require_POST
def mark_read(request: HttpRequest, message_id: int) -> HttpResponse:
    rows = telling.inbox(person(request))
    get_object_or_404(rows, pk=message_id)
    telling.mark_read(rows.filter(pk=message_id))
    return _back(request)


@require_POST
def mark_all_read(request: HttpRequest) -> HttpResponse:
    count = telling.mark_read(telling.inbox(person(request)))
    if count:
        sentence = ngettext("One message is marked as read.", "%(count)s messages are marked as read.", count)
        messages.success(request, sentence % {"count": count})
    return _back(request)


@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: HttpRequest) -> HttpResponse:
    """Only ever one's own: the page takes no name of anybody."""
    user = person(request)
    form = RhythmForm(request.POST if request.method == "POST" else None, instance=user)
    if request.method == "POST" and form.is_valid():
        staff.choose_rhythm(form.cleaned_data["mail_rhythm"], by=user)
        messages.success(request, _("Your choice is kept."))
        return HttpResponseRedirect(reverse("desk:settings"))
    held = user.memberships.select_related("masthead")
    context = {**desk.each_context(request), "title": _("My settings"), "form": form, "held": held}
    return TemplateResponse(request, "editorial/settings.html", context)


def urls() -> list[URLPattern]:
    """The addresses of a person's own pages, behind the sign-in of the desk."""
    views = (
        ("inbox/", inbox, "inbox"),
        ("inbox/read/", mark_all_read, "inbox_read_all"),
        ("inbox/<int:message_id>/", open_message, "inbox_open"),
        ("inbox/<int:message_id>/read/", mark_read, "inbox_read"),
        ("settings/", settings, "settings"),
    )
    return [path(route, desk.admin_view(view), name=name) for route, view, name in views]


def _shown(sent: object) -> str:
    form = ShownForm(sent)  # type: ignore[arg-type]
    return str(form.cleaned_data["show"] or "all") if form.is_valid() else "all"


def _back(request: HttpRequest) -> HttpResponse:
    address = reverse("desk:inbox")
    return HttpResponseRedirect(f"{address}?show=unread" if _shown(request.POST) == "unread" else address)
