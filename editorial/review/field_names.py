"""What the fields of an entry, a part and an issue are called where somebody reads about a change of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from editorial.models import Entry, Issue, Part, Section

# What the snapshot keeps, and what it is called where somebody chooses or reads it.
RULES = {
    "on-publication": pgettext_lazy("rule", "on publication"),
    "after-publication": pgettext_lazy("rule", "some time after publication"),
}
RELATIONS = {
    "cites": pgettext_lazy("relation", "cites"),
    "amends": pgettext_lazy("relation", "amends"),
    "repeals": pgettext_lazy("relation", "repeals"),
    "replaces": pgettext_lazy("relation", "replaces"),
    "implements": pgettext_lazy("relation", "implements"),
    "forwards": pgettext_lazy("relation", "forwards"),
    "corrects": pgettext_lazy("relation", "corrects"),
    "consultation-draft-of": pgettext_lazy("relation", "is the draft for comment of"),
}
BASES = {"stated": _("stated"), "computed": _("computed")}
# In the order in which an editor reads them; what is not here comes after, under its own name.
ENTRY_FIELDS = (
    "kind",
    "title",
    "standfirst",
    "body_html",
    "editor_note",
    "document_type",
    "document_number",
    "authorities",
    "signed_by",
    "signed_on",
    "published_on",
    "effective",
    "consultation",
    "topics",
    "attachments",
    "cites",
    "source_name",
    "source_url",
    "byline",
    "accessed_on",
    "reuse_basis",
    "language",
    "sources",
)
# Blocks of a body; a paragraph is not worth a word.
BLOCKS = {
    "p.addressee": _("addressee"),
    "p.closing": _("closing"),
    "p.byline": _("byline"),
    "p.kicker": _("kicker"),
    "p.label": _("label"),
    "p.contact": _("contact"),
    "h4": _("heading"),
    "h5": _("heading"),
    "h6": _("heading"),
    "li": _("list"),
    "td": _("table"),
    "th": _("table"),
    "caption": _("table"),
    "blockquote": _("quotation"),
    "figcaption": _("caption"),
    "img": _("picture"),
}
_RENAMED = {"document_number": "number_typed"}
_OWN = {
    "attachments": _("attachments"),
    "consultation": _("consultation"),
    "parts": _("order of the parts"),
    "entries": _("entries and their order"),
}


def name_of(model: type[Model], field: str) -> Any:
    """The name of a field of a snapshot, as the column that it comes from is called."""
    if field in _OWN:
        return _OWN[field]
    columns = {each.name: each for each in model._meta.get_fields()}
    column: Any = columns.get(_RENAMED.get(field, field))
    return getattr(column, "verbose_name", field)


def entry_field(field: str) -> Any:
    return name_of(Entry, field)


def issue_field(field: str) -> Any:
    return name_of(Issue, field)


def part_field(field: str) -> Any:
    return name_of(Part, field)


def section_field(field: str) -> Any:
    return name_of(Section, field)


def row_words(field: str, row: Mapping[str, Any]) -> str:
    """One row of a list (an attachment, a citation, an effective date) as a line of text."""
    words = {
        "rule": str(RULES.get(row.get("rule", ""), row.get("rule", ""))),
        "relation": str(RELATIONS.get(row.get("relation", ""), row.get("relation", ""))),
        "basis": str(BASES.get(row.get("basis", ""), row.get("basis", ""))),
        "digest": str(row.get("digest", ""))[:12],
    }
    return " · ".join(str(words.get(name, value)) for name, value in row.items() if value not in (None, "", []))
