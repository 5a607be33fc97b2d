"""资讯: the sheet of articles, known again by their title within the issue."""

from __future__ import annotations

from editorial.models import Article, Entry
from editorial.spreadsheets import values
from editorial.spreadsheets.columns import Column
from editorial.spreadsheets.entry_sheet import LAST, MASTHEAD, PLACE, TITLE, EntrySheet
from editorial.spreadsheets.resource import SheetResource


class ArticleSheet(EntrySheet):
    kind = "articles"
    entry_kind = Entry.Kind.ARTICLE
    columns = (
        MASTHEAD,
        *PLACE,
        TITLE,
        Column("source_name", "source_name", "来源 信息来源 文章来源"),
        Column("source_url", "source_url", "来源链接 原文链接 链接 网址", values.Address),
        Column("byline", "byline", "作者署名 作者 署名"),
        Column("published_on", "published_on", "发布日期 公布日期 发布时间", values.Day),
        Column("standfirst", "standfirst", "提要"),
        Column("editor_note", "editor_note", "编者按"),
        *LAST,
    )

    class Meta(SheetResource.Meta):
        model = Article
