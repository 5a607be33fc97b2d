"""The kinds of spreadsheets that the desk knows, and a list of rows as a file; who may ask is asked before."""

from __future__ import annotations

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from bulletin.models import Masthead
from editorial.spreadsheets.articles import ArticleSheet
from editorial.spreadsheets.authorities import AuthoritySheet
from editorial.spreadsheets.books import GuardedText, TextWorkbook
from editorial.spreadsheets.issues import IssueSheet
from editorial.spreadsheets.notices import NoticeSheet
from editorial.spreadsheets.resource import SheetResource
from editorial.spreadsheets.subscribers import SubscriberSheet

SHEETS: dict[str, type[SheetResource]] = {
    each.kind: each for each in (NoticeSheet, ArticleSheet, IssueSheet, AuthoritySheet, SubscriberSheet)
}
TITLES: dict[str, str | Promise] = {
    "notices": _("Notices"),
    "articles": _("Articles"),
    "issues": _("Issues"),
    "authorities": _("Authorities"),
    "subscribers": _("Subscribers"),
}
FORMATS: dict[str, Any] = {"xlsx": TextWorkbook, "csv": GuardedText}


def exported(sheet: type[SheetResource], masthead: Masthead | None, ending: str, **only: Any) -> bytes:
    """All rows of a masthead, or those that ``only`` names, in the format of that ending."""
    dataset = sheet().export(queryset=sheet.rows(masthead).filter(**only))
    data: bytes = FORMATS[ending]().export_data(dataset)
    return data
