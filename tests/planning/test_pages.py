from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from bulletin.models import Masthead
from editorial.drafting import deadlines, history, opening, rhythm
from editorial.models import Issue, Membership, User
from editorial.review import planning, staffing
from editorial.review.planning import MUTUAL, THREE, Line
from tests import builders
from tests.cast import Cast
from tests.desk.asking import said, text_of

SignIn = Callable[[User], Client]


def plan_of(masthead: Masthead) -> str:
    return reverse("desk:editorial_plan_change", args=[masthead.plan.pk])


def typed(*lines: Line, version: int = 1, do: str = "save") -> dict[str, Any]:
    """What the table of a plan sends; a box that is not ticked is not sent."""
    fields: dict[str, Any] = {"version": version, "do": do}
    fields |= {"stages-TOTAL_FORMS": len(lines), "stages-INITIAL_FORMS": len(lines)}
    for at, line in enumerate(lines):
        values = {name: getattr(line, name) for name in ("name", "code", "scope", "role")}
        ticked = {name: "on" for name in ("shares_signer", "on_request") if getattr(line, name)}
        fields |= {f"stages-{at}-{name}": value for name, value in (values | ticked).items()}
    return fields


def shown(response: Any) -> list[str]:
    return [form["code"].value() for form in response.context["formset"].forms]


def in_force(masthead: Masthead) -> tuple[Line, ...]:
    return planning.lines_of(planning.live(masthead))


def test_the_chief_saves_a_plan_on_its_page(cast: Cast, masthead: Masthead, signed_in: SignIn) -> None:
    client = signed_in(cast.chief)
    response = client.post(plan_of(masthead), typed(*MUTUAL))
    assert response["Location"] == plan_of(masthead)
    assert in_force(masthead) == MUTUAL
    page = text_of(client.get(plan_of(masthead)))
    assert 'value="互审"' in page
    assert "This plan needs 2 people" in page


@pytest.mark.parametrize(
    ("do", "codes"),
    [
        ("preset-mutual", ["mutual", "approval"]),
        ("preset-two", ["first", "final"]),
        ("proof", ["first", "second", "proof", "final"]),
        ("department", ["first", "second", "department", "final"]),
        ("add", ["first", "second", "final", ""]),
        ("up-1", ["second", "first", "final"]),
        ("down-1", ["first", "final", "second"]),
        ("remove-1", ["first", "final"]),
        ("up-0", ["first", "second", "final"]),
        ("down-2", ["first", "second", "final"]),
        ("remove-9", ["first", "second", "final"]),
        ("preset-none", ["first", "second", "final"]),
    ],
)
def test_the_buttons_of_the_table_show_what_they_do_and_save_nothing(
    cast: Cast, masthead: Masthead, signed_in: SignIn, do: str, codes: list[str]
) -> None:
    response = signed_in(cast.chief).post(plan_of(masthead), typed(*THREE, do=do))
    assert shown(response) == codes
    assert in_force(masthead) == THREE


def test_a_refused_plan_comes_back_as_it_was_typed_with_every_reason(
    cast: Cast, masthead: Masthead, signed_in: SignIn
) -> None:
    bad = (Line("", "一审", "entry", "first_reviewer", shares_signer=True), Line("b", "一审", "part", "chief"))
    response = signed_in(cast.chief).post(plan_of(masthead), typed(*bad))
    page = text_of(response)
    for sentence in ("The code of stage 1 must be", "Two stages are called “一审”.", "No stage signs the issue itself"):
        assert sentence in page
    assert shown(response) == ["", "b"]
    assert response.context["formset"].forms[0]["shares_signer"].value() is True
    assert in_force(masthead) == THREE


def test_a_plan_seen_before_somebody_changed_it_is_not_saved(cast: Cast, masthead: Masthead, signed_in: SignIn) -> None:
    client = signed_in(cast.chief)
    client.post(plan_of(masthead), typed(*MUTUAL))
    assert str(history.STALE) in text_of(client.post(plan_of(masthead), typed(*THREE)))
    assert in_force(masthead) == MUTUAL


def test_a_bent_plan_form_is_a_bad_request_or_shown_again(cast: Cast, masthead: Masthead, signed_in: SignIn) -> None:
    client = signed_in(cast.chief)
    assert client.post(plan_of(masthead), {"version": 1}).status_code == 400
    bent = typed(*THREE) | {"stages-0-role": "writer", "stages-1-scope": "everything"}
    assert client.post(plan_of(masthead), bent).status_code == 200
    assert in_force(masthead) == THREE


