"""What the letters say; every link in them is made from SITE_ROOT, and they know nothing of how mail is sent."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from bulletin import store
from bulletin.archive import contents, printed, public
from bulletin.delivery import tokens
from bulletin.delivery.tokens import Purpose
from bulletin.models import Edition, Subscriber


@dataclass(frozen=True, slots=True)
class Attachment:
    name: str
    content: bytes
    type: str


@dataclass(frozen=True, slots=True)
class Letter:
    """One message without its recipient."""

    subject: str
    text: str
    html: str = ""
    attachment: Attachment | None = None
    headers: dict[str, str] = field(default_factory=dict)


def confirmation(subscriber: Subscriber) -> Letter:
    """The link that confirms; it goes to an address that nobody has proved to be theirs, so it says little."""
    return _in_language(subscriber, lambda: _plain(subscriber, "confirm", _("Please confirm your subscription")))


def reminder(subscriber: Subscriber) -> Letter:
    """The answer to an address that is on the list already."""
    return _in_language(subscriber, lambda: _plain(subscriber, "reminder", _("You are subscribed already")))


class IssueLetter:
    """The letter of one edition, worked out once for all its recipients of a language. Raises StoreError when made."""

    def __init__(self, edition: Edition, language: str) -> None:
        self.language = language
        self._edition = edition
        self._attachment = _pdf(edition)
        with translation.override(language):
            self._context = _issue_context(edition, self._attachment is not None)
            self._subject = printed.marked(printed.full_title(edition), edition)

    def to(self, subscriber: Subscriber, message_id: str) -> Letter:
        """With the subscriber's own link to leave, in the text and in the header that mail programs use (RFC 8058)."""
        unsubscribe = _link("unsubscribe", subscriber, Purpose.UNSUBSCRIBE)
        context = {**self._context, "unsubscribe": unsubscribe}
        with translation.override(self.language):
            return Letter(
                subject=self._subject,
                text=_rendered("issue.txt", context),
                html=_rendered("issue.html", context),
                attachment=self._attachment,
                headers=_list_headers(self._edition, unsubscribe, message_id),
            )


def _issue_context(edition: Edition, has_attachment: bool) -> dict[str, Any]:
    snapshot = public.snapshot_of(edition)
    place = [edition.masthead.code, edition.number]
    return {
        "masthead": edition.masthead,
        "title": printed.full_title(edition),
        "issue": printed.line(edition),
        "corrections": contents.corrections(edition) if edition.is_corrected else [],
        "highlights": snapshot.issue.highlights,
        "parts": contents.outline(edition, snapshot, printed.composed(snapshot)),
        "root": settings.SITE_ROOT,
        "address": printed.absolute(reverse("archive:issue", args=place)),
        "pdf_address": printed.absolute(reverse("archive:pdf", args=place)),
        "has_attachment": has_attachment,
    }


def _pdf(edition: Edition) -> Attachment | None:
    """The PDF, unless it is too large for a mailbox; then the link alone is sent."""
    if edition.pdf_size > settings.MAIL_ATTACHMENT_BYTES:
        return None
    content = store.released().get(edition.pdf_digest)
    return Attachment(printed.file_name(edition, "pdf"), content, "application/pdf")


def _list_headers(edition: Edition, unsubscribe: str, message_id: str) -> dict[str, str]:
    host = urlsplit(settings.SITE_ROOT).hostname or "localhost"
    return {
        "List-Id": f"<{edition.masthead.code}.{host}>",
        "List-Unsubscribe": f"<{unsubscribe}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Message-ID": f"<{message_id}@{host}>",
        "Precedence": "bulk",
    }


def _plain(subscriber: Subscriber, name: str, subject: str) -> Letter:
    context = {
        "masthead": subscriber.masthead,
        "confirm": _link("confirm", subscriber, Purpose.CONFIRM) if name == "confirm" else "",
        "unsubscribe": _link("unsubscribe", subscriber, Purpose.UNSUBSCRIBE) if name == "reminder" else "",
    }
    headers = {"Auto-Submitted": "auto-replied"}
    return Letter(f"{subscriber.masthead.title}{_(': ')}{subject}", _rendered(f"{name}.txt", context), headers=headers)


def _link(name: str, subscriber: Subscriber, purpose: Purpose) -> str:
    return printed.absolute(reverse(f"delivery:{name}", args=[tokens.issue(subscriber, purpose)]))


def _rendered(name: str, context: dict[str, Any]) -> str:
    return render_to_string(f"bulletin/delivery/mail/{name}", context)


def _in_language(subscriber: Subscriber, write: Callable[[], Letter]) -> Letter:
    with translation.override(subscriber.language):
        return write()
