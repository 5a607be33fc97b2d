from __future__ import annotations

from typing import Any

import pytest

from bulletin import snapshot as shape
from bulletin.models import Masthead
from bulletin.refusal import Refused
from editorial import assembly
from editorial.drafting import entries, history, outline
from editorial.models import Assignment, AuditEntry, Entry, Issue, Message, Revision, Suggestion, User
from editorial.review import signing, suggesting, workflow
from editorial.review.facts import Target, gather
from tests import builders
from tests.cast import Cast, make_user


@pytest.fixture
def issue(cast: Cast, masthead: Masthead) -> Issue:
    return builders.submitted_issue(cast, masthead)


@pytest.fixture
def entry(issue: Issue) -> Entry:
    return builders.entries_of(issue)[0]


def now(entry: Entry) -> Entry:
    return Entry.objects.get(pk=entry.pk)


def proposed(entry: Entry, by: User, **changes: Any) -> Suggestion:
    made = suggesting.propose(entry, changes, by=by, seen_version=now(entry).version)
    assert made is not None
    return made


def told(event: str) -> set[str]:
    return set(Message.objects.filter(event=event).values_list("to__username", flat=True))


@pytest.mark.parametrize("state", ["submitted", "approved"])
def test_in_review_nobody_edits_an_entry_whatever_their_role(cast: Cast, entry: Entry, state: str) -> None:
    Entry.objects.filter(pk=entry.pk).update(state=state)
    before = (now(entry).title, now(entry).version, Revision.objects.count())
    for person in cast:
        with pytest.raises(Refused):
            entries.revise(entry, {"title": "改"}, by=person, seen_version=entry.version)
    assert (now(entry).title, now(entry).version, Revision.objects.count()) == before
    assert AuditEntry.objects.filter(verb="edit", refused=True).count() == len(list(cast))


def test_the_refusal_tells_a_writer_to_recall_and_a_reviewer_to_suggest(cast: Cast, entry: Entry) -> None:
    for person, sentence in ((cast.writer, entries.IN_REVIEW), (cast.reviewer1, entries.SUGGEST_IT)):
        with pytest.raises(Refused) as refused:
            entries.revise(entry, {"title": "改"}, by=person, seen_version=entry.version)
        assert refused.value.reasons == [sentence]


def test_a_suggestion_changes_nothing_and_keeps_the_whole_proposed_entry(cast: Cast, entry: Entry) -> None:
    before = shape.entry_digest(entries.content(entry))
    files = (shape.Attachment(title="新附件"),)
    made = suggesting.propose(
        entry, {"title": "改过的标题"}, files, by=cast.reviewer1, seen_version=entry.version, note=" 与原文一致 "
    )
    assert made is not None
    assert shape.entry_digest(entries.content(entry)) == made.base_digest == before
    version = suggesting.version_of(made)
    assert (version.title, version.attachments, version.body_html) == ("改过的标题", files, entry.body_html)
    assert (made.note, made.digest) == ("与原文一致", shape.entry_digest(version))
    assert now(entry).version == entry.version


@pytest.mark.parametrize("name", ["proofreader", "reviewer1", "reviewer2", "chief"])
def test_reviewers_suggest(cast: Cast, entry: Entry, name: str) -> None:
    assert proposed(entry, getattr(cast, name), title="改").by == getattr(cast, name)


@pytest.mark.parametrize("name", ["writer", "editor", "auditor", "nobody"])
def test_who_does_not_review_does_not_suggest(cast: Cast, entry: Entry, name: str) -> None:
    with pytest.raises(Refused):
        proposed(entry, getattr(cast, name), title="改")
    assert not Suggestion.objects.exists()


def test_a_draft_takes_no_suggestions_but_changes(cast: Cast, masthead: Masthead) -> None:
    draft = builders.entries_of(builders.open_issue(masthead, by=cast.writer))[0]
    with pytest.raises(Refused, match="not in review"):
        proposed(draft, cast.reviewer1, title="改")


def test_a_suggestion_made_from_an_old_text_is_refused(cast: Cast, entry: Entry) -> None:
    suggesting.take_over(proposed(entry, cast.reviewer1, title="改"), by=cast.editor)
    with pytest.raises(Refused) as refused:
        suggesting.propose(entry, {"title": "再改"}, by=cast.reviewer2, seen_version=entry.version)
    assert refused.value.reasons == [history.STALE]


def test_a_suggestion_of_nothing_is_none_and_leaves_no_trace(cast: Cast, entry: Entry) -> None:
    trail = AuditEntry.objects.count()
    assert suggesting.propose(entry, {"title": entry.title}, by=cast.reviewer1, seen_version=entry.version) is None
    assert AuditEntry.objects.count() == trail


def test_the_same_suggestion_is_not_made_twice(cast: Cast, entry: Entry) -> None:
    proposed(entry, cast.reviewer1, title="改")
    with pytest.raises(Refused, match="already"):
        proposed(entry, cast.reviewer1, title="改")
    assert proposed(entry, cast.reviewer2, title="改").state == Suggestion.State.OPEN


