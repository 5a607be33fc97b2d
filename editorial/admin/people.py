"""Accounts and memberships on the desk: forms without any field that could raise the rights of whoever fills them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.admin import display, register
from django.contrib.auth.forms import SetPasswordForm
from django.contrib.auth.views import PasswordResetConfirmView
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse, reverse_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from editorial import roles, staff
from editorial.admin.base import MastheadFilter, permitted_row, person, refusals_shown
from editorial.admin.kept import Keeping, KeptAdmin
from editorial.admin.site import desk
from editorial.models import Membership, User
from editorial.roles import Verb


@register(User, site=desk)
class UserAdmin(KeptAdmin):
    keeping = Keeping(staff.account_refusals, staff.keep_account)
    list_display = ("known_as", "username", "email", "held", "is_active")
    list_filter = ("is_active",)
    search_fields = ("username", "printed_name", "email")
    ordering = ("username",)
    change_form_template = "editorial/staff/user.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return staff.people(person(request)).prefetch_related("memberships__masthead")

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change, **kwargs)
        if "email" in form.base_fields:
            form.base_fields["email"].required = True
        return form

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        if obj is not None and staff.has_more_rights(obj, person(request)):
            return ("username", "email")
        return ()

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        known = ("username", "printed_name", "email")
        return known if obj is None else (*known, "is_active")

    def get_urls(self) -> list[URLPattern]:
        urls = [each for each in super().get_urls() if getattr(each, "name", "") != "editorial_user_delete"]
        link = self.admin_site.admin_view(send_link)
        return [
            path("<int:pk>/link/", link, name="editorial_user_link"),
            path("password/<uidb64>/<token>/", PasswordPage.as_view(), name="editorial_user_password"),
            *urls,
        ]

    @display(description=_("name"), ordering="printed_name")
    def known_as(self, row: User) -> str:
        return row.name

    @display(description=_("roles"))
    def held(self, row: User) -> str:
        return "; ".join(_role_and_place(each) for each in row.memberships.all())


@register(Membership, site=desk)
class MembershipAdmin(KeptAdmin):
    keeping = Keeping(staff.membership_refusals, staff.grant)
    list_display = ("user", "role", "masthead", "part_code", "from_on", "to_on")
    list_filter = ("role", ("masthead", MastheadFilter))
    list_select_related = ("user", "masthead")
    search_fields = ("user__username", "user__printed_name")
    fields = ("user", "role", "masthead", "part_code", ("from_on", "to_on"))

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return staff.memberships(person(request)).select_related("user", "masthead")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """Another role is another grant: this one is ended or taken away first."""
        return () if obj is None else ("user", "role", "masthead", "part_code")

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        by = person(request)
        if db_field.name == "user":
            kwargs["queryset"] = staff.people(by).exclude(pk=by.pk)
        if db_field.name == "masthead":
            kwargs["queryset"] = roles.mastheads(by, Verb.MANAGE_USERS)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        own = isinstance(obj, Membership) and bool(staff.membership_refusals(obj, by=person(request)))
        return super().has_delete_permission(request, obj) and not own

    def delete_model(self, request: HttpRequest, obj: Membership) -> None:
        staff.revoke(obj, by=person(request))


class PasswordPage(PasswordResetConfirmView):
    """Where a mailed link leads: its person, and nobody else, sets the password."""

    template_name = "editorial/staff/password.html"
    success_url = reverse_lazy("desk:login")

    def form_valid(self, form: SetPasswordForm[User]) -> HttpResponse:
        messages.success(self.request, _("Your password is set. Sign in with it."))
        return super().form_valid(form)


@require_POST
def send_link(request: HttpRequest, pk: int) -> HttpResponse:
    by = person(request)
    target = permitted_row(request, Verb.MANAGE_USERS, staff.people(by), pk=pk)
    with refusals_shown(request):
        staff.send_link(target, by=by)
        messages.success(request, _("A link to set the password was mailed to %(email)s.") % {"email": target.email})
    return HttpResponseRedirect(reverse("desk:editorial_user_change", args=[pk]))


def _role_and_place(membership: Membership) -> str:
    return f"{membership.get_role_display()} · {membership.masthead or _('whole house')}"
