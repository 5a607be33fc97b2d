"""Giving work to people: the table of an issue's tasks, and the form that gives chosen ones to somebody by a day."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from bulletin.refusal import Refused
from editorial import roles
from editorial.admin import rowwise, tasks
from editorial.admin.base import person
from editorial.admin.controls import MinuteInput
from editorial.admin.rows import LARGEST, issue_for, to_board
from editorial.admin.site import desk
from editorial.admin.watch import Watch, watch
from editorial.models import Issue, Stage, User
from editorial.review import assigning
from editorial.review.facts import ISSUE, Target
from editorial.roles import Verb

WRITE = "write"
NOBODY_HAS_IT = gettext_lazy("Nobody has this task.")


class AssignForm(forms.Form):
    """``to`` is a person, or 0 to take the task back."""

    to = forms.IntegerField(
        min_value=0, max_value=LARGEST, error_messages={"required": gettext_lazy("Choose somebody.")}
    )
    due_at = forms.DateTimeField(
        required=False,
        label=gettext_lazy("Due"),
        help_text=gettext_lazy("Empty: a due date that was set stays."),
        widget=MinuteInput,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def assign(request: HttpRequest, issue_id: int) -> HttpResponse:
    """Without anything chosen the table; with it the people to choose from, or what became of the choice."""
    issue = issue_for(request, Verb.ASSIGN, issue_id)
    watched = watch(issue.pk)
    sent = request.POST if request.method == "POST" else request.GET
    chosen = list(_chosen(watched, sent))
    if not chosen:
        context = _context(request, watched) | {"rows": list(tasks.rows(watched))}
        return TemplateResponse(request, "editorial/tasks.html", context)
    stage = _stage(watched, sent["task"]) if sent.get("task") else tasks.next_stage(watched, chosen)
    targets = tasks.covered(watched, stage, chosen)
    form = AssignForm(
        sent if request.method == "POST" else None, initial={"due_at": tasks.usual_due(watched, stage, targets)}
    )
    if request.method == "POST" and form.is_valid():
        _give(request, watched, stage, targets, form.cleaned_data)
        return to_board(issue)
    context = _context(request, watched) | _choice(watched, stage, chosen, targets, sent)
    return TemplateResponse(request, "editorial/assign.html", context | {"form": form})


def _context(request: HttpRequest, watched: Watch) -> dict[str, Any]:
    return {
        **desk.each_context(request),
        "title": _("Assign"),
        "issue": watched.issue,
        "opts": Issue._meta,
        "stages": watched.facts.stages,
        "assigns": True,
        "previews": roles.may(person(request), Verb.PREVIEW, watched.issue),
    }


def _choice(
    watched: Watch, stage: Stage | None, chosen: list[Target], targets: list[Target], sent: QueryDict
) -> dict[str, Any]:
    """The people, what is given, and the address of the same choice for another task."""
    candidates = tasks.candidates(watched, stage, targets)
    query = QueryDict(mutable=True)
    for name in ("whole", "part", "entry"):
        query.setlist(name, sent.getlist(name))
    return {
        "task": stage.code if stage else WRITE,
        "stage": stage,
        "chosen": chosen,
        "given": [(watched.facts.row(each), watched.own_assignment(each, stage)) for each in targets],
        "able": [each for each in candidates if each.able],
        "barred": [each for each in candidates if not each.able],
        "query": query.urlencode(),
    }


def _chosen(watched: Watch, sent: QueryDict) -> Iterator[Target]:
    """What is chosen and stands in this issue, in its order; what has left it meanwhile is chosen no more."""
    parts, entries = ({int(pk) for pk in sent.getlist(name) if pk.isdecimal()} for name in ("part", "entry"))
    for target in watched.facts.rows:
        by_itself = target.entry_id in entries if target.entry_id else target.part_id in parts
        if by_itself or (target == ISSUE and sent.get("whole")):
            yield target


def _stage(watched: Watch, code: str) -> Stage | None:
    """The stage of that code, None for the writing. Raises BadRequest."""
    if code == WRITE:
        return None
    found = next((stage for stage in watched.facts.stages if stage.code == code), None)
    if found is None:
        raise BadRequest
    return found


def _give(
    request: HttpRequest, watched: Watch, stage: Stage | None, targets: list[Target], values: dict[str, Any]
) -> None:
    by, issue = person(request), watched.issue

    def give(target: Target) -> None:
        if values["to"]:
            to = _somebody(watched, values["to"])
            assigning.assign(issue, target, stage, to=to, due_at=values["due_at"], by=by)
        else:
            _take_back(watched, target, stage, by)

    act = f"{_('Assign')} · {stage.name if stage else _('writing')}"
    rowwise.say(request, act, rowwise.each(targets, give, watched.facts.row))


def _somebody(watched: Watch, pk: int) -> User:
    """One of the people at work here. Raises Http404."""
    found = next((someone for someone, _names in tasks.people(watched) if someone.pk == pk), None)
    if found is None:
        raise Http404
    return found


def _take_back(watched: Watch, target: Target, stage: Stage | None, by: User) -> None:
    found = watched.own_assignment(target, stage)
    if found is None:
        raise Refused([NOBODY_HAS_IT])
    assigning.unassign(found, by=by)
