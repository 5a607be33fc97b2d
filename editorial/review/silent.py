"""文字订正: whether a change is only a slip of the pen, which may be put right without telling readers.

It may not touch titles, numbers, names, dates or amounts, nor what a text is made of. Pure; when in doubt it says no,
because every change may be made as a correction with notice.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import fields
from difflib import SequenceMatcher

from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from bulletin import richtext
from bulletin import snapshot as shape
from editorial.review import english, field_names, silent_facts, slips
from editorial.review.silent_facts import Fact

PLAIN = ("standfirst", "editor_note")
# Tags that only mark words; every other one is part of what the text says.
_SKELETON = re.compile(r"<(?!/?(?:em|strong)>)[^>]*>")

FIELD = _("A silent fix leaves this as it is: %(field)s.")
PARAGRAPH = _("%(field)s, paragraph %(number)s")
STRUCTURE = _("A silent fix leaves paragraphs, headings, tables, links and pictures as they are.")
LARGE = _("%(place)s: “%(was)s” became “%(now)s”, which is more than a slip of the pen.")
TOUCHED = {
    silent_facts.TITLE: _("%(place)s: a title would change: “%(was)s” became “%(now)s”."),
    silent_facts.NUMBER: _("%(place)s: a document number would change: “%(was)s” became “%(now)s”."),
    silent_facts.NAME: _("%(place)s: a name would change: “%(was)s” became “%(now)s”."),
    silent_facts.DATE: _("%(place)s: a date would change: “%(was)s” became “%(now)s”."),
    silent_facts.FIGURE: _("%(place)s: a number or an amount would change: “%(was)s” became “%(now)s”."),
    silent_facts.SENSE: _("%(place)s: what is ruled would change: “%(was)s” became “%(now)s”."),
}
NOTHING = "∅"


def reasons(was: shape.Entry, now: shape.Entry, names: Collection[str] = ()) -> list[object]:
    """Why a change of an entry is no silent fix, each a sentence with its place and both words; none when it is one.

    ``names`` are those of the register; the entry's own signers, authorities and byline count besides.
    """
    known = frozenset(names) | silent_facts.names_of(was) | silent_facts.names_of(now)
    found = [*_fields(was, now), *_structure(was, now)]
    for name in (*PLAIN, "body_html"):
        label = str(field_names.entry_field(name)).capitalize()
        found += _changes(label, _lines(was, name), _lines(now, name), known)
    return list(dict.fromkeys(str(each) for each in found))


def _fields(was: shape.Entry, now: shape.Entry) -> Iterator[object]:
    for field in fields(shape.Entry):
        if field.name in (*PLAIN, "body_html", "number", "ref"):
            continue
        if getattr(was, field.name) != getattr(now, field.name):
            yield FIELD % {"field": field_names.entry_field(field.name)}


def _structure(was: shape.Entry, now: shape.Entry) -> Iterator[object]:
    if _SKELETON.findall(was.body_html or "") != _SKELETON.findall(now.body_html or ""):
        yield STRUCTURE


def _lines(entry: shape.Entry, name: str) -> list[tuple[str, str]]:
    """What each block of a field is, and its words; what is raised or lowered is marked, because 10² is not 102."""
    value = getattr(entry, name) or ""
    if name != "body_html":
        return [("p", line) for line in value.splitlines()]
    return [(kind, text) for kind, text, _marks in richtext.passages(silent_facts.with_marks(value))]


def _changes(
    label: str, before: list[tuple[str, str]], after: list[tuple[str, str]], known: frozenset[str]
) -> Iterator[object]:
    if [kind for kind, _text in before] != [kind for kind, _text in after]:
        yield STRUCTURE
        return
    for at, ((kind, old), (_kind, new)) in enumerate(zip(before, after, strict=True), start=1):
        if old != new:
            place = PARAGRAPH % {"field": label, "number": at} if len(before) > 1 else label
            # A line that changes its script is Chinese enough for the stricter rules.
            find = english.find if english.is_english(old) and english.is_english(new) else silent_facts.find
            yield from [*_touched(place, find(old, known, kind), find(new, known, kind))] or _large(place, old, new)


def _touched(place: str, before: list[Fact], after: list[Fact]) -> Iterator[object]:
    """Facts of one line compared in their order, one kind after another."""
    for kind, sentence in TOUCHED.items():
        old = [each for each in before if each.kind == kind]
        new = [each for each in after if each.kind == kind]
        matcher = SequenceMatcher(None, [each.value for each in old], [each.value for each in new], autojunk=False)
        for tag, start, end, first, last in matcher.get_opcodes():
            if tag != "equal":
                yield sentence % {"place": place, "was": _words(old[start:end]), "now": _words(new[first:last])}


def _large(place: str, old: str, new: str) -> Iterator[object]:
    """Changes that are more than a slip, each with both its sides."""
    too_much = english.too_much if english.is_english(old) and english.is_english(new) else slips.too_much
    for was, now in too_much(*map(silent_facts.one_form, (old, new))):
        yield LARGE % {"place": place, "was": _short(was), "now": _short(now)}


def _words(facts: list[Fact]) -> str:
    return "、".join(_short(each.typed) for each in facts) or NOTHING


def _short(text: str) -> str:
    return Truncator(silent_facts.shown(text)).chars(40) or NOTHING
