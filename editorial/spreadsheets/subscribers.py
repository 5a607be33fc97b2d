"""订阅人: new addresses come in as consents of their own kind; whoever is known, or has left, stays as they are."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from bulletin.models import Masthead, Subscriber
from editorial import readers
from editorial.models import User
from editorial.roles import Verb, may
from editorial.spreadsheets import cells, values
from editorial.spreadsheets.columns import Column
from editorial.spreadsheets.entry_sheet import OTHER_MASTHEAD
from editorial.spreadsheets.lines import Line
from editorial.spreadsheets.outline import squeezed
from editorial.spreadsheets.resource import SheetResource

SAME_ROW = _("This address stands in row %(number)s already.")
HAS_LEFT = _("This address has left the list and stays off it; whoever left must ask for mail again themself.")
STAYS = _("This address is on the list already and stays as it is.")


class SubscriberSheet(SheetResource):
    kind = "subscribers"
    brings = takes = Verb.MANAGE_SUBSCRIBERS
    columns = (
        Column("masthead", "masthead__code", "刊物 刊名", names_place=True, note=_("Code or title; may be left out.")),
        Column("email", "email", "邮箱 电子邮箱 邮件地址 电子邮件", required=True),
        Column(
            "language", "language", "语言 语种", values.choice(Subscriber._meta.get_field("language").choices or []),
            note=_("May be left out."),
        ),
        Column("confirmed_at", "confirmed_at", "确认时间", only_out=True),
        Column("unsubscribed_at", "unsubscribed_at", "退订时间", only_out=True),
    )  # fmt: skip

    class Meta(SheetResource.Meta):
        model = Subscriber

    @classmethod
    def rows(cls, masthead: Masthead | None) -> QuerySet[Any]:
        return Subscriber.objects.filter(masthead=masthead).select_related("masthead").order_by("pk")

    def titled(self, row: Mapping[str, str]) -> str:
        return cells.text(row.get("email"))[:200]

    def get_import_fields(self) -> list[Any]:
        """Not the language of a known address: it stays as its owner chose it."""
        return [] if self.is_known else super().get_import_fields()

    @cached_property
    def known(self) -> dict[str, Subscriber]:
        return {row.email.casefold(): row for row in self.rows(self.errand.masthead)}

    @cached_property
    def is_permitted(self) -> bool:
        return may(self.errand.by, Verb.MANAGE_SUBSCRIBERS, self.errand.masthead)

    def find(self, row: Mapping[str, str]) -> Subscriber | None:
        masthead, named = self.errand.masthead, squeezed(row.get("masthead", ""))
        if masthead and named and named not in (masthead.code, squeezed(masthead.title)):
            self.amiss("masthead", OTHER_MASTHEAD % {"name": named[:60], "masthead": masthead})
        address = cells.text(row.get("email")).casefold()
        if address in self.taken:
            self.amiss("email", SAME_ROW % {"number": self.taken[address]})
        if address:
            self.taken.setdefault(address, self.number)
        found = self.known.get(address)
        self.is_known = found is not None
        if found is not None:
            self.remark(STAYS if found.unsubscribed_at is None else HAS_LEFT)
        return found

    def made(self, row: Mapping[str, str]) -> Subscriber:
        return Subscriber(masthead=self.errand.masthead)

    def judge(self, instance: Subscriber, row: Mapping[str, str]) -> None:
        instance.language = instance.language or "zh-hans"
        if not self.is_permitted:
            self.amiss("", readers.FORBIDDEN)

    def write(self, line: Line, *, by: User) -> None:
        readers.enlist(line.row, by=by)
