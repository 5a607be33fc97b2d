"""Every verb of the desk in turn: one entry when it is done, one when it is refused to somebody without a role."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.core import mail
from django.core.management import call_command
from django.utils import timezone

from bulletin import rendering
from bulletin.models import Authority, Masthead, Subscriber
from bulletin.refusal import Refused
from bulletin.rendering import Rendered
from editorial import guests, readers, registering, staff
from editorial.drafting import deadlines, entries, opening, outline, rhythm
from editorial.evidence import checking, sites
from editorial.intake import accept, correcting, naming, placing, pooling, receiving, rereading, taking
from editorial.models import (
    Assignment,
    AuditEntry,
    Candidate,
    Deputy,
    Entry,
    GuestLink,
    HintRule,
    Issue,
    Membership,
    Override,
    ProposedName,
    Remark,
    Section,
    Source,
    SourceDocument,
    Suggestion,
    User,
)
from editorial.models.audit import ACTS
from editorial.publishing import overriding, press, scheduling
from editorial.review import (
    assigning,
    deputising,
    discussing,
    handing_over,
    hints,
    planning,
    readiness,
    revoking,
    signing,
    suggesting,
    ticking,
    workflow,
)
from editorial.review.facts import Target, gather
from tests import builders
from tests.cast import Cast, make_user
from tests.trail import back_issues, corrections, withdrawals

Step = tuple[str, User, Callable[[User], Any]]
# What follows from a digest before and one after: these verbs change a text or its place, no other does.
CHANGING = {"add", "edit", "move", "hold over", "open", "accept", "take over", "receive", "correct", "pool", "place"}
# Leaves an entry a row besides its own: tests/spreadsheets.
BY_ROWS = {"bring in rows"}
REASON = "终审人住院无法联系，本期含当日截止的征求意见，必须今天发布。"


@pytest.fixture(autouse=True)
def unrendered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Typesetting happens in another process, which is not what is tested here."""
    monkeypatch.setattr(rendering, "render", lambda *_args, **_options: Rendered(b"<p>", b"%PDF", 1, "none"))


