"""Further forms of an issue, each a pure function of its snapshot: for Word, for mail, for a chat, and as Markdown.

None of them is part of the record: they are made when somebody asks, and the same snapshot gives the same bytes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bulletin.snapshot import Snapshot
    from bulletin.store import Store

# The forms by the last word of their address: what a saved file is called after, and its media type (RFC 7763).
ENDINGS = {"docx": "docx", "mail": "mail.html", "txt": "txt", "md": "md"}
TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "mail": "text/html; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
    "md": "text/markdown; charset=utf-8",
}


def made(form: str, snapshot: Snapshot, store: Store | None = None) -> bytes:
    """An issue in one of the forms; pictures come from ``store``, by default that of released blobs.

    Raises Refused with every reason: texts that are not in canonical form, pictures that are not there.
    """
    if form == "docx":
        from bulletin.formats.word import docx
        from bulletin.rendering import images

        return docx(snapshot, images.granted(snapshot, store))
    if form == "mail":
        from bulletin.formats.mail import mail_html

        return mail_html(snapshot)
    from bulletin.formats import markdown, text

    return (text.text(snapshot) if form == "txt" else markdown.markdown(snapshot)).encode()


def version() -> str:
    """The digest of everything that decides what these forms look like: equal ones give equal bytes."""
    from bulletin.formats import making

    return making.version()
