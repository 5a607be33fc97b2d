"""A mail server on loopback that behaves as the recipient's name tells it to."""

from __future__ import annotations

import asyncio
import email
import email.policy
import socket
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller

from bulletin import compat

AT_RCPT = {
    "later": "451 4.3.0 Try again later",
    "busy": "421 4.3.2 Closing the channel",
    "gone": "550 5.1.1 No such user",
}
AT_DATA = {"full": "452 4.2.2 Mailbox full", "spam": "554 5.7.1 Refused"}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Sink:
    """What was accepted, in order; ``drop`` breaks the connection after the message, ``hangup`` before it."""

    def __init__(self) -> None:
        self.accepted: list[tuple[str, EmailMessage]] = []
        self.envelopes: list[list[str]] = []
        self.raw: list[bytes] = []
        self.seconds_a_message = 0.0
        self.port = free_port()
        self._running = False

    def start(self) -> None:
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port, ready_timeout=20)
        self._controller.start()
        self._running = True

    def stop(self) -> None:
        if self._running:
            self._controller.stop()
        self._running = False

    @property
    def settings(self) -> dict[str, Any]:
        """The settings of either Django that send mail here."""
        backend = "django.core.mail.backends.smtp.EmailBackend"
        return compat.mail_settings({"EMAIL_BACKEND": backend, "EMAIL_HOST": "127.0.0.1", "EMAIL_PORT": self.port})

    @property
    def recipients(self) -> list[str]:
        return [address for address, _message in self.accepted]

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, server: Any, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        name = address.partition("@")[0].partition("-")[0]
        if name == "hangup":
            server.transport.abort()
        if name in AT_RCPT:
            return AT_RCPT[name]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        self.envelopes.append(list(envelope.rcpt_tos))
        await asyncio.sleep(self.seconds_a_message)
        name = envelope.rcpt_tos[0].partition("@")[0].partition("-")[0]
        if name in AT_DATA:
            return AT_DATA[name]
        self.raw.append(envelope.content)
        message = email.message_from_bytes(envelope.content, policy=email.policy.default)
        self.accepted.append((envelope.rcpt_tos[0], message))
        if name == "drop":
            server.transport.abort()
        return "250 OK"