class Office:
    """One masthead with two open issues, on which every verb is done by somebody who may."""

    def __init__(self, cast: Cast, masthead: Masthead) -> None:
        self.cast, self.masthead = cast, masthead
        self.administrator = make_user("keeper", role=Membership.Role.USER_ADMINISTRATOR)
        self.founder = make_user("founder", role=Membership.Role.CHIEF)
        self.newcomer = make_user("newcomer")
        self.newcomer.email = "newcomer@example.org"
        self.first = builders.open_issue(masthead, by=cast.writer, entries=4)

    def steps(self) -> Iterator[Step]:
        yield from self.of_the_house()
        yield from self.of_the_masthead()
        yield from self.of_drafts()
        yield from self.of_review()
        yield from self.of_release()
        yield from back_issues.steps(self.cast, self.masthead)
        yield from self.of_leavers()

    def of_the_house(self) -> Iterator[Step]:
        account = User(username="added", email="added@example.org")
        membership = Membership(user=self.newcomer, masthead=self.masthead, role=Membership.Role.WRITER)
        yield "add", self.administrator, lambda by: staff.keep_account(account, by=by)
        yield "edit", self.administrator, lambda by: staff.keep_account(account, by=by)
        yield "grant", self.administrator, lambda by: staff.grant(membership, by=by)
        yield "revoke", self.administrator, lambda by: staff.revoke(membership, by=by)
        User.objects.filter(pk=self.newcomer.pk).update(email=self.newcomer.email)
        yield "send link", self.administrator, lambda by: staff.send_link(self.newcomer, by=by)
        authority = Authority(name="示例市知识产权局")
        yield "add", self.founder, lambda by: registering.keep(authority, by=by)

    def of_the_masthead(self) -> Iterator[Step]:
        cast, masthead = self.cast, self.masthead
        reader = Subscriber(masthead=masthead, email="reader@example.org")
        yield "enlist", cast.subscription_manager, lambda by: readers.enlist(reader, by=by)
        yield "strike", cast.subscription_manager, lambda by: readers.strike(reader, by=by)
        plan, lines = masthead.plan, (*planning.THREE[:2], planning.PROOFREADING, planning.THREE[2])
        yield "revise plan", cast.chief, lambda by: planning.revise(plan, lines, by=by, seen_version=1)
        yield "revise plan", cast.chief, lambda by: planning.revise(plan, planning.THREE, by=by, seen_version=2)
        seen, usual = rhythm.digest(rhythm.of(masthead)), rhythm.usual(masthead)
        yield "revise rhythm", cast.chief, lambda by: rhythm.revise(masthead, usual, by=by, seen_digest=seen)
        levels = {hints.KINDS[-1].code: HintRule.Level.OFF}
        yield "hint rules", cast.chief, lambda by: ticking.set_levels(masthead, levels, by=by)
        text = "知识产权信息篇\n国家级\n1、关于发布名单的通知\n现发布名单。\n示例港药品管理处\n2021年1月4日".encode()
        yield "receive", cast.writer, lambda by: receiving.keep(text, "来稿.txt", masthead, by=by)
        yield from self.of_intake(rereading.read(SourceDocument.objects.get(), by=cast.writer))

    def of_intake(self, document: SourceDocument) -> Iterator[Step]:
        writer = self.cast.writer
        proposed = ProposedName.objects.get(name="示例港药品管理处")
        proposed.state = ProposedName.State.DECLINED
        yield "settle name", self.founder, lambda by: naming.settle(proposed, by=by)
        yield "reread", writer, lambda by: rereading.read(document, by=by, marks={2: "section"})
        document = SourceDocument.objects.get()
        (found,) = taking.found_in(document)
        fixes = {found.ref: {"signed_on": "2026-03-10"}}
        yield "correct", writer, lambda by: correcting.correct(document, fixes, by=by)
        yield "accept", writer, lambda by: accept.accept(SourceDocument.objects.get(), by=by)
        text = "知识产权信息篇\n国家级\n1、一项通知\n现予发布。\n2、另一项通知\n现予发布。".encode()
        other = accept.receive(text, "另一份.txt", self.masthead, by=writer)
        first, second = (each.ref for each in taking.found_in(other))
        yield "pool", writer, lambda by: pooling.pool(other, [first], by=by)
        section = Section.objects.filter(part__issue=self.first)[0]
        yield "place", writer, lambda by: placing.place_candidate(_waiting(), section, by=by)
        pooling.pool(SourceDocument.objects.get(pk=other.pk), [second], by=writer)
        yield "decline material", writer, lambda by: pooling.decline(_waiting(), "与本刊无关。", by=by)

    def of_drafts(self) -> Iterator[Step]:
        cast, issue = self.cast, self.first
        yield "open", cast.editor, lambda by: opening.open_next(self.masthead, by=by)
        section = Section.objects.filter(part__issue=issue)[0]
        yield "add", cast.writer, lambda by: entries.add(section, builders.notice(50), by=by)
        entry = Entry.objects.get(title=builders.notice(50).title)
        change = {"title": "一项改过的《通告"}
        yield "edit", cast.writer, lambda by: entries.revise(entry, change, by=by, seen_version=entry.version)
        yield "move", cast.editor, lambda by: outline.move(entry, section, 1, by=by, seen_version=_seen(issue))
        front = {"title": "一期特别的题目"}
        yield "edit", cast.editor, lambda by: outline.revise_issue(issue, front, by=by, seen_version=_seen(issue))
        due = {"release": timezone.now() + timedelta(days=3)}
        yield from self.of_sources(Entry.objects.get(pk=entry.pk))
        yield "due dates", cast.editor, lambda by: deadlines.revise(issue, due, by=by, seen_version=_seen(issue))
        target = Target(section.part_id, entry.pk)
        yield "assign", cast.editor, lambda by: assigning.assign(issue, target, None, to=cast.writer, by=by)
        yield "unassign", cast.editor, lambda by: assigning.unassign(Assignment.objects.get(), by=by)
        yield "remark", cast.writer, lambda by: discussing.say(entry, "这里请再核对。", by=by)
        yield "remark", cast.editor, lambda by: discussing.reply(Remark.objects.get(thread=None), "已核对。", by=by)
        yield "resolve", cast.editor, lambda by: discussing.resolve(Remark.objects.get(thread=None), by=by)
        yield "reopen", cast.editor, lambda by: discussing.reopen(Remark.objects.get(thread=None), by=by)
        hint = next(each for each in readiness.findings(gather(issue.pk)) if each.fingerprint)
        place = (issue, hint.target, hint.code, hint.fingerprint)
        yield "tick", cast.editor, lambda by: ticking.tick(*place, by=by)
        yield "untick", cast.editor, lambda by: ticking.untick(*place, by=by)

    def of_sources(self, entry: Entry) -> Iterator[Step]:
        site = Source.objects.create(masthead=self.masthead, name="示例网站", url="https://www.example.org/")
        yield "look", self.cast.writer, lambda by: sites.look(self.first, site, nothing_new=True, by=by)
        yield "check links", self.cast.editor, lambda by: checking.ask(entry, by=by)

    def of_review(self) -> Iterator[Step]:
        cast, issue = self.cast, self.first
        yield "submit", cast.editor, lambda by: workflow.submit(issue, by=by)
        yield "recall", cast.editor, lambda by: workflow.recall(issue, by=by)
        yield "submit", cast.editor, lambda by: workflow.submit(issue, by=by)
        entry = Entry.objects.get(title="一项改过的《通告")
        for settle in ("take over", "decline"):
            yield "suggest", cast.reviewer1, self._suggest(entry, f"{settle}之前建议的题目")
            suggestion = Suggestion.objects.get(state=Suggestion.State.OPEN)
            act = suggesting.take_over if settle == "take over" else suggesting.decline
            yield settle, cast.writer, partial(_settle, act, suggestion)
        yield "return", cast.reviewer1, lambda by: workflow.send_back(entry, by=by, remark="请补日期。")
        yield "submit", cast.editor, lambda by: workflow.submit(entry, by=by)
        last = signing.stage_of(issue, "final")
        digest = gather(issue.pk).assembled.digest
        yield "invite", cast.chief, self._invite(issue, last, digest)
        yield "revoke link", cast.chief, lambda by: guests.revoke(GuestLink.objects.get(), by=by)
        for code, who in (("first", cast.reviewer1), ("second", cast.reviewer2), ("final", cast.chief)):
            yield f"sign {code}", who, partial(_sign, issue, code)

    def of_release(self) -> Iterator[Step]:
        cast, issue = self.cast, self.first
        soon = timezone.now() + timedelta(hours=2)
        yield "schedule", cast.chief, lambda by: scheduling.schedule(issue, release_at=soon, by=by)
        later = soon + timedelta(hours=1)
        yield "reschedule", cast.chief, lambda by: scheduling.reschedule(issue, release_at=later, by=by)
        yield "unschedule", cast.chief, lambda by: scheduling.unschedule(issue, by=by)
        yield "release", cast.chief, lambda by: press.release(issue, by=by)
        yield from corrections.steps(cast, builders.refreshed(issue))
        yield from withdrawals.steps(cast, self.masthead, issue.number)
        unsigned = builders.submitted_issue(cast, self.masthead, number=40)
        yield "override", cast.chief, lambda by: press.release(unsigned, by=by, override_reason=REASON)
        yield "answer", self.founder, lambda by: overriding.answer(Override.objects.get(), text="已核对。", by=by)

    def of_leavers(self) -> Iterator[Step]:
        cast, masthead = self.cast, self.masthead
        issue = builders.open_issue(masthead, by=cast.writer, number=50)
        opening.open_next(masthead, by=cast.editor)
        entry = builders.entries_of(issue)[0]
        yield "hold over", cast.editor, lambda by: outline.hold_over(entry, by=by, seen_version=_seen(issue))
        workflow.submit(builders.entries_of(issue)[0], by=cast.editor)
        signing.sign(issue, signing.stage_of(issue, "first"), by=cast.reviewer1, within=_first(issue))
        today = timezone.localdate()
        yield (
            "depute",
            cast.reviewer1,
            lambda by: deputising.name(
                masthead, principal=cast.reviewer1, deputy=cast.editor, from_on=today, to_on=today, by=by
            ),
        )
        yield "end deputy", cast.reviewer1, lambda by: deputising.end(Deputy.objects.get(), by=by)
        yield "hand over", cast.chief, self._hand_over
        yield (
            "revoke sign-offs",
            cast.chief,
            lambda by: revoking.revoke_sign_offs(cast.reviewer1, reason="密码外泄。", masthead=masthead, by=by),
        )

    def _suggest(self, entry: Entry, title: str) -> Callable[[User], Any]:
        version = Entry.objects.get(pk=entry.pk).version
        return lambda by: suggesting.propose(entry, {"title": title}, by=by, seen_version=version)

    def _invite(self, issue: Issue, stage: Any, digest: str) -> Callable[[User], Any]:
        return lambda by: guests.invite(issue, stage, Target(), name="客座专家", by=by, seen_digest=digest)

    def _hand_over(self, by: User) -> Any:
        return handing_over.hand_over(self.cast.writer, to=self.cast.editor, masthead=self.masthead, by=by)


