"""The pages that show what differs between two versions of an entry, of a part's frame or of the front matter."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from editorial.admin.base import person
from editorial.admin.rows import LARGEST, entry_in, issue_for, part_in
from editorial.admin.site import desk
from editorial.models import Entry, Issue, Revision, SignOff
from editorial.review import versions
from editorial.review.versions import Group, Row
from editorial.roles import Verb


class VersionsForm(forms.Form):
    old = forms.IntegerField(min_value=1, max_value=LARGEST, required=False)
    new = forms.IntegerField(min_value=1, max_value=LARGEST, required=False)
    since = forms.ChoiceField(choices=[("signed", "signed"), ("released", "released")], required=False)


@dataclass(frozen=True)
class Option:
    pk: int
    words: str


@require_safe
def of_entry(request: HttpRequest, issue_id: int, entry_id: int) -> HttpResponse:
    issue = issue_for(request, Verb.VIEW, issue_id)
    return _page(request, issue, entry_in(issue, entry_id))


@require_safe
def of_part(request: HttpRequest, issue_id: int, part_id: int) -> HttpResponse:
    issue = issue_for(request, Verb.VIEW, issue_id)
    return _page(request, issue, part_in(issue, part_id))


@require_safe
def of_issue(request: HttpRequest, issue_id: int) -> HttpResponse:
    issue = issue_for(request, Verb.VIEW, issue_id)
    return _page(request, issue, issue)


def _page(request: HttpRequest, issue: Issue, row: Row) -> HttpResponse:
    form = VersionsForm(request.GET)
    if not form.is_valid():
        raise BadRequest
    asked = form.cleaned_data
    kept = list(versions.revisions(row))
    signed = versions.signed_by(person(request), row)
    published = versions.published(row) if isinstance(row, Entry) else None
    old, new = _chosen(row, kept, asked)
    context: dict[str, Any] = {
        **desk.each_context(request),
        "title": _("Compare versions"),
        "opts": Issue._meta,
        "issue": issue,
        "row": row,
        "entry": row if isinstance(row, Entry) else None,
        "options": _options(row, reversed(kept)),
        "signed": signed,
        "published": published,
        "since": asked["since"],
        "old": old,
        "new": new,
    }
    if asked["since"] == "signed" and signed:
        context["groups"] = versions.since_signed(signed, row)
    elif asked["since"] == "released" and published and isinstance(row, Entry):
        context["groups"] = [Group(row, tuple(versions.since_published(row, published)))]
    else:
        context["since"] = ""
        context["groups"] = [Group(row, tuple(versions.between(old, new)))] if old and new else []
    return TemplateResponse(request, "editorial/compare.html", context)


def _chosen(row: Row, kept: list[Revision], asked: dict[str, Any]) -> tuple[Revision | None, Revision | None]:
    """The two versions that were asked for; else the last and the one before it."""
    newest = kept[-1] if kept else None
    before = kept[-2] if len(kept) > 1 else newest
    rows = versions.revisions(row)
    old = get_object_or_404(rows, pk=asked["old"]) if asked["old"] else before
    new = get_object_or_404(rows, pk=asked["new"]) if asked["new"] else newest
    return old, new


def _options(row: Row, kept: Iterable[Revision]) -> list[Option]:
    """Versions with who wrote them and who signed exactly them."""
    signers: dict[str, list[str]] = defaultdict(list)
    if isinstance(row, Entry):
        for each in SignOff.objects.filter(entry=row, revoked_at=None).select_related("stage", "by"):
            signers[each.digest].append(f"{each.stage} ✓ {each.by}")
    return [Option(each.pk, " · ".join([_moment(each), str(each.by), *signers.get(each.digest, [])])) for each in kept]


def _moment(revision: Revision) -> str:
    return date_format(localtime(revision.at), "SHORT_DATETIME_FORMAT")
