"""The steps of a correction as tests take them, through the functions of the desk."""

from __future__ import annotations

from typing import Any

from bulletin.models import Edition
from editorial.drafting import entries
from editorial.models import Correction, Entry, Issue
from editorial.publishing import correcting, press, wording
from editorial.review import readiness, signing, workflow
from editorial.review.facts import gather
from tests.builders import refreshed
from tests.cast import Cast

WRONG, RIGHT = "自发布之日起施行", "自2026年3月1日起施行"
NOTICE, SILENT = Correction.Kind.NOTICE, Correction.Kind.SILENT


def begin(issue: Issue, cast: Cast, kind: str = NOTICE) -> Correction:
    return correcting.begin(issue, kind=kind, reason="施行日期有误。", by=cast.editor)


def corrected(entry: Entry, cast: Cast, changes: dict[str, Any] | None = None) -> Entry:
    """Taken up by the editor and changed by the writer."""
    correcting.take_up(entry, by=cast.editor)
    present = Entry.objects.get(pk=entry.pk)
    changes = changes or {"body_html": present.body_html.replace(WRONG, RIGHT)}
    return entries.revise(present, changes, by=cast.writer, seen_version=present.version)


def worded(entry: Entry, cast: Cast) -> None:
    wording.word(entry, wrong=WRONG, right=RIGHT, by=cast.editor)


def signed(issue: Issue, cast: Cast) -> Issue:
    """Submitted by the editor and signed by three people, wherever anything is left to sign."""
    workflow.submit(refreshed(issue), by=cast.editor)
    for code, who in (("first", cast.reviewer1), ("second", cast.reviewer2), ("final", cast.chief)):
        stage, facts = signing.stage_of(issue, code), gather(issue.pk)
        if any(facts.live(stage, target) is None for target in facts.targets(stage)):
            signing.sign(issue, stage, by=who)
    return refreshed(issue)


def out(issue: Issue, cast: Cast) -> Edition:
    return press.release(signed(issue, cast), by=cast.chief)


def corrected_edition(issue: Issue, entry: Entry, cast: Cast) -> Edition:
    """A whole correction of one entry, with notice."""
    begin(issue, cast)
    corrected(entry, cast)
    worded(entry, cast)
    return out(issue, cast)


def codes(issue: Issue) -> set[str]:
    """What stands between an issue and its release."""
    return {each.code for each in readiness.blockers(gather(issue.pk))}
