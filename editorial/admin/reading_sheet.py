"""A document on the desk: the lines of its source and where each of them went, one page of entries at a time."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.core.paginator import Page, Paginator
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from bulletin import reading, richtext, store
from bulletin.rendering.assets import image_type
from editorial.intake import account, rereading, taking, wording
from editorial.intake.account import Passage
from editorial.intake.taking import Found
from editorial.models import SourceDocument
from editorial.review import field_names

ENTRIES_A_PAGE = 50
MOST_LINES = 2_000
LEFT = "left"
_BREAKS = re.compile(r"\r\n|\r|\n")
_PICTURE = re.compile(r'data-digest="([0-9a-f]{64})"')
_ENTRY = re.compile(r"(parts\[\d+\]\.sections\[\d+\]\.entries\[\d+\])\.([a-z_]+)")
_PART = re.compile(r"parts\[\d+\]\.([a-z_]+)")
_BLOCKS = ("<table>", "<ul>", "<ol", "<figure>", "<blockquote>")
_FRONT = {
    "parts.title": _("heading of a part"),
    "sections.title": _("heading of a section"),
    "masthead.title": _("name of the masthead"),
}
# What an editor can say of a line, and what that is called.
MARKS: dict[str, Any] = {
    "part": pgettext_lazy("mark", "a part begins"),
    "section": pgettext_lazy("mark", "a section begins"),
    "entry": pgettext_lazy("mark", "an entry begins: its title"),
    "title": pgettext_lazy("mark", "goes on with the title above"),
    "body": pgettext_lazy("mark", "text of the entry above"),
    "front": pgettext_lazy("mark", "front matter of the issue"),
    "leave": pgettext_lazy("mark", "leave out"),
}


@dataclass(frozen=True)
class Line:
    """A line of the source, and where it went: the key of its entry, the field, or why it was left over."""

    no: int
    text: str
    ref: str
    field: str
    place: str
    mark: str
    block: SafeString | str


class Sheet:
    """A document with one page of its reading; everything is worked out once. Raises Refused where nothing was read."""

    def __init__(self, document: SourceDocument, page: int | str | None = 1) -> None:
        self.document = document
        self.snapshot = taking.snapshot_of(document)
        self.found: tuple[Found, ...] = taking.found_in(document)
        self.page: Page[Found] = Paginator(self.found, ENTRIES_A_PAGE).get_page(page)

    @cached_property
    def texts(self) -> list[str]:
        text = rereading.text_of(self.document)
        return _BREAKS.split(text) if text else []

    @cached_property
    def passages(self) -> Mapping[str, list[tuple[str, Passage]]]:
        """By the path of an entry: its passages, each with the field that it is the evidence of; "" for all others."""
        found: dict[str, list[tuple[str, Passage]]] = {}
        for each in account.passages_of(self.document):
            inside = _ENTRY.match(each.path)
            path, name = (inside[1], inside[2]) if inside else ("", each.path)
            found.setdefault(path, []).append((name, each))
        return found

    @cached_property
    def homes(self) -> dict[int, tuple[str, str]]:
        """By line: the key of its entry ("" outside of all) and the field that it is at home in."""
        refs = {each.path: each.ref for each in self.found}
        return {
            no: (refs.get(path, ""), name)
            for path, passages in self.passages.items()
            for name, each in passages
            if each.basis == reading.HOME
            for no in range(each.first, each.last + 1)
        }

    @cached_property
    def span(self) -> tuple[int, int]:
        """The first and the last line of this page: from its first entry to the next page's first."""
        if not self.texts:
            return 1, 0
        first = self._line_of(self.page.start_index()) if self.page.has_previous() else 1
        last = self._line_of(self.page.end_index() + 1) - 1 if self.page.has_next() else len(self.texts)
        return first, last

    @property
    def shown_to(self) -> int:
        first, last = self.span
        return min(last, first + MOST_LINES - 1)

    @property
    def is_cut(self) -> bool:
        return self.shown_to < self.span[1]

    def lines(self) -> Iterator[Line]:
        """The lines of the source from which this page of entries was read, and what stands around them."""
        left = {each["line"]: each for each in self.document.reading.get("leftovers", ())}
        for no in range(self.span[0], self.shown_to + 1):
            ref, name = self.homes.get(no, ("", ""))
            if no in left:
                name, place = LEFT, wording.reason(left[no])
            else:
                place = str(place_of(name, within=bool(ref)))
            text, mark = self.texts[no - 1], self.document.marks.get(str(no), "")
            yield Line(no, text, ref, name, place, mark, self._block(text))

    def warnings(self, ref: str) -> list[tuple[int, str]]:
        """What was remarked on in the lines of one entry; "" for what stands outside of all entries."""
        said = self.document.reading.get("warnings", ())
        return [(each["line"], wording.warning(each)) for each in said if self.homes.get(each["line"], ("",))[0] == ref]

    def losses(self) -> list[str]:
        return [wording.told(each) for each in self.document.losses]

    def _block(self, text: str) -> SafeString | str:
        """A table, list, picture or quotation that stands in one line, as it looks; "" for a line of words."""
        if not text.startswith(_BLOCKS) or not richtext.is_clean(text):
            return ""
        return richtext.safe(text) if set(_PICTURE.findall(text)) <= set(self.pictures) else ""

    @cached_property
    def pictures(self) -> dict[str, bytes]:
        """The pictures that came with the document, by digest; a page of the desk shows them in its bodies."""
        return drawn(self.document)

    def _line_of(self, place: int) -> int:
        ref = self.found[place - 1].ref
        return int(ref) if ref.isdecimal() else 1


def drawn(document: SourceDocument) -> dict[str, bytes]:
    """The pictures of a document by digest; one that is lost is left out."""
    found: dict[str, bytes] = {}
    for each in document.files:
        with suppress(store.StoreError):
            content = store.drafts().get(each["digest"])
            if image_type(content):
                found[each["digest"]] = content
    return found


def place_of(name: str, *, within: bool) -> object:
    """What a field is called, inside an entry or outside of all."""
    if not name:
        return ""
    if within:
        return field_names.entry_field(name)
    plain = re.sub(r"\[\d+\]", "", name).removeprefix("parts.") if ".sections" in name else re.sub(r"\[\d+\]", "", name)
    if plain in _FRONT:
        return _FRONT[plain]
    part = _PART.fullmatch(name)
    return field_names.part_field(part[1]) if part else field_names.issue_field(plain.rpartition(".")[2])
