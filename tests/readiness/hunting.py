"""One entry of an issue looked at for one kind of hint."""

from __future__ import annotations

from typing import Any

from bulletin import snapshot as shape
from bulletin.models import Masthead
from editorial.drafting import opening
from editorial.models import Issue, User
from editorial.review import readiness
from editorial.review.facts import gather
from editorial.review.findings import Finding
from tests.builders import FRONT, article, notice


def issue_of(masthead: Masthead, *entries: shape.Entry, by: User, **front: Any) -> Issue:
    """An open issue with one section of these entries, without coverage; ``front`` replaces front matter."""
    window = {name: front.pop(name, None) for name in ("covers_from_on", "covers_to_on")}
    section = shape.Section(code="all", title="全部", entries=entries)
    part = shape.Part(code="main", title="正编", sections=(section,), **window)
    front_matter = shape.build(shape.Issue, shape.to_json(FRONT) | front | window)
    return opening.create(masthead, front_matter, (part,), by=by)


def found(issue: Issue, code: str | None = None) -> list[Finding]:
    """The hints of an issue, of one kind where a code is given."""
    every = [each for each in readiness.findings(gather(issue.pk)) if each.is_hint]
    return [each for each in every if code in (None, each.code)]


def sentences(issue: Issue, code: str) -> list[str]:
    return [str(each.sentence) for each in found(issue, code)]


def plain_notice(**changes: Any) -> shape.Entry:
    """A notice that gives no reason for any hint, and then the changes."""
    return notice(1, **changes)


def plain_article(**changes: Any) -> shape.Entry:
    return article(1, **changes)
