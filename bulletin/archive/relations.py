"""What a published entry refers to in this archive, and what refers to it: found anew with every request.

A document that arrives later therefore resolves whatever named it before; nothing that was published is changed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from bulletin import snapshot as sn
from bulletin.archive import printed, public
from bulletin.models import PublishedCitation, PublishedEntry

MOST = 40


@dataclass(frozen=True, slots=True)
class RelatedLine:
    """A published entry beside another: what ties them, where it stands, its title."""

    relation: str
    address: str
    issue: str
    title: str


def refers_to(entry: PublishedEntry, text: sn.Entry) -> list[RelatedLine]:
    """The entries that the text names; what names more than one document is ambiguous and left out."""
    named = [cited for cited in text.cites if cited.number or cited.title or cited.target]
    near = [other for other in public.documents(named) if other.pk != entry.pk]
    found = [(cited, _resolved(cited, near)) for cited in named]
    return [_line(other, relation_name(cited.relation)) for cited, other in found if other is not None][:MOST]


def referred_by(entry: PublishedEntry) -> list[RelatedLine]:
    """The entries that name this one, newest first."""
    citations = public.citations_of(entry)[:MOST]
    near = public.documents([_as_cited(each) for each in citations])
    lines = []
    for each in citations:
        other = _resolved(_as_cited(each), near)
        if other is not None and _key(other) == _key(entry):
            lines.append(_line(each.entry, cited_name(each.relation)))
    return lines


def relation_name(relation: str | None) -> str:
    """What the entry does to the document that it names."""
    names = {
        "amends": _("Amends"),
        "repeals": _("Repeals"),
        "corrects": _("Corrects"),
        "implements": _("Implements"),
        "replaces": _("Replaces"),
        "forwards": _("Forwards"),
        "consultation-draft-of": _("Draft for comment of"),
    }
    return names.get(relation or "", pgettext("relation", "Refers to"))


def cited_name(relation: str | None) -> str:
    """What the entry does to this document."""
    names = {
        "amends": _("Amended by"),
        "repeals": _("Repealed by"),
        "corrects": _("Corrected by"),
        "implements": _("Implemented by"),
        "replaces": _("Replaced by"),
        "forwards": _("Forwarded by"),
        "consultation-draft-of": _("Put out for comment by"),
    }
    return names.get(relation or "", pgettext("relation", "Referred to by"))


def meanings(cited: sn.Citation, near: Sequence[PublishedEntry]) -> list[PublishedEntry]:
    """The documents that answer to what is cited, each by the first entry that reported it; ``near`` newest first."""
    if cited.target:
        return [each for each in near if target_of(each) == cited.target]
    first = {_key(each): each for each in near if _answers(each, cited)}
    return list(first.values())


def target_of(entry: PublishedEntry) -> str:
    """The place of an entry as a citation names it, "masthead/number/ref"."""
    return f"{entry.edition.masthead.code}/{entry.edition.number}/{entry.ref}"


def _resolved(cited: sn.Citation, near: Sequence[PublishedEntry]) -> PublishedEntry | None:
    """The one document that is meant; None when none, or more than one, answers."""
    found = meanings(cited, near)
    return found[0] if len(found) == 1 else None


def _answers(entry: PublishedEntry, cited: sn.Citation) -> bool:
    if not cited.number:
        return bool(cited.title) and entry.title == cited.title
    kinds = {entry.document_type, cited.document_type or ""} - {""}
    return entry.document_number == cited.number and len(kinds) < 2


def _key(entry: PublishedEntry) -> tuple[object, ...]:
    """What tells a document from others: series such as 2020年第53号 repeat across authorities."""
    if not entry.document_number:
        return (entry.pk,)
    return entry.document_number, entry.document_type, frozenset(each.name for each in entry.authorities.all())


def _as_cited(row: PublishedCitation) -> sn.Citation:
    return sn.Citation(
        number=row.number or None,
        title=row.title or None,
        document_type=row.document_type or None,
        target=row.target or None,
    )


def _line(entry: PublishedEntry, relation: str) -> RelatedLine:
    return RelatedLine(
        relation, printed.entry_address(entry.edition, entry.ref), printed.full_title(entry.edition), entry.title
    )
