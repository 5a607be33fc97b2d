"""What sheets of notices and of articles share: where a row stands, which entry it is, how it is stored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from bulletin.models import Masthead
from editorial import assembly
from editorial.drafting import entries, history
from editorial.models import Entry, Issue, Section, User
from editorial.roles import Verb, may
from editorial.spreadsheets import annexes, cells, outline, values
from editorial.spreadsheets.columns import Column
from editorial.spreadsheets.errand import Errand
from editorial.spreadsheets.lines import Act, Line
from editorial.spreadsheets.outline import Key, Outline, Shelf
from editorial.spreadsheets.resource import SheetResource

OTHER_MASTHEAD = _("This row is of another masthead (%(name)s), and the file is read for %(masthead)s.")
SAY_ISSUE = _("Say the number of the issue.")
STANDS_ELSEWHERE = _("It stands in “%(section)s”. A file does not move it; move it on the page of the issue.")
SAME_ROW = _("This is the same document as in row %(number)s.")
SEVERAL = _("Issue %(number)s has more than one such entry. Change them at the desk.")
SAME_TITLE = _("Issue %(issue)s has an entry of this title already, with the number %(number)s.")
SAME_NUMBER = _("Issue %(issue)s has an entry of this number already: “%(title)s”.")
NO_NUMBER = _("none")

MASTHEAD = Column(
    "masthead", "section__part__issue__masthead__code", "刊物 刊名", names_place=True,
    note=_("Code or title; may be left out."),
)  # fmt: skip
PLACE = (
    Column(
        "issue", "section__part__issue__number", "期号 期 期次 期数", values.Count, names_place=True, required=True,
        note=_("The number of an issue that is open."),
    ),
    Column("part", "section__part__title", "篇 篇名", names_place=True, note=_("Its title or code.")),
    Column(
        "section", "section__title", "栏目 栏目名称", names_place=True, note=_("Its title or code; new rows need it.")
    ),
)  # fmt: skip
TITLE = Column("title", "title", "标题 名称 题名 文件名称 文件标题 政策名称 题目", required=True)
LAST = (
    Column("topics", "topics", "主题 主题词", values.Several, note=_("Several are parted by ；.")),
    Column("language", "language", "语种 语言"),
    Column("accessed_on", "accessed_on", "访问日期", values.Day),
    Column("reuse_basis", "reuse_basis", "使用依据", values.choice(Entry.ReuseBasis.choices)),
    Column(
        "body", "body_html", "正文 内容 全文 body_html", values.Body,
        note=_("Plain text, a paragraph a line, or HTML of the kinds that a body may hold."),
    ),
    Column(
        "attachments", "annexes", "附件", annexes.Annexes,
        note=_("Paths in the zip file, or title <https://…>; several are parted by ；."),
    ),
)  # fmt: skip


class EntrySheet(SheetResource):
    """``entry_kind`` is that of its rows."""

    entry_kind: ClassVar[str]
    brings = Verb.EDIT
    takes = Verb.EXPORT

    def __init__(self, errand: Errand | None = None, **kwargs: Any) -> None:
        super().__init__(errand, **kwargs)
        self._may: dict[int, bool] = {}
        self.matched: dict[int, int] = {}

    @classmethod
    def rows(cls, masthead: Masthead | None) -> QuerySet[Any]:
        found = Entry.objects.filter(kind=cls.entry_kind, section__part__issue__masthead=masthead)
        order = ("-section__part__issue__number", "section__part__position", "section__position", "position", "pk")
        found = found.select_related("section__part__issue__masthead").prefetch_related("attachments")
        return found.order_by(*order)

    def export_resource(self, instance: Any, selected_fields: Any = None, **kwargs: Any) -> list[Any]:
        row: list[Any] = super().export_resource(outline.furnish(instance), selected_fields, **kwargs)
        return row

    @cached_property
    def frame(self) -> Outline:
        if self.errand.masthead is None:
            raise Masthead.DoesNotExist
        return Outline(self.errand.masthead, self.entry_kind, self.errand)

    def find(self, row: Mapping[str, str]) -> Entry | None:
        self.issue = self._issue(row)
        self.section: Section | None = None
        if self.issue is None:
            return None
        self.key = self._key(row)
        found = self._match(row, self.issue, self.key)
        self.errand.present = {annexes.worded(each): each for each in found.annexes} if found else {}  # type: ignore[attr-defined]
        self._place(row, self.issue, found)
        if found is not None:
            self.matched[found.pk] = self.number
        elif (self.issue.pk, self.key) in self.taken:
            self.amiss("", SAME_ROW % {"number": self.taken[self.issue.pk, self.key]})
        self.taken.setdefault((self.issue.pk, self.key), self.number)
        return _copy(found) if found else None

    def made(self, row: Mapping[str, str]) -> Entry:
        made = Entry(kind=self.entry_kind, position=0, section=self.section or Section(), created_by=self.errand.by)
        made.annexes = ()  # type: ignore[attr-defined]
        return made

    def judge(self, instance: Entry, row: Mapping[str, str]) -> None:
        section = instance.section if instance.pk else self.section
        if self.issue is None or section is None:
            return
        shut = {Issue.State.RELEASED: history.CLOSED, Issue.State.SCHEDULED: history.LOCKED}.get(self.issue.state)  # type: ignore[call-overload]
        if shut:
            self.amiss("issue", shut)
        if not self._permitted(section):
            self.amiss("section", entries.FORBIDDEN)
        if instance.pk and instance.state in entries.UNDER_REVIEW:
            self.amiss("", entries.IN_REVIEW)

    def write(self, line: Line, *, by: User) -> None:
        row = line.row
        attributes = {name: self.by_name[name].attribute for name in line.changed}
        changes = {each: getattr(row, each) for each in attributes.values() if each != "annexes"}
        if line.act == Act.NEW:
            columns = entries.normalised(changes, Entry(kind=row.kind))
            content = replace(assembly.entry_of(Entry(kind=row.kind, **columns)), attachments=row.annexes)
            entries.add(row.section, content, by=by)
        else:
            present = Entry.objects.select_related("section__part__issue__masthead").get(pk=row.pk)
            given = row.annexes if "annexes" in attributes.values() else None
            entries.revise(present, changes, by=by, seen_version=line.seen_version, attachments=given)

    def _issue(self, row: Mapping[str, str]) -> Issue | None:
        masthead = self.frame.masthead
        named = outline.squeezed(row.get("masthead", ""))
        if named and named not in (masthead.code, outline.squeezed(masthead.title)):
            self.amiss("masthead", OTHER_MASTHEAD % {"name": named[:60], "masthead": masthead})
            return None
        try:
            number = values.Count().clean(row.get("issue"))
        except ValueError as error:
            self.amiss("issue", error)
            return None
        if number is None:
            self.amiss("issue", SAY_ISSUE)
        elif number not in self.frame.issues:
            self.amiss("issue", outline.NO_ISSUE % {"number": number})
        return self.frame.issues.get(number or 0)

    def _key(self, row: Mapping[str, str]) -> Key:
        authorities = cells.several(row.get("authorities", ""))
        return self.frame.key(
            row.get("title", ""), row.get("document_number", ""), authorities, row.get("document_type", "")
        )

    def _match(self, row: Mapping[str, str], issue: Issue, key: Key) -> Entry | None:
        """The entry with that key; of several the one that is exactly what the row says, or the only one left."""
        shelf = self.frame.shelf(issue)
        alike = [each for each in self._alike(row, shelf, key) if each.pk not in self.matched]
        if len(alike) > 1:
            same = [each for each in alike if self._is_as(each, row)]
            if not same:
                self.amiss("", SEVERAL % {"number": issue.number})
            alike = same or alike
        if not alike:
            self._tell_near(issue, shelf, key)
        return alike[0] if alike else None

    def _alike(self, row: Mapping[str, str], shelf: Shelf, key: Key) -> list[Entry]:
        if key.number:
            numbered = shelf.by_number.get(key.number, [])
            same = [each for each in numbered if self._agrees(row, shelf.keys[each.pk], key)]
            retitled = [each for each in numbered if shelf.keys[each.pk].title == key.title]
            unnumbered = [each for each in shelf.by_title.get(key.title, []) if not shelf.keys[each.pk].number]
            return same or retitled or unnumbered
        titled = shelf.by_title.get(key.title, [])
        if "document_number" not in self.heads:
            return titled
        return [each for each in titled if not shelf.keys[each.pk].number]

    def _agrees(self, row: Mapping[str, str], known: Key, key: Key) -> bool:
        """Whether authority and kind are the same, as far as the file has columns for them."""
        lead = "authorities" not in self.heads or known.lead == key.lead
        return lead and ("document_type" not in self.heads or known.document_type == key.document_type)

    def _is_as(self, entry: Entry, row: Mapping[str, str]) -> bool:
        told = [name for name in self.heads if name in self.fields]
        return all(self.fields[name].export(entry) == cells.text(row.get(name)) for name in told)

    def _tell_near(self, issue: Issue, shelf: Shelf, key: Key) -> None:
        for each in shelf.by_title.get(key.title, [])[:1]:
            self.remark(SAME_TITLE % {"issue": issue.number, "number": each.number_typed or NO_NUMBER})
        for each in shelf.by_number.get(key.number, [])[:1] if key.number else []:
            self.remark(SAME_NUMBER % {"issue": issue.number, "title": each.title})

    def _place(self, row: Mapping[str, str], issue: Issue, found: Entry | None) -> None:
        part, section = cells.text(row.get("part")), cells.text(row.get("section"))
        if found is not None and not part and not section:
            return
        if found is not None and self._is_at(found.section, part, section):
            return
        try:
            self.section = self.frame.section(issue, part, section)
        except ValueError as error:
            self.amiss("section", error)
            return
        if found is not None:
            self.amiss("section", STANDS_ELSEWHERE % {"section": found.section})

    def _is_at(self, place: Section, part: str, section: str) -> bool:
        return outline.is_named(place.part, part) and outline.is_named(place, section)

    def _permitted(self, section: Section) -> bool:
        if section.pk not in self._may:
            self._may[section.pk] = may(self.errand.by, Verb.EDIT, section)
        return self._may[section.pk]


def _copy(entry: Entry) -> Entry:
    """The row to be filled, beside the one that is compared with."""
    made = Entry(**{column.attname: getattr(entry, column.attname) for column in entry._meta.concrete_fields})
    made._state.adding = False
    made.section = entry.section
    made.annexes = entry.annexes  # type: ignore[attr-defined]
    return made
