"""What a spreadsheet would do, row by row, and the one button that does exactly that; looking writes nothing."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from editorial.admin import spreadsheets_seal
from editorial.admin.base import permitted, person, refusals_shown
from editorial.admin.site import desk
from editorial.admin.spreadsheets_seal import Brought
from editorial.spreadsheets import planning, writing
from editorial.spreadsheets.lines import Act, Plan
from editorial.spreadsheets.sheets import SHEETS, TITLES

A_PAGE = 100
# Errors first: they are what has to be done.
ORDER = (Act.WRONG, Act.CHANGED, Act.NEW, Act.UNCHANGED)


@require_http_methods(["GET", "HEAD", "POST"])
def preview(request: HttpRequest, kind: str) -> HttpResponse:
    sheet = SHEETS[kind]
    permitted(request, sheet.brings)
    brought = spreadsheets_seal.opened_seal(request, kind, sheet.brings)
    if request.method == "POST":
        return _confirmed(request, kind, brought)
    plan = planning.plan(brought.data, brought.name, sheet, brought.masthead, by=person(request))
    return _page(request, kind, brought, plan)


def _confirmed(request: HttpRequest, kind: str, brought: Brought) -> HttpResponse:
    """Written whole, or shown anew with the reason."""
    seen_digest = spreadsheets_seal.seen(request)
    with refusals_shown(request):
        plan = writing.write(
            brought.data,
            brought.name,
            SHEETS[kind],
            brought.masthead,
            by=person(request),
            seen_digest=seen_digest,
        )
        messages.success(request, _told(plan))
        return HttpResponseRedirect(reverse(f"desk:spreadsheets_{kind}"))
    return HttpResponseRedirect(request.get_full_path())


def _told(plan: Plan) -> str:
    new, changed = plan.counts["new"], plan.counts["changed"]
    added = ngettext("One row was added", "%(count)s rows were added", new) % {"count": new}
    return _("%(added)s, %(changed)s changed.") % {"added": added, "changed": changed}


def _page(request: HttpRequest, kind: str, brought: Brought, plan: Plan) -> HttpResponse:
    shown = request.GET.get("show", "")
    lines = [line for act in ORDER for line in plan.of(act) if shown in ("", act.value)]
    context = {
        **desk.each_context(request),
        "title": _("What the file would do"),
        "kind_title": TITLES[kind],
        "kind_address": reverse(f"desk:spreadsheets_{kind}"),
        "brought": brought,
        "sheet": request.GET.get("sheet", ""),
        "plan": plan,
        "counts": plan.counts,
        "shown": shown,
        "leaf": Paginator(lines, A_PAGE).get_page(request.GET.get("p")),
        "seen": spreadsheets_seal.sealed_sight(request, plan.digest) if plan.is_good else "",
    }
    return TemplateResponse(request, "editorial/spreadsheets/preview.html", context)
