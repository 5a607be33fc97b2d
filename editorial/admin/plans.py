"""The plan of review of a masthead on one page: its stages in order, presets, and whether there are people for it."""

from __future__ import annotations

from dataclasses import asdict, fields
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin import display, register
from django.core.exceptions import BadRequest
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bulletin.refusal import Refused
from editorial import roles
from editorial.admin.base import DeskAdmin, permitted_row, person
from editorial.admin.rows import SeenForm
from editorial.admin.site import desk
from editorial.drafting import rhythm
from editorial.models import Membership, Plan, Stage
from editorial.review import planning, staffing
from editorial.review.planning import Line
from editorial.roles import Verb

SIGNING = [(value, label) for value, label in Membership.Role.choices if Verb.SIGN in roles.TABLE[value]]
MOST_ROWS = 2 * planning.MOST_STAGES


class StageForm(forms.Form):
    """One stage as typed; what is wrong with it in the plan says the function that saves it."""

    name = forms.CharField(label=gettext_lazy("name"), required=False, max_length=40)
    code = forms.CharField(
        label=gettext_lazy("code"),
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs={"autocapitalize": "off", "spellcheck": "false", "dir": "ltr"}),
    )
    scope = forms.ChoiceField(label=gettext_lazy("what it signs"), choices=Stage.Scope.choices)
    role = forms.ChoiceField(label=gettext_lazy("who signs"), choices=SIGNING)
    shares_signer = forms.BooleanField(label=gettext_lazy("one person may hold two"), required=False)
    on_request = forms.BooleanField(label=gettext_lazy("only parts that ask for it"), required=False)


StageFormSet = forms.formset_factory(StageForm, extra=0, max_num=MOST_ROWS, absolute_max=MOST_ROWS)


@register(Plan, site=desk)
class PlanAdmin(DeskAdmin):
    masthead_path = "masthead"
    list_display = ("masthead", "stages", "people")
    list_select_related = ("masthead",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        in_force = Stage.objects.filter(retired_at=None).order_by("position")
        return super().get_queryset(request).prefetch_related(Prefetch("stages", queryset=in_force))

    @display(description=gettext_lazy("stages of review"))
    def stages(self, row: Plan) -> str:
        return " → ".join(stage.name for stage in row.stages.all())

    @display(description=gettext_lazy("people needed"))
    def people(self, row: Plan) -> int:
        return staffing.people_needed(row.stages.all())

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Read by whoever may view; every button posts the whole table, and only saving changes the plan."""
        verb = Verb.MANAGE_REGISTER if request.method == "POST" else Verb.VIEW
        plan = permitted_row(
            request, verb, self.get_queryset(request), pk=int(object_id) if object_id.isdecimal() else 0
        )
        if request.method != "POST":
            return _page(request, plan, planning.lines_of(plan.stages.all()), plan.version)
        return _posted(request, plan)


def _posted(request: HttpRequest, plan: Plan) -> HttpResponse:
    seen, formset = SeenForm(request.POST), StageFormSet(request.POST, prefix="stages")
    if not seen.is_valid() or not formset.management_form.is_valid():
        raise BadRequest
    version = seen.cleaned_data["version"]
    step, _dash, place = request.POST.get("do", "save").partition("-")
    if step != "save":
        rows, moved = _rearranged(_typed(formset), step, place)
        return _page(request, plan, rows, version, unsaved=True, moved=moved)
    reasons: list[object] = [_("Choose one of the offered values.")] if not formset.is_valid() else []
    if not reasons:
        try:
            planning.revise(plan, _lines(formset), by=person(request), seen_version=version)
        except Refused as refused:
            reasons = refused.reasons
    if reasons:
        return _page(request, plan, _typed(formset), version, unsaved=True, reasons=reasons)
    messages.success(request, _("The plan of review is saved. It holds for every issue that is not released yet."))
    return HttpResponseRedirect(reverse("desk:editorial_plan_change", args=[plan.pk]))


def _lines(formset: Any) -> list[Line]:
    return [Line(**form.cleaned_data) for form in formset.forms]


def _typed(formset: Any) -> tuple[Line, ...]:
    """The rows as they were typed, right or wrong."""
    values: list[dict[str, Any]] = [
        {each.name: form[each.name].value() or "" for each in fields(Line)} for form in formset.forms
    ]
    return tuple(Line(**row) for row in values)


def _rearranged(rows: tuple[Line, ...], step: str, place: str) -> tuple[tuple[Line, ...], str]:
    """The table after a button that saves nothing, and the button that keeps the focus."""
    if step == "preset" and place in planning.PRESETS:
        return planning.PRESETS[place][1], ""
    if step == "proof":
        return planning.with_proofreading(rows), ""
    if step == "department":
        return planning.with_department(rows), ""
    if step == "add" and len(rows) < MOST_ROWS:
        return (*rows, Line("", "", Stage.Scope.ENTRY, Membership.Role.FIRST_REVIEWER)), "name"
    at = int(place) if place.isdecimal() else len(rows)
    to = {"up": at - 1, "down": at + 1}.get(step, -1)
    if at >= len(rows) or (step != "remove" and not 0 <= to < len(rows)):
        return rows, ""
    rest = [*rows[:at], *rows[at + 1 :]]
    if step == "remove":
        return tuple(rest), ""
    # At an end of the table the button that was pressed is off: its neighbour takes the focus.
    focused = {0: "down", len(rest): "up"}.get(to, step)
    return (*rest[:to], rows[at], *rest[to:]), f"{focused}-{to}"


def _page(
    request: HttpRequest,
    plan: Plan,
    rows: tuple[Line, ...],
    version: int,
    *,
    unsaved: bool = False,
    moved: str = "",
    reasons: list[object] | None = None,
) -> HttpResponse:
    """The page with a table of rows; for the people, only rows that could be saved are counted."""
    fits = bool(rows) and not planning.refusals(rows)
    context = {
        **desk.each_context(request),
        "title": _("Plan of review"),
        "subtitle": str(plan.masthead),
        "opts": Plan._meta,
        "plan": plan,
        "version": version,
        "formset": StageFormSet(prefix="stages", initial=[asdict(line) for line in rows]),
        "lines": plan.stages.all(),
        "may_change": roles.may(request.user, Verb.MANAGE_REGISTER, plan),
        "presets": [(key, label) for key, (label, _lines) in planning.PRESETS.items()],
        "needed": staffing.people_needed(rows) if fits else None,
        "warnings": staffing.unstaffed(plan.masthead, rows) if fits else (),
        "unplaced": rhythm.unplaced(plan.masthead),
        "unsaved": unsaved,
        "moved": moved,
        "reasons": reasons or (),
    }
    return TemplateResponse(request, "editorial/plan.html", context)
