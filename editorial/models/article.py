"""资讯: the entries that are news."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from editorial.models.entry import Entry


class ArticleManager(models.Manager["Article"]):
    def get_queryset(self) -> Any:
        return super().get_queryset().filter(kind=Entry.Kind.ARTICLE)


class Article(Entry):
    """An entry of kind article; the desk edits its source and byline."""

    objects = ArticleManager()  # type: ignore[misc]

    class Meta:
        proxy = True
        verbose_name = _("article")
        verbose_name_plural = _("articles")
