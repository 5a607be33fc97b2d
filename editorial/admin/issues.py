"""Issues on the desk: the list, and the one page on which an issue is arranged, reviewed and released."""

from __future__ import annotations

from typing import Any, cast

from django.contrib.admin import display, register
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from editorial import roles
from editorial.admin import (
    arranging,
    assigning,
    board,
    bulk,
    comparing,
    correcting,
    evidence,
    headings,
    home,
    opening,
    panels,
    presence,
    progress,
    read_through,
    releasing,
    remarks,
    reviewing,
    rhythm,
    scheduling,
    suggestions,
    workload,
)
from editorial.admin.base import DeskAdmin, MastheadFilter, permitted, person
from editorial.admin.bulk import CHANGEABLE
from editorial.admin.outline import outline
from editorial.admin.readiness import VIEWS as READINESS_VIEWS
from editorial.admin.rows import issue_for
from editorial.admin.site import desk
from editorial.admin.watch import Watch, watch
from editorial.drafting import published
from editorial.models import Entry, Issue
from editorial.review.facts import ISSUE
from editorial.roles import Verb

# Addresses beneath the list of issues; each view asks the role table itself.
VIEWS = (
    ("open-next/", arranging.open_next, "open_next"),
    ("open/<int:masthead_id>/", opening.page, "opening"),
    ("<int:issue_id>/due-dates/", rhythm.due_dates, "due_dates"),
    ("<int:issue_id>/front/", headings.front, "front"),
    ("<int:issue_id>/parts/<int:part_id>/", headings.part, "part"),
    ("<int:issue_id>/sections/<int:section_id>/", headings.section, "section"),
    ("<int:issue_id>/move/", arranging.move, "move"),
    ("<int:issue_id>/hold-over/", arranging.hold_over, "hold_over"),
    ("<int:issue_id>/submit/", reviewing.submit, "submit"),
    ("<int:issue_id>/recall/", reviewing.recall, "recall"),
    ("<int:issue_id>/return/", reviewing.send_back, "return"),
    ("<int:issue_id>/sign/", reviewing.sign, "sign"),
    ("<int:issue_id>/release/", releasing.release, "release"),
    ("<int:issue_id>/override/", releasing.override, "override"),
    ("<int:issue_id>/schedule/", scheduling.schedule, "schedule"),
    ("<int:issue_id>/unschedule/", scheduling.unschedule, "unschedule"),
    *READINESS_VIEWS,
    *evidence.VIEWS,
    *correcting.VIEWS,
    ("<int:issue_id>/preview.html", releasing.preview_html, "preview_html"),
    ("<int:issue_id>/preview.pdf", releasing.preview_pdf, "preview_pdf"),
    ("workload/", workload.workload, "workload"),
    ("<int:issue_id>/board/", board.board, "board"),
    ("<int:issue_id>/assign/", assigning.assign, "assign"),
    ("<int:issue_id>/bulk/", bulk.bulk, "bulk"),
    ("<int:issue_id>/presence/", presence.beat, "presence"),
    ("<int:issue_id>/read/", read_through.read, "read_through"),
    ("<int:issue_id>/read/sign/", read_through.sign, "read_sign"),
    ("<int:issue_id>/galley.pdf", read_through.galley, "galley"),
    ("<int:issue_id>/remarks/", remarks.remarks, "remarks"),
    ("<int:issue_id>/remarks/<int:remark_id>/", remarks.thread, "thread"),
    ("<int:issue_id>/entries/<int:entry_id>/remarks/", remarks.discuss, "discuss"),
    ("<int:issue_id>/suggestions/<int:suggestion_id>/", suggestions.suggestion, "suggestion"),
    ("<int:issue_id>/compare/", comparing.of_issue, "compare"),
    ("<int:issue_id>/parts/<int:part_id>/compare/", comparing.of_part, "compare_part"),
    ("<int:issue_id>/entries/<int:entry_id>/compare/", comparing.of_entry, "compare_entry"),
)
ENTRIES = "parts__sections__entries"


