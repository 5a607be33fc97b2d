"""The demo's six issues: four released, of them one corrected, one in review, one open, each by the way of every issue.

An issue is brought to its place in one transaction, so an interruption leaves it undone or done; only releasing, which
renders, comes after it, and is made good by the next run.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from django.db import transaction

from bulletin.delivery import dispatching
from bulletin.models import Masthead
from editorial.demo import talk
from editorial.drafting import entries, opening, proposing
from editorial.intake import accept, envelope
from editorial.models import Correction, Entry, Issue, Section, SourceDocument, User
from editorial.publishing import correcting, press, wording
from editorial.review import readiness, signing, workflow
from editorial.review.facts import ISSUE, Target, gather

TEXTS = Path(__file__).parent
RELEASED = (1, 2, 3, 4)
IN_REVIEW = 5
OPEN = 6
# What one of the released issues got wrong, in which of its entries.
CORRECTED, REF, WRONG, RIGHT = 4, "1.1.2", "二十个工作日", "十五个工作日"
SIGNERS = {"first": "reviewer1", "second": "reviewer2", "final": "chief"}

People = Mapping[str, User]


def seed_released(masthead: Masthead, number: int, people: People) -> None:
    """A number that was accepted, submitted, signed by three people and released."""
    issue = _found(masthead, number) or _signed(masthead, number, people)
    # One that somebody recalled or changed between two runs is theirs, and no longer ready.
    if issue.state != Issue.State.RELEASED and not readiness.blockers(gather(issue.pk)):
        edition = press.release(issue, by=people["chief"])
        talk.heard(issue)
        # Addressed at once, while nobody is on the list: subscribers are mailed what appears after they came.
        dispatching.address(edition.dispatch)


def seed_in_review(masthead: Masthead, people: People) -> None:
    """The number whose entries have all passed the first stage, and of whose parts one the second."""
    if _found(masthead, IN_REVIEW):
        return
    document = _received(masthead, IN_REVIEW, people)
    with transaction.atomic():
        issue = accept.accept(document, by=people["writer"])
        workflow.submit(issue, by=people["editor"])
        _sign(issue, "first", people)
        _sign(issue, "second", people, within=Target(part_id=issue.parts.order_by("position")[0].pk))
        talk.about_the_issue_in_review(issue, people)


def seed_open(masthead: Masthead, people: People) -> None:
    """The next number, opened from the one before it, with the first drafts."""
    if proposing.next_number(masthead) != OPEN:
        return
    found = envelope.read(text(OPEN)).snapshot
    with transaction.atomic():
        issue = opening.open_next(masthead, by=people["editor"])
        sections = {(each.part.code, each.code): each for each in Section.objects.filter(part__issue=issue)}
        for part in found.parts:
            for section in part.sections:
                for entry in section.entries:
                    entries.add(sections[str(part.code), str(section.code)], entry, by=people["writer"])
        talk.about_the_open_issue(issue, people)


def seed_corrected(masthead: Masthead, people: People) -> None:
    """A revision of a released number with a note to readers, whose line goes into the open one by itself."""
    entry = Entry.objects.filter(section__part__issue__masthead=masthead, section__part__issue__number=CORRECTED)
    wrong = (
        entry.filter(ref=REF, body_html__contains=WRONG, removal__isnull=True)
        .select_related("section__part__issue")
        .first()
    )
    # A number that somebody tried to correct or took back since is theirs.
    if wrong is not None and not Correction.objects.filter(issue__number=CORRECTED, issue__masthead=masthead).exists():
        issue = wrong.section.part.issue
        if all(holds for holds, _sentence in correcting.openable(issue)):
            _correct(issue, wrong, people)
            seed_released(masthead, CORRECTED, people)


def _correct(issue: Issue, entry: Entry, people: People) -> None:
    with transaction.atomic():
        correcting.begin(issue, kind=Correction.Kind.NOTICE, reason="答复期限有误，读者来电指出。", by=people["editor"])
        correcting.take_up(entry, by=people["editor"])
        body, version = entry.body_html.replace(WRONG, RIGHT), Entry.objects.get(pk=entry.pk).version
        entries.revise(entry, {"body_html": body}, by=people["writer"], seen_version=version)
        wording.word(entry, wrong=WRONG, right=RIGHT, by=people["editor"])
        workflow.submit(Issue.objects.get(pk=issue.pk), by=people["editor"])
        for stage in SIGNERS:
            _sign(issue, stage, people)


def text(number: int) -> bytes:
    """The bulletin as the departments would send it in."""
    return (TEXTS / f"issue-{number}.txt").read_bytes()


def _signed(masthead: Masthead, number: int, people: People) -> Issue:
    document = _received(masthead, number, people)
    with transaction.atomic():
        issue = accept.accept(document, by=people["writer"])
        workflow.submit(issue, by=people["editor"])
        for stage in SIGNERS:
            _sign(issue, stage, people)
    return Issue.objects.get(pk=issue.pk)


def _received(masthead: Masthead, number: int, people: People) -> SourceDocument:
    return accept.receive(text(number), f"第{number}期.txt", masthead, by=people["writer"])


def _sign(issue: Issue, stage: str, people: People, *, within: Target = ISSUE) -> None:
    signing.sign(issue, signing.stage_of(issue, stage), by=people[SIGNERS[stage]], within=within)


def _found(masthead: Masthead, number: int) -> Issue | None:
    return Issue.objects.filter(masthead=masthead, number=number).first()
