"""The proof beside the form of an entry: its marks in context, each with what would mend it; the browser does the rest.

Nothing is saved here: a mend changes the form, and the form is saved by whoever saves it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.admin import ModelAdmin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import capfirst
from django.views.decorators.http import require_POST

from bulletin import richtext
from bulletin.reading.proof import Mark
from editorial.admin import entry_rows
from editorial.admin.base import permitted_row
from editorial.admin.entry_draft import Draft
from editorial.admin.rows import section_for
from editorial.intake import proofing
from editorial.models import Entry
from editorial.roles import Verb

READ = (
    *("title", "number_typed", "authorities", "signed_by", "byline", "source_name"),
    *("standfirst", "body_html", "editor_note", "consultation_text"),
)
READ_IN_ROWS = {"effective": "text", "cites": "title", "attachments": "title"}
AROUND = 12
# A long text may have a habit in every line: so many of a kind are listed at once, the next when these are mended.
MOST = 100


@dataclass(frozen=True)
class Place:
    """A mark with what stands around it; ``nth`` tells it from the same words in the same surroundings before it."""

    mark: Mark
    label: str
    before: str
    after: str
    nth: int


@dataclass(frozen=True)
class Group:
    """The marks of one sentence, the first of them in ``places``; many of a kind are mended together."""

    code: str
    sentence: str
    count: int
    places: tuple[Place, ...]

    @property
    def mendable(self) -> bool:
        return all(place.mark.replacement is not None for place in self.places)


@require_POST
def proof(request: HttpRequest, admin: ModelAdmin[Any], pk: int) -> HttpResponse:
    """The marks of what is typed into the form of a stored entry."""
    rows = admin.get_queryset(request).select_related("section__part__issue__masthead")
    return _answer(request, permitted_row(request, Verb.EDIT, rows, pk=pk))


@require_POST
def proof_new(request: HttpRequest, admin: Any, section_id: int) -> HttpResponse:
    """The marks of what is typed into the form of an entry that is not stored yet."""
    return _answer(request, Entry(kind=admin.kind, section=section_for(request, section_id)))


def address(row: Entry) -> str:
    """Where the form of a row is proved while somebody types."""
    if row.pk:
        return reverse(f"desk:editorial_{row.kind}_proof", args=[row.pk])
    return reverse(f"desk:editorial_{row.kind}_proof_new", args=[row.section_id])


def groups(draft: Draft) -> list[Group]:
    """The marks of a draft by what is said of them, the rarest first, because many of a kind are a habit."""
    texts = dict(_texts(draft))
    labels = {name: label for name, (label, _text) in texts.items()}
    found: dict[str, list[Mark]] = {}
    for mark in proofing.marks({name: text for name, (_label, text) in texts.items()}):
        found.setdefault(proofing.sentence(mark), []).append(mark)
    made = [
        Group(
            marks[0].code,
            sentence,
            len(marks),
            tuple(_place(mark, labels[mark.field], texts[mark.field][1]) for mark in marks[:MOST]),
        )
        for sentence, marks in found.items()
    ]
    return sorted(made, key=lambda group: group.count > 3)


def _answer(request: HttpRequest, row: Entry) -> HttpResponse:
    values = {"proof": groups(Draft(row, request.POST)), "editable": True}
    return render(request, "editorial/entry/_proof_marks.html", values)


def _texts(draft: Draft) -> Iterator[tuple[str, tuple[str, str]]]:
    """(control's name, (its label, the words in it)) of every text of the form."""
    for name in READ:
        if name in draft.main.fields:
            value = draft.main[name].value() or ""
            text = richtext.text_of(richtext.canonical(value)) if name == "body_html" else value
            yield name, (capfirst(str(draft.main.fields[name].label)), text.replace("\r\n", "\n"))
    for table, column in READ_IN_ROWS.items():
        for form in draft.tables[table].forms if table in draft.tables else ():
            yield form.add_prefix(column), (str(entry_rows.TITLES[table]), form[column].value() or "")


def _place(mark: Mark, label: str, text: str) -> Place:
    before = text[max(0, mark.start - AROUND) : mark.start].rpartition("\n")[2]
    after = text[mark.end : mark.end + AROUND].partition("\n")[0]
    passage, at = before + mark.words + after, mark.start - len(before)
    nth, seen = 0, text.find(passage)
    while 0 <= seen < at:
        nth, seen = nth + 1, text.find(passage, seen + 1)
    return Place(mark, label, before, after, nth)
