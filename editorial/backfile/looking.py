"""What a file is as a back issue: the number and date it bears, where each is from, and what needs a look."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.utils.translation import gettext_noop

from bulletin import snapshot as shape
from bulletin.models import Masthead
from bulletin.rendering.words import words_for
from editorial import assembly
from editorial.backfile import names
from editorial.models import BackIssue

OTHER_TITLE = gettext_noop("The file calls itself “{found}”, the masthead is “{title}”.")
OTHER_NUMBER = gettext_noop("The file name says number {named}, the text says number {found}.")
OTHER_DATE = gettext_noop("The file name says {named}, the text says {found}.")

Basis = BackIssue.Basis


@dataclass(frozen=True)
class Look:
    """A file as it would be recorded: ``content`` is the snapshot without imprint, ``warnings`` are as a reading's."""

    content: shape.Snapshot
    number: int | None
    number_basis: str
    dated_on: date | None
    dated_basis: str
    warnings: tuple[Mapping[str, Any], ...]

    @property
    def entry_count(self) -> int:
        return len(self.content.entries())


def look(found: shape.Snapshot, name: str, masthead: Masthead, warnings: Iterable[Mapping[str, Any]] = ()) -> Look:
    """What ``found``, read from a file of that name, is as a back issue of a masthead."""
    named = names.read(name)
    number, number_basis = _number(found, named)
    dated_on, dated_basis = _dated(found, named)
    label = found.issue.number_label
    if label is None and named.last and number == named.number:
        label = words_for(masthead.language).combined.format(named.number, named.last)
    front = replace(found.issue, number=number, number_label=label, dated_on=dated_on.isoformat() if dated_on else None)
    content = replace(shape.normal_form(found), masthead=assembly.masthead_of(masthead), issue=front, imprint=None)
    seen = Look(content, number, number_basis, dated_on, dated_basis, tuple(warnings))
    return replace(seen, warnings=(*_differing(found, named, seen), *seen.warnings))


def _number(found: shape.Snapshot, named: names.Named) -> tuple[int | None, str]:
    if found.issue.number is not None:
        return found.issue.number, Basis.TEXT
    return named.number, Basis.NAME if named.number is not None else ""


def _dated(found: shape.Snapshot, named: names.Named) -> tuple[date | None, str]:
    """The date of the issue, else the last day that a part was compiled, else the name's, else the end of coverage."""
    compiled = max((part.compiled_on for part in found.parts if part.compiled_on), default=None)
    if stated := found.issue.dated_on or compiled:
        return date.fromisoformat(stated), Basis.TEXT
    if named.dated_on:
        return named.dated_on, Basis.NAME
    ends = [found.issue.covers_to_on, *(part.covers_to_on for part in found.parts)]
    covered = max((day for day in ends if day), default=None)
    return (date.fromisoformat(covered), Basis.COVERAGE) if covered else (None, "")


def _differing(found: shape.Snapshot, named: names.Named, look: Look) -> Iterator[Mapping[str, Any]]:
    """Where the text differs from the masthead, or the name of the file from the text."""
    title, printed = found.masthead.title, look.content.masthead.title
    if title and title != printed:
        yield _said(OTHER_TITLE, found=title, title=printed)
    if look.number_basis == Basis.TEXT and named.number not in (None, look.number):
        yield _said(OTHER_NUMBER, named=named.number, found=look.number)
    if look.dated_basis == Basis.TEXT and named.dated_on not in (None, look.dated_on):
        yield _said(OTHER_DATE, named=str(named.dated_on), found=str(look.dated_on))


def _said(sentence: str, **values: object) -> Mapping[str, Any]:
    return {"line": 1, "sentence": sentence, "values": values, "text": sentence.format(**values)}
