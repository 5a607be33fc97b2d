"""How editions are worded on pages, in feeds and in mail: numbers, dates, names of files; it reads no database."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import groupby

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from bulletin import formats
from bulletin import snapshot as sn
from bulletin.models import Edition, Masthead
from bulletin.rendering import composition
from bulletin.rendering.words import Words, words_for

# What no file system and no header takes in a name, and the characters that turn a line round.
_NOT_IN_NAMES = re.compile(r'[\x00-\x1f\x7f-\x9f"*/:<>?\\|\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+')
LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class IssueLine:
    """An issue in a list: where it is, what number and dates it bears and how many entries it has."""

    address: str
    pdf_address: str
    html_address: str
    number: str
    title: str
    dated_on: str
    dated_on_iso: str
    covers: str
    entry_count: int
    revision: int
    is_back_issue: bool = False
    is_corrected: bool = False


def words() -> Words:
    """The printed words in the reader's language."""
    return words_for(get_language())


def number_of(edition: Edition) -> str:
    """The number as printed, such as 第144期."""
    return edition.number_label


def full_title(edition: Edition) -> str:
    """The masthead's name and the number, marked as a title where the language does so: 《…》第144期."""
    title, number = edition.masthead.title, number_of(edition)
    return f"{title}, {number}" if words_for(edition.masthead.language).months else f"《{title}》{number}"


def file_name(edition: Edition, suffix: str, *, revision: bool = False) -> str:
    """The name under which an edition is saved, such as 盈科瑞科技信息周报-第144期-更正版.pdf."""
    corrected = words_for(edition.masthead.language).corrected_edition if edition.is_corrected else ""
    tells = (number_of(edition), corrected, f"r{edition.revision}" if revision else "")
    end = "".join(f"-{each}" for each in tells if each)
    # What tells editions apart is never cut off.
    return f"{safe_name(edition.masthead.title[: LONGEST_NAME - len(end)] + end)}.{suffix}"


def safe_name(name: str) -> str:
    """A name that every system takes for a file, at most 120 characters."""
    return " ".join(_NOT_IN_NAMES.sub(" ", name).split()).strip(" .")[:LONGEST_NAME] or "bulletin"


def marked(title: str, edition: Edition) -> str:
    """The title of an edition, which says so where it is a corrected one."""
    return _("%(issue)s (corrected edition)") % {"issue": title} if edition.is_corrected else title


def day(date: dt.date | None) -> str:
    return words().date(date.isoformat() if date else None)


def line(edition: Edition, *, permanent: bool = False) -> IssueLine:
    """``permanent``: at the addresses of this very revision, not of whatever is the newest."""
    first, last = (each.isoformat() if each else None for each in (edition.covers_from_on, edition.covers_to_on))
    return IssueLine(
        address=address(edition, "issue", permanent=permanent),
        pdf_address=address(edition, "pdf", permanent=permanent),
        html_address=address(edition, "html", permanent=permanent),
        number=number_of(edition),
        title="" if _unspaced(edition.title) in _plain_titles(edition) else edition.title,
        dated_on=day(edition.dated_on),
        dated_on_iso=edition.dated_on.isoformat() if edition.dated_on else "",
        covers=words().period(first, last),
        entry_count=edition.entry_count,
        revision=edition.revision,
        is_back_issue=edition.is_back_issue,
        is_corrected=edition.is_corrected,
    )


def address(edition: Edition, name: str, *rest: str | None, permanent: bool = False) -> str:
    """Of an issue, its "pdf", "entry" or "file": of the newest revision, or of this one for good."""
    place = [edition.masthead.code, edition.number, *([edition.revision] if permanent else []), *rest]
    return reverse(f"archive:{'revision-' if permanent else ''}{name}", args=place)


def forms(edition: Edition, *, permanent: bool = False) -> dict[str, str]:
    """The addresses of the forms that are made when somebody asks."""
    return {form: address(edition, form, permanent=permanent) for form in formats.TYPES}


def entry_address(edition: Edition, ref: str | None, *, permanent: bool = False) -> str:
    return address(edition, "entry", ref, permanent=permanent)


def citation(edition: Edition) -> str:
    """How the issue is cited: title, number and the date that it bears, marked where it was recorded long after."""
    spoken = words_for(edition.masthead.language)
    dated_on = spoken.date(edition.dated_on.isoformat() if edition.dated_on else None)
    marked = spoken.late.format(dated_on) if dated_on and edition.is_back_issue else dated_on
    comma = ", " if spoken.months else "，"
    return comma.join(filter(None, (full_title(edition), marked)))


def plain_title(edition: Edition) -> str:
    return f"{edition.masthead.title} {number_of(edition)}"


def by_year(editions: Iterable[Edition]) -> list[tuple[int, list[IssueLine]]]:
    """The issues under their years, in the order given; an undated one counts by its release."""
    years = groupby(editions, key=lambda edition: (edition.dated_on or edition.released_at).year)
    return [(year, [line(edition) for edition in group]) for year, group in years]


def composed(snapshot: sn.Snapshot) -> composition.Edition:
    """The pieces of an issue in the reader's language and without the texts of its entries."""
    parts = tuple(
        replace(part, sections=tuple(replace(each, entries=_untexted(each.entries)) for each in part.sections))
        for part in snapshot.parts
    )
    return composition.compose(_translated(replace(snapshot, parts=parts)))


def composed_entry(masthead: Masthead, entry: sn.Entry) -> composition.EntryPiece:
    """The pieces of one entry, its text included. Raises Refused when the text is not in canonical form."""
    alone = sn.Snapshot(
        masthead=sn.Masthead(code=masthead.code, title=masthead.title),
        parts=(sn.Part(sections=(sn.Section(entries=(entry,)),)),),
    )
    return composition.compose(_translated(alone)).parts[0].sections[0].entries[0]


def absolute(path: str) -> str:
    """The address of a path for feeds and mail; it never depends on the request (OJS 2022-24181)."""
    return f"{settings.SITE_ROOT}{path}"


def _plain_titles(edition: Edition) -> set[str]:
    """Titles that say no more than masthead and number."""
    return {"", _unspaced(edition.masthead.title), _unspaced(plain_title(edition))}


def _unspaced(title: str) -> str:
    return "".join(title.split())


def _translated(snapshot: sn.Snapshot) -> sn.Snapshot:
    return replace(snapshot, masthead=replace(snapshot.masthead, language=get_language()))


def _untexted(entries: Iterable[sn.Entry]) -> tuple[sn.Entry, ...]:
    return tuple(replace(entry, body_html=None) for entry in entries)
