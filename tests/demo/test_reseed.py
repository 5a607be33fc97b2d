from __future__ import annotations

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.utils import translation
from pytest_django import Settings

from bulletin import rendering
from bulletin.models import Edition, Masthead, Subscriber
from bulletin.rendering import Rendered
from editorial.demo import issues, people, register
from editorial.models import Entry, Issue, SignOff, User
from editorial.publishing import correcting, press
from editorial.review import workflow
from tests.cast import make_user


class PowerCut(BaseException):
    """The process ends here."""


def interrupt(monkeypatch: pytest.MonkeyPatch, module: object, name: str, *, call: int) -> None:
    """Let the process end at the ``call``-th call of a function."""
    function, calls = getattr(module, name), []

    def ending(*arguments: object, **options: object) -> object:
        calls.append(name)
        if len(calls) == call:
            raise PowerCut
        return function(*arguments, **options)

    monkeypatch.setattr(module, name, ending)


def seed_interrupted(monkeypatch: pytest.MonkeyPatch, module: object, name: str, *, call: int) -> None:
    with monkeypatch.context() as patch:
        interrupt(patch, module, name, call=call)
        with pytest.raises(PowerCut):
            call_command("seed_demo", verbosity=0)


@pytest.fixture
def one_issue(monkeypatch: pytest.MonkeyPatch) -> None:
    """Number 1 alone is released, for the sake of time; the others wait."""
    monkeypatch.setattr(issues, "RELEASED", (1,))


@pytest.fixture
def seeded_room(db: None, one_issue: None) -> Masthead:
    masthead = register.seed()
    cast = people.seed(masthead)
    issues.seed_in_review(masthead, cast)
    issues.seed_open(masthead, cast)
    return masthead


@pytest.mark.usefixtures("one_issue")
def test_an_interrupted_release_is_made_good(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    seed_interrupted(monkeypatch, press, "release", call=1)
    assert Issue.objects.get(number=1).state == Issue.State.SUBMITTED
    call_command("seed_demo", verbosity=0)
    assert Edition.objects.get().number == 1
    assert Issue.objects.count() == 3


@pytest.mark.usefixtures("one_issue")
def test_an_issue_that_was_being_signed_is_undone_whole(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    seed_interrupted(monkeypatch, issues, "_sign", call=2)
    assert not Issue.objects.exists()
    assert not SignOff.objects.exists()


def test_an_entry_that_somebody_took_back_stays_taken_back(seeded_room: Masthead) -> None:
    issue, reviewer = Issue.objects.get(number=5), User.objects.get(username="reviewer2")
    entry = Entry.objects.filter(section__part__issue=issue)[0]
    workflow.send_back(entry, by=reviewer, remark="请核对日期。")
    issues.seed_in_review(seeded_room, people.seed(seeded_room))
    assert Entry.objects.get(pk=entry.pk).state == Entry.State.RETURNED


def test_an_issue_changed_between_two_runs_is_not_released(db: None) -> None:
    masthead = register.seed()
    cast = people.seed(masthead)
    issue = issues._signed(masthead, 1, cast)
    workflow.send_back(issue, by=cast["chief"], remark="本期暂缓。")
    issues.seed_released(masthead, 1, cast)
    assert not Edition.objects.exists()


def test_a_correction_that_was_given_up_is_not_made_again(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rendering, "render", lambda *_args, **_options: Rendered(b"<p>", b"%PDF", 1, "none"))
    masthead = register.seed()
    cast = people.seed(masthead)
    issues.seed_released(masthead, issues.CORRECTED, cast)
    issue = Issue.objects.get()
    correcting.begin(issue, kind="correction", reason="看一看怎样更正。", by=cast["editor"])
    issues.seed_corrected(masthead, cast)
    correcting.give_up(Issue.objects.get(), by=cast["editor"])
    issues.seed_corrected(masthead, cast)
    assert Edition.objects.get().revision == 1


def test_the_open_issue_is_not_opened_behind_a_number_of_the_house(seeded_room: Masthead) -> None:
    with transaction.atomic():
        Issue.objects.filter(number=6).update(number=144)
    issues.seed_open(seeded_room, people.seed(seeded_room))
    assert sorted(Issue.objects.values_list("number", flat=True)) == [5, 144]


def test_a_name_of_somebody_else_stops_the_demo(db: None) -> None:
    make_user("editor")
    with translation.override("en"), pytest.raises(CommandError, match="“editor” belongs to somebody"):
        call_command("seed_demo", verbosity=0)
    assert User.objects.count() == 1


def test_a_public_address_gets_no_demo_logins(db: None, settings: Settings) -> None:
    settings.SECURE = True
    with pytest.raises(CommandError):
        call_command("seed_demo", verbosity=0)
    assert not User.objects.exists()
    assert not Subscriber.objects.exists()
