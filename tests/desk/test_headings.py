from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.test import Client
from django.urls import reverse

from bulletin import rendering
from bulletin.models import Masthead
from editorial.drafting import history
from editorial.models import Issue, Part, Section, User
from editorial.publishing import freeze
from editorial.review import planning
from tests import builders
from tests.cast import Cast
from tests.desk.asking import digest, text_of

SignIn = Callable[[User], Client]
FRONT: dict[str, Any] = {
    "title": "春季合刊",
    "number_label": "",
    "year_number": "7",
    "dated_on": "2026-02-17",
    "next_dated_on": "2026-02-23",
    "covers_from_on": "2026-02-09",
    "covers_to_on": "2026-02-15",
    "highlights": "第一条要点\n\n 第二条要点 \n",
}


def front(issue: Issue) -> str:
    return reverse("desk:editorial_issue_front", args=[issue.pk])


def test_front_matter_is_saved_through_its_form(cast: Cast, masthead: Masthead, signed_in: SignIn) -> None:
    issue = builders.open_issue(masthead, by=cast.writer)
    signed_in(cast.editor).post(front(issue), FRONT | {"version": issue.version})
    saved = builders.refreshed(issue)
    assert (saved.title, str(saved.dated_on)) == ("春季合刊", "2026-02-17")
    assert saved.highlights == ["第一条要点", "第二条要点"]
    assert saved.version == issue.version + 1


def test_an_opened_and_saved_form_changes_nothing(cast: Cast, masthead: Masthead, signed_in: SignIn) -> None:
    issue = builders.open_issue(masthead, by=cast.writer)
    client = signed_in(cast.editor)
    form = client.get(front(issue)).context["form"]
    values = {bound.html_name: bound.value() if bound.value() is not None else "" for bound in form}
    client.post(front(issue), values)
    assert builders.refreshed(issue).version == issue.version


def test_a_stale_form_is_refused_and_keeps_what_was_typed(cast: Cast, masthead: Masthead, signed_in: SignIn) -> None:
    issue = builders.open_issue(masthead, by=cast.writer)
    response = signed_in(cast.editor).post(front(issue), FRONT | {"version": issue.version - 1})
    text = text_of(response)
    assert str(history.STALE) in text
    assert "春季合刊" in text
    assert "第二条要点" in text
    assert builders.refreshed(issue).title == ""


def test_a_date_that_is_none_is_refused_in_its_field(cast: Cast, masthead: Masthead, signed_in: SignIn) -> None:
    issue = builders.open_issue(masthead, by=cast.writer)
    response = signed_in(cast.editor).post(front(issue), FRONT | {"version": issue.version, "dated_on": "明天"})
    assert response.context["form"].errors.keys() == {"dated_on"}
    assert "春季合刊" in text_of(response)


def test_a_part_is_renamed_and_dated(cast: Cast, masthead: Masthead, signed_in: SignIn) -> None:
    issue = builders.open_issue(masthead, by=cast.writer)
    part = Part.objects.get(issue=issue, code="policy")
    values = {"title": "法规篇", "compiler": "研究部", "compiled_on": "2026-02-14", "version": issue.version}
    signed_in(cast.editor).post(reverse("desk:editorial_issue_part", args=[issue.pk, part.pk]), values)
    saved = Part.objects.get(pk=part.pk)
    assert (saved.title, saved.compiler, str(saved.compiled_on), saved.covers_from_on) == (
        "法规篇",
        "研究部",
        "2026-02-14",
        None,
    )


def test_a_section_is_renamed(cast: Cast, masthead: Masthead, signed_in: SignIn) -> None:
    issue = builders.open_issue(masthead, by=cast.writer)
    section = Section.objects.get(part__issue=issue, code="local")
    values = {"title": "地方", "version": issue.version}
    signed_in(cast.editor).post(reverse("desk:editorial_issue_section", args=[issue.pk, section.pk]), values)
    assert Section.objects.get(pk=section.pk).title == "地方"


def test_a_part_of_another_issue_is_not_found(cast: Cast, masthead: Masthead, signed_in: SignIn) -> None:
    issue = builders.open_issue(masthead, by=cast.writer)
    other = builders.open_issue(masthead, by=cast.writer, number=8)
    part = Part.objects.filter(issue=other)[0]
    address = reverse("desk:editorial_issue_part", args=[issue.pk, part.pk])
    assert signed_in(cast.editor).get(address).status_code == 404


