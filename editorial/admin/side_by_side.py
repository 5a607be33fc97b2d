"""Two versions of a form side by side: what somebody typed, and what somebody else saved in the meantime.

A field that its person did not touch takes what is saved now; one that both changed stays as typed, with the saved one
beside it. So saving again puts nothing in place of what was not looked at.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from django import forms
from django.db.models import Model
from django.utils.safestring import SafeString

from bulletin import richtext
from bulletin import snapshot as shape
from editorial import assembly
from editorial.admin import entry_rows
from editorial.admin.forms import typed
from editorial.drafting import errata
from editorial.models import Issue, Revision
from editorial.review.wordwise import Span, spans

Heading = TypeVar("Heading", bound=forms.ModelForm[Any])


@dataclass(frozen=True)
class Beside:
    """What is saved now: marked, what was not typed; struck, what only was typed.

    ``html`` is a body as it looks, ``value`` what a control would have to hold to say the same.
    """

    words: tuple[Span, ...]
    html: SafeString | str = ""
    value: str = ""

    @property
    def differs_in_words(self) -> bool:
        return any(span.state != "same" for span in self.words)


@dataclass(frozen=True)
class Quarrel:
    """Who saved last, and what was taken over because this person had not touched it."""

    revision: Revision | None
    taken: tuple[str, ...]


def of_texts(mine: str, present: str) -> Beside:
    return Beside(spans(mine, present or "—"), value=present)


def of_bodies(mine: str, present: str) -> Beside:
    """Bodies are compared by their words; how it looks is shown besides."""
    clean = richtext.canonical(present)
    words = spans(richtext.text_of(richtext.canonical(mine)), richtext.text_of(clean))
    return Beside(words, richtext.safe(clean), clean)


def last_saved(rows: Any) -> Revision | None:
    """The latest of some revisions, with who saved it."""
    found: Revision | None = rows.select_related("by").defer("content").order_by("-pk").first()
    return found


def renewed(form: Heading, row: Model, issue: Issue) -> Heading:
    """A refused form of a heading, brought up to what is stored now, its reasons kept.

    Its fields have ``show_hidden_initial``, so that the form itself says what the person saw. ``version`` is the
    issue's. The form gets ``beside`` (by field) and ``quarrel``.
    """
    row.refresh_from_db()
    issue.refresh_from_db()
    present = forms.models.model_to_dict(row)
    names = [name for name in form.fields if name in present]
    touched = [name for name in names if name in form.changed_data]
    data: Any = form.data.copy()  # type: ignore[attr-defined]
    for name in names:
        data[form.add_initial_prefix(name)] = typed(present[name])
        if name not in touched:
            data[form.add_prefix(name)] = typed(present[name])
    data[form.add_prefix("version")] = str(issue.version)
    fresh: Any = type(form)(data, instance=row)
    fresh.is_valid()
    for reason in form.non_field_errors():
        fresh.add_error(None, reason)
    fresh.beside = {name: each for name in touched if (each := _both(form, name, present[name]))}
    taken = [name for name in set(names) - set(touched) if _changed_since(form, name, present[name])]
    labels = tuple(str(form.fields[name].label) for name in names if name in taken)
    fresh.quarrel = Quarrel(last_saved(Revision.objects.filter(issue=issue, entry=None)), labels)
    row.refresh_from_db()
    brought_up: Heading = fresh
    return brought_up


def renewed_rows(rows: Any, issue: Issue) -> Any:
    """The table of corrections of a refused form, likewise; ``rows.seen`` is the digest of what its person saw."""
    if rows is None or not rows.is_bound:
        return rows
    seen, present = rows.seen, errata.about_others(issue)
    mine = entry_rows.rows_of(rows)
    if shape.digest(assembly.rows_json(mine)) == seen:
        rows = type(rows)(prefix=rows.prefix, initial=present, form_kwargs=rows.form_kwargs)
    elif shape.digest(present) != seen:
        there = [shape.build(shape.Correction, row) for row in present]
        rows.beside = of_texts(entry_rows.worded(mine), entry_rows.worded(there))
    rows.seen = shape.digest(present)
    return rows


def _both(form: forms.ModelForm[Any], name: str, present: Any) -> Beside | None:
    """The saved value, where somebody else changed it to another than was typed."""
    mine = typed(form.cleaned_data.get(name))
    if mine == typed(present) or not _changed_since(form, name, present):
        return None
    return of_texts(mine, typed(present))


def _changed_since(form: forms.ModelForm[Any], name: str, present: Any) -> bool:
    """Whether a field is no longer what its person saw."""
    seen = form.data.get(form.add_initial_prefix(name), "")
    field = form.fields[name]
    try:
        return typed(field.to_python(seen)) != typed(present)
    except forms.ValidationError:
        return True


def remember(fields: Mapping[str, forms.Field]) -> None:
    """Let a form carry what its person saw of every field."""
    for field in fields.values():
        field.show_hidden_initial = not field.widget.is_hidden
