"""What stands of a number: its revisions, its entries, what was withdrawn and what may be undone, on one page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from bulletin.archive import public, withdrawn
from bulletin.models import Edition, PublishedEntry, Withdrawal
from editorial import roles
from editorial.admin.base import person
from editorial.admin.site import desk
from editorial.admin.withdrawal_forms import ReplaceForm
from editorial.models import Undoing, User
from editorial.publishing import following, undoing
from editorial.roles import Verb


@dataclass(frozen=True)
class RevisionLine:
    edition: Edition
    is_public: bool


@dataclass(frozen=True)
class EntryLine:
    ref: str
    title: str
    is_removed: bool


@dataclass(frozen=True)
class WithdrawalLine:
    """A withdrawal, the undoing that somebody asked for, and why this person may not agree (none: they may)."""

    withdrawal: Withdrawal
    title: str
    undoing: Undoing | None
    refusals: list[object]
    is_undone: bool


def page(request: HttpRequest, newest: Edition, replace_form: ReplaceForm | None) -> TemplateResponse:
    user = person(request)
    issue = following.issue_of(newest)
    titles = _titles(newest)
    context: dict[str, Any] = {
        **desk.each_context(request),
        "title": _("What stands of %(issue)s") % {"issue": label(newest)},
        "edition": newest,
        "issue": issue,
        "revisions": _revisions(newest),
        "entries": [
            EntryLine(each.ref, titles.get(each.ref, each.title), each.is_removed) for each in _entries(newest)
        ],
        "withdrawals": [_line(each, titles, user) for each in _withdrawals(newest)],
        "waiting": replace_form is not None,
        "replace_form": replace_form,
        "whole": withdrawn.whole(newest),
        "withdraws": roles.may(user, Verb.WITHDRAW, newest),
        "takes_down": roles.may(user, Verb.TAKE_DOWN, newest),
        "opts": Edition._meta,
    }
    return TemplateResponse(request, "editorial/withdrawal/standing.html", context)


def act_page(
    request: HttpRequest, name: str, edition: Edition, ref: str, context: Mapping[str, Any]
) -> TemplateResponse:
    """What would happen to an issue or its entry, and the form that does it."""
    place = {"edition": edition, "number": label(edition), "ref": ref, "entry": title_of(edition, ref)}
    shown = {**desk.each_context(request), **place, **context, "opts": Edition._meta}
    return TemplateResponse(request, f"editorial/withdrawal/{name}.html", shown)


def label(edition: Edition) -> str:
    return f"{edition.masthead} {edition.number_label}"


def title_of(edition: Edition, ref: str) -> str:
    """The title that an entry last had; for the desk alone."""
    return _titles(edition).get(ref, "")


def _titles(edition: Edition) -> dict[str, str]:
    rows = PublishedEntry.objects.filter(
        edition__masthead=edition.masthead_id, edition__number=edition.number, is_removed=False
    )
    return dict(rows.order_by("edition__revision").values_list("ref", "title"))


def _revisions(edition: Edition) -> list[RevisionLine]:
    rows = Edition.objects.filter(masthead=edition.masthead_id, number=edition.number).defer("snapshot")
    known = set(public.revisions().filter(number=edition.number).values_list("pk", flat=True))
    return [RevisionLine(each, each.pk in known) for each in rows.order_by("-revision")]


def _entries(edition: Edition) -> list[PublishedEntry]:
    return list(edition.entries.defer("content").order_by("position"))


def _withdrawals(edition: Edition) -> list[Withdrawal]:
    rows = Withdrawal.objects.of_number(edition)
    return list(rows.select_related("edition__masthead", "reinstatement").defer("edition__snapshot").order_by("-pk"))


def _line(withdrawal: Withdrawal, titles: dict[str, str], user: User) -> WithdrawalLine:
    asked = undoing.open_of(withdrawal).first()
    refusals = [sentence for holds, sentence in undoing.agreement(asked, user) if not holds] if asked else []
    undone = hasattr(withdrawal, "reinstatement")
    title = _("quoted in the corrections") if withdrawal.is_quote else titles.get(withdrawal.ref, "")
    return WithdrawalLine(withdrawal, title, asked, refusals, undone)
