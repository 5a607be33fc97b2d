"""Subscribers, and what was sent to them: the list can be filled, exported and shortened, never rewritten."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.contrib.admin import SimpleListFilter, display, register
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from bulletin.models import Delivery, Dispatch, Subscriber
from editorial import readers, roles
from editorial.admin.base import DeskAdmin, MastheadFilter, permitted_row, person, refusals_shown
from editorial.admin.kept import Keeping, KeptAdmin
from editorial.admin.site import desk
from editorial.models import User
from editorial.roles import Verb

ON_LIST = {"confirmed_at__isnull": False, "unsubscribed_at": None}


class StandingFilter(SimpleListFilter):
    title = _("standing")
    parameter_name = "standing"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("on", _("on the list")), ("waiting", _("not confirmed yet")), ("gone", _("left"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        match self.value():
            case "on":
                return queryset.filter(**ON_LIST)
            case "waiting":
                return queryset.filter(confirmed_at=None, unsubscribed_at=None)
            case "gone":
                return queryset.exclude(unsubscribed_at=None)
        return queryset


def _refusals(row: Subscriber, *, by: User) -> list[object]:
    return readers.refusals(row, by=by) if row.pk is None else []


@register(Subscriber, site=desk)
class SubscriberAdmin(KeptAdmin):
    keeping = Keeping(_refusals, readers.enlist)
    masthead_path = "masthead"
    list_display = ("email", "masthead", "standing", "language", "confirmed_at", "unsubscribed_at")
    list_filter = (("masthead", MastheadFilter), StandingFilter, "language")
    list_select_related = ("masthead",)
    search_fields = ("email",)
    fields = ("masthead", "email", "language")
    change_form_template = "editorial/staff/subscriber.html"
    change_list_template = "editorial/spreadsheets/list.html"

    def get_urls(self) -> list[URLPattern]:
        urls = [each for each in super().get_urls() if getattr(each, "name", "") != "bulletin_subscriber_delete"]
        view = self.admin_site.admin_view(strike)
        return [path("<int:pk>/strike/", view, name="bulletin_subscriber_strike"), *urls]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """Consent was given for one address at one masthead, so neither is ever rewritten."""
        return () if obj is None else ("masthead", "email", "language")

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        kwargs["queryset"] = roles.mastheads(request.user, Verb.MANAGE_SUBSCRIBERS)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """A known address has nothing that could be changed here."""
        if not change:
            super().save_model(request, obj, form, change)

    @display(description=_("standing"))
    def standing(self, row: Subscriber) -> Any:
        if row.unsubscribed_at is not None:
            return _("left")
        return _("on the list") if row.confirmed_at is not None else _("not confirmed yet")


@require_POST
def strike(request: HttpRequest, pk: int) -> HttpResponse:
    seen = Subscriber.objects.filter(masthead__in=roles.mastheads(request.user, Verb.MANAGE_SUBSCRIBERS))
    subscriber = permitted_row(request, Verb.MANAGE_SUBSCRIBERS, seen, pk=pk)
    with refusals_shown(request):
        readers.strike(subscriber, by=person(request))
        messages.success(request, _("%(email)s gets no more mail.") % {"email": subscriber.email})
    return HttpResponseRedirect(reverse("desk:bulletin_subscriber_change", args=[pk]))


@register(Dispatch, site=desk)
class DispatchAdmin(DeskAdmin):
    masthead_path = "edition__masthead"
    list_display = ("edition", "created_at", "addressed_at", "sent", "failed", "uncertain")
    list_select_related = ("edition",)
    fields = ("edition", "created_at", "addressed_at", "sent", "failed", "uncertain")
    readonly_fields = ("sent", "failed", "uncertain")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows = super().get_queryset(request).annotate(total=Count("deliveries"))
        return cast(QuerySet[Any], rows)

    @display(description=_("sent"))
    def sent(self, row: Any) -> str:
        return f"{_in_state(row, Delivery.State.SENT)} / {row.total}"

    @display(description=_("failed"))
    def failed(self, row: Any) -> int:
        return _in_state(row, Delivery.State.FAILED)

    @display(description=_("delivery uncertain"))
    def uncertain(self, row: Any) -> int:
        return _in_state(row, Delivery.State.UNCERTAIN)


@register(Delivery, site=desk)
class DeliveryAdmin(DeskAdmin):
    masthead_path = "dispatch__edition__masthead"
    list_display = ("subscriber", "dispatch", "state", "attempts", "settled_at", "reason")
    list_filter = ("state",)
    list_select_related = ("subscriber", "dispatch__edition")
    search_fields = ("subscriber__email", "reason")


def _in_state(row: Dispatch, state: str) -> int:
    return row.deliveries.filter(state=state).count()
