"""The page of an entry as a browser without scripts would send it back."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from editorial.models import Entry


class Controls(HTMLParser):
    """The named controls of one form with their values; ``mark`` is part of the form's class or action."""

    def __init__(self, mark: str) -> None:
        super().__init__(convert_charrefs=True)
        self._mark = mark
        self.values: dict[str, str] = {}
        self._in_form = False
        self._text: str | None = None
        self._select: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._in_form = self._mark in given.get("class", "") + given.get("action", "")
        name = given.get("name", "")
        if not self._in_form or "__prefix__" in name:
            return
        if tag == "textarea" and name:
            self._text, self.values[name] = name, ""
        elif tag == "select":
            self._select, self.values[name] = name, ""
        elif tag == "option" and self._select and "selected" in given:
            self.values[self._select] = given["value"]
        elif tag == "input" and given.get("type") not in ("checkbox", "file") and name:
            self.values[name] = given.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._text = None
        elif tag == "select":
            self._select = None
        elif tag == "form":
            self._in_form = False

    def handle_data(self, data: str) -> None:
        if self._text:
            # A browser drops the line break after the tag and sends the others as CRLF.
            plainly = data.removeprefix("\n") if not self.values[self._text] else data
            self.values[self._text] += plainly.replace("\n", "\r\n")


def address(entry: Entry) -> str:
    return reverse(f"desk:editorial_{entry.kind}_change", args=[entry.pk])


def controls(response: Any, mark: str = "entry-form") -> dict[str, str]:
    parser = Controls(mark)
    parser.feed(response.content.decode())
    return parser.values


def opened(client: Client, entry: Entry) -> dict[str, str]:
    """What a browser holds after opening the page."""
    response = client.get(address(entry))
    assert response.status_code == 200
    return controls(response)


def saved(client: Client, entry: Entry, values: dict[str, Any], **changes: Any) -> HttpResponse:
    return client.post(address(entry), {**values, **changes, "_continue": ""})  # type: ignore[return-value]
