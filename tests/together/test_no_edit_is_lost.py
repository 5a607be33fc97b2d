from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from html import unescape
from typing import Any

from django.test import Client
from django.urls import reverse

from bulletin import snapshot as shape
from bulletin.models import Masthead
from editorial import assembly
from editorial.drafting import opening
from editorial.models import Entry, Issue, Part, Remark, Section, User
from editorial.review import workflow
from tests import builders
from tests.cast import Cast, make_user
from tests.desk.asking import said
from tests.entries.pages import address, controls

SignIn = Callable[[User], Client]
ROUNDS = 200
STALE = "Somebody else changed this in the meantime."


@dataclass
class Newsroom:
    """What must be stored now, were no edit ever lost; ``turns`` counts the changes of what a version stands for."""

    issue: Issue
    entry: Entry
    judged: Entry
    expected: dict[str, str]
    turns: dict[str, int] = field(default_factory=lambda: {"issue": 0, "entry": 0, "judged": 0})
    saved: int = 0
    refused: int = 0
    remarks: list[str] = field(default_factory=list)

    def stored(self) -> dict[str, str]:
        issue, entry = Issue.objects.get(pk=self.issue.pk), Entry.objects.get(pk=self.entry.pk)
        part = Part.objects.get(issue=issue, code="policy")
        section = Section.objects.get(part=part, code="national")
        return {
            "entry.title": entry.title,
            "entry.standfirst": entry.standfirst,
            "entry.signed_by": "".join(entry.signed_by),
            "entry.attachments": "".join(each.title for each in entry.attachments.all()),
            "front.title": issue.title,
            "front.number_label": issue.number_label,
            "part.compiler": part.compiler,
            "section.title": section.title,
            "order": order(issue),
        }

    def version(self, scope: str) -> int:
        if scope == "issue":
            return Issue.objects.get(pk=self.issue.pk).version
        return Entry.objects.get(pk={"entry": self.entry, "judged": self.judged}[scope].pk).version


def order(issue: Issue) -> str:
    return " ".join(str(entry.pk) for entry in builders.entries_of(issue))


@dataclass
class Page:
    """A form as somebody opened it, and how many changes there had been by then."""

    values: dict[str, Any]
    turn: int


FORMS = {
    "entry": ("entry", ("title", "standfirst", "signed_by", "attachments-0-title")),
    "front": ("issue", ("title", "number_label")),
    "part": ("issue", ("compiler",)),
    "section": ("issue", ("title",)),
}
STEPS = {"move": "issue", "bulk": "issue", "hold_over": "issue", "return": "judged"}


def url_of(room: Newsroom, door: str) -> str:
    issue = room.issue.pk
    match door:
        case "entry":
            return address(room.entry)
        case "part":
            part = Part.objects.get(issue=issue, code="policy")
            return reverse("desk:editorial_issue_part", args=[issue, part.pk])
        case "section":
            section = Section.objects.get(part__issue=issue, code="national")
            return reverse("desk:editorial_issue_section", args=[issue, section.pk])
    return reverse(f"desk:editorial_issue_{door}", args=[issue])


def opened(room: Newsroom, client: Client, door: str) -> Page:
    scope = FORMS[door][0] if door in FORMS else STEPS[door]
    if door in FORMS:
        mark = "entry-form" if door == "entry" else "card narrow"
        return Page(controls(client.get(url_of(room, door)), mark), room.turns[scope])
    return Page({"version": str(room.version(scope)), "back": "issue"}, room.turns[scope])