def test_forged_fields_are_not_saved(cast: Cast, masthead: Masthead, signed_in: SignIn) -> None:
    issue = builders.open_issue(masthead, by=cast.writer)
    forged = {"state": "released", "number": "99", "masthead": "99", "boxes": '["x"]', "version": issue.version}
    signed_in(cast.editor).post(front(issue), FRONT | forged)
    saved = builders.refreshed(issue)
    assert (saved.state, saved.number, saved.masthead_id, saved.boxes) == ("open", 7, masthead.pk, [])


WRONG = {"ref": "2.1.20", "wrong": "10月1日", "right": "10月10日", "note": "见第6期"}


def corrected(issue: Issue, *rows: dict[str, str], kept: int = 0, **changes: str) -> dict[str, Any]:
    """The form of the front matter with its table of corrections, of which the first ``kept`` are there already."""
    fields: dict[str, Any] = FRONT | {"version": builders.refreshed(issue).version}
    fields |= {"corrections-TOTAL_FORMS": len(rows) + 3, "corrections-INITIAL_FORMS": kept}
    for at, row in enumerate(rows):
        fields |= {f"corrections-{at}-{name}": value for name, value in row.items()}
    return fields | changes


def test_corrections_are_saved_printed_and_part_of_what_is_signed(
    cast: Cast, masthead: Masthead, signed_in: SignIn
) -> None:
    issue = builders.open_issue(masthead, by=cast.writer)
    client = signed_in(cast.editor)
    client.post(front(issue), corrected(issue))
    before = digest(issue)
    client.post(front(issue), corrected(issue, WRONG, {"ref": "1.1.1", "right": "国家药监局"}))
    assert builders.refreshed(issue).corrections == [WRONG, {"ref": "1.1.1", "right": "国家药监局"}]
    assert digest(issue) != before
    page = rendering.render_html(freeze.freeze(issue)).decode()
    assert all(piece in page for piece in ("2.1.20", "10月10日", "见第6期", "1.1.1"))


def test_a_correction_is_changed_and_taken_out_again(cast: Cast, masthead: Masthead, signed_in: SignIn) -> None:
    issue = builders.open_issue(masthead, by=cast.writer)
    client = signed_in(cast.editor)
    client.post(front(issue), corrected(issue, WRONG))
    shown = client.get(front(issue)).context["corrections"]
    assert [form["ref"].value() for form in shown.forms] == ["2.1.20", None, None, None]
    client.post(front(issue), corrected(issue, WRONG | {"note": ""}, kept=1))
    assert builders.refreshed(issue).corrections == [{name: WRONG[name] for name in ("ref", "wrong", "right")}]
    client.post(front(issue), corrected(issue, WRONG, kept=1, **{"corrections-0-DELETE": "on"}))
    assert builders.refreshed(issue).corrections == []


def test_a_half_filled_correction_is_refused_at_its_row(cast: Cast, masthead: Masthead, signed_in: SignIn) -> None:
    issue = builders.open_issue(masthead, by=cast.writer)
    for row in ({"wrong": "10月1日"}, {"ref": "2.1.20"}, {"ref": "第二篇", "right": "x"}):
        response = signed_in(cast.editor).post(front(issue), corrected(issue, row))
        assert response.status_code == 200
        assert response.context["corrections"].forms[0].errors
        assert "春季合刊" in text_of(response)
    assert (builders.refreshed(issue).corrections, builders.refreshed(issue).title) == ([], "")


def test_a_form_without_the_table_leaves_the_corrections(cast: Cast, masthead: Masthead, signed_in: SignIn) -> None:
    issue = builders.open_issue(masthead, by=cast.writer)
    client = signed_in(cast.editor)
    client.post(front(issue), corrected(issue, WRONG))
    client.post(front(issue), FRONT | {"version": builders.refreshed(issue).version, "title": "另题"})
    assert (builders.refreshed(issue).title, builders.refreshed(issue).corrections) == ("另题", [WRONG])


def test_a_part_asks_for_its_department_where_the_plan_has_a_stage_for_it(
    cast: Cast, masthead: Masthead, signed_in: SignIn
) -> None:
    issue = builders.open_issue(masthead, by=cast.writer)
    part = Part.objects.get(issue=issue, code="policy")
    address = reverse("desk:editorial_issue_part", args=[issue.pk, part.pk])
    client = signed_in(cast.editor)
    refused = client.post(address, {"title": "法规篇", "asks_sign_off": "on", "version": issue.version})
    assert refused.context["form"].errors.keys() == {"asks_sign_off"}
    planning.revise(masthead.plan, planning.with_department(planning.THREE), by=cast.chief, seen_version=1)
    client.post(address, {"title": "法规篇", "asks_sign_off": "on", "version": builders.refreshed(issue).version})
    assert Part.objects.get(pk=part.pk).asks_sign_off
