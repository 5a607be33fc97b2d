from __future__ import annotations

import datetime
import json

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from bulletin import snapshot as shape
from bulletin.models import Edition, Masthead
from bulletin.refusal import Refused
from editorial.models import AuditEntry, Issue, Remark, SignOff, SignOffSheet
from editorial.publishing import press, sheet
from editorial.review import signing, workflow
from editorial.review.facts import ISSUE, gather
from tests import builders
from tests.cast import STAGES, Cast

SIGNERS = {"初审": "楚初审", "复审": "付复审", "终审": "朱主编"}


def released(issue: Issue, cast: Cast) -> Edition:
    return press.release(issue, by=cast.chief)


@pytest.fixture
def issue(cast: Cast, masthead: Masthead) -> Issue:
    """Signed with a remark at every stage, with one settled thread and one open one."""
    issue = builders.open_issue(masthead, by=cast.writer)
    entry = builders.entries_of(issue)[1]
    now = timezone.now()
    thread = Remark.objects.create(
        issue=issue,
        entry=entry,
        passage="自发布之日起施行",
        must_fix=True,
        text="核对施行日期",
        by=cast.reviewer1,
        at=now,
    )
    Remark.objects.create(issue=issue, entry=entry, thread=thread, text="已核对", by=cast.writer, at=now)
    Remark.objects.filter(pk=thread.pk).update(resolved_by=cast.reviewer1, resolved_at=now)
    Remark.objects.create(issue=issue, text="导语可再短些", by=cast.chief, at=now)
    workflow.submit(issue, by=cast.editor)
    for stage, signer in zip(STAGES, (cast.reviewer1, cast.reviewer2, cast.chief), strict=True):
        signing.sign(issue, signing.stage_of(issue, stage[0]), by=signer, remark=f"{stage[1]}同意")
    return builders.refreshed(issue)


def test_a_release_keeps_one_sheet_with_its_edition(cast: Cast, issue: Issue) -> None:
    edition = released(issue, cast)
    row = SignOffSheet.objects.get()
    assert (row.edition, row.issue) == (edition, issue)
    assert bytes(row.content) == shape.canonical(json.loads(bytes(row.content)))


def test_a_refused_release_keeps_none(cast: Cast, masthead: Masthead) -> None:
    with pytest.raises(Refused):
        released(builders.submitted_issue(cast, masthead), cast)
    assert SignOffSheet.objects.count() == 0


def test_every_target_has_its_sign_offs_with_person_instant_number_and_remark(cast: Cast, issue: Issue) -> None:
    given = {(row.stage.name, row.year, row.number) for row in SignOff.objects.select_related("stage")}
    kept = sheet.read(released(issue, cast))
    assert [(each["kind"], each.get("ref", "")) for each in kept["targets"]] == [
        ("issue", ""),
        ("part", "1"),
        ("entry", "1.1.1"),
        ("entry", "1.2.1"),
        ("part", "2"),
        ("entry", "2.1.1"),
    ]
    rows = [each for target in kept["targets"] for each in target["sign_offs"]]
    assert {(each["stage"], each["person"], each["remark"]) for each in rows} == {
        (stage, name, f"{stage}同意") for stage, name in SIGNERS.items()
    }
    assert {(each["stage"], *map(int, each["number"].split("-"))) for each in rows} == given
    assert {datetime.datetime.fromisoformat(each["at"]).utcoffset() for each in rows} == {datetime.timedelta(hours=8)}
    assert not any(target.get("missing") for target in kept["targets"])


def test_every_target_is_kept_with_the_digest_that_was_signed(cast: Cast, issue: Issue) -> None:
    facts = gather(issue.pk)
    kept = sheet.read(released(issue, cast))
    assert kept["digest"] == facts.digest(ISSUE)
    for target in kept["targets"]:
        assert {each["digest"] for each in target["sign_offs"]} == {target["digest"]}


def test_threads_are_kept_with_their_replies_and_how_they_were_settled(cast: Cast, issue: Issue) -> None:
    first, second = sheet.read(released(issue, cast))["remarks"]
    assert (first["ref"], first["passage"], first["must_fix"]) == ("1.2.1", "自发布之日起施行", True)
    assert [(each["by"], each["text"]) for each in first["replies"]] == [("温采编", "已核对")]
    assert first["resolved_by"] == "楚初审"
    assert (second["by"], second["text"], "resolved_at" in second) == ("朱主编", "导语可再短些", False)


def test_a_deputy_and_a_guest_are_named_with_whom_they_signed_for(cast: Cast, issue: Issue) -> None:
    rows = SignOff.objects.filter(issue=issue)
    rows.filter(stage__code="second").update(deputy_for=cast.editor)
    rows.filter(stage__code="final").update(guest_name="外审专家")
    kept = sheet.read(released(issue, cast))
    given = {each["stage"]: each for target in kept["targets"] for each in target["sign_offs"]}
    assert (given["复审"]["person"], given["复审"]["deputy_for"]) == ("付复审", "卞责编")
    assert (given["终审"]["person"], given["终审"]["invited_by"]) == ("外审专家", "朱主编")


def test_a_stage_that_was_renamed_keeps_the_name_it_was_signed_under(cast: Cast, issue: Issue) -> None:
    SignOff.objects.filter(stage__code="final").update(stage_name="签发")
    kept = sheet.read(released(issue, cast))
    assert kept["targets"][0]["sign_offs"][0]["stage"] == "签发"


def test_a_release_without_review_says_why_and_what_was_not_signed(cast: Cast, masthead: Masthead) -> None:
    issue = builders.submitted_issue(cast, masthead)
    signing.sign(issue, signing.stage_of(issue, "first"), by=cast.reviewer1)
    issue.refresh_from_db()
    reason = "突发召回须当日告知读者，复审人与终审人均在航班上无法联系。"
    kept = sheet.read(press.release(issue, by=cast.chief, override_reason=reason))
    assert kept["override"] == reason
    assert {stage for target in kept["targets"] for stage in target.get("missing", [])} == {"复审", "终审"}


def test_the_sheet_names_the_head_of_the_trail_at_its_release(cast: Cast, issue: Issue) -> None:
    last = AuditEntry.objects.filter(masthead=issue.masthead).order_by("-serial")[0]
    assert sheet.read(released(issue, cast))["audit_head"] == f"{last.serial} {last.digest}"


def test_what_is_done_after_the_release_is_not_in_the_sheet(cast: Cast, issue: Issue) -> None:
    edition = released(issue, cast)
    before = sheet.read(edition)
    Remark.objects.create(issue=issue, text="事后之言", by=cast.chief, at=timezone.now())
    SignOff.objects.filter(issue=issue).update(revoked_at=timezone.now())
    assert sheet.read(edition) == before


def test_a_sheet_that_was_touched_is_not_shown(cast: Cast, issue: Issue) -> None:
    edition = released(issue, cast)
    content = bytes(SignOffSheet.objects.get().content).replace("楚初审".encode(), "某某某".encode())
    try:
        with transaction.atomic():
            SignOffSheet.objects.update(content=content)
    except DatabaseError:
        return  # The database refuses it, which is better still.
    with pytest.raises(Refused, match="not what was stored"):
        sheet.read(edition)


def test_an_edition_from_before_sheets_says_so(cast: Cast, issue: Issue) -> None:
    edition = released(issue, cast)
    SignOffSheet.objects.all().delete()
    with pytest.raises(Refused, match="before sheets"):
        sheet.pdf(edition)
