"""What the demo's people say to each other about the issue in review, and who of them owes what of the open one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from django.utils import timezone

from editorial.drafting import deadlines
from editorial.models import Entry, Issue, Message, User
from editorial.review import assigning, discussing, signing, suggesting
from editorial.review.facts import Target

# From today to the planned release of the open issue, in days: whoever tries the demo is in the middle of a week.
DAYS_LEFT = 5


def about_the_issue_in_review(issue: Issue, people: Mapping[str, User]) -> None:
    """A question with its answer, and a suggestion that waits for the writer."""
    entry = _entries(issue)[-1]
    thread = discussing.say(
        entry, "附件名称与正文是否一致？@writer 请核对原文后回复。", by=people["reviewer2"], passage=entry.title[:12]
    )
    discussing.reply(thread, "已对照原文，一致。", by=people["writer"])
    news = next(each for each in _entries(issue) if each.kind == Entry.Kind.ARTICLE)
    changes = {"standfirst": "一篇短文，回看一枚地理标志十年间的变化。"}
    suggesting.propose(
        news, changes, by=people["reviewer1"], seen_version=news.version, note="补一句提要，方便读者判断是否点开。"
    )
    second = signing.stage_of(issue, "second")
    left = Target(part_id=issue.parts.order_by("-position")[0].pk)
    due_at = timezone.now() + timedelta(days=1)
    assigning.assign(issue, left, second, to=people["reviewer2"], due_at=due_at, by=people["editor"])


def about_the_open_issue(issue: Issue, people: Mapping[str, User]) -> None:
    """Due dates around today, and a draft that the writer owes."""
    week = deadlines.of_masthead(issue.masthead, timezone.localdate() + timedelta(days=DAYS_LEFT))
    due = {each.code: each.due_at for each in week}
    deadlines.revise(issue, due, by=people["editor"], seen_version=Issue.objects.get(pk=issue.pk).version)
    entry = _entries(issue)[0]
    place = Target(entry.section.part_id, entry.pk)
    assigning.assign(issue, place, None, to=people["writer"], due_at=due.get("submit"), by=people["editor"])


def heard(issue: Issue) -> None:
    """What was told on the way of a number that is out by now is no news to anybody."""
    Message.objects.filter(issue=issue, read_at=None).update(read_at=timezone.now())


def _entries(issue: Issue) -> list[Entry]:
    rows = Entry.objects.filter(section__part__issue=issue).select_related("section__part__issue__masthead")
    return list(rows.order_by("section__part__position", "section__position", "position"))