def fill(room: Newsroom, client: Client, door: str, page: Page, word: str, dice: random.Random) -> Page:
    scope, names = FORMS[door]
    name = dice.choice(names)
    page.values[name] = word
    before = room.stored()
    response: Any = client.post(url_of(room, door), page.values)
    if response.status_code == 302:
        assert page.turn == room.turns[scope], "somebody saved over what they had not seen"
        kept = {each: page.values[each] for each in names}
        for each, value in kept.items():
            room.expected[f"{door}.{each.removesuffix('-0-title')}"] = value
        room.turns[scope] += 1
        room.saved += 1
        return opened(room, client, door)
    assert STALE in response.content.decode()
    assert room.stored() == before
    again = controls(response, "entry-form" if door == "entry" else "card narrow")
    assert again[name] == word, "what was typed is gone"
    room.refused += 1
    return Page(again, room.turns[scope])


def step(room: Newsroom, client: Client, door: str, page: Page, word: str, dice: random.Random) -> Page:
    scope = STEPS[door]
    rows = [entry for entry in builders.entries_of(room.issue) if entry.pk not in (room.entry.pk, room.judged.pk)]
    one, other = dice.sample(rows, 2)
    offered: dict[str, dict[str, Any]] = {
        "move": {"to": f"{one.pk}.{other.section_id}.{dice.randint(1, 4)}"},
        "bulk": {"do": f"move.{other.section_id}", "chosen": [f"{each.pk}.{each.version}." for each in (one, other)]},
        "hold_over": {"entry": one.pk},
        "return": {"entry": room.judged.pk, "remark": word},
    }
    values = offered[door]
    before, version = room.stored(), room.version(scope)
    response: Any = client.post(url_of(room, door), page.values | values)
    if room.version(scope) > version:
        assert page.turn == room.turns[scope], "somebody acted on what they had not seen"
        room.turns[scope] += 1
        room.saved += 1
        room.expected["order"] = order(room.issue)
        if door == "return":
            room.remarks.append(word)
            workflow.submit(Entry.objects.get(pk=room.judged.pk), by=room.judged.created_by)
    else:
        assert STALE in response.content.decode() or any(STALE in each for each in said(response))
        assert room.stored() == before
        if door == "return":
            assert word in unescape(response.content.decode()), "what was typed is gone"
        room.refused += 1
    return opened(room, client, door)


def remark(room: Newsroom, client: Client, word: str) -> None:
    values = {"entry": room.entry.pk, "text": word, "back": "issue"}
    assert client.post(reverse("desk:editorial_issue_remarks", args=[room.issue.pk]), values).status_code == 302
    room.remarks.append(word)


def newsroom(cast: Cast, masthead: Masthead) -> Newsroom:
    issue = builders.open_issue(masthead, by=cast.writer, entries=30)
    opening.create(masthead, shape.Issue(number=8, dated_on="2026-02-23"), builders.parts(0), by=cast.editor)
    entry, judged, *_rest = builders.entries_of(issue)
    workflow.submit(judged, by=cast.writer)
    room = Newsroom(issue, entry, judged, {})
    room.expected = room.stored()
    return room


def test_of_two_hundred_interleavings_through_every_door_no_edit_is_lost(
    cast: Cast, masthead: Masthead, signed_in: SignIn
) -> None:
    room, dice = newsroom(cast, masthead), random.Random(20)
    clients = [signed_in(cast.chief), signed_in(make_user("chief2", "牛主编", "chief", masthead))]
    pages: dict[tuple[int, str], Page] = {}
    for turn in range(ROUNDS):
        who, door = dice.randrange(2), dice.choice([*FORMS, *STEPS, "remark"])
        client, word = clients[who], f"第{turn}次写的话"
        if door == "remark":
            remark(room, client, word)
            continue
        if (who, door) not in pages or dice.random() < 0.2:
            pages[who, door] = opened(room, client, door)
        act = fill if door in FORMS else step
        pages[who, door] = act(room, client, door, pages[who, door], word, dice)
        assert room.stored() == room.expected
    texts = set(Remark.objects.values_list("text", flat=True))
    assert texts == set(room.remarks)
    assert min(room.saved, room.refused) > 30
    digest = shape.entry_digest(assembly.entry_of(Entry.objects.get(pk=room.entry.pk)))
    assert room.entry.revisions.order_by("-pk")[0].digest == digest
