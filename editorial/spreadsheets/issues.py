"""期: the sheet of front matter by number; a new number is opened with the parts and sections of the one before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from bulletin import snapshot as shape
from bulletin.models import Edition, Masthead
from bulletin.refusal import Refused
from editorial import assembly
from editorial.drafting import history, opening, outline, proposing
from editorial.models import Issue, User
from editorial.roles import Verb, may
from editorial.spreadsheets import values
from editorial.spreadsheets.columns import Column
from editorial.spreadsheets.entry_sheet import OTHER_MASTHEAD
from editorial.spreadsheets.lines import Act, Line
from editorial.spreadsheets.outline import squeezed
from editorial.spreadsheets.resource import SheetResource

SAY_NUMBER = _("Say the number of the issue, from 1.")
SAME_ROW = _("This issue stands in row %(number)s already.")

SHUT = {Issue.State.RELEASED: history.CLOSED, Issue.State.SCHEDULED: history.LOCKED}
DAY = _("2026-05-06 or 2026年5月6日.")


class IssueSheet(SheetResource):
    kind = "issues"
    brings = Verb.OPEN
    takes = Verb.EXPORT
    columns = (
        Column("masthead", "masthead__code", "刊物 刊名", names_place=True, note=_("Code or title; may be left out.")),
        Column("number", "number", "期号 期 期次 期数 issue", values.Count, names_place=True, required=True),
        Column(
            "number_label", "number_label", "期号写法 印制期号", note=_("Only where it differs from the plain number.")
        ),
        Column("year_number", "year_number", "年度期号 年内期号", values.Count),
        Column("title", "title", "期名 标题"),
        Column("dated_on", "dated_on", "出刊日期 日期", values.Day, note=DAY),
        Column("covers_from_on", "covers_from_on", "收录起始 收录时段起 收录开始", values.Day, note=DAY),
        Column("covers_to_on", "covers_to_on", "收录截止 收录时段止 收录结束", values.Day, note=DAY),
        Column("next_dated_on", "next_dated_on", "下期日期 下期出刊日期", values.Day, note=DAY),
        Column("highlights", "highlights", "本期要点 要点", values.Several, note=_("Several are parted by ；.")),
    )  # fmt: skip

    class Meta(SheetResource.Meta):
        model = Issue

    @classmethod
    def rows(cls, masthead: Masthead | None) -> QuerySet[Any]:
        return Issue.objects.filter(masthead=masthead).select_related("masthead").order_by("-number")

    def titled(self, row: Mapping[str, str]) -> str:
        return f"{row.get('number', '')} {row.get('title', '')}".strip()[:200]

    @cached_property
    def known(self) -> dict[int, Issue]:
        return {issue.number: issue for issue in self.rows(self.errand.masthead)}

    @cached_property
    def elsewhere(self) -> set[int]:
        """Numbers that combined issues and back issues take up."""
        spans = [range(row.number, (row.last_number or row.number) + 1) for row in self.known.values()]
        late = Edition.objects.filter(masthead=self.errand.masthead, is_back_issue=True)
        return {number for span in spans for number in span} | set(late.values_list("number", flat=True))

    def find(self, row: Mapping[str, str]) -> Issue | None:
        masthead, named = self.errand.masthead, squeezed(row.get("masthead", ""))
        if masthead and named and named not in (masthead.code, squeezed(masthead.title)):
            self.amiss("masthead", OTHER_MASTHEAD % {"name": named[:60], "masthead": masthead})
        self.issue_number = self._number(row)
        if self.issue_number in self.taken:
            self.amiss("number", SAME_ROW % {"number": self.taken[self.issue_number]})
        self.taken.setdefault(self.issue_number, self.number)
        found = self.known.get(self.issue_number)
        return Issue.objects.select_related("masthead").get(pk=found.pk) if found else None

    def made(self, row: Mapping[str, str]) -> Issue:
        return Issue(masthead=self.errand.masthead, number=self.issue_number)

    def judge(self, instance: Issue, row: Mapping[str, str]) -> None:
        verb = Verb.ARRANGE if instance.pk else Verb.OPEN
        if not may(self.errand.by, verb, instance if instance.pk else self.errand.masthead):
            self.amiss("", outline.FORBIDDEN if instance.pk else opening.FORBIDDEN)
        if instance.pk and Issue.State(instance.state) in SHUT:
            self.amiss("", SHUT[Issue.State(instance.state)])
        if instance.pk is None and instance.number in self.elsewhere:
            self.amiss("number", opening.TAKEN % {"number": instance.number, "masthead": instance.masthead})

    def write(self, line: Line, *, by: User) -> None:
        if line.act == Act.NEW:
            front = assembly.front_matter_of(line.row)
            opening.create(line.row.masthead, front, self._parts(line.row.masthead, front), by=by)
            return
        changes = {
            self.by_name[name].attribute: getattr(line.row, self.by_name[name].attribute) for name in line.changed
        }
        present = Issue.objects.select_related("masthead").get(pk=line.row.pk)
        outline.revise_issue(present, changes, by=by, seen_version=line.seen_version)

    def _parts(self, masthead: Masthead, front: shape.Issue) -> tuple[shape.Part, ...]:
        """Those of the issue before, covering what this one covers; none for the first issue of a masthead."""
        try:
            parts = proposing.propose(masthead).parts
        except Refused:
            return ()
        return tuple(
            replace(part, covers_from_on=front.covers_from_on, covers_to_on=front.covers_to_on) for part in parts
        )

    def _number(self, row: Mapping[str, str]) -> int:
        try:
            number = values.Count().clean(row.get("number"))
        except ValueError as error:
            self.amiss("number", error)
            return 0
        if not number:
            self.amiss("number", SAY_NUMBER)
        return number or 0
