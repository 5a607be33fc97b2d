"""Hints on what a document of its kind usually has and an entry has not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from editorial.models import Entry
from editorial.review.facts import Facts, Target
from editorial.review.findings import Finding
from editorial.review.hints.beside import Beside, Usual
from editorial.review.hints.naming import number_of_title
from editorial.review.hints.telling import entries, of_entry

NOTHING = Usual(number=False, authority=False, date=False)


def no_date(facts: Facts, beside: Beside) -> Iterator[Finding]:
    """Neither signed nor published on a day."""
    for target, entry, usual in _of_usual_kinds(facts, beside):
        if usual.date and entry.signed_on is None and entry.published_on is None:
            sentence = _("There is no date of signing and none of publication; a %(kind)s usually has one.")
            yield _missing("no-date-of-notice", target, entry, "signed_on", sentence)


def no_authority(facts: Facts, beside: Beside) -> Iterator[Finding]:
    for target, entry, usual in _of_usual_kinds(facts, beside):
        if usual.authority and not entry.authorities:
            sentence = _("There is no issuing authority; a %(kind)s usually names one.")
            yield _missing("no-authority", target, entry, "authorities", sentence)


def no_number(facts: Facts, beside: Beside) -> Iterator[Finding]:
    """原文无文号: to be ticked when the original really has none."""
    for target, entry, usual in _of_usual_kinds(facts, beside):
        if usual.number and not entry.number_typed and number_of_title(entry.title) is None:
            sentence = _("No number in the original? A %(kind)s usually has one.")
            yield _missing("no-number", target, entry, "number_typed", sentence)


def _of_usual_kinds(facts: Facts, beside: Beside) -> Iterator[tuple[Target, Entry, Usual]]:
    for target, entry in entries(facts, Entry.Kind.NOTICE):
        yield target, entry, beside.usual.get(entry.document_type, NOTHING)


def _missing(code: str, target: Target, entry: Entry, place: str, sentence: Any) -> Finding:
    return of_entry(code, target, entry, place, sentence % {"kind": entry.document_type}, entry.document_type)
