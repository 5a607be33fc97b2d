"""Every form of the desk, sent with every field of every model beside its own: only what the form offers may change."""

from __future__ import annotations

from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

import lxml.html
import pytest
from django.apps import apps
from django.db import models, transaction
from django.test import Client
from django.urls import reverse

from bulletin.models import Edition, Masthead, Subscriber
from editorial.models import (
    AuditEntry,
    Candidate,
    Entry,
    Issue,
    Membership,
    Override,
    Part,
    Proof,
    Section,
    SignOff,
    SourceDocument,
    Stage,
    Submission,
    User,
)
from tests.access.addresses import Rows, make_rows, someone_else
from tests.access.test_walk import ON_THE_DESK, query
from tests.cast import PEOPLE, Cast

# What no form offers, by model; other models' rows may only grow or change where the form's own function says so.
PROTECTED: dict[type[models.Model], tuple[str, ...]] = {
    User: ("pk", "is_superuser", "is_staff", "password", "last_login"),
    Issue: ("pk", "masthead_id", "number", "state", "opened_at"),
    Part: ("pk", "issue_id", "position", "code"),
    Section: ("pk", "part_id", "position", "code", "level"),
    Entry: ("pk", "state", "created_by_id", "ref"),
    SignOff: ("pk", "by_id", "digest", "revoked_at"),
    Submission: ("pk", "by_id", "digest"),
    Override: ("pk",),
    Proof: ("pk",),
    Edition: ("pk", "snapshot_digest"),
    SourceDocument: ("pk", "masthead_id", "digest", "name", "size", "by_id", "issue_id"),
    Candidate: ("pk", "document_id", "ref", "masthead_id", "by_id", "entry_id", "state", "reason"),
}
# Whatever lies at a masthead where nobody of the cast has a role.
FOREIGN = (Issue, Part, Section, Entry, Stage, Membership, Subscriber, SignOff)
# New rows are what these forms are for.
GROWING: dict[type[models.Model], tuple[str, ...]] = {
    Entry: ("notice_add", "article_add"),
    User: ("user_add",),
    SourceDocument: ("sourcedocument_add",),
    **dict.fromkeys((Issue, Part, Section), ("issue_opening",)),
}
# These three reach every form between them; the others see the same forms, fewer of them.
EVERY_FORM = ("writer", "chief", "user_administrator")
OTHERS = [name for name, _printed, role in PEOPLE if role and name not in EVERY_FORM]


@pytest.fixture
def rows(cast: Cast, masthead: Masthead) -> Rows:
    return make_rows(masthead, by=cast.writer, stranger=someone_else(masthead))


@pytest.fixture
def foreign(cast: Cast, other_masthead: Masthead) -> Rows:
    stranger = someone_else(other_masthead)
    return make_rows(other_masthead, by=stranger, stranger=stranger)


def forged(foreign: Rows) -> dict[str, str]:
    """A value for every field of every model, and what the admin reads beside fields."""
    values = {"_popup": "1", "_to_field": "id", "_saveasnew": "1", "next": "/", "form-TOTAL_FORMS": "1"}
    values |= {"form-INITIAL_FORMS": "1", "form-0-id": "1", "action": "delete_selected", "_selected_action": "1"}
    for model in (each for each in apps.get_models() if each._meta.app_label in ("editorial", "bulletin")):
        for field in model._meta.get_fields():
            values.setdefault(field.name, _value(field, foreign))
    return values


def _value(field: Any, foreign: Rows) -> str:
    if isinstance(field, models.BooleanField):
        return "on"
    if isinstance(field, models.ForeignKey):
        return str(foreign.rows.get(field.name, foreign.masthead.pk))
    if isinstance(field, models.DateTimeField | models.DateField):
        return "2001-01-01"
    return "released" if field.name == "state" else "7"


def filled(page: str) -> Iterator[tuple[str, dict[str, list[str]]]]:
    """The forms of a page that are sent by POST: where to, and every field with the value that it shows."""
    tree = lxml.html.fromstring(page)
    tree.make_links_absolute("http://testserver/", resolve_base_href=False)
    for form in tree.forms:
        if form.method == "POST":
            found: dict[str, list[str]] = {}
            for name, value in form.form_values():
                found.setdefault(name, []).append(str(value))
            yield (form.action or "").removeprefix("http://testserver"), found


def protected() -> dict[str, Any]:
    return {model.__name__: set(model._default_manager.values_list(*columns)) for model, columns in PROTECTED.items()}


def at(masthead: Masthead) -> dict[str, Any]:
    paths = {Part: "issue__", Section: "part__issue__", Entry: "section__part__issue__", Stage: "plan__"}
    paths |= {SignOff: "issue__"}
    return {
        model.__name__: list(
            model._default_manager.filter(**{f"{paths.get(model, '')}masthead": masthead}).order_by("pk").values_list()
        )
        for model in FOREIGN
    }


def compared(before: dict[str, Any], after: dict[str, Any], address: str) -> list[str]:
    growing = {model.__name__ for model, names in GROWING.items() if address.endswith(names)}
    return [
        name for name in before if not (before[name] <= after[name] if name in growing else before[name] == after[name])
    ]


@pytest.mark.parametrize("who", [*EVERY_FORM, *(pytest.param(name, marks=pytest.mark.faults) for name in OTHERS)])
def test_only_what_a_form_offers_can_be_changed_by_sending_it(cast: Cast, rows: Rows, foreign: Rows, who: str) -> None:
    client = Client(headers={"accept-language": "en"}, raise_request_exception=False)
    client.force_login(getattr(cast, who))
    extra, stray, sent = forged(foreign), {}, 0
    for address in ON_THE_DESK:
        here = reverse(address.name, kwargs=rows.arguments(address))
        with transaction.atomic():
            page = client.get(here + query(address, rows))
            html = page.content.decode() if page.headers.get("Content-Type", "").startswith("text/html") else ""
            own = [each for each in filled(html) if each[0] in ("", here, here + query(address, rows))] if html else []
            for _action, values in own if page.status_code == HTTPStatus.OK else []:
                before, afar = protected(), at(foreign.masthead)
                answer = client.post(here + query(address, rows), {**extra, **values})
                sent += 1
                differing = compared(before, protected(), address.name)
                if differing or at(foreign.masthead) != afar or answer.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR:
                    stray[address.name] = (differing, answer.status_code)
            transaction.set_rollback(True)
    assert stray == {}
    assert sent or who in ("auditor",)
    assert not AuditEntry.objects.filter(masthead=foreign.masthead, by=getattr(cast, who)).exists()
