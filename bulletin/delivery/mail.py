"""The only door to the mail server: one letter, one recipient, and an answer that says whether to try again."""

from __future__ import annotations

import contextlib
import email.policy
import smtplib
from collections.abc import Callable
from types import TracebackType
from typing import Any, Self

import django
from django.conf import settings
from django.core import mail
from django.utils.translation import gettext as _

from bulletin.delivery.forms import is_plain
from bulletin.delivery.headers import one_line, with_whole_links
from bulletin.delivery.letters import Letter

# A server that says nothing for so long will not say anything more; Django waits for ever by default.
PATIENCE_SECONDS = 30


class SendingError(Exception):
    """The letter was not sent, or that is not known; the text is for the desk and names the server's answer."""


class TemporaryError(SendingError):
    """It was not accepted, and may be tried again."""


class PermanentError(SendingError):
    """It was refused for good."""


class UncertainError(SendingError):
    """The connection broke while the letter was being handed over: it may have been accepted."""


class _Message(mail.EmailMultiAlternatives):
    """Django 6 writes headers by a policy of the e-mail package; the rules of Django 5.2 leave links whole."""

    def message(self, **options: Any) -> Any:
        if django.VERSION >= (6, 0):
            options["policy"] = with_whole_links(options.get("policy", email.policy.default))
        return super().message(**options)


class Postman:
    """One connection for many letters; opened by the first, given up after every failure."""

    def __init__(self) -> None:
        self._connection = _new_connection()
        self._handing_over = True

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._give_up()

    def send(self, letter: Letter, address: str) -> None:
        """Hand over one letter. Raises SendingError of the kind that fits."""
        message = _message(letter, address)
        self._open()
        try:
            self._connection.send_messages([message])
        except (OSError, ValueError) as failure:  # smtplib's errors are OSErrors
            kind = self._kind_of(failure)
            self._give_up()
            raise kind(_reason(failure)) from failure

    def _open(self) -> None:
        """Nothing has reached the server while this fails, so every failure is a temporary one."""
        try:
            self._connection.open()
        except OSError as failure:
            self._give_up()
            raise TemporaryError(_reason(failure)) from failure
        self._watch_for_handing_over()

    def _watch_for_handing_over(self) -> None:
        """A connection that breaks before DATA has delivered nothing; smtplib's errors do not tell the two apart."""
        smtp = getattr(self._connection, "connection", None)
        if not isinstance(smtp, smtplib.SMTP):
            return
        self._handing_over = False
        if "data" not in vars(smtp):
            vars(smtp)["data"] = self._noting(smtp.data)

    def _noting(self, data: Callable[..., Any]) -> Callable[..., Any]:
        def noted(*args: Any, **kwargs: Any) -> Any:
            self._handing_over = True
            return data(*args, **kwargs)

        return noted

    def _kind_of(self, failure: Exception) -> type[SendingError]:
        code = _code(failure)
        if isinstance(failure, ValueError) or 500 <= code < 600:
            return PermanentError
        if 400 <= code < 500 or not self._handing_over:
            return TemporaryError
        return UncertainError

    def _give_up(self) -> None:
        with contextlib.suppress(OSError):
            self._connection.close()
        self._connection = _new_connection()


def deliver(letter: Letter, address: str) -> None:
    """One letter by itself. Raises SendingError."""
    with Postman() as postman:
        postman.send(letter, address)


def _message(letter: Letter, address: str) -> _Message:
    if not is_plain(address):
        raise PermanentError(_("The address is not one that mail can be sent to."))
    headers = {name: one_line(value) for name, value in letter.headers.items()}
    sender = one_line(settings.DEFAULT_FROM_EMAIL)
    message = _Message(one_line(letter.subject), letter.text, sender, [address], headers=headers)
    if letter.html:
        message.attach_alternative(letter.html, "text/html")
    if letter.attachment is not None:
        message.attach(letter.attachment.name, letter.attachment.content, letter.attachment.type)
    return message


def _new_connection() -> Any:
    """Django 6.1 has mailers where 5.2 has a single backend."""
    mailers = getattr(mail, "mailers", None)
    connection: Any = mail.get_connection() if mailers is None else mailers.default
    if getattr(connection, "timeout", PATIENCE_SECONDS) is None:
        connection.timeout = PATIENCE_SECONDS
    return connection


def _code(failure: Exception) -> int:
    """The server's reply code, 0 where there is none."""
    if isinstance(failure, smtplib.SMTPRecipientsRefused):
        return next(iter(failure.recipients.values()))[0]
    return failure.smtp_code if isinstance(failure, smtplib.SMTPResponseException) else 0


def _reason(failure: Exception) -> str:
    """The server's words for the desk, without those that name an address."""
    code = _code(failure)
    if code:
        return _("The mail server answered %(code)s.") % {"code": code}
    return f"{type(failure).__name__}: {one_line(str(failure))}"
