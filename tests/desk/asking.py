"""What the tests of the desk's pages say often: press a button, read the messages that came back."""

from __future__ import annotations

from html import unescape
from typing import Any

from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from editorial.models import Issue
from editorial.review.facts import ISSUE, Target, gather


def press(client: Client, name: str, issue: Issue, **values: Any) -> Any:
    """Post to an address of the issue as a button on its page does; ``version`` is the present one unless given.

    The button of release sends the generation under that name: it covers the entries too.
    """
    present = Issue.objects.get(pk=issue.pk)
    version = present.generation if name == "release" else present.version
    fields = {"version": version, "back": "issue"} | values
    return client.post(reverse(f"desk:editorial_issue_{name}", args=[issue.pk]), fields)


def said(response: Any) -> list[str]:
    """The sentences that the next page will show."""
    return [str(message) for message in get_messages(response.wsgi_request)]


def text_of(response: Any) -> str:
    """The page as a reader has it, entities resolved."""
    return unescape(response.content.decode())


def digest(issue: Issue, target: Target = ISSUE) -> str:
    return gather(issue.pk).digest(target)
