from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from bulletin.models import Masthead
from editorial.intake import pooling, receiving, taking
from editorial.models import AuditEntry, Candidate, Entry, Section, User
from tests import builders
from tests.cast import Cast
from tests.desk.asking import said, text_of

SignIn = Callable[[User], Client]
LIST = "desk:editorial_candidate_changelist"
TEXT = (
    "示例省药品监督管理局关于发布第{n}批示范名单的通告（2026年第{n}号）\n"
    "现将第{n}批示范名单予以发布，自发布之日起施行。\n特此通告。\n示例省药品监督管理局\n2026年3月10日\n"
)


def pooled(cast: Cast, masthead: Masthead, n: int = 8) -> Candidate:
    document = receiving.receive(TEXT.format(n=n).encode(), f"{n}.txt", masthead, by=cast.writer)
    (candidate,) = pooling.pool(document, [each.ref for each in taking.found_in(document)], by=cast.writer)
    return candidate


def sent(client: Client, candidate: Candidate, step: str, **changes: Any) -> Any:
    """Press a button of the page with everything as it stands there, but for ``changes``."""
    fields = {line.name: line for line in page_of(client, candidate).context["lines"]}
    values: dict[str, Any] = {"step": step, "seen": candidate.digest}
    values["entry-take"] = [
        *(name for name, line in fields.items() if line.is_taken and not line.is_needed),
        "body_html",
    ]
    for line in fields.values():
        for control in line.controls:
            shown = control.field.prepare_value(control.value())
            values[control.html_name] = "" if shown is None else shown
    return client.post(reverse("desk:editorial_candidate_take", args=[candidate.pk]), values | changes)


def page_of(client: Client, candidate: Candidate) -> Any:
    return client.get(reverse("desk:editorial_candidate_change", args=[candidate.pk]))


def test_what_waits_is_found_by_number_and_what_is_settled_is_not_listed(
    cast: Cast, masthead: Masthead, signed_in: SignIn
) -> None:
    first, second = pooled(cast, masthead, 8), pooled(cast, masthead, 9)
    pooling.decline(pooled(cast, masthead, 10), "与本刊无关。", by=cast.writer)
    client = signed_in(cast.editor)
    listed = client.get(reverse(LIST)).context["cl"].result_list
    assert set(listed) == {first, second}
    assert list(client.get(reverse(LIST), {"q": "第9号"}).context["cl"].result_list) == [second]
    assert client.get(reverse(LIST), {"state": "declined"}).context["cl"].result_count == 1


def test_an_entry_is_placed_out_of_the_pool_and_its_page_names_its_document(
    cast: Cast, masthead: Masthead, signed_in: SignIn
) -> None:
    issue = builders.open_issue(masthead, by=cast.writer)
    section = Section.objects.get(code="local")
    candidate = pooled(cast, masthead)
    client = signed_in(cast.editor)
    response = sent(client, candidate, "place", section=section.pk)
    draft = Entry.objects.get(title=candidate.title)
    assert response["Location"] == reverse("desk:editorial_issue_change", args=[issue.pk]) + f"#entry-{draft.pk}"
    assert (draft.section, draft.state, draft.created_by) == (section, "draft", cast.editor)
    assert Candidate.objects.get().entry == draft
    page = text_of(client.get(reverse("desk:editorial_notice_change", args=[draft.pk])))
    assert reverse("desk:editorial_sourcedocument_original", args=[candidate.document_id]) in page
    assert "Placed in" in text_of(page_of(client, candidate))


def test_a_field_is_corrected_before_it_is_placed(cast: Cast, masthead: Masthead, signed_in: SignIn) -> None:
    builders.open_issue(masthead, by=cast.writer)
    section = Section.objects.get(code="local")
    candidate = pooled(cast, masthead)
    changes = {"entry-title": "另一个题目", "section": section.pk, "entry-document_number": "示药监发[2026]8号"}
    sent(signed_in(cast.editor), candidate, "place", **changes)
    draft = Entry.objects.get(title="另一个题目")
    assert (draft.number_typed, draft.number_canonical) == ("示药监发[2026]8号", "示药监发〔2026〕8号")
    assert draft.body_html
    assert draft.attachments.count() == 0


def test_a_decline_needs_a_reason_which_stays(cast: Cast, masthead: Masthead, signed_in: SignIn) -> None:
    candidate = pooled(cast, masthead)
    client = signed_in(cast.editor)
    assert "Say why" in said(sent(client, candidate, "decline"))[-1]
    assert Candidate.objects.get().state == "waiting"
    sent(client, candidate, "decline", reason="上期已经刊登。")
    assert (Candidate.objects.get().state, Candidate.objects.get().reason) == ("declined", "上期已经刊登。")
    assert AuditEntry.objects.filter(verb="decline material", refused=False).get().remark == "上期已经刊登。"


def test_whoever_comes_second_is_told_so(cast: Cast, masthead: Masthead, signed_in: SignIn) -> None:
    builders.open_issue(masthead, by=cast.writer)
    section = Section.objects.get(code="local")
    candidate = pooled(cast, masthead)
    client = signed_in(cast.editor)
    page_of(client, candidate)
    pooling.revise(candidate, {"title": "先改了题目"}, by=cast.writer, seen_digest=candidate.digest)
    response = sent(client, candidate, "place", section=section.pk)
    assert "in the meantime" in said(response)[-1]
    assert not Entry.objects.filter(title=candidate.title).exists()


@pytest.mark.parametrize("who", ["reviewer1", "auditor", "proofreader"])
def test_whoever_may_not_import_looks_and_changes_nothing(
    cast: Cast, masthead: Masthead, signed_in: SignIn, who: str
) -> None:
    candidate = pooled(cast, masthead)
    client = signed_in(getattr(cast, who))
    assert candidate.title in text_of(page_of(client, candidate))
    assert sent(client, candidate, "decline", reason="不要。").status_code == 403


def test_a_section_of_another_masthead_is_out_of_reach(
    cast: Cast, masthead: Masthead, other_masthead: Masthead, signed_in: SignIn
) -> None:
    builders.open_issue(other_masthead, by=cast.writer)
    section = Section.objects.get(code="local")
    candidate = pooled(cast, masthead)
    assert sent(signed_in(cast.editor), candidate, "place", section=section.pk).status_code == 404
    assert Candidate.objects.get().state == "waiting"
