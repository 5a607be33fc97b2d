from __future__ import annotations

import pytest

from bulletin.models import Masthead
from bulletin.refusal import Refused
from editorial.drafting import entries, outline
from editorial.models import AuditEntry, Entry, Issue, Message, Part, Remark, Revision
from editorial.review import discussing, workflow
from tests import builders
from tests.cast import Cast, make_user


@pytest.fixture
def issue(cast: Cast, masthead: Masthead) -> Issue:
    return builders.submitted_issue(cast, masthead)


@pytest.fixture
def entry(issue: Issue) -> Entry:
    return builders.entries_of(issue)[0]


def told() -> set[str]:
    return set(Message.objects.filter(event="mentioned").values_list("to__username", flat=True))


def test_a_thread_hangs_on_an_entry_a_part_or_the_issue(cast: Cast, issue: Issue, entry: Entry) -> None:
    part = Part.objects.filter(issue=issue)[0]
    made = [discussing.say(row, "请核对。", by=cast.reviewer1) for row in (entry, part, issue)]
    assert [(each.entry, each.part, each.issue) for each in made] == [
        (entry, None, issue),
        (None, part, issue),
        (None, None, issue),
    ]
    assert [discussing.row_of(each) for each in made] == [entry, part, issue]


def test_a_remark_changes_no_text_and_leaves_one_entry_in_the_trail(cast: Cast, entry: Entry) -> None:
    before = Revision.objects.count()
    remark = discussing.say(entry, "请核对。", by=cast.reviewer1)
    discussing.reply(remark, "已核。", by=cast.writer)
    discussing.resolve(remark, by=cast.writer)
    discussing.reopen(remark, by=cast.reviewer1)
    trail = AuditEntry.objects.filter(verb__in=["remark", "resolve", "reopen"]).order_by("pk")
    assert [(each.verb, each.by, each.refused) for each in trail] == [
        ("remark", cast.reviewer1, False),
        ("remark", cast.writer, False),
        ("resolve", cast.writer, False),
        ("reopen", cast.reviewer1, False),
    ]
    assert {each.before_digest for each in trail} == {each.after_digest for each in trail} == {remark.digest}
    assert Revision.objects.count() == before


def test_a_reply_to_a_reply_stays_in_the_one_thread(cast: Cast, entry: Entry) -> None:
    first = discussing.say(entry, "请核对。", by=cast.reviewer1)
    reply = discussing.reply(first, "哪里？", by=cast.writer)
    assert discussing.reply(reply, "文号。", by=cast.reviewer1).thread == first


@pytest.mark.parametrize("text", ["", " \n ", "长" * 10_001])
def test_an_empty_or_endless_remark_is_refused(cast: Cast, entry: Entry, text: str) -> None:
    with pytest.raises(Refused):
        discussing.say(entry, text, by=cast.reviewer1)
    assert not Remark.objects.exists()


def test_who_only_reads_does_not_remark(cast: Cast, entry: Entry) -> None:
    remark = discussing.say(entry, "请核对。", by=cast.reviewer1)
    with pytest.raises(Refused):
        discussing.say(entry, "我也看看。", by=cast.auditor)
    with pytest.raises(Refused):
        discussing.reply(remark, "我也看看。", by=cast.auditor)
    assert AuditEntry.objects.filter(verb="remark", refused=True, by=cast.auditor).count() == 2


def test_a_passage_is_kept_as_text_with_the_digest_it_stood_in(cast: Cast, entry: Entry) -> None:
    remark = discussing.say(entry, "与原文不符。", by=cast.reviewer1, passage=" 技术指导原则予以发布，\n自发布之日起 ")
    assert remark.passage == "技术指导原则予以发布，\n自发布之日起"
    assert Revision.objects.get(entry=entry).digest == remark.digest
    assert discussing.stands_in(remark.passage, entry)
    builders.changed_in_review(entry, {"body_html": "<p>另文</p>"}, suggested_by=cast.reviewer1, by=cast.editor)
    assert not discussing.stands_in(remark.passage, Entry.objects.get(pk=entry.pk))


@pytest.mark.parametrize("passage", ["原文没有的话", "长" * 501])
def test_a_passage_that_does_not_stand_in_the_text_is_refused(cast: Cast, entry: Entry, passage: str) -> None:
    with pytest.raises(Refused):
        discussing.say(entry, "与原文不符。", by=cast.reviewer1, passage=passage)


def test_only_an_entry_has_passages(cast: Cast, issue: Issue) -> None:
    with pytest.raises(Refused):
        discussing.say(issue, "与原文不符。", by=cast.reviewer1, passage="技术")


def test_an_ordinary_remark_is_resolved_by_its_author_the_writer_or_an_editor(cast: Cast, entry: Entry) -> None:
    for person in (cast.reviewer1, cast.writer, cast.editor, cast.chief):
        remark = discussing.say(entry, "请核对。", by=cast.reviewer1)
        discussing.resolve(remark, by=person)
        remark.refresh_from_db()
        assert (remark.resolved_by, remark.resolved_at is None) == (person, False)
    remark = discussing.say(entry, "请核对。", by=cast.reviewer1)
    for person in (cast.proofreader, cast.reviewer2, cast.auditor):
        with pytest.raises(Refused):
            discussing.resolve(remark, by=person)


