"""The one door to what is public; no other module of the archive asks the database for editions or entries.

An issue is public by the newest revision of its number. Nothing of a number is while the whole of it is withdrawn,
and no revision that holds the text of an entry is while that entry is withdrawn or taken down, whenever it was made.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
from collections.abc import Iterable

from django.db.models import Case, DateTimeField, Exists, F, OuterRef, Q, QuerySet, Subquery, When

from bulletin.models import Edition, Masthead, PublishedAuthority, PublishedCitation, PublishedEntry, Withdrawal
from bulletin.snapshot import Citation, Correction, Entry, Snapshot, build, entry_digest, loads
from bulletin.store import StoreError

NEWEST_FIRST = (F("dated_on").desc(nulls_last=True), F("number").desc(), F("revision").desc())

# How a citation names an entry of ours, "masthead/number/ref"; a number of ten digits is more than a column holds.
_PLACE = re.compile(r"(?P<code>[-\w]{1,50})/(?P<number>[0-9]{1,9})/(?P<ref>[0-9.]{1,20})")


def mastheads() -> QuerySet[Masthead]:
    """Every masthead of the register; its title and code are no secret, its unreleased issues are."""
    return Masthead.objects.order_by("title", "pk")


def issues(masthead: Masthead | None = None) -> QuerySet[Edition]:
    """The public issues, newest first: of each number the newest revision, without its snapshot."""
    return _of(masthead).filter(superseded_by__isnull=True).filter(~Exists(taken_back())).defer("snapshot")


def newest(masthead: Masthead) -> Edition | None:
    """The newest issue of a masthead, with its snapshot."""
    return issues(masthead).defer(None).first()


def newest_of_each() -> dict[int, Edition]:
    """The newest public issue by the key of its masthead, for those that have one."""
    first = issues().filter(masthead=OuterRef("pk")).values("pk")[:1]
    keys = Masthead.objects.annotate(newest=Subquery(first)).filter(newest__isnull=False).values("newest")
    return {edition.masthead_id: edition for edition in issues().filter(pk__in=keys)}


def at(code: str, number: int, revision: int | None = None) -> QuerySet[Edition]:
    """The one revision by which a number is public, or that one of it which is asked for and may still be had.

    Without its snapshot; none where readers have nothing at this address.
    """
    found = revisions().defer("snapshot").filter(revision=revision) if revision else issues()
    return found.filter(masthead__code=code, number=number)


def neighbours(edition: Edition) -> tuple[int | None, int | None]:
    """The numbers of the public issues before and after this one."""
    numbers = issues().filter(masthead=edition.masthead_id).values_list("number", flat=True)
    before = numbers.filter(number__lt=edition.number).order_by("-number").first()
    return before, numbers.filter(number__gt=edition.number).order_by("number").first()


def revisions(masthead: Masthead | None = None) -> QuerySet[Edition]:
    """Every revision that may still be had, those that are the newest of their number included."""
    return _of(masthead).filter(~Exists(taken_back()))


def other_revisions(edition: Edition) -> list[Edition]:
    """The other revisions of the same number that may still be had, newest first."""
    others = revisions().filter(masthead=edition.masthead_id, number=edition.number).exclude(pk=edition.pk)
    return list(others.defer("snapshot"))


def deliverable() -> QuerySet[Edition]:
    """The editions for whose sake readers can be sent something, see ``delivered``.

    One that is gone hands its readers over to what stands in its place, unless a correction told them in between.
    """
    stands = Edition.objects.filter(_same_number(), ~Exists(taken_back()), superseded_by__isnull=True)
    told_since = Edition.objects.filter(_same_number(), revision__gt=OuterRef("revision"), dispatch__isnull=False)
    return _of(None).filter(~Exists(taken_back()) | (Exists(stands) & ~Exists(told_since)))


def delivered(edition: Edition) -> Edition | None:
    """What readers of an edition are sent now: itself, or the revision without what was taken away from it."""
    if revisions().filter(pk=edition.pk).exists():
        return edition
    return issues().defer(None).filter(masthead=edition.masthead_id, number=edition.number).first()


def newer(edition: Edition) -> Edition | None:
    """The revision by which the number is public, where that is a later one."""
    later = issues().filter(masthead=edition.masthead_id, number=edition.number, revision__gt=edition.revision)
    return later.first()


def corrections(edition: Edition) -> list[tuple[int, Correction]]:
    """What this revision says was wrong in its number, each with the revision that said so first."""
    if not edition.is_corrected:
        return []
    known = {"masthead": edition.masthead_id, "number": edition.number, "is_corrected": True}
    first: dict[Correction, int] = {}
    for row in Edition.objects.filter(**known, revision__lte=edition.revision).order_by("revision"):
        for each in snapshot_of(row).corrections:
            first.setdefault(each, row.revision)
    # Only what still stands in it: a line that went with something taken away goes from here as well.
    return [(first[each], each) for each in snapshot_of(edition).corrections if each.number == edition.number]


def appeared(masthead: Masthead, most: int) -> list[Edition]:
    """The newest revisions that were news, at most so many: back issues by the date that they bear.

    Where none that was news may be had any more, the revision by which the number is public stands in for it.
    """
    told = Edition.objects.filter(_same_number(), ~Exists(taken_back()), occasion__in=Edition.NEWS)
    stands_in = Q(superseded_by__isnull=True) & ~Exists(told)
    found = revisions(masthead).filter(Q(occasion__in=Edition.NEWS) | stands_in)
    found = found.select_related("masthead", "superseded_by").defer("superseded_by__snapshot")
    first = Edition.objects.filter(_same_number(), revision=1).values("released_at")
    when = Case(
        When(occasion__in=Edition.NEWS, then=F("released_at")), default=Subquery(first), output_field=DateTimeField()
    )
    newest = found.filter(is_back_issue=False).annotate(told_at=when).order_by("-told_at", "-pk")[:most]
    late = found.filter(is_back_issue=True).order_by("-dated_on", "-number")[:most]
    return sorted((*newest, *late), key=lambda each: (appeared_at(each), each.pk), reverse=True)[:most]


def appeared_at(edition: Edition) -> dt.datetime:
    """When readers first had it: the release, or the beginning of the day that a back issue bears.

    A revision that only took something away appeared when its number did.
    """
    if edition.is_back_issue and edition.dated_on is not None:
        return dt.datetime.combine(edition.dated_on, dt.time(), edition.masthead.zone)
    if edition.occasion in Edition.NEWS:
        return edition.released_at
    first = Edition.objects.filter(masthead=edition.masthead_id, number=edition.number, revision=1)
    return first.values_list("released_at", flat=True).get()


def entries(masthead: Masthead | None = None) -> QuerySet[PublishedEntry]:
    """The entries of the public issues, newest first and in their printed order, without their text.

    A place whose entry was taken away is none.
    """
    public = issues(masthead).order_by().values("pk")
    order = ("edition__dated_on", "edition__number")
    return (
        PublishedEntry.objects.filter(edition__in=public, is_removed=False)
        .select_related("edition__masthead")
        .prefetch_related("authorities")
        .defer("content", "edition__snapshot")
        .order_by(F(order[0]).desc(nulls_last=True), F(order[1]).desc(), "edition", "position")
    )


def entry(edition: Edition, ref: str) -> PublishedEntry:
    """An entry of an edition, with its text. Raises PublishedEntry.DoesNotExist, for what was taken away too."""
    found = PublishedEntry.objects.get(edition=edition, ref=ref, is_removed=False)
    found.edition = edition
    return found


def entries_beside(entry: PublishedEntry) -> tuple[PublishedEntry | None, PublishedEntry | None]:
    """The entries before and after this one in the same edition."""
    standing = PublishedEntry.objects.filter(edition=entry.edition_id, is_removed=False).only("ref", "title")
    before = standing.filter(position__lt=entry.position).order_by("-position").first()
    return before, standing.filter(position__gt=entry.position).order_by("position").first()


def places(masthead: Masthead, numbers: Iterable[int], refs: Iterable[str]) -> set[tuple[int, str]]:
    """Which of these issues readers have, each with ref "", and which of these entries in them."""
    found = issues(masthead).filter(number__in=list(numbers)).order_by()
    rows = PublishedEntry.objects.filter(edition__in=found.values("pk"), ref__in=list(refs), is_removed=False)
    whole = ((number, "") for number in found.values_list("number", flat=True))
    return {*whole, *rows.values_list("edition__number", "ref")}


def documents(cited: Iterable[Citation]) -> list[PublishedEntry]:
    """The public entries that may be what is cited, by number, title or chosen place, and perhaps more; newest first.

    Places are asked for by their pieces: a database takes no thousand alternatives.
    """
    rows = list(cited)
    places = [found for each in rows if each.target and (found := _PLACE.fullmatch(each.target))]
    meant = Q(document_number__in=_storable(each.number for each in rows))
    meant |= Q(title__in=_storable(each.title for each in rows if not each.number))
    meant |= Q(
        edition__masthead__code__in={found["code"] for found in places},
        edition__number__in={int(found["number"]) for found in places},
        ref__in={found["ref"] for found in places},
    )
    return list(entries().filter(meant)) if rows else []


def _storable(values: Iterable[str | None]) -> set[str]:
    """Without what no database can hold, and so has not."""
    return {each for each in values if each and "\x00" not in each}


def citations_of(entry: PublishedEntry) -> QuerySet[PublishedCitation]:
    """The rows of public entries that may name this one, newest first."""
    edition = entry.edition
    named = Q(target=f"{edition.masthead.code}/{edition.number}/{entry.ref}")
    named |= Q(number=entry.document_number, target="") if entry.document_number else Q(title=entry.title, number="")
    public = entries().order_by().values("pk")
    found = PublishedCitation.objects.filter(named, entry__in=public).exclude(entry=entry)
    newest = F("entry__edition__dated_on").desc(nulls_last=True)
    return (
        found.select_related("entry__edition__masthead")
        .defer("entry__content", "entry__edition__snapshot")
        .order_by(newest, "pk")
    )


def authority_names(masthead: Masthead) -> list[str]:
    """The authorities that have a public entry, by the names that were printed."""
    names = PublishedAuthority.objects.filter(entry__in=entries(masthead).order_by().values("pk"))
    return list(names.order_by("name").values_list("name", flat=True).distinct())


def titles(masthead: Masthead, field: str) -> list[str]:
    """The distinct ``part_title`` or ``section_title`` of the public entries."""
    found = entries(masthead).exclude(**{field: ""}).order_by(field)
    return list(found.values_list(field, flat=True).distinct())


def snapshot_of(edition: Edition) -> Snapshot:
    """What was frozen. Raises StoreError when the stored bytes are no longer what was released."""
    stored = bytes(edition.snapshot)
    if hashlib.sha256(stored).hexdigest() != edition.snapshot_digest:
        raise StoreError(f"the snapshot of edition {edition.pk} is damaged")
    return loads(stored)


def text_of(entry: PublishedEntry) -> Entry:
    """The whole entry. Raises StoreError when the stored bytes are no longer what was released."""
    found = build(Entry, json.loads(bytes(entry.content)))
    if entry_digest(found) != entry.digest:
        raise StoreError(f"the text of entry {entry.pk} is damaged")
    return found


def taken_back() -> QuerySet[Withdrawal]:
    """The withdrawals in force because of which an edition is not to be had: of its number, or of a text that it holds.

    By the text itself, not by the revision that a withdrawal names: what was under way meanwhile brings nothing back.
    """
    text = PublishedEntry.objects.filter(edition=OuterRef(OuterRef("pk")), ref=OuterRef("ref"), is_removed=False)
    here = {"edition__masthead": OuterRef("masthead"), "edition__number": OuterRef("number")}
    in_force = Withdrawal.objects.in_force().filter(**here)
    quote = Q(ref__contains="/", edition__revision__gte=OuterRef("revision"))
    return in_force.filter(Q(ref="") | Exists(text) | quote)


def _same_number() -> Q:
    return Q(masthead=OuterRef("masthead"), number=OuterRef("number"))


def _of(masthead: Masthead | None) -> QuerySet[Edition]:
    found = Edition.objects.select_related("masthead").order_by(*NEWEST_FIRST)
    return found if masthead is None else found.filter(masthead=masthead)
