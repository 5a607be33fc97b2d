"""The columns of spreadsheets: what their heads are called in Chinese and English, and what is not read from them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from import_export import fields, widgets

from editorial.spreadsheets import values
from editorial.spreadsheets.errand import Errand

UNKNOWN = _("The column “%(name)s” is not known, and nothing of it is read.")
NOT_READ = _("The column “%(name)s” is not read: the desk says that, and no file.")
TWICE = _("The columns “%(name)s” and “%(other)s” mean the same; only the first is read.")
MISSING = _("The column “%(name)s” is missing.")

_BLANKS = re.compile(r"[\s_\-*：:（）()]+")
# What lists elsewhere show beside a row, which no file decides.
_OF_THE_DESK = "序号 状态 创建人 负责人 签发 审核 state version author created_by sign-off ref"


@dataclass(frozen=True)
class Column:
    """One column; ``attribute`` is where its value lies on the row, ``heads`` are its names, the printed one first."""

    name: str
    attribute: str
    heads: str
    widget: Callable[[Errand], widgets.Widget] = values.Text
    note: str | Promise = ""
    required: bool = False
    # Given in the file to find the row or its place, and never written.
    names_place: bool = False
    only_out: bool = False
    known: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        names = {*self.heads.split(), self.name, self.attribute, self.name.replace("_", " ")}
        object.__setattr__(self, "known", frozenset(map(plain, names)))

    @property
    def head(self) -> str:
        """The head of the column in the language of whoever asks."""
        return self.chinese if (get_language() or "").startswith("zh") else self.name

    @property
    def chinese(self) -> str:
        return self.heads.split()[0]

    def field(self, errand: Errand) -> fields.Field:
        return fields.Field(self.attribute, self.name, self.widget(errand))


@dataclass(frozen=True)
class Heads:
    """What the first row of a file says: column by place, what is wrong, and what is only told."""

    at: dict[int, Column]
    faults: tuple[str, ...]
    remarks: tuple[str, ...]


def plain(name: str) -> str:
    """A head as two are compared."""
    return _BLANKS.sub("", name).casefold()


_UNREAD = frozenset(map(plain, _OF_THE_DESK.split()))


def heads_of(row: Sequence[str], columns: Iterable[Column]) -> Heads:
    """Which columns a file has."""
    known = {name: column for column in columns for name in column.known}
    at: dict[int, Column] = {}
    remarks: list[str] = []
    for place, name in enumerate(row):
        column = known.get(plain(name))
        if column is None or column.only_out:
            if name.strip():
                remarks.append(str(_unread(name, column) % {"name": name.strip()[:60]}))
        elif column in at.values():
            first = next(row[each] for each, known_one in at.items() if known_one is column)
            remarks.append(str(TWICE % {"name": first, "other": name}))
        else:
            at[place] = column
    missing = [each for each in known.values() if each.required and each not in at.values()]
    faults = [str(MISSING % {"name": each.head}) for each in dict.fromkeys(missing)]
    return Heads(at, tuple(faults), tuple(remarks))


def _unread(name: str, column: Column | None) -> Any:
    return NOT_READ if column is not None or plain(name) in _UNREAD else UNKNOWN