def test_only_reviewers_mark_a_remark_as_must_fix(cast: Cast, entry: Entry) -> None:
    for person in (cast.writer, cast.editor):
        with pytest.raises(Refused):
            discussing.say(entry, "必须改。", by=person, must_fix=True)
    for person in (cast.proofreader, cast.reviewer1, cast.reviewer2, cast.chief):
        assert discussing.say(entry, "必须改。", by=person, must_fix=True).must_fix


def test_a_must_fix_is_not_resolved_by_whose_text_it_is(cast: Cast, masthead: Masthead) -> None:
    issue = builders.open_issue(masthead, by=cast.chief)
    workflow.submit(issue, by=cast.editor)
    remark = discussing.say(builders.entries_of(issue)[0], "必须改。", by=cast.reviewer1, must_fix=True)
    for person in (cast.chief, cast.editor, cast.writer):
        with pytest.raises(Refused, match="must-fix"):
            discussing.resolve(remark, by=person)
    discussing.resolve(remark, by=cast.reviewer2)
    remark.refresh_from_db()
    assert remark.resolved_by == cast.reviewer2


def test_a_must_fix_on_the_issue_is_not_resolved_by_who_submitted_it(cast: Cast, masthead: Masthead) -> None:
    issue = builders.open_issue(masthead, by=cast.writer)
    workflow.submit(issue, by=cast.chief)
    remark = discussing.say(issue, "必须改。", by=cast.reviewer1, must_fix=True)
    with pytest.raises(Refused):
        discussing.resolve(remark, by=cast.chief)
    discussing.resolve(remark, by=cast.reviewer1)


def test_a_thread_is_resolved_once_and_reopened_once(cast: Cast, entry: Entry) -> None:
    remark = discussing.say(entry, "请核对。", by=cast.reviewer1)
    with pytest.raises(Refused, match="not resolved"):
        discussing.reopen(remark, by=cast.reviewer1)
    discussing.resolve(remark, by=cast.writer)
    with pytest.raises(Refused, match="resolved already"):
        discussing.resolve(remark, by=cast.editor)
    discussing.reopen(remark, by=cast.reviewer2)
    remark.refresh_from_db()
    assert (remark.resolved_by, remark.resolved_at) == (None, None)


def test_exactly_those_mentioned_who_may_look_are_told(
    cast: Cast, entry: Entry, masthead: Masthead, other_masthead: Masthead
) -> None:
    make_user("outsider", "外人", "editor", other_masthead)
    text = "@reviewer2，请看；另请@温采编 核对。@nobody @丁订阅 @outsider a@editor.example @chiefs @reviewer1"
    remark = discussing.say(entry, text, by=cast.reviewer1)
    assert told() == {"reviewer2", "writer"}
    assert set(remark.mentions.all()) == {cast.reviewer1, cast.reviewer2, cast.writer}
    message = Message.objects.filter(to=cast.writer, event="mentioned").get()
    assert (message.entry, message.by, message.remark) == (entry, cast.reviewer1, text)


def test_of_two_names_that_fit_the_longer_is_meant(cast: Cast, entry: Entry, masthead: Masthead) -> None:
    make_user("wen", "温采", "writer", masthead)
    discussing.say(entry, "＠温采编请看", by=cast.reviewer1)
    assert told() == {"writer"}


def test_a_reply_mentions_too(cast: Cast, entry: Entry) -> None:
    remark = discussing.say(entry, "请核对。", by=cast.reviewer1)
    discussing.reply(remark, "@朱主编 请定。", by=cast.writer)
    assert told() == {"chief"}


def test_an_entry_takes_its_threads_along_when_it_is_held_over(cast: Cast, issue: Issue, masthead: Masthead) -> None:
    following = builders.open_issue(masthead, by=cast.writer, number=8)
    entry = builders.entries_of(issue)[0]
    remark = discussing.say(entry, "必须改。", by=cast.reviewer1, must_fix=True)
    outline.hold_over(entry, by=cast.editor, seen_version=builders.refreshed(issue).version)
    remark = Remark.objects.get(pk=remark.pk)
    assert discussing.issue_of(discussing.row_of(remark)) == following
    assert discussing.reply(remark, "下期再改。", by=cast.writer).issue == following
    discussing.resolve(remark, by=cast.reviewer1)


def test_a_released_or_scheduled_issue_takes_no_more_remarks(cast: Cast, issue: Issue, entry: Entry) -> None:
    remark = discussing.say(entry, "请核对。", by=cast.reviewer1)
    for state in (Issue.State.RELEASED, Issue.State.SCHEDULED):
        Issue.objects.filter(pk=issue.pk).update(state=state)
        for attempt in (
            lambda: discussing.say(Entry.objects.get(pk=entry.pk), "晚了。", by=cast.reviewer1),
            lambda: discussing.reply(Remark.objects.get(pk=remark.pk), "晚了。", by=cast.writer),
            lambda: discussing.resolve(Remark.objects.get(pk=remark.pk), by=cast.writer),
        ):
            with pytest.raises(Refused):
                attempt()


def test_the_remark_of_a_return_is_a_thread_like_any_other(cast: Cast, entry: Entry) -> None:
    workflow.send_back(entry, by=cast.reviewer1, remark="请核对文号。")
    remark = Remark.objects.get()
    discussing.reply(remark, "已改。", by=cast.writer)
    discussing.resolve(remark, by=cast.writer)
    row = Entry.objects.get(pk=entry.pk)
    entries.revise(row, {"title": "改"}, by=cast.writer, seen_version=row.version)
