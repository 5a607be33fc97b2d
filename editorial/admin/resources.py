"""Spreadsheets: subscribers in and out, notices out; every cell that leaves is text, whatever it begins with."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
from import_export import fields, resources, widgets
from import_export.formats.base_formats import XLSX
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from bulletin.models import Masthead, Subscriber
from editorial import readers, roles
from editorial.models import Notice, User
from editorial.roles import Verb

LIST_MARK = "；"


class TextWorkbook(XLSX):  # type: ignore[misc]
    """A workbook of typed text cells, which no spreadsheet program takes for formulas (CWE-1236)."""

    def export_data(self, dataset: Any, **kwargs: Any) -> bytes:
        book = openpyxl.Workbook()
        sheet: Any = book.active
        rows = [dataset.headers, *dataset]
        for at, row in enumerate(rows, start=1):
            for column, value in enumerate(row, start=1):
                cell = sheet.cell(row=at, column=column)
                cell.value = ILLEGAL_CHARACTERS_RE.sub("", "" if value is None else str(value))
                cell.data_type = "s"
                cell.quotePrefix = True
        written = io.BytesIO()
        book.save(written)
        return written.getvalue()


class MastheadWidget(widgets.Widget):  # type: ignore[misc]
    """A masthead by its code, among those that the importer may fill; a lone one need not be named."""

    def __init__(self, by: User | None) -> None:
        super().__init__()
        self.by = by

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Masthead:
        allowed = {each.code: each for each in roles.mastheads(self.by, Verb.MANAGE_SUBSCRIBERS)}
        code = str(value or "").strip() or (next(iter(allowed)) if len(allowed) == 1 else "")
        if code not in allowed:
            raise ValueError(readers.FORBIDDEN)
        return allowed[code]

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return value.code if value else ""


class Values(resources.Diff):  # type: ignore[misc]
    """A preview of rows as they would become, as text: the library's own marks differences with inline styles."""

    def as_html(self) -> list[str]:
        return [str(value) for value in self.right]


class SubscriberResource(resources.ModelResource):  # type: ignore[misc]
    """New addresses come in as consents of their own kind; whoever is known, or has left, stays as they are."""

    masthead = fields.Field(attribute="masthead", column_name="masthead")

    class Meta:
        model = Subscriber
        fields = ("masthead", "email", "language", "confirmed_at", "unsubscribed_at")
        import_id_fields = ("masthead", "email")
        clean_model_instances = True
        use_transactions = True
        skip_unchanged = True
        report_skipped = True

    def __init__(self, by: User | None = None) -> None:
        super().__init__()
        self.by = by
        self.fields["masthead"].widget = MastheadWidget(by)

    def get_diff_class(self) -> type[Values]:
        return Values

    def get_import_fields(self) -> list[Any]:
        """Not the instants: when somebody consented is not for a spreadsheet to say."""
        return [self.fields[name] for name in ("masthead", "email", "language")]

    def before_import_row(self, row: Any, **kwargs: Any) -> None:
        row["email"] = str(row.get("email") or "").strip()
        row["language"] = str(row.get("language") or "").strip() or "zh-hans"

    def get_instance(self, instance_loader: Any, row: Any) -> Subscriber | None:
        return readers.known(self.fields["masthead"].clean(row), row["email"])

    def skip_row(self, instance: Any, original: Any, row: Any, import_validation_errors: Any = None) -> bool:
        return instance.pk is not None

    def do_instance_save(self, instance: Any, is_create: bool) -> None:
        if self.by is not None:
            readers.enlist(instance, by=self.by)


class NoticeResource(resources.ModelResource):  # type: ignore[misc]
    """The facts of notices, a row each; lists are joined, dates are ISO 8601."""

    issue = fields.Field(attribute="section__part__issue__number", column_name="issue")
    part = fields.Field(attribute="section__part__title", column_name="part")
    section = fields.Field(attribute="section__title", column_name="section")

    class Meta:
        model = Notice
        fields = (
            "issue",
            "part",
            "section",
            "title",
            "document_type",
            "number_canonical",
            "authorities",
            "signed_by",
            "signed_on",
            "published_on",
            "effective",
            "consultation_opens_on",
            "consultation_closes_on",
            "consultation_email",
            "source_url",
            "state",
        )
        export_order = fields

    def dehydrate_authorities(self, row: Notice) -> str:
        return LIST_MARK.join(row.authorities)

    def dehydrate_signed_by(self, row: Notice) -> str:
        return LIST_MARK.join(row.signed_by)

    def dehydrate_effective(self, row: Notice) -> str:
        return LIST_MARK.join(str(each.get("on") or each.get("text") or each.get("rule")) for each in row.effective)
