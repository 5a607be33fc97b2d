"""Asks for every page of site and desk in one language, and says what stands on it."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from http import HTTPStatus

from django.apps import apps
from django.db.models import CharField, JSONField, Model, TextField
from django.test import Client
from django.urls import reverse

from editorial.models import User
from tests.access.addresses import Address, Rows, every_address

WITHIN = re.compile(r"<(script|style)\b.*?</\1>", re.DOTALL)
HAN = re.compile(r"[\u4e00-\u9fff]+")


def read_by(user: User | None, language: str, rows: Rows) -> Iterator[tuple[str, str]]:
    """The name and the text, attributes included, of every page that answers ``user``."""
    client = Client(headers={"accept-language": language})
    if user is not None:
        client.force_login(user)
    for address in every_address():
        response = client.get(reverse(address.name, kwargs=rows.arguments(address)) + _query(address, rows))
        is_page = response.headers.get("Content-Type", "").startswith(("text/html", "application/atom"))
        if is_page and response.status_code in (HTTPStatus.OK, HTTPStatus.NOT_FOUND) and not _is_printed(address):
            yield address.name, html.unescape(WITHIN.sub(" ", response.content.decode()))


def written() -> str:
    """Every text in the database: what people wrote, and what pages may show in any language."""
    return "\n".join(text for model in apps.get_models() for text in _texts(model))


def _texts(model: type[Model]) -> Iterator[str]:
    names = [each.name for each in model._meta.concrete_fields if isinstance(each, CharField | TextField | JSONField)]
    for row in model._default_manager.values_list(*names):
        yield from map(str, row)


def _is_printed(address: Address) -> bool:
    """Downloads, previews and the read-through speak the language of their masthead."""
    return "preview" in address.name or address.name.endswith(("html", "mail", "pdf", "read_through"))


def _query(address: Address, rows: Rows) -> str:
    return f"?section={rows.rows['section']}" if address.name.endswith(("notice_add", "article_add")) else ""


def spoken(text: str) -> Iterator[str]:
    """What stands between two tags, or as a label in an attribute, in small letters."""
    for piece in [*re.findall(r">([^<>]+)<", text), *re.findall(r'(?:title|aria-label|placeholder)="([^"]+)"', text)]:
        yield " ".join(piece.split()).rstrip(":：").lower()
