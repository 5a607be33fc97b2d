"""What the pages of intake say in small: sentences as stored, counts of words, where an entry came from."""

from __future__ import annotations

from typing import Any

from django import template

from bulletin import richtext
from editorial.admin.reading_sheet import Sheet
from editorial.intake import wording
from editorial.models import Candidate, Entry

register = template.Library()
register.filter("told", wording.told)


@register.filter
def warned(ref: str, sheet: Sheet) -> list[tuple[int, str]]:
    """What was remarked on in the lines of one entry, or ("") outside of all."""
    return sheet.warnings(ref)


@register.filter
def characters(body: str) -> int:
    return len("".join(richtext.text_of(str(body)).split()))


@register.filter
def percent(share: float) -> str:
    return f"{share:.0%}"


@register.inclusion_tag("editorial/intake/_origin.html")
def entry_origin(entry: Entry | None) -> dict[str, Any]:
    """The document that an entry came in with, if it came in with one."""
    if entry is None or entry.pk is None:
        return {}
    rows = Candidate.objects.filter(entry=entry).select_related("document__by")
    return {"candidate": rows.first()}
