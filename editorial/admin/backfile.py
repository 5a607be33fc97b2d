"""过刊补录: the batches of back issues, a new one from files or a zip file, and the page of one batch."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin import register
from django.core.exceptions import BadRequest
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bulletin.models import Masthead
from bulletin.refusal import Refused
from editorial import roles
from editorial.admin import backfile_page, backfile_row
from editorial.admin.base import DeskAdmin, permitted, person, refusals_shown, show_on
from editorial.admin.site import desk
from editorial.backfile import attesting, bringing, releasing
from editorial.backfile.bringing import Brought
from editorial.intake import bundle
from editorial.models import BackIssue, Batch
from editorial.roles import Verb

A_PAGE = 50


class SeveralFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """One or more files; each is looked at when it is brought in, not here."""

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        given = data if isinstance(data, list | tuple) else [data]
        return [super(FilesField, self).clean(each, initial) for each in given if each or self.required]


class BatchForm(forms.Form):
    masthead = forms.ModelChoiceField(Masthead.objects.none(), label=gettext_lazy("Masthead"), empty_label=None)
    source = forms.CharField(
        label=gettext_lazy("Where they come from"),
        help_text=gettext_lazy("The folder, disk or colleague. Files of the same source join the batch that is open."),
        max_length=200,
    )
    numbers = FilesField(
        label=gettext_lazy("Files"),
        help_text=gettext_lazy(
            "Past numbers, each a file of at most 10 MiB: up to 100 of them, or more in a zip file."
        ),
        widget=SeveralFiles(attrs={"multiple": True}),
    )

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(*((request.POST, request.FILES) if request.method == "POST" else ()))
        mastheads = roles.mastheads(request.user, Verb.BACKFILL)
        self.fields["masthead"].queryset = mastheads  # type: ignore[attr-defined]
        self.fields["masthead"].initial = mastheads.first()


@register(Batch, site=desk)
class BatchAdmin(DeskAdmin):
    masthead_path = "masthead"

    def get_urls(self) -> list[URLPattern]:
        views = (
            ("", shelf, "changelist"),
            ("add/", add, "add"),
            ("<int:batch_id>/", backfile_page.page, "change"),
            ("<int:batch_id>/attest/", attest, "attest"),
            ("<int:batch_id>/take-back/", take_back, "take_back"),
            ("<int:batch_id>/release/", release, "release"),
            ("<int:batch_id>/rows/<int:row_id>/", backfile_row.page, "row"),
            ("<int:batch_id>/rows/<int:row_id>/step/", backfile_row.step, "row_step"),
            ("<int:batch_id>/rows/<int:row_id>/preview.html", backfile_row.preview, "row_preview"),
        )
        return [
            path(each, self.admin_site.admin_view(view), name=f"editorial_batch_{name}") for each, view, name in views
        ]


@require_safe
def shelf(request: HttpRequest) -> HttpResponse:
    """Every batch, newest first, with how far it is."""
    permitted(request, Verb.VIEW)
    rows = Batch.objects.filter(masthead__in=roles.mastheads(request.user, Verb.VIEW))
    kept = ~Q(rows__state=BackIssue.State.LEFT_OUT)
    counted = rows.select_related("masthead", "by").annotate(
        count=Count("rows", filter=kept), recorded=Count("rows", filter=Q(rows__state=BackIssue.State.RECORDED))
    )
    context = {
        **desk.each_context(request),
        "title": _("Batches of back issues"),
        "leaf": Paginator(counted.order_by("-pk"), A_PAGE).get_page(request.GET.get("p")),
        "opts": Batch._meta,
        "brings": roles.may(request.user, Verb.BACKFILL),
    }
    return TemplateResponse(request, "editorial/backfile/shelf.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    permitted(request, Verb.BACKFILL)
    form = BatchForm(request)
    batch = _brought(request, form) if request.method == "POST" and form.is_valid() else None
    if batch is not None:
        return backfile_page.to_batch(batch)
    context = {**desk.each_context(request), "title": _("Bring in back issues"), "opts": Batch._meta, "form": form}
    return TemplateResponse(request, "editorial/backfile/add.html", context)


@require_POST
def attest(request: HttpRequest, batch_id: int) -> HttpResponse:
    batch = backfile_page.batch_for(request, Verb.ATTEST, batch_id)
    digest = request.POST.get("digest", "")
    if len(digest) != 64:
        raise BadRequest
    with refusals_shown(request):
        attesting.attest(batch, by=person(request), seen_digest=digest)
        messages.success(request, _("You have attested this batch as it is."))
    return backfile_page.to_batch(batch)


@require_POST
def take_back(request: HttpRequest, batch_id: int) -> HttpResponse:
    batch = backfile_page.batch_for(request, Verb.ATTEST, batch_id)
    with refusals_shown(request):
        attesting.take_back(batch, by=person(request))
        messages.success(request, _("Your attestation is taken back."))
    return backfile_page.to_batch(batch)


@require_POST
def release(request: HttpRequest, batch_id: int) -> HttpResponse:
    """From here on the worker records number after number; the page shows how far it is."""
    batch = backfile_page.batch_for(request, Verb.BACKFILL, batch_id)
    with refusals_shown(request):
        releasing.release(batch, by=person(request))
        messages.success(request, _("Released: its numbers are recorded one after the other, and nobody is mailed."))
    return backfile_page.to_batch(batch)


def _brought(request: HttpRequest, form: BatchForm) -> Batch | None:
    """The batch with the files in it; one that was refused is named, and the others are there."""
    values = form.cleaned_data
    try:
        batch = bringing.open_batch(values["masthead"], values["source"], by=person(request))
    except Refused as refused:
        show_on(form, refused)
        return None
    for upload in values["numbers"]:
        with refusals_shown(request):
            is_bundle = upload.name.lower().endswith(".zip")
            for file in bundle.zipped(upload.file) if is_bundle else [bundle.Incoming(upload.name, upload.read)]:
                _bring(request, batch, file)
    return batch


def _bring(request: HttpRequest, batch: Batch, file: bundle.Incoming) -> None:
    with refusals_shown(request):
        row, how = bringing.bring_in(batch, file.name, file.read(), by=person(request))
        if how == Brought.ELSEWHERE:
            values = {"name": file.name, "other": row.batch}
            messages.warning(request, _("%(name)s: the same file is in the batch %(other)s.") % values)
        elif how == Brought.AGAIN:
            messages.info(request, _("%(name)s is in this batch already.") % {"name": file.name})