def test_the_page_says_for_which_stage_nobody_is_left(cast: Cast, masthead: Masthead, signed_in: SignIn) -> None:
    Membership.objects.filter(role=Membership.Role.SECOND_REVIEWER).delete()
    page = text_of(signed_in(cast.auditor).get(plan_of(masthead)))
    assert "“复审”: nobody here holds the role “second reviewer”." in page
    assert "Save the plan" not in page


def test_somebody_alone_is_told_of_the_release_without_review(
    cast: Cast, masthead: Masthead, signed_in: SignIn
) -> None:
    Membership.objects.exclude(user=cast.chief).delete()
    page = text_of(signed_in(cast.chief).get(plan_of(masthead)))
    assert str(staffing.ALONE) in page


def test_plan_and_rhythm_are_reached_from_the_masthead_and_the_plan_from_home(
    cast: Cast, masthead: Masthead, signed_in: SignIn
) -> None:
    client = signed_in(cast.writer)
    page = text_of(client.get(reverse("desk:bulletin_masthead_change", args=[masthead.pk])))
    assert plan_of(masthead) in page
    assert reverse("desk:bulletin_masthead_rhythm", args=[masthead.pk]) in page
    assert reverse("desk:editorial_plan_changelist") in text_of(client.get(reverse("desk:index")))


def test_the_page_names_the_stages_that_have_no_day_in_the_rhythm(
    cast: Cast, masthead: Masthead, signed_in: SignIn
) -> None:
    rhythm.found(masthead)
    client = signed_in(cast.chief)
    assert client.get(plan_of(masthead)).context["unplaced"] == []
    client.post(plan_of(masthead), typed(*planning.with_proofreading(THREE)))
    assert [step.name for step in client.get(plan_of(masthead)).context["unplaced"]] == ["校对"]


def rhythm_of(masthead: Masthead) -> str:
    return reverse("desk:bulletin_masthead_rhythm", args=[masthead.pk])


def beats(masthead: Masthead, **changes: str) -> dict[str, str]:
    fields = {"seen": rhythm.digest(rhythm.of(masthead)), "do": "save"}
    for each in rhythm.usual(masthead):
        values = {"week": each.week, "weekday": each.weekday, "time": f"{each.time:%H:%M}"}
        fields |= {f"{each.code}-{name}": str(value) for name, value in values.items()}
    return fields | changes


def test_the_usual_rhythm_is_shown_by_one_button_and_saved_by_another(
    cast: Cast, masthead: Masthead, signed_in: SignIn
) -> None:
    client = signed_in(cast.chief)
    usual = client.post(rhythm_of(masthead), {"do": "usual"})
    assert [form["weekday"].value() for _step, form in usual.context["rows"]] == [1, 3, 4, 4, 5, 5, 5]
    assert rhythm.of(masthead) == []
    assert client.post(rhythm_of(masthead), beats(masthead))["Location"] == rhythm_of(masthead)
    assert rhythm.of(masthead) == rhythm.usual(masthead)


def test_a_rhythm_out_of_order_comes_back_as_typed(cast: Cast, masthead: Masthead, signed_in: SignIn) -> None:
    response = signed_in(cast.chief).post(rhythm_of(masthead), beats(masthead, **{"submit-weekday": "5"}))
    assert "“submission closes” must not be due after “初审”." in text_of(response)
    assert {step.code: form["weekday"].value() for step, form in response.context["rows"]}["submit"] == "5"
    assert rhythm.of(masthead) == []


def test_a_day_without_a_time_is_refused_at_its_step(cast: Cast, masthead: Masthead, signed_in: SignIn) -> None:
    response = signed_in(cast.chief).post(rhythm_of(masthead), beats(masthead, **{"submit-time": ""}))
    assert "Give both, the day and the time, or neither." in text_of(response)
    assert rhythm.of(masthead) == []


def test_who_may_only_view_reads_the_rhythm(cast: Cast, masthead: Masthead, signed_in: SignIn) -> None:
    rhythm.found(masthead)
    client = signed_in(cast.writer)
    page = client.get(rhythm_of(masthead))
    assert all(field.disabled for _step, form in page.context["rows"] for field in form.fields.values())
    assert "Save the rhythm" not in text_of(page)
    assert client.post(rhythm_of(masthead), beats(masthead)).status_code == 403


