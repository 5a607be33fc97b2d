"""What words an edition prints, whatever the language: it formats, it decides nothing."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field

DASH = "—"


def is_english(language: str | None) -> bool:
    """Whether a language is English in any of its forms; whatever is not said to be counts as Chinese."""
    return (language or "").lower().partition("-")[0] == "en"


@dataclass(frozen=True, kw_only=True)
class Words:
    """One language: plain words, patterns that take one value, and the two ways of writing a date."""

    name: str
    number: str
    combined: str
    special: str
    year_number: str
    dated_on: str
    coverage: str
    highlights: str
    boxes: str
    open_for_comment: str
    in_force: str
    in_force_from: str
    corrections: str
    corrected_edition: str
    corrected_box: str
    front_matter: str
    place: str
    wrong: str
    right: str
    contents: str
    notices: str
    articles: str
    compiler: str
    compiled_on: str
    document_type: str
    document_number: str
    authorities: str
    signed_on: str
    published_on: str
    effective: str
    on_publication: str
    consultation: str
    from_on: str
    closes_on: str
    previous_closes_on: str
    working_days: str
    counted_days: str
    computed: str
    noted: str
    quoted_title: str
    numbered_title: str
    email: str
    cites: str
    topics: str
    editor_note: str
    source: str
    byline: str
    accessed_on: str
    original: str
    attachments: str
    imprint: str
    revision: str
    revision_number: str
    revision_occasion: str
    departments: str
    sign_offs: str
    stage: str
    by: str
    deputy_for: str
    on: str
    approval: str
    override: str
    back_issue: str
    late: str
    brought_in_by: str
    recorded_on: str
    attested: str
    original_file: str
    original_stands: str
    audit_head: str
    contact: str
    address: str
    code: str
    digest: str
    official: str
    publisher: str
    next_issue: str
    documents: str
    document_title: str
    page: str
    nothing: str
    removed: str
    withdrawn: str
    taken_down: str
    colon: str
    comma: str
    galley: str
    unsigned: str
    changed: str
    stages: dict[str, str] = field(default_factory=dict)
    occasions: dict[str, str] = field(default_factory=dict)
    relations: dict[str, str] = field(default_factory=dict)
    months: tuple[str, ...] = ()

    def issue_number(self, label: str | None, number: int | None) -> str:
        """The number of an issue as printed: what it was given instead of one, or else the plain one, if it has any."""
        return label or ("" if number is None else self.number.format(number))

    def numbered(self, number: int | None, title: str) -> str:
        """A title behind the number that it stands under."""
        return title if number is None else self.numbered_title.format(number, title)

    def date(self, value: str | None) -> str:
        """An ISO 8601 date as printed; what is none is printed as it stands."""
        day = _day(value)
        if day is None:
            return value or ""
        if self.months:
            return f"{day.day} {self.months[day.month - 1]} {day.year}"
        return f"{day.year}年{day.month}月{day.day}日"

    def period(self, first: str | None, last: str | None) -> str:
        """Two dates as printed, the year once when it is the same (in Chinese, where it leads)."""
        if not first or not last or first == last:
            return self.date(first or last)
        start, end = _day(first), _day(last)
        if start and end and start.year == end.year and not self.months:
            return f"{self.date(first)}{DASH}{end.month}月{end.day}日"
        return (
            f"{self.date(first)} – {self.date(last)}" if self.months else f"{self.date(first)}{DASH}{self.date(last)}"
        )

    def note(self, text: str, note: str) -> str:
        """The text with a note in brackets behind it, if there is one."""
        return self.noted.format(text, note) if note else text

    def titled(self, title: str) -> str:
        """A title inside other words: in Chinese between 《》, unless it has them."""
        return title if not title or "《" in title else self.quoted_title.format(title)


def _day(value: str | None) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(value or "")
    except ValueError:
        return None
