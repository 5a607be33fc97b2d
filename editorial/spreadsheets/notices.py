"""公文: the sheet of notices, known again by number, lead authority and document type, else by title."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from editorial.models import Entry, Notice
from editorial.spreadsheets import values
from editorial.spreadsheets.columns import Column
from editorial.spreadsheets.entry_sheet import LAST, MASTHEAD, PLACE, TITLE, EntrySheet
from editorial.spreadsheets.resource import SheetResource

SEVERAL = _("Several are parted by ；.")
DAY = _("2026-05-06 or 2026年5月6日.")


class NoticeSheet(EntrySheet):
    kind = "notices"
    entry_kind = Entry.Kind.NOTICE
    columns = (
        MASTHEAD,
        *PLACE,
        TITLE,
        Column("document_number", "number_typed", "文号 发文字号 文件编号 公文文号 发布文号 number_canonical"),
        Column("document_type", "document_type", "文种 文件类型"),
        Column(
            "authorities", "authorities", "发文机关 发布机关 发布机构 发文单位 制定机关 authority",
            values.Authorities, note=SEVERAL,
        ),
        Column("signed_by", "signed_by", "落款 署名", values.Authorities, note=SEVERAL),
        Column("signed_on", "signed_on", "成文日期 落款日期 印发日期 发文日期", values.Day, note=DAY),
        Column("published_on", "published_on", "发布日期 公布日期 发布时间", values.Day, note=DAY),
        Column(
            "effective", "effective", "施行日期 实施日期 生效日期", values.Effective,
            note=_("A day, the words of the document, or a day and its words after a blank."),
        ),
        Column("consultation_opens_on", "consultation_opens_on", "征求意见开始 征求意见开始日期", values.Day, note=DAY),
        Column(
            "consultation_closes_on", "consultation_closes_on", "征求意见截止 截止日期 征求意见截止日期",
            values.Day, note=DAY,
        ),
        Column("consultation_working_days", "consultation_working_days", "征求意见工作日", values.Count),
        Column("consultation_email", "consultation_email", "征求意见邮箱 反馈邮箱"),
        Column("source_url", "source_url", "来源链接 原文链接 链接 网址", values.Address),
        Column("source_name", "source_name", "来源 信息来源"),
        Column("standfirst", "standfirst", "提要"),
        Column("editor_note", "editor_note", "编者按"),
        *LAST,
    )  # fmt: skip

    class Meta(SheetResource.Meta):
        model = Notice