def due_dates_of(issue: Issue) -> str:
    return reverse("desk:editorial_issue_due_dates", args=[issue.pk])


def test_due_dates_are_typed_by_the_clock_of_the_masthead(cast: Cast, masthead: Masthead, signed_in: SignIn) -> None:
    issue = builders.open_issue(masthead, by=cast.writer)
    values = {"version": issue.version, "submit-on": "2026-02-11", "submit-time": "17:00"}
    response = signed_in(cast.editor).post(due_dates_of(issue), values)
    assert response["Location"] == reverse("desk:editorial_issue_change", args=[issue.pk])
    assert [f"{each.name} {each.due_at:%m-%d %H:%M}" for each in deadlines.of(issue)] == [
        "submission closes 02-11 09:00"
    ]


def test_due_dates_are_counted_again_without_being_saved(cast: Cast, masthead: Masthead, signed_in: SignIn) -> None:
    issue = builders.open_issue(masthead, by=cast.writer)
    rhythm.found(masthead)
    page = signed_in(cast.editor).post(due_dates_of(issue), {"version": issue.version, "do": "count"})
    values = {step.code: str(form["on"].value()) for step, form in page.context["rows"]}
    assert (values["open"], values["release"]) == ("2026-02-09", "2026-02-14")
    assert deadlines.of(issue) == []
    assert due_dates_of(issue) in text_of(signed_in(cast.editor).get(issue_page(issue)))


def issue_page(issue: Issue) -> str:
    return reverse("desk:editorial_issue_change", args=[issue.pk])


def test_due_dates_on_an_old_page_are_refused_and_kept_as_typed(
    cast: Cast, masthead: Masthead, signed_in: SignIn
) -> None:
    issue = builders.open_issue(masthead, by=cast.writer)
    values = {"version": issue.version - 1, "submit-on": "2026-02-11", "submit-time": "17:00"}
    page = text_of(signed_in(cast.editor).post(due_dates_of(issue), values))
    assert str(history.STALE) in page
    assert 'value="2026-02-11"' in page
    assert deadlines.of(issue) == []


def opening_of(masthead: Masthead) -> str:
    return reverse("desk:editorial_issue_opening", args=[masthead.pk])


def test_what_would_be_opened_is_shown_before_anything_is(cast: Cast, masthead: Masthead, signed_in: SignIn) -> None:
    builders.open_issue(masthead, by=cast.writer)
    rhythm.found(masthead)
    client = signed_in(cast.editor)
    page = client.get(opening_of(masthead), {"kind": "combined", "numbers": "2"})
    text = text_of(page)
    for piece in ("第8—9期", "政策法规篇", "March 2, 2026", "opening", "16:30"):
        assert piece in text
    assert Issue.objects.count() == 1
    values = {"kind": "combined", "numbers": "2", "seen": page.context["proposal"].digest}
    response = client.post(opening_of(masthead), values)
    issue = Issue.objects.get(number=8)
    assert (response["Location"], issue.last_number) == (issue_page(issue), 9)
    assert said(response) == [f"{issue} is open."]


def test_what_changed_in_between_is_shown_again_instead_of_opened(
    cast: Cast, masthead: Masthead, signed_in: SignIn
) -> None:
    builders.open_issue(masthead, by=cast.writer)
    client = signed_in(cast.editor)
    seen = client.get(opening_of(masthead)).context["proposal"].digest
    opening.open_next(masthead, by=cast.chief)
    page = client.post(opening_of(masthead), {"kind": "regular", "seen": seen})
    assert str(opening.CHANGED) in text_of(page)
    assert page.context["proposal"].front.number == 9
    assert Issue.objects.count() == 2


def test_a_special_issue_asks_for_its_days(cast: Cast, masthead: Masthead, signed_in: SignIn) -> None:
    builders.open_issue(masthead, by=cast.writer)
    page = signed_in(cast.editor).get(opening_of(masthead), {"kind": "special"})
    assert "Give a special issue the date that it bears." in text_of(page)
    assert page.context["proposal"] is None


def test_a_day_off_and_a_year_not_announced_are_pointed_out(cast: Cast, masthead: Masthead, signed_in: SignIn) -> None:
    builders.open_issue(masthead, by=cast.writer, next_dated_on="2045-01-01")
    hints = signed_in(cast.editor).get(opening_of(masthead)).context["hints"]
    assert [hint.split(";")[0].split(" are")[0] for hint in hints] == [
        "The issue is dated on a day off",
        "The days off of 2045",
    ]
