"""What a person typed into the page of an entry: read, compared with what is stored, handed on to be saved.

Nothing typed is lost: when somebody else saved first, what the person did not touch takes the present text, and what
they did stays as typed with the present text beside it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.forms import BaseForm
from django.http import HttpRequest, QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from bulletin import snapshot as shape
from bulletin.refusal import Refused
from editorial import assembly
from editorial.admin import entry_rows, side_by_side
from editorial.admin.base import show_on
from editorial.admin.entry_rows import plain_rows
from editorial.admin.forms import EntryForm, plain, stored_columns, typed
from editorial.admin.side_by_side import Beside, Quarrel
from editorial.drafting import entries, uploads
from editorial.models import Entry, Revision, Section, User
from editorial.review import suggesting

_FILE = re.compile(r"attachments-([0-9]{1,3})-file")


class Draft:
    """The forms of one entry, stored or new, bound to what was posted where something was."""

    def __init__(self, row: Entry, posted: QueryDict | None = None, untouched: Iterable[str] = ()) -> None:
        self.row = row
        self.posted = posted
        self.stored = assembly.entry_of(row)
        seen = {"version": row.version, "seen": shape.entry_digest(self.stored)}
        columns = stored_columns(row)
        self.main = EntryForm(row.kind, posted, stored=columns, initial=columns | seen)
        self.tables = {
            name: entry_rows.table(name, self.stored, None if name in untouched else posted)
            for name in entry_rows.OF_KIND[row.kind]
        }
        self.beside: dict[str, Beside] = {}
        self.quarrel: Quarrel | None = None
        self.done = ""

    def is_valid(self) -> bool:
        return all([self.main.is_valid(), *[formset.is_valid() for formset in self.tables.values()]])

    @property
    def forms(self) -> list[BaseForm]:
        return [self.main, *(form for formset in self.tables.values() for form in formset.forms)]

    def changes(self) -> dict[str, Any]:
        """The columns that differ from what is stored. Only for a valid draft."""
        changed = self.main.changes()
        for name in self.tables.keys() - {"attachments"}:
            rows = entry_rows.rows_of(self.tables[name])
            if plain_rows(rows) != plain_rows(getattr(self.stored, name)):
                changed[name] = assembly.rows_json(rows)
        return changed

    def attachments(self) -> tuple[shape.Attachment, ...] | None:
        """All attachments, when they differ from what is stored."""
        rows = entry_rows.rows_of(self.tables["attachments"])
        return rows if plain_rows(rows) != plain_rows(self.stored.attachments) else None

    def save(self, *, by: User, section: Section | None = None) -> Entry:
        """Save a valid draft; a new entry needs its section. Raises Refused."""
        if section is not None:
            return entries.add(section, self._content(), by=by)
        seen_version = self.main.cleaned_data.get("version") or 0
        return entries.revise(
            self.row, self.changes(), by=by, seen_version=seen_version, attachments=self.attachments()
        )

    def suggest(self, *, by: User) -> Entry:
        """Put a valid draft of an entry in review forward as a suggestion. Raises Refused."""
        seen_version = self.main.cleaned_data.get("version") or 0
        note = (self.posted or QueryDict()).get("suggestion_note", "")[:2000]
        made = suggesting.propose(
            self.row, self.changes(), self.attachments(), by=by, seen_version=seen_version, note=note
        )
        self.done = _("Your suggestion lies with the writer.") if made else _("Nothing was changed.")
        return self.row

    def after(self, refused: Refused) -> Draft:
        """The same draft with the reasons on it, brought up to what is stored now."""
        draft = self._renewed() if self.row.pk else self
        draft.is_valid()
        show_on(draft.main, refused)
        return draft

    def _content(self) -> shape.Entry:
        columns = entries.normalised(self.changes(), self.row)
        row = Entry(kind=self.row.kind, **columns)
        return replace(assembly.entry_of(row), attachments=self.attachments() or ())

    def _renewed(self) -> Draft:
        present = Entry.objects.prefetch_related("attachments").get(pk=self.row.pk)
        base = self._base()
        base_row = Entry(**assembly.columns_of(base))
        values = {name: self.main.cleaned_data.get(name) for name in self.main.stored}
        untouched = {
            name for name, value in values.items() if plain(name, value) == plain(name, getattr(base_row, name))
        }
        untouched |= {name for name in self.tables if self._rows(name) == plain_rows(getattr(base, name))}
        draft = Draft(present, self._repeated(present, untouched), untouched)
        for name in {*values, *self.tables} - untouched:
            draft._set_beside(name, self, base, base_row)
        taken = [
            name for name in [*values, *self.tables] if name in untouched and draft._is_changed(name, base, base_row)
        ]
        if present.version != self.main.cleaned_data.get("version"):
            saved = side_by_side.last_saved(Revision.objects.filter(entry=present))
            draft.quarrel = Quarrel(saved, tuple(draft._label(name) for name in taken))
        return draft

    def _base(self) -> shape.Entry:
        """What the person saw when the form was opened: the revision of that digest."""
        digest = self.main.cleaned_data.get("seen")
        revision = Revision.objects.filter(entry=self.row.pk, digest=digest).first()
        return shape.build(shape.Entry, json.loads(bytes(revision.content))) if revision else self.stored

    def _repeated(self, present: Entry, untouched: Iterable[str]) -> QueryDict:
        data = (self.posted or QueryDict()).copy()
        for name in set(untouched) & self.main.stored.keys():
            data[name] = typed(getattr(present, name))
        data["version"] = str(present.version)
        data["seen"] = shape.entry_digest(assembly.entry_of(present))
        return data

    def _set_beside(self, name: str, mine: Draft, base: shape.Entry, base_row: Entry) -> None:
        if name in self.tables:
            rows = getattr(self.stored, name)
            if plain_rows(rows) not in (plain_rows(getattr(base, name)), self._rows(name)):
                own = entry_rows.rows_of(mine.tables[name])
                self.beside[name] = side_by_side.of_texts(entry_rows.worded(own), entry_rows.worded(rows))
        elif self._is_changed(name, base, base_row):
            side = side_by_side.of_bodies if name == "body_html" else side_by_side.of_texts
            self.beside[name] = side(typed(mine.main.cleaned_data.get(name)), typed(self.main.stored[name]))

    def _is_changed(self, name: str, base: shape.Entry, base_row: Entry) -> bool:
        """Whether a field or table is stored otherwise than its person saw it."""
        if name in self.tables:
            return plain_rows(getattr(self.stored, name)) != plain_rows(getattr(base, name))
        return bool(plain(name, self.main.stored[name]) != plain(name, getattr(base_row, name)))

    def _label(self, name: str) -> str:
        return str(entry_rows.TITLES[name] if name in self.tables else capfirst(self.main.fields[name].label))

    def _rows(self, name: str) -> list[dict[str, Any]]:
        formset = self.tables[name]
        return plain_rows(entry_rows.rows_of(formset)) if formset.is_valid() else []


def posted_draft(row: Entry, request: HttpRequest) -> Draft:
    """The draft that a request carries; files it brought are kept at once, so that a refusal does not lose them."""
    data = request.POST.copy()
    wrong: dict[int, list[str]] = {}
    for name, file in request.FILES.items():
        if match := _FILE.fullmatch(name):
            try:
                _keep(data, f"attachments-{match[1]}", file)
            except Refused as refused:
                wrong[int(match[1])] = [str(reason) for reason in refused.reasons]
    draft = Draft(row, data)
    draft.is_valid()
    rows = draft.tables["attachments"].forms
    for place, reasons in wrong.items():
        if place < len(rows):
            rows[place].add_error("file", reasons)
    return draft


def _keep(data: QueryDict, prefix: str, file: Any) -> None:
    kept = uploads.keep(file.name, file.read(uploads.LARGEST + 1))
    data[f"{prefix}-kept"] = entry_rows.sealed(kept)
    if not data.get(f"{prefix}-title", "").strip():
        data[f"{prefix}-title"] = kept.title
