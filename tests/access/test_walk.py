from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from http.cookies import SimpleCookie
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from bulletin.models import Masthead
from editorial.models import User
from editorial.roles import TABLE as ROLES
from tests.access.addresses import Address, Rows, every_address, make_rows, someone_else
from tests.access.table import TABLE, Need, Open
from tests.cast import PEOPLE, Cast

ADDRESSES = list(every_address())
REFUSED = {HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND}
PUBLIC = [address for address in ADDRESSES if TABLE.get(address.name, (None,))[0] is Open.EVERYBODY]
ON_THE_DESK = [address for address in ADDRESSES if address not in PUBLIC]
# Registers are the house's: whoever may see or change them at one masthead may do so at all.
OF_THE_HOUSE = ("bulletin_authority", "editorial_proposedname", "bulletin_documenttype", "bulletin_workdayoverride")
OF_A_MASTHEAD = {"object_id", "pk", "issue_id", "section_id", "document_id", "batch_id", "message_id", "masthead_id"}
OF_A_MASTHEAD |= {"edition_id", "withdrawal_id", "undoing_id"}
AT_A_MASTHEAD = [
    address
    for address in ON_THE_DESK
    if OF_A_MASTHEAD & set(address.arguments) and not any(name in address.name for name in OF_THE_HOUSE)
]
# One-click unsubscription (RFC 8058) comes from a mail program; the language button stands on pages that caches share.
WITHOUT_TOKEN = {"delivery:unsubscribe", "archive:language"}
NOT_SIGNED_IN = "not signed in"
# Who made the rows of the walk, by their role, which nobody else of the cast holds.
OWNER = "writer"
ROLE_OF = {name: role for name, _printed, role in PEOPLE} | {NOT_SIGNED_IN: None}


@pytest.fixture
def rows(cast: Cast, masthead: Masthead) -> Rows:
    return make_rows(masthead, by=cast.writer, stranger=someone_else(masthead))


@pytest.fixture
def foreign_rows(cast: Cast, other_masthead: Masthead) -> Rows:
    stranger = someone_else(other_masthead)
    return make_rows(other_masthead, by=stranger, stranger=stranger)


@dataclass
class Visitor:
    """One person's browser: it keeps their session, whatever the requests do to it."""

    client: Client
    cookies: SimpleCookie

    def answer(self, method: str, address: Address, rows: Rows) -> str:
        """How an address answers, in a word; whatever the request changed is undone."""
        self.client.cookies = SimpleCookie(self.cookies)
        url = reverse(address.name, kwargs=rows.arguments(address)) + query(address, rows)
        with transaction.atomic():
            response = self.client.generic(method, url)
            transaction.set_rollback(True)
        return verdict(response, address)


def visitor(user: User | None) -> Visitor:
    client = Client(headers={"accept-language": "en"}, raise_request_exception=False)
    if user is not None:
        client.force_login(user)
    return Visitor(client, SimpleCookie(client.cookies))


def query(address: Address, rows: Rows) -> str:
    if address.name.endswith(("notice_add", "article_add")):
        return f"?section={rows.rows['section']}"
    if address.name == "desk:autocomplete":
        return "?app_label=bulletin&model_name=authority&field_name=successor&term="
    return ""


def verdict(response: Any, address: Address) -> str:
    if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        return "not offered"
    if response.status_code in REFUSED:
        return "refused"
    if response.status_code == HTTPStatus.FOUND and _leads_away(response["Location"], address):
        return "refused"
    return "broken" if response.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR else "answered"


def _leads_away(location: str, address: Address) -> bool:
    """To the sign-in page, or home with the word that there is no such row."""
    home = address.name.endswith(("_change", "_delete", "logout")) and location == reverse("desk:index")
    return home or location.startswith(reverse("desk:login"))


def wrong(found: str, role: str | None, need: Need) -> bool:
    """Whether an answer is another than the table's; whom nothing is offered may be told so in either way."""
    if need is Open.NOT_OFFERED:
        return found not in ("not offered", "refused")
    return found != ("answered" if _allowed(role, need) else "refused")


def _allowed(role: str | None, need: Need) -> bool:
    if need is Open.EVERYBODY:
        return True
    if need is Open.OWN:
        return role == OWNER
    return role is not None and need is not Open.NOBODY and (need is Open.DESK or need in ROLES[role])


def test_the_table_knows_every_address_and_no_other() -> None:
    assert {address.name for address in ADDRESSES} == set(TABLE)


def test_every_address_has_a_name_of_its_own() -> None:
    names = [address.name for address in ADDRESSES]
    assert sorted(names) == sorted(set(names))
    assert not [name for name in names if name.endswith("None")]


@pytest.mark.parametrize("who", ROLE_OF)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_every_address_of_the_desk_answers_as_the_role_table_says(
    cast: Cast, rows: Rows, who: str, method: str
) -> None:
    asking = visitor(getattr(cast, who, None))
    found = {address.name: asking.answer(method, address, rows) for address in ON_THE_DESK}
    differing = {name: word for name, word in found.items() if wrong(word, ROLE_OF[who], TABLE[name][method == "POST"])}
    assert differing == {}


@pytest.mark.parametrize("who", [name for name, role in ROLE_OF.items() if role])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_nothing_of_another_masthead_answers(cast: Cast, rows: Rows, foreign_rows: Rows, who: str, method: str) -> None:
    # Whom the table allows nothing was refused in the walk before, whatever the row.
    asked = [address for address in AT_A_MASTHEAD if _allowed(ROLE_OF[who], TABLE[address.name][method == "POST"])]
    asking = visitor(getattr(cast, who))
    found = {address.name: asking.answer(method, address, foreign_rows) for address in asked}
    assert {name: word for name, word in found.items() if word not in ("refused", "not offered")} == {}


def test_no_list_and_no_form_names_another_masthead(cast: Cast, rows: Rows, foreign_rows: Rows) -> None:
    pages = [address for address in ON_THE_DESK if address.name.endswith(("index", "_changelist", "_add"))]
    telling = set()
    for person in cast:
        client = Client(headers={"accept-language": "en"})
        client.force_login(person)
        for address in pages:
            page = client.get(reverse(address.name)).content.decode()
            if foreign_rows.masthead.title in page:
                telling.add((person.username, address.name))
    assert telling == set()


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_the_public_site_answers_everybody_alike(cast: Cast, rows: Rows, method: str) -> None:
    people = [visitor(user) for user in (None, cast.chief, cast.subscription_manager, cast.nobody)]
    found = {address.name: {each.answer(method, address, rows) for each in people} for address in PUBLIC}
    assert {name: words for name, words in found.items() if len(words) > 1 or words & {"broken"}} == {}
    posted = {name for name in found if TABLE[name][1] is Open.NOT_OFFERED} if method == "POST" else set()
    assert {name: found[name] for name in posted if found[name] != {"not offered"}} == {}


def test_nothing_is_posted_without_the_token_of_the_form(cast: Cast, rows: Rows) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.chief)
    found = {
        address.name: client.post(reverse(address.name, kwargs=rows.arguments(address))).status_code
        for address in ADDRESSES
        if address.name not in WITHOUT_TOKEN
    }
    assert {name: status for name, status in found.items() if status not in (403, 404, 405)} == {}
