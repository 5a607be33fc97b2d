"""How the issue pages fetch their rows, read what a form sent, and go back to where the person was."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import BadRequest
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse

from editorial import roles
from editorial.admin.base import permitted_row
from editorial.models import Entry, Issue, Part, Section
from editorial.roles import Verb

LARGEST = 2**31 - 1


class SeenForm(forms.Form):
    """What every form of the desk sends along: the version that the person looked at."""

    version = forms.IntegerField(min_value=0, max_value=LARGEST, widget=forms.HiddenInput)


def issue_for(request: HttpRequest, verb: Verb, issue_id: int) -> Issue:
    seen = Issue.objects.select_related("masthead").filter(masthead__in=roles.mastheads(request.user, Verb.VIEW))
    return permitted_row(request, verb, seen, pk=issue_id)


def part_in(issue: Issue, pk: int) -> Part:
    return get_object_or_404(Part.objects.select_related("issue__masthead"), pk=pk, issue=issue)


def section_in(issue: Issue, pk: int) -> Section:
    return get_object_or_404(Section.objects.select_related("part__issue__masthead"), pk=pk, part__issue=issue)


def sections_seen(request: HttpRequest) -> QuerySet[Section]:
    """The sections of every issue that the person may look at."""
    seen = Section.objects.filter(part__issue__masthead__in=roles.mastheads(request.user, Verb.VIEW))
    return seen.select_related("part__issue__masthead")


def section_for(request: HttpRequest, pk: int | None) -> Section:
    """A section of any issue where the person may write."""
    return permitted_row(request, Verb.EDIT, sections_seen(request), pk=pk or 0)


def entry_in(issue: Issue, pk: int) -> Entry:
    rows = Entry.objects.select_related("section__part__issue__masthead")
    return get_object_or_404(rows, pk=pk, section__part__issue=issue)


def sent(request: HttpRequest, form_class: type[forms.Form]) -> dict[str, Any]:
    """The values of a form that has only hidden fields and buttons. Raises BadRequest when somebody bent them."""
    form = form_class(request.POST)
    if not form.is_valid():
        raise BadRequest
    return form.cleaned_data


def to_issue(issue: Issue, entry_id: int | None = None) -> HttpResponseRedirect:
    """To the issue's page, at an entry where one is given."""
    address = reverse("desk:editorial_issue_change", args=[issue.pk])
    return HttpResponseRedirect(f"{address}#entry-{entry_id}" if entry_id else address)


def to_board(issue: Issue) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("desk:editorial_issue_board", args=[issue.pk]))


def to_entry(entry: Entry) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse(f"desk:editorial_{entry.kind}_change", args=[entry.pk]))
