"""The page of a guest: one text, and one answer to it, without an account; a GET looks and changes nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from bulletin import snapshot as shape
from bulletin import store
from bulletin.refusal import Refused
from bulletin.rendering import clauses, composition, html, images, outline
from editorial import guests
from editorial.models import GuestLink, Revision
from editorial.review import suggesting
from editorial.review.facts import Facts, Target, gather

# Seen by whoever has the link, kept by nobody, found by no search engine; not even our own scripts run.
PRIVATE = {
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex, nofollow",
    # With no-referrer a browser sends the form with "Origin: null", which is refused as a forgery; other sites get
    # as little by this one.
    "Referrer-Policy": "same-origin",
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    ),
}
FOR_THE_GUEST: set[object] = {guests.MOVED, guests.NO_REMARK}
NOT_NOW = gettext_lazy("This cannot be done at present; please ask %(person)s, who invited you.")


class AnswerForm(forms.Form):
    answer = forms.ChoiceField(choices=GuestLink.Answer.choices)
    remark = forms.CharField(
        label=gettext_lazy("Remark"),
        help_text=gettext_lazy("Needed when you return the text; whoever wrote it reads this."),
        widget=forms.Textarea(attrs={"rows": 5}),
        required=False,
        max_length=10_000,
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        answer = values.get("answer")
        if answer and answer != GuestLink.Answer.APPROVED and not values.get("remark", "").strip():
            self.add_error("remark", str(guests.NO_REMARK))
        return values


@require_http_methods(["GET", "HEAD", "POST"])
def guest(request: HttpRequest, token: str) -> HttpResponse:
    """The same plain page for a link that was answered, revoked, is too old or never was."""
    link = guests.held_by(token)
    if link is None:
        return _page(request, "gone", {}, status=404)
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _answered(link, form):
        return _page(request, "thanks", {"link": link, "answer": form.cleaned_data["answer"]})
    if guests.held_by(token) is None:
        return _page(request, "gone", {}, status=404)
    return _reading(request, link, form)


def _answered(link: GuestLink, form: AnswerForm) -> bool:
    try:
        guests.answer(link, form.cleaned_data["answer"], remark=form.cleaned_data["remark"])
    except Refused as refused:
        # What the desk tells its own people is not for guests; the trail has it.
        told = [reason for reason in refused.reasons if reason in FOR_THE_GUEST]
        for reason in told or [str(NOT_NOW % {"person": link.by})]:
            form.add_error(None, str(reason))
        return False
    return True


def _reading(request: HttpRequest, link: GuestLink, form: AnswerForm) -> HttpResponse:
    facts = gather(link.issue_id)
    is_current = guests.is_current(facts, link)
    context: dict[str, Any] = {"link": link, "row": guests.row_of(link), "form": form, "is_current": is_current}
    snapshot = _text(facts, link) if is_current else _former_text(facts, link)
    try:
        pictures = images.granted(snapshot, store.drafts()) if snapshot else {}
        edition = composition.compose(snapshot) if snapshot else None
    except Refused:
        pictures, edition = {}, None
    whole = is_current and not (link.part_id or link.entry_id)
    context |= {"edition": edition, "words": edition and edition.words, "whole": whole}
    page = render_to_string("editorial/guest/reading.html", context, request)
    return HttpResponse(html.illustrated(clauses.marked(outline.lowered(page)), pictures), headers=PRIVATE)


def _text(facts: Facts, link: GuestLink) -> shape.Snapshot:
    """Exactly what the digest of the link covers, at its place in the issue."""
    snapshot, target = facts.assembled.snapshot, guests.target_in(facts, link)
    if target is None or target == Target():
        return snapshot
    rows = zip(facts.assembled.parts, snapshot.parts, strict=True)
    part = next(part for row, part in rows if row.pk == target.part_id)
    if target.entry_id is None:
        return replace(snapshot, parts=(part,))
    keys = {id(entry): pk for pk, entry in zip(facts.assembled.entry_digests, snapshot.entries(), strict=True)}
    section, entry = next(
        (section, entry) for section in part.sections for entry in section.entries if keys[id(entry)] == target.entry_id
    )
    return replace(snapshot, parts=(replace(part, sections=(replace(section, entries=(entry,)),)),))


def _former_text(facts: Facts, link: GuestLink) -> shape.Snapshot | None:
    """An entry as it was when the guest was invited; parts and issues are not kept whole."""
    revision = Revision.objects.filter(entry=link.entry_id, digest=link.digest).first() if link.entry_id else None
    if revision is None:
        return None
    section = shape.Section(code="entry", entries=(suggesting.version_of(revision),))
    return replace(facts.assembled.snapshot, parts=(shape.Part(code="entry", sections=(section,)),))


def _page(request: HttpRequest, name: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    page = render_to_string(f"editorial/guest/{name}.html", context, request)
    return HttpResponse(page, status=status, headers=PRIVATE)