@pytest.mark.parametrize("name", ["writer", "editor", "chief"])
def test_whoever_takes_it_over_owns_the_change(cast: Cast, entry: Entry, name: str) -> None:
    made = proposed(entry, cast.reviewer1, title="改过的标题")
    taker = getattr(cast, name)
    assert suggesting.take_over(made, by=taker).title == "改过的标题"
    last = Revision.objects.filter(entry=entry).order_by("pk").last()
    assert last is not None
    assert (last.by, last.digest) == (taker, made.digest)
    made.refresh_from_db()
    assert (made.state, made.settled_by) == (Suggestion.State.TAKEN, taker)


@pytest.mark.parametrize("name", ["proofreader", "reviewer1", "reviewer2", "auditor", "nobody"])
def test_nobody_else_takes_a_suggestion_over(cast: Cast, entry: Entry, name: str) -> None:
    made = proposed(entry, cast.reviewer1, title="改")
    with pytest.raises(Refused):
        suggesting.take_over(made, by=getattr(cast, name))
    assert now(entry).title == entry.title
    assert AuditEntry.objects.filter(verb="take over", refused=True).count() == 1


def test_another_writer_takes_over_once_the_entry_is_assigned_to_them(cast: Cast, entry: Entry, issue: Issue) -> None:
    other = make_user("writer2", "另采编", "writer", issue.masthead)
    made = proposed(entry, cast.reviewer1, title="改")
    with pytest.raises(Refused):
        suggesting.take_over(made, by=other)
    Assignment.objects.create(issue=issue, entry=entry, to=other, by=cast.editor, at=made.at)
    assert suggesting.take_over(made, by=other).title == "改"


def test_the_reviewer_whose_suggestion_was_taken_over_may_still_sign(cast: Cast, issue: Issue, entry: Entry) -> None:
    suggesting.take_over(proposed(entry, cast.reviewer1, title="改过的标题"), by=cast.editor)
    assert signing.sign(issue, signing.stage_of(issue, "first"), by=cast.reviewer1) == 3


def test_who_takes_over_their_own_suggestion_may_not_sign_it(cast: Cast, masthead: Masthead) -> None:
    issue = builders.submitted_issue(cast, masthead)
    cast.chief.memberships.create(masthead=masthead, role="first_reviewer")
    entry = builders.entries_of(issue)[0]
    suggesting.take_over(proposed(entry, cast.chief, title="改过的标题"), by=cast.chief)
    with pytest.raises(Refused, match="You changed"):
        signing.sign(issue, signing.stage_of(issue, "first"), by=cast.chief)


def test_taking_over_makes_the_sign_offs_stale_and_keeps_the_entry_in_review(cast: Cast, masthead: Masthead) -> None:
    issue = builders.signed_issue(cast, masthead)
    entry = builders.entries_of(issue)[0]
    assert entry.state == Entry.State.APPROVED
    suggesting.take_over(proposed(entry, cast.reviewer1, title="改过的标题"), by=cast.writer)
    assert now(entry).state == Entry.State.SUBMITTED
    facts = gather(issue.pk)
    assert facts.live(signing.stage_of(issue, "first"), Target(entry.section.part_id, entry.pk)) is None


def test_only_what_was_suggested_is_applied_to_a_text_that_moved_on(cast: Cast, entry: Entry) -> None:
    first = proposed(entry, cast.reviewer1, title="改过的标题")
    second = proposed(entry, cast.reviewer2, standfirst="新提要", signed_by=["新落款"])
    suggesting.take_over(second, by=cast.editor)
    row = suggesting.take_over(first, by=cast.writer)
    assert (row.title, row.standfirst, row.signed_by) == ("改过的标题", "新提要", ["新落款"])


def test_a_field_that_changed_on_both_sides_is_named_and_nothing_is_applied(cast: Cast, entry: Entry) -> None:
    first = proposed(entry, cast.reviewer1, title="甲题", standfirst="甲提要", editor_note="甲按")
    suggesting.take_over(proposed(entry, cast.reviewer2, title="乙题", standfirst="乙提要"), by=cast.editor)
    with pytest.raises(Refused) as refused:
        suggesting.take_over(first, by=cast.writer)
    assert {str(reason) for reason in refused.value.reasons} == {
        str(suggesting.BOTH_CHANGED % {"field": suggesting.label(name)}) for name in ("title", "standfirst")
    }
    assert (now(entry).title, now(entry).editor_note) == ("乙题", "")
    first.refresh_from_db()
    assert first.state == Suggestion.State.OPEN
    assert suggesting.torn(first) == [str(reason) for reason in refused.value.reasons]


