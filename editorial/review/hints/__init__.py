"""提醒: what somebody should look at before the release; blocks nothing unless a masthead says so.

Every kind is a pure function over the facts and what was gathered beside them, and has a code and a name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from editorial.review.facts import Facts
from editorial.review.findings import Finding
from editorial.review.hints import days, frame, links, marks, missing, naming, series
from editorial.review.hints.beside import Beside


@dataclass(frozen=True)
class Kind:
    """One kind of hint: its code in the tables, its name, and the function that finds it."""

    code: str
    name: object
    find: Callable[[Facts, Beside], Iterator[Finding]]


KINDS = (
    Kind("no-date-of-notice", _("notice without a date"), missing.no_date),
    Kind("no-authority", _("notice without an authority"), missing.no_authority),
    Kind("no-number", _("no number in the original"), missing.no_number),
    Kind("number-differs", _("number in the title differs"), naming.number_differs),
    Kind("effective-before-signed", _("in effect before it was signed"), days.effective_before_signed),
    Kind("consultation-over", _("consultation over at release"), days.consultation_over),
    Kind("working-days", _("stated working days differ"), days.working_days_differ),
    Kind("outside-window", _("published outside the coverage"), days.outside_window),
    Kind("windows", _("coverage does not join the issue before"), days.windows_do_not_join),
    Kind("same-number", _("number printed before"), naming.same_number),
    Kind("same-title", _("title printed before"), naming.same_title),
    Kind("series-gap", _("gap in a series of numbers"), series.series_gap),
    Kind("source-link", _("source address gone or changed"), links.source_link),
    Kind("unbalanced", _("unpaired marks"), marks.unbalanced),
    Kind("mixed-marks", _("mixed marks"), marks.mixed_marks),
    Kind("reuse", _("no basis of reuse"), frame.no_reuse_basis),
    Kind("empty-section", _("empty section"), frame.empty_section),
    Kind("open-suggestions", _("open suggestions"), frame.open_suggestions),
)
CODES = frozenset(kind.code for kind in KINDS)