@register(Issue, site=desk)
class IssueAdmin(DeskAdmin):
    masthead_path = "masthead"
    change_list_template = "editorial/issues.html"
    list_display = ("named", "dated_on", "stands", "entry_count", "progress")
    list_filter = ("state", ("masthead", MastheadFilter))
    list_select_related = ("masthead",)
    search_fields = ("=number", "title", "number_label")
    ordering = ("-dated_on", "-number")
    list_per_page = 50

    def get_urls(self) -> list[URLPattern]:
        ours = [
            path(route, self.admin_site.admin_view(view), name=f"editorial_issue_{name}") for route, view, name in VIEWS
        ]
        unwanted = {"editorial_issue_add", "editorial_issue_delete"}
        return [*ours, *(each for each in super().get_urls() if getattr(each, "name", None) not in unwanted)]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """An issue is opened from the one before it, or by accepting a document; never blank."""
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        approved = Q(**{f"{ENTRIES}__state": Entry.State.APPROVED})
        rows: QuerySet[Any] = super().get_queryset(request)
        under_way = Exists(published.being_corrected().filter(issue=OuterRef("pk")))
        counted = rows.annotate(entries=Count(ENTRIES), approved=Count(ENTRIES, filter=approved), corrects=under_way)
        return cast("QuerySet[Any]", counted)

    @display(description=_("issue"), ordering="number")
    def named(self, issue: Issue) -> str:
        return str(issue)

    @display(description=_("state"), ordering="state")
    def stands(self, issue: Any) -> str:
        return f"{issue.get_state_display()} · {_('correction')}" if issue.corrects else issue.get_state_display()

    @display(description=_("entries"), ordering="entries")
    def entry_count(self, issue: Any) -> int:
        return int(issue.entries)

    @display(description=_("approved"), ordering="approved", empty_value="")
    def progress(self, issue: Any) -> str | None:
        if not issue.entries or issue.state == Issue.State.RELEASED:
            return None
        return _("%(approved)s of %(entries)s") % {"approved": issue.approved, "entries": issue.entries}

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        context = {"startable": home.startable(person(request)), "title": _("Issues")}
        return super().changelist_view(request, context | (extra_context or {}))

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The outline with the review panel; its buttons lead to the views above."""
        permitted(request, Verb.VIEW)
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET", "HEAD"])
        issue = issue_for(request, Verb.VIEW, int(object_id) if object_id.isdecimal() else 0)
        context = self._context(request, watch(issue.pk))
        return TemplateResponse(request, "editorial/issue.html", context | (extra_context or {}))

    def _context(self, request: HttpRequest, watched: Watch) -> dict[str, Any]:
        user, issue, facts = person(request), watched.issue, watched.facts
        live = issue.state in CHANGEABLE
        panel = panels.panel(facts, user)
        # Of what has appeared the outline stands, and nothing comes to it.
        is_open = live and not published.editions(issue).exists()
        return {
            **self.admin_site.each_context(request),
            "title": str(issue),
            "issue": issue,
            "opts": self.opts,
            "parts": outline(watched),
            "release_due": progress.release_due(watched),
            "next_step": progress.next_step(watched),
            "bulk": bulk.offers(facts, user),
            "assigns": live and roles.may(user, Verb.ASSIGN, issue),
            "panel": panel,
            "digest": facts.digest(ISSUE),
            "remarks": issue.remarks.filter(thread=None, resolved_at=None)
            .select_related("by", "entry")
            .order_by("-pk")[:20],
            "arranges": live and roles.may(user, Verb.ARRANGE, issue),
            "corrects": issue.state == Issue.State.RELEASED and roles.may(user, Verb.CORRECT, issue),
            "moves": is_open and roles.may(user, Verb.ARRANGE, issue),
            "edits": is_open and roles.may(user, Verb.EDIT, issue),
            "previews": roles.may(user, Verb.PREVIEW, issue),
            "signs": {line.stage.pk for line in panel.stages if line.offered},
        }