def _waiting() -> Candidate:
    return Candidate.objects.get(state=Candidate.State.WAITING)


def _settle(act: Callable[..., Any], suggestion: Suggestion, by: User) -> None:
    act(suggestion, by=by)


def _sign(issue: Issue, code: str, by: User) -> None:
    signing.sign(issue, signing.stage_of(issue, code), by=by)


def _seen(issue: Issue) -> int:
    return Issue.objects.get(pk=issue.pk).version


def _first(issue: Issue) -> Target:
    entry = builders.entries_of(issue)[0]
    return Target(entry.section.part_id, entry.pk)


def newest(since: int) -> list[AuditEntry]:
    return list(AuditEntry.objects.filter(pk__gt=since).select_related("by").order_by("pk"))


def latest() -> int:
    return AuditEntry.objects.order_by("pk").values_list("pk", flat=True).last() or 0


def test_every_verb_leaves_one_entry_when_done_and_one_when_refused(
    cast: Cast, masthead: Masthead, mailoutbox: list[mail.EmailMessage]
) -> None:
    office, done = Office(cast, masthead), set()
    for verb, who, act in office.steps():
        before = latest()
        with pytest.raises(Refused) as refused:
            act(cast.nobody)
        (entry,) = newest(before)
        assert (entry.verb, entry.refused, entry.by, entry.role) == (verb, True, cast.nobody, ""), verb
        assert entry.remark == str(refused.value)

        before = latest()
        act(who)
        (entry,) = newest(before)
        assert (entry.verb, entry.refused, entry.by) == (verb, False, who), verb
        assert "" not in (entry.role, entry.object), verb
        if verb in CHANGING and entry.masthead_id:
            assert entry.before_digest != entry.after_digest, verb
        done.add(verb.partition(" ")[0] if verb.startswith("sign ") else verb)
    assert set(ACTS) - done == BY_ROWS
    call_command("verify_audit")
