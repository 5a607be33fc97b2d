"""One file of a batch: what it was read as, the file itself, and what an editor says of it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bulletin import rendering, store
from bulletin import snapshot as shape
from bulletin.refusal import Refused, require
from editorial import roles
from editorial.admin import backfile_page, shown
from editorial.admin.base import person, refusals_shown, show_on
from editorial.admin.controls import day_field
from editorial.admin.rows import SeenForm, sent
from editorial.admin.site import desk
from editorial.backfile import correcting, reading, wording
from editorial.models import BackIssue, Batch
from editorial.publishing.preview import WATERMARK
from editorial.roles import Verb

STEPS = {
    "leave-out": correcting.leave_out,
    "take-in": correcting.take_in,
    "read-again": correcting.read_again,
}


class RowForm(SeenForm):
    number = forms.IntegerField(label=gettext_lazy("Number"), min_value=1, max_value=correcting.LARGEST)
    dated_on = day_field(label=gettext_lazy("Date that it bears"), required=True)
    stands = forms.BooleanField(
        label=gettext_lazy("The file itself is the PDF of the edition"),
        help_text=gettext_lazy("Otherwise the PDF is typeset anew from the text."),
        required=False,
    )

    def __init__(self, row: BackIssue, sent: Any = None) -> None:
        initial = {"number": row.number, "dated_on": row.dated_on, "stands": row.stands, "version": row.version}
        super().__init__(sent, initial=initial)
        if not row.is_pdf or row.stands_not:
            del self.fields["stands"]


class StepForm(SeenForm):
    step = forms.ChoiceField(choices=[(each, each) for each in STEPS])


def row_in(batch: Batch, pk: int) -> BackIssue:
    rows = BackIssue.objects.select_related("batch__masthead", "document", "by", "changed_by", "edition__masthead")
    return get_object_or_404(rows.defer("edition__snapshot"), pk=pk, batch=batch)


@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, batch_id: int, row_id: int) -> HttpResponse:
    verb = Verb.BACKFILL if request.method == "POST" else Verb.VIEW
    batch = backfile_page.batch_for(request, verb, batch_id)
    row = row_in(batch, row_id)
    form = RowForm(row, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _said(request, row, form):
        return _to_row(row)
    return _page(request, row, form)


@require_POST
def step(request: HttpRequest, batch_id: int, row_id: int) -> HttpResponse:
    batch = backfile_page.batch_for(request, Verb.BACKFILL, batch_id)
    row, values = row_in(batch, row_id), sent(request, StepForm)
    with refusals_shown(request):
        STEPS[values["step"]](row, by=person(request), seen_version=values["version"])
    return _to_row(row)


@require_safe
def preview(request: HttpRequest, batch_id: int, row_id: int) -> HttpResponse:
    """What would be recorded, watermarked, as a page of its own."""
    batch = backfile_page.batch_for(request, Verb.PREVIEW, batch_id)
    row = row_in(batch, row_id)
    content = _content(row)
    with refusals_shown(request):
        require((content is not None, _("There is nothing to show: the file is not read.")))
        return shown.page(rendering.render_html(content or shape.Snapshot(), WATERMARK, store.drafts()))
    return _to_row(row)


def _said(request: HttpRequest, row: BackIssue, form: RowForm) -> bool:
    values = form.cleaned_data
    try:
        correcting.say(
            row,
            number=values["number"],
            dated_on=values["dated_on"],
            stands=values.get("stands", False),
            by=person(request),
            seen_version=values["version"],
        )
    except Refused as refused:
        show_on(form, refused)
        return False
    messages.success(request, _("Saved."))
    return True


def _page(request: HttpRequest, row: BackIssue, form: RowForm) -> TemplateResponse:
    is_open, content = row.batch.released_at is None, _content(row)
    context: dict[str, Any] = {
        **desk.each_context(request),
        "title": row.name,
        "opts": Batch._meta,
        "row": row,
        "batch": row.batch,
        "refusal": wording.refusal(row),
        "stands_not": [_(each) for each in row.stands_not.splitlines()],
        "warnings": wording.warnings(row),
        "titles": [entry.title for entry in content.entries()] if content else [],
        "form": form if is_open and row.state == BackIssue.State.READ else None,
        "changes": is_open and roles.may(request.user, Verb.BACKFILL, row),
    }
    return TemplateResponse(request, "editorial/backfile/row.html", context)


def _content(row: BackIssue) -> shape.Snapshot | None:
    """What the row was read as; None where it was not, or where the store has lost it."""
    try:
        return reading.content_of(row) if row.content_digest else None
    except store.StoreError:
        return None


def _to_row(row: BackIssue) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("desk:editorial_batch_row", args=[row.batch_id, row.pk]))
