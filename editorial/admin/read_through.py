"""通读: a whole issue as one readable text, with the marks of every entry and the buttons that sign what was read."""

from __future__ import annotations

import re
from collections.abc import Mapping

from django import forms
from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from bulletin import store
from bulletin.refusal import Refused
from bulletin.rendering import html, images
from bulletin.snapshot import Snapshot
from editorial.admin import read_pieces, shown, threads
from editorial.admin.base import person, refusals_shown
from editorial.admin.read_pieces import key_of
from editorial.admin.reviewing import issue_to_sign
from editorial.admin.rows import issue_for, sent, to_issue
from editorial.admin.site import desk
from editorial.models import Issue
from editorial.publishing import preview
from editorial.review import signing
from editorial.review.facts import Facts, Target, gather
from editorial.review.signing_seen import NothingSigned, sign_these
from editorial.roles import Verb

MOST_SEEN = 5_000
_SEEN = re.compile(r"((?:entry|part)-[1-9]\d{0,8}|issue):([0-9a-f]{64})")


class StageForm(forms.Form):
    stage = forms.SlugField(max_length=20)


@require_safe
def read(request: HttpRequest, issue_id: int) -> HttpResponse:
    issue = issue_for(request, Verb.VIEW, issue_id)
    facts = gather(issue.pk)
    with refusals_shown(request):
        return _page(request, facts)
    return to_issue(issue)


@require_POST
def sign(request: HttpRequest, issue_id: int) -> HttpResponse:
    """Sign what was seen: each entry, part or issue that still is what its digest says, and says why of the others."""
    issue = issue_to_sign(request, issue_id)
    code, seen = sent(request, StageForm)["stage"], _seen(request)
    keys = {key_of(target): target for target in gather(issue.pk).rows}
    known = {keys[key]: digest for key, digest in seen.items() if key in keys}
    left: dict[str, tuple[str, ...]] = {
        key: (_("It is no longer in this issue."),) for key in seen.keys() - keys.keys()
    }
    count = 0
    try:
        done = sign_these(issue, signing.stage_of(issue, code), seen=known, by=person(request))
        count, left = len(done.signed), left | _by_key(done.left)
    except NothingSigned as refused:
        left |= _by_key(refused.left)
    except Refused as refused:
        left[""] = tuple(str(reason) for reason in refused.reasons)
    if request.headers.get("Accept") == "application/json":
        return _told(request, issue, seen, count, left)
    _messages(request, issue, count, left)
    place = next(iter(seen), "issue")
    return HttpResponseRedirect(f"{reverse('desk:editorial_issue_read_through', args=[issue.pk])}#{place}")


@require_safe
def galley(request: HttpRequest, issue_id: int) -> HttpResponse:
    """清样: the same as a PDF, with the ref and the marks of every entry."""
    issue = issue_for(request, Verb.PREVIEW, issue_id)
    with refusals_shown(request):
        made = preview.galley(issue, by=person(request))
        return shown.file(made, f"{issue.masthead.code}-{issue.number}-galley.pdf")
    return to_issue(issue)


def _page(request: HttpRequest, facts: Facts) -> HttpResponse:
    user = person(request)
    text = read_pieces.text(facts, user)
    context = {
        **desk.each_context(request),
        "title": _("Read %(issue)s") % {"issue": facts.issue},
        "issue": facts.issue,
        "text": text,
        "remarking": threads.desk_for(facts.issue, user, is_open=facts.issue.state not in threads.SHUT),
        "opts": Issue._meta,
    }
    # No "no-referrer" as previews have: the forms of this page must be able to say where they come from.
    page = TemplateResponse(request, "editorial/read_through.html", context, headers={"X-Robots-Tag": "noindex"})
    page.render()
    page.content = _illustrated(request, page.content.decode(), facts.assembled.snapshot)
    return page


def _illustrated(request: HttpRequest, page: str, snapshot: Snapshot) -> str:
    """With the pictures of its bodies in place; without them, and saying which are lost, where one is."""
    try:
        return html.illustrated(page, images.granted(snapshot, store.drafts()))
    except Refused:
        return page


def _seen(request: HttpRequest) -> dict[str, str]:
    """Digests by key. Raises BadRequest when somebody bent them."""
    found = [_SEEN.fullmatch(each) for each in request.POST.getlist("seen")]
    if not found or len(found) > MOST_SEEN or None in found:
        raise BadRequest
    return {match[1]: match[2] for match in found if match}


def _by_key(left: Mapping[Target, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    return {key_of(target): reasons for target, reasons in left.items()}


def _told(
    request: HttpRequest, issue: Issue, seen: Mapping[str, str], count: int, left: Mapping[str, tuple[str, ...]]
) -> HttpResponse:
    """The outcome for the page's own script: what to say, and the feet of what was asked for and of what holds it."""
    facts = gather(issue.pk)
    wanted = [target for target in facts.rows if target.entry_id is None or key_of(target) in seen]
    return JsonResponse(
        {
            "count": count,
            "said": _sentence(count),
            "left": [{"key": key, "reasons": reasons} for key, reasons in left.items()],
            "feet": {key_of(target): _foot(request, facts, target) for target in wanted},
        }
    )


def _foot(request: HttpRequest, facts: Facts, target: Target) -> str:
    foot = read_pieces.foot(facts, target, person(request))
    return render_to_string("editorial/read_through_foot.html", {"foot": foot, "issue": facts.issue}, request=request)


def _messages(request: HttpRequest, issue: Issue, count: int, left: Mapping[str, tuple[str, ...]]) -> None:
    if count:
        messages.success(request, _sentence(count))
    for reason in dict.fromkeys(reason for reasons in left.values() for reason in reasons):
        messages.error(request, reason)


def _sentence(count: int) -> str:
    if not count:
        return _("Nothing was signed.")
    return ngettext("One sign-off given.", "%(count)s sign-offs given.", count) % {"count": count}
