"""The postbox of the demo: a letter as a person reads it, its attachments by name and size. It sends nothing."""

from __future__ import annotations

from collections.abc import Iterator

from django.core.mail import EmailMessage
from django.core.mail.backends import console

RULE = "-" * 79


class EmailBackend(console.EmailBackend):
    """Django's own prints the letter as it travels: Chinese in base64, and a whole PDF of it."""

    def write_message(self, message: EmailMessage) -> None:
        self.stream.write("\n".join([RULE, *_lines(message), RULE, ""]))


def _lines(message: EmailMessage) -> Iterator[str]:
    yield f"From: {message.from_email}"
    yield f"To: {', '.join(message.to)}"
    yield f"Subject: {message.subject}"
    yield from (f"{name}: {value}" for name, value in message.extra_headers.items())
    yield ""
    yield str(message.body).rstrip()
    for name, content, kind in message.attachments:
        yield f"[{name}, {kind}, {len(content) / 1024:.0f} KiB]"
