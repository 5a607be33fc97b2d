"""机关: the sheet of the register, known again by full name; another name of one is told and never merged silently."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from bulletin.models import Authority, AuthorityName, Masthead
from editorial import registering
from editorial.models import User
from editorial.roles import Verb, may
from editorial.spreadsheets import cells, values
from editorial.spreadsheets.columns import Column
from editorial.spreadsheets.lines import Line
from editorial.spreadsheets.resource import SheetResource

SAME_ROW = _("This authority stands in row %(number)s already.")
OTHER_NAME = _("“%(name)s” is another name of %(authority)s. Change that one, or take the name from it at the desk.")
NOT_KNOWN = _("There is no authority “%(name)s”, neither at the desk nor in this file.")
ROUND = _("The authorities above or after one another in this file lead back to this one.")

SEVERAL = _("Several are parted by ；.")
OTHER_NAMES = {"short_names": "short", "latin_names": "latin", "foreign_names": "foreign"}
REFERENCES = {"parent": "parent_name", "successor": "successor_name"}


class AuthoritySheet(SheetResource):
    kind = "authorities"
    brings = Verb.MANAGE_REGISTER
    takes = Verb.EXPORT
    has_masthead = False
    columns = (
        Column("name", "name", "名称 机关名称 全称 机关全称", required=True, note=_("The full name.")),
        Column("short_names", "short_names", "简称", values.Several, note=SEVERAL),
        Column("latin_names", "latin_names", "外文缩写 英文缩写", values.Several, note=SEVERAL),
        Column("foreign_names", "foreign_names", "外文名称 英文名称", values.Several, note=SEVERAL),
        Column("kind", "kind", "类别 机关类别", values.choice(Authority.Kind.choices)),
        Column("level", "level", "层级 级别", values.choice(Authority.Level.choices)),
        Column("parent", "parent_name", "上级机关 主管机关", note=_("Its full name.")),
        Column("prefixes", "prefixes", "机关代字 代字", note=_("Parted by blanks.")),
        Column("valid_from_on", "valid_from_on", "设立日期 启用日期", values.Day),
        Column("valid_to_on", "valid_to_on", "撤销日期 停用日期", values.Day),
        Column("successor", "successor_name", "继任机关 后继机关", note=_("Its full name.")),
    )

    class Meta(SheetResource.Meta):
        model = Authority

    @classmethod
    def rows(cls, masthead: Masthead | None = None) -> QuerySet[Any]:
        return Authority.objects.select_related("parent", "successor").prefetch_related("names").order_by("name")

    def export_resource(self, instance: Any, selected_fields: Any = None, **kwargs: Any) -> list[Any]:
        row: list[Any] = super().export_resource(furnish(instance), selected_fields, **kwargs)
        return row

    def titled(self, row: Mapping[str, str]) -> str:
        return cells.text(row.get("name"))[:200]

    @cached_property
    def known(self) -> dict[str, Authority]:
        return {row.name: furnish(row) for row in self.rows()}

    @cached_property
    def is_permitted(self) -> bool:
        return may(self.errand.by, Verb.MANAGE_REGISTER)

    def begin(self, rows: Sequence[Mapping[str, str]]) -> None:
        self.named = {cells.text(row.get("name")): _references(row) for row in rows}

    def find(self, row: Mapping[str, str]) -> Authority | None:
        name = cells.text(row.get("name"))
        if name in self.taken:
            self.amiss("name", SAME_ROW % {"number": self.taken[name]})
        self.taken.setdefault(name, self.number)
        found = self.known.get(name)
        if found is None:
            return None
        made = Authority(**{each.attname: getattr(found, each.attname) for each in found._meta.concrete_fields})
        made._state.adding = False
        vars(made).update({each: getattr(found, each) for each in (*OTHER_NAMES, *REFERENCES.values())})
        return made

    def made(self, row: Mapping[str, str]) -> Authority:
        made = Authority()
        vars(made).update(dict.fromkeys(OTHER_NAMES, ()) | dict.fromkeys(REFERENCES.values(), ""))
        return made

    def judge(self, instance: Any, row: Mapping[str, str]) -> None:
        if not self.is_permitted:
            self.amiss("", registering.FORBIDDEN)
        for column, attribute in REFERENCES.items():
            name = getattr(instance, attribute)
            if name and name not in self.known and name not in self.named:
                self.amiss(column, NOT_KNOWN % {"name": name[:60]})
        if self._leads_back(instance.name):
            self.amiss("name", ROUND)
        for column, names in (("name", [instance.name]), *((each, getattr(instance, each)) for each in OTHER_NAMES)):
            self._tell_others(column, names, instance.name)

    def in_order(self, lines: Iterable[Line]) -> list[Line]:
        """Those first that others name."""
        waiting = {line.row.name: line for line in lines}
        ordered: list[Line] = []

        def take(name: str) -> None:
            line = waiting.pop(name, None)
            if line is not None:
                for attribute in REFERENCES.values():
                    take(getattr(line.row, attribute))
                ordered.append(line)

        for name in list(waiting):
            take(name)
        return ordered

    def write(self, line: Line, *, by: User) -> None:
        row = line.row
        for column, attribute in REFERENCES.items():
            name = getattr(row, attribute)
            setattr(row, column, Authority.objects.get(name=name) if name else None)
        registering.keep(row, by=by)
        for column in set(OTHER_NAMES) & set(line.changed):
            _keep_names(row, OTHER_NAMES[column], getattr(row, column))

    def _tell_others(self, column: str, names: Iterable[str], own: str) -> None:
        for name in names:
            found = self.errand.registry.find(name)
            if found and found.name != own and found.name in self.known:
                self.amiss(column, OTHER_NAME % {"name": name, "authority": found.name})

    def _leads_back(self, name: str) -> bool:
        """Whether the references of new rows of this file lead from an authority to itself."""
        seen: set[str] = set()
        waiting = list(self.named.get(name, ()))
        while waiting:
            each = waiting.pop()
            if each == name:
                return True
            if each not in seen and each not in self.known:
                seen.add(each)
                waiting += self.named.get(each, ())
        return False


def furnish(row: Authority) -> Authority:
    """The row with its other names and the names of those it refers to, as cells have them."""
    for column, kind in OTHER_NAMES.items():
        setattr(row, column, [each.name for each in row.names.all() if each.kind == kind])
    for column, attribute in REFERENCES.items():
        other = getattr(row, column)
        setattr(row, attribute, other.name if other else "")
    return row


def _references(row: Mapping[str, str]) -> set[str]:
    return {cells.text(row.get(column)) for column in REFERENCES} - {""}


def _keep_names(row: Authority, kind: str, names: Sequence[str]) -> None:
    """The other names of one kind: those that are there already keep the days that they were borne."""
    AuthorityName.objects.filter(authority=row, kind=kind).exclude(name__in=names).delete()
    there = set(AuthorityName.objects.filter(authority=row).values_list("name", flat=True))
    AuthorityName.objects.bulk_create(
        AuthorityName(authority=row, name=name, kind=kind) for name in names if name not in there
    )
