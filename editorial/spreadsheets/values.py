"""Cells into values and values into cells, a widget each; a cell that says no value raises one plain sentence."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from datetime import date
from functools import partial
from typing import Any

from django.utils import translation
from django.utils.translation import gettext_lazy as _
from import_export import widgets

from bulletin import richtext
from editorial.spreadsheets import cells
from editorial.spreadsheets.errand import Errand

NO_DATE = _("“%(value)s” is no date. Write 2026-05-06 or 2026年5月6日.")
NO_COUNT = _("“%(value)s” is no whole number.")
NO_CHOICE = _("“%(value)s” is none of these: %(known)s.")
NO_ADDRESS = _("“%(value)s” is no web address. Give a whole one, beginning with https:// or http://.")
WAS_CUT = _("The text is longer than a cell and was cut when it was exported. Change it at the desk.")

_DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:\s+00:00(?::00)?)?|(\d{4})(\d\d)(\d\d)")
_NUMBER = re.compile(r"第?\s*(\d{1,9})\s*期?")
_MARKUP = re.compile(r"</(?:p|h[4-6]|ul|ol|table|blockquote|figure)>")
_ON_PUBLICATION = re.compile(r"自?(?:发布|公布|印发|颁布)之日起|on publication")
LANGUAGES = ("zh-hans", "en")


class Text(widgets.Widget):  # type: ignore[misc]
    """A text; absent is ""."""

    def __init__(self, errand: Errand | None = None) -> None:
        super().__init__()
        self.errand = errand or Errand()

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        plain = cells.text(value)
        if cells.is_cut(plain):
            raise ValueError(WAS_CUT)
        return self.read(plain)

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return cells.cut(cells.text(self.written(value)))

    def read(self, value: str) -> Any:
        return value

    def written(self, value: Any) -> Any:
        return value


class Address(Text):
    """A web address."""

    def read(self, value: str) -> str:
        if value and (richtext.safe_href(value) != value or not value.lower().startswith("http")):
            raise ValueError(NO_ADDRESS % {"value": value[:80]})
        return value


class Day(Text):
    """A calendar day; absent is None."""

    def read(self, value: str) -> date | None:
        return day(value) if value else None


class Count(Text):
    """A whole number, also as 第144期; absent is None."""

    def read(self, value: str) -> int | None:
        found = _NUMBER.fullmatch(value)
        if value and not found:
            raise ValueError(NO_COUNT % {"value": value[:40]})
        return int(found[1]) if found else None


class Several(Text):
    """A list, its entries parted by ；."""

    def read(self, value: str) -> Any:
        return cells.several(value)

    def written(self, value: Any) -> str:
        return cells.LIST_MARK.join(value or ())


class Authorities(Several):
    """Names of authorities; 、 parts them only where every part is one that the register knows."""

    def read(self, value: str) -> list[str]:
        return [name for each in cells.several(value) for name in self._parted(each)]

    def _parted(self, name: str) -> list[str]:
        parts = [each.strip() for each in name.split("、") if each.strip()]
        find = self.errand.registry.find
        return parts if len(parts) > 1 and not find(name) and all(map(find, parts)) else [name]


class Effective(Several):
    """When a document takes effect: days, or the words of the document, or a day with its words."""

    def read(self, value: str) -> list[dict[str, str]]:
        return [_effective(each) for each in cells.several(value)]

    def written(self, value: Any) -> str:
        rows = [
            (each.get("on", ""), each.get("text") or ("" if each.get("on") else each.get("rule")))
            for each in value or ()
        ]
        return cells.LIST_MARK.join(" ".join(filter(None, row)) for row in rows)


class Body(Text):
    """A body: HTML of the kinds that a body may hold, or plain text, a paragraph a line."""

    def read(self, value: str) -> str:
        if _MARKUP.search(value):
            return richtext.canonical(value)
        lines = [line.strip() for line in value.split("\n") if line.strip()]
        return richtext.canonical("".join(f"<p>{html.escape(line, quote=False)}</p>" for line in lines))


class Choice(Text):
    """One of a few words, in any language that the desk speaks."""

    def __init__(self, errand: Errand, choices: Iterable[tuple[str, Any]]) -> None:
        super().__init__(errand)
        self.choices = {code: label for code, label in choices if code}

    def read(self, value: str) -> str:
        if not value:
            return ""
        known = {code.casefold(): code for code in self.choices}
        for language in LANGUAGES:
            with translation.override(language):
                known |= {str(label).casefold(): code for code, label in self.choices.items()}
        if value.casefold() not in known:
            shown = "、".join(str(label) for label in self.choices.values())
            raise ValueError(NO_CHOICE % {"value": value[:40], "known": shown})
        return known[value.casefold()]

    def written(self, value: Any) -> str:
        return str(self.choices.get(value, value or ""))


def choice(choices: Iterable[tuple[str, Any]]) -> Any:
    """A factory of ``Choice`` for a column."""
    return partial(Choice, choices=list(choices))


def day(value: str) -> date:
    """A day in any of the usual ways of writing one. Raises ValueError with a sentence."""
    found = _DAY.fullmatch(value)
    try:
        return date(*(int(each) for each in (found.groups() if found else ()) if each))
    except (TypeError, ValueError):
        raise ValueError(NO_DATE % {"value": value[:40]}) from None


def _effective(value: str) -> dict[str, str]:
    on, _blank, words = (value, "", "") if _DAY.fullmatch(value) else value.partition(" ")
    if _DAY.fullmatch(on):
        said = {"on": day(on).isoformat(), "text": words.strip(), "basis": "stated"}
    else:
        rule = "on-publication" if _ON_PUBLICATION.search(value) else ""
        said = {"rule": rule, "text": value, "basis": "stated"}
    return {name: each for name, each in said.items() if each}


def _effective_words(row: dict[str, str]) -> str:
    on, words = row.get("on", ""), row.get("text", "")
    return " ".join(filter(None, (on, words))) or row.get("rule", "")
