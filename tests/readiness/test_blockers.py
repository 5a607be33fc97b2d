from __future__ import annotations

import pytest
from django.utils import timezone

from bulletin import store
from bulletin.models import Masthead
from bulletin.refusal import Refused
from editorial.models import Attachment, Entry, Issue, Part, Remark, Stage
from editorial.publishing import press, trial
from editorial.review import readiness
from editorial.review.facts import gather
from tests import builders
from tests.cast import Cast
from tests.readiness.hunting import issue_of, plain_notice

ANYTHING = "0" * 64


def codes(issue: Issue) -> set[str]:
    return {each.code for each in readiness.blockers(gather(issue.pk))}


def entry_of(issue: Issue) -> Entry:
    return builders.entries_of(issue)[0]


def test_a_signed_issue_without_open_ends_has_no_blocker(cast: Cast, masthead: Masthead) -> None:
    assert codes(builders.signed_issue(cast, masthead)) == set()


def test_an_open_issue_is_not_submitted_and_not_signed(cast: Cast, masthead: Masthead) -> None:
    assert codes(builders.open_issue(masthead, by=cast.writer)) == {"unsubmitted", "unsigned"}


def test_a_draft_in_a_submitted_issue_is_named_as_not_submitted(cast: Cast, masthead: Masthead) -> None:
    issue = builders.submitted_issue(cast, masthead)
    Entry.objects.filter(pk=entry_of(issue).pk).update(state=Entry.State.DRAFT)
    found = [each for each in readiness.blockers(gather(issue.pk)) if each.code == "unsubmitted"]
    assert [each.target.entry_id for each in found] == [entry_of(issue).pk]


def test_a_change_after_a_sign_off_makes_it_stale(cast: Cast, masthead: Masthead) -> None:
    issue = builders.signed_issue(cast, masthead)
    Entry.objects.filter(pk=entry_of(issue).pk).update(title="改过的标题")
    assert codes(issue) == {"stale"}


def test_a_remark_that_must_be_fixed_stands_in_the_way_until_it_is_resolved(cast: Cast, masthead: Masthead) -> None:
    issue = builders.signed_issue(cast, masthead)
    remark = Remark.objects.create(
        issue=issue, entry=entry_of(issue), text="核对日期", must_fix=True, by=cast.reviewer1, at=timezone.now()
    )
    assert codes(issue) == {"must-fix"}
    Remark.objects.filter(pk=remark.pk).update(resolved_at=timezone.now(), resolved_by=cast.reviewer1)
    assert codes(issue) == set()


def test_a_remark_that_need_not_be_fixed_blocks_nothing(cast: Cast, masthead: Masthead) -> None:
    issue = builders.signed_issue(cast, masthead)
    Remark.objects.create(issue=issue, entry=entry_of(issue), text="可再短些", by=cast.reviewer1, at=timezone.now())
    assert codes(issue) == set()


@pytest.mark.parametrize(
    ("column", "value", "code"),
    [
        ("title", "  ", "no-title"),
        ("body_html", "", "no-text"),
        ("body_html", "<p onclick='x'>正文</p>", "unclean"),
        ("body_html", f'<figure><img data-digest="{ANYTHING}"></figure>', "no-alt"),
        ("body_html", f'<figure><img alt="" data-digest="{ANYTHING}"></figure>', "no-alt"),
        ("body_html", f'<figure><img alt=" " data-digest="{ANYTHING}"></figure>', "no-alt"),
    ],
)
def test_an_entry_that_lacks_something_is_named_with_the_field_that_mends_it(
    cast: Cast, masthead: Masthead, column: str, value: str, code: str
) -> None:
    issue = issue_of(masthead, plain_notice(), by=cast.writer)
    Entry.objects.filter(pk=entry_of(issue).pk).update(**{column: value})
    found = [each for each in readiness.blockers(gather(issue.pk)) if each.code == code]
    assert [(each.target.entry_id, each.place) for each in found] == [(entry_of(issue).pk, column)]


def test_an_image_with_alternative_text_is_no_blocker(cast: Cast, masthead: Masthead) -> None:
    issue = issue_of(masthead, plain_notice(), by=cast.writer)
    body = f'<figure><img alt="流程图" data-digest="{ANYTHING}"></figure>'
    Entry.objects.filter(pk=entry_of(issue).pk).update(body_html=body)
    assert "no-alt" not in codes(issue)


def test_a_part_that_asks_for_its_department_needs_a_stage_for_it(cast: Cast, masthead: Masthead) -> None:
    issue = builders.signed_issue(cast, masthead)
    Part.objects.filter(issue=issue, code="policy").update(asks_sign_off=True)
    assert codes(issue) == {"no-department"}


def test_without_a_plan_nothing_is_released(cast: Cast, masthead: Masthead) -> None:
    issue = builders.open_issue(masthead, by=cast.writer)
    Stage.objects.filter(plan__masthead=masthead).update(retired_at=timezone.now())
    assert "no-plan" in codes(issue)


def test_the_release_refuses_with_the_very_list_of_readiness(cast: Cast, masthead: Masthead) -> None:
    issue = builders.submitted_issue(cast, masthead)
    with pytest.raises(Refused) as refused:
        press.release(issue, by=cast.chief)
    told = [str(each) for each in refused.value.reasons]
    assert told == [str(each) for each in readiness.blockers(gather(issue.pk))]


def test_a_trial_names_a_character_that_no_font_has(cast: Cast, masthead: Masthead) -> None:
    issue = issue_of(masthead, plain_notice(body_html="<p>见\U000f0000处</p>"), by=cast.writer)
    with pytest.raises(Refused, match="U\\+F0000"):
        trial.render(issue, by=cast.editor)


def test_a_trial_names_an_attachment_and_an_image_that_cannot_be_read(cast: Cast, masthead: Masthead) -> None:
    body = f'<figure><img alt="图" data-digest="{ANYTHING}"></figure>'
    issue = issue_of(masthead, plain_notice(body_html=body), by=cast.writer)
    Attachment.objects.create(entry=entry_of(issue), position=9, title="附件九", digest="1" * 64)
    with pytest.raises(Refused) as refused:
        trial.render(issue, by=cast.editor)
    told = " ".join(str(each) for each in refused.value.reasons)
    assert "附件九" in told
    assert ANYTHING in told


def test_a_trial_that_finds_nothing_tells_the_pages_and_keeps_nothing(cast: Cast, masthead: Masthead) -> None:
    issue = builders.open_issue(masthead, by=cast.writer)
    assert trial.render(issue, by=cast.editor) >= 1
    assert list(store.released().digests()) == []
