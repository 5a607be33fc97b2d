"""The demo's masthead with its plan of review, the shipped register; what exists is left as it is."""

from __future__ import annotations

from django.db import transaction

from bulletin.models import Authority, AuthorityName, DocumentType, Masthead
from bulletin.models.filling import fill
from editorial import registering

CODE = "tech-weekly"
MASTHEAD = {
    "title": "盈科瑞科技信息周报",
    "publisher": "盈科瑞 · 信息中心",
    "contact": "bulletin@example.org",
    "notice": "第1期至第6期供演示之用，其中的条目为示例，不是任何机关的正式文件。本刊所载文件以发布机关的原文为准。",
}


def seed() -> Masthead:
    with transaction.atomic():
        fill(Authority, AuthorityName, DocumentType)
        return _masthead()


def _masthead() -> Masthead:
    masthead, is_new = Masthead.objects.get_or_create(code=CODE, defaults=MASTHEAD)
    if is_new:
        registering.furnish(masthead)
    return masthead
