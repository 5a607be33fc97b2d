"""Further forms of an issue, each a pure function of its snapshot: for Word, for mail, for a chat, and as Markdown.

None of them is part of the record: they are made when somebody asks, and the same snapshot gives the same bytes.
What makes a form is imported then, because the public process lists the forms on every page and makes few of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

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

    Raises Refused with every reason: texts that are not in canonical form, pictures that are not there. Raises KeyError
    for what is no form of ours.
    """
    from bulletin.formats import mail, markdown, text, word
    from bulletin.rendering import images

    writers: dict[str, Callable[[], bytes]] = {
        "docx": lambda: word.docx(snapshot, images.granted(snapshot, store)),
        "mail": lambda: mail.mail_html(snapshot),
        "txt": lambda: text.text(snapshot).encode(),
        "md": lambda: markdown.markdown(snapshot).encode(),
    }
    return writers[form]()