def test_what_both_changed_alike_is_no_conflict(cast: Cast, entry: Entry) -> None:
    first, second = (proposed(entry, each, title="同题") for each in (cast.reviewer1, cast.reviewer2))
    suggesting.take_over(first, by=cast.editor)
    before = Revision.objects.count()
    assert suggesting.take_over(second, by=cast.writer).title == "同题"
    assert Revision.objects.count() == before


def test_attachments_are_taken_over_with_the_text(cast: Cast, entry: Entry) -> None:
    files = (shape.Attachment(title="新附件", url="https://www.example.org/b.pdf"),)
    made = suggesting.propose(entry, {}, files, by=cast.reviewer1, seen_version=entry.version)
    assert made is not None
    suggesting.take_over(made, by=cast.writer)
    assert entries.content(entry).attachments == files


def test_a_suggested_number_is_read_again_when_it_is_taken_over(cast: Cast, entry: Entry) -> None:
    row = suggesting.take_over(proposed(entry, cast.reviewer1, number_typed="国药监药注 [2026] 12号"), by=cast.writer)
    assert row.number_canonical == "国药监药注〔2026〕12号"
    assert assembly.entry_of(row).document_number is not None


def test_a_declined_suggestion_leaves_the_text_and_says_why(cast: Cast, entry: Entry) -> None:
    made = proposed(entry, cast.reviewer1, title="改")
    suggesting.decline(made, by=cast.writer, remark="原文如此。")
    assert now(entry).title == entry.title
    trail = AuditEntry.objects.get(verb="decline")
    assert (trail.by, trail.remark, trail.before_digest) == (cast.writer, "原文如此。", made.digest)
    assert Message.objects.get(event="settled").remark == "原文如此。"


def test_who_made_a_suggestion_takes_it_back(cast: Cast, entry: Entry) -> None:
    made = proposed(entry, cast.reviewer1, title="改")
    with pytest.raises(Refused):
        suggesting.decline(made, by=cast.reviewer2)
    suggesting.decline(made, by=cast.reviewer1)
    assert told("settled") == set()


def test_a_suggestion_is_settled_once(cast: Cast, entry: Entry) -> None:
    made = proposed(entry, cast.reviewer1, title="改")
    suggesting.take_over(made, by=cast.editor)
    for again in (suggesting.take_over, suggesting.decline):
        with pytest.raises(Refused, match="settled already"):
            again(made, by=cast.writer)


def test_the_writer_hears_of_a_suggestion_and_its_author_how_it_ended(cast: Cast, entry: Entry) -> None:
    made = proposed(entry, cast.reviewer1, title="改")
    assert told("suggested") == {"writer", "editor"}
    suggesting.take_over(made, by=cast.writer)
    assert told("settled") == {"reviewer1"}


def test_a_returned_entry_still_takes_its_suggestions(cast: Cast, entry: Entry) -> None:
    made = proposed(entry, cast.reviewer1, title="改过的标题")
    workflow.send_back(now(entry), by=cast.reviewer1, remark="请看建议。")
    row = suggesting.take_over(made, by=cast.writer)
    assert (row.title, row.state) == ("改过的标题", Entry.State.RETURNED)


def test_a_suggestion_goes_with_an_entry_that_is_held_over(cast: Cast, issue: Issue, masthead: Masthead) -> None:
    builders.open_issue(masthead, by=cast.writer, number=8)
    entry = builders.entries_of(issue)[0]
    made = proposed(entry, cast.reviewer1, title="改过的标题")
    outline.hold_over(entry, by=cast.editor, seen_version=builders.refreshed(issue).version)
    made = Suggestion.objects.get(pk=made.pk)
    assert suggesting.take_over(made, by=cast.writer).title == "改过的标题"


@pytest.mark.parametrize("state", [Issue.State.RELEASED, Issue.State.SCHEDULED])
def test_a_closed_or_locked_issue_takes_no_suggestion(cast: Cast, issue: Issue, entry: Entry, state: str) -> None:
    made = proposed(entry, cast.reviewer1, title="改")
    Issue.objects.filter(pk=issue.pk).update(state=state)
    for attempt in (
        lambda: suggesting.take_over(Suggestion.objects.get(pk=made.pk), by=cast.writer),
        lambda: suggesting.decline(Suggestion.objects.get(pk=made.pk), by=cast.writer),
        lambda: proposed(now(entry), cast.reviewer2, title="又改"),
    ):
        with pytest.raises(Refused):
            attempt()


def test_every_step_leaves_one_entry_with_its_digests(cast: Cast, entry: Entry) -> None:
    before = shape.entry_digest(entries.content(entry))
    made = proposed(entry, cast.reviewer1, title="改")
    suggesting.take_over(made, by=cast.writer)
    trail = AuditEntry.objects.filter(verb__in=["suggest", "take over"]).order_by("pk")
    assert [(each.verb, each.before_digest, each.after_digest, each.by) for each in trail] == [
        ("suggest", before, made.digest, cast.reviewer1),
        ("take over", before, made.digest, cast.writer),
    ]
