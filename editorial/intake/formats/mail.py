"""E-mails and web archives: the text or HTML part, what is attached, and who sent it when."""

from __future__ import annotations

import email
from email.errors import MessageError
from email.header import decode_header
from email.message import Message
from email.policy import compat32

from bulletin import richtext
from editorial.intake.formats import blocks, inline, kinds, markup, pictures, plain, sentences, web
from editorial.intake.formats.found import Found, Piece, Unreadable

MOST_PARTS = 300
_KEPT = {
    b"%PDF-": "application/pdf",
    b"PK\x03\x04": "application/zip",
    b"\xd0\xcf\x11\xe0": "application/x-ole-storage",
    b"\x89PNG": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"GIF8": "image/gif",
}


def read(data: bytes, found: Found) -> None:
    """The body as lines, the attached files as files. Raises Unreadable."""
    message = email.message_from_bytes(data, policy=compat32)
    _mend_headers(message)
    location = _header(message, "Snapshot-Content-Location") or _header(message, "Content-Location")
    found.source_url = richtext.safe_href(location)
    found.title = _header(message, "Subject") or None
    sender, sent = _header(message, "From"), _header(message, "Date")
    if sender and not location:
        found.lose(sentences.RECEIVED, sender=sender, sent=sent or "?")
    parts = list(_leaves(message))
    if not parts:
        raise Unreadable(sentences.NO_MESSAGE_TEXT)
    body = _body(parts)
    _write(body, parts, found, is_page=bool(location))
    if not found.text.strip(plain.BLANK):
        raise Unreadable(sentences.NO_MESSAGE_TEXT)
    for part in parts:
        if part is not body and not _is_other_form(part, body):
            _attach(part, found)


def _leaves(message: Message) -> list[Message]:
    """The parts that hold something; a message inside the message is opened only where there is nothing else."""
    waiting, found, inner = [message], list[Message](), list[Message]()
    seen = 0
    while waiting:
        part = waiting.pop(0)
        _mend_headers(part)
        seen += 1
        if seen > MOST_PARTS:
            raise Unreadable(sentences.TOO_MANY_MESSAGES)
        payload = part.get_payload()
        if part.get_content_type() == "message/rfc822" and isinstance(payload, list):
            inner += [part]
        elif isinstance(payload, list):
            waiting = [*[each for each in payload if isinstance(each, Message)], *waiting]
        else:
            found.append(part)
    if not any(_is_text(part) for part in found) and len(inner) == 1:
        forwarded = inner[0].get_payload(0)
        return [*_leaves(forwarded), *found] if isinstance(forwarded, Message) else found
    return [*found, *inner]


def _mend_headers(part: Message) -> None:
    """Headers that a program wrote in bare UTF-8 or GB18030, against the rules."""
    for name, value in list(part.raw_items()):
        if isinstance(value, str) and not value.isascii():
            raw = value.encode("utf-8", "surrogateescape")
            text = _utf8(raw) or raw.decode("gb18030", "replace")
            part.replace_header(name, text)


def _utf8(raw: bytes) -> str | None:
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return None


def _body(parts: list[Message]) -> Message | None:
    """HTML before plain text; the first of each."""
    texts = [part for part in parts if _is_text(part)]
    return next((part for part in texts if part.get_content_type() == "text/html"), next(iter(texts), None))


def _is_text(part: Message) -> bool:
    return part.get_content_type() in ("text/plain", "text/html") and not _name(part)


def _is_other_form(part: Message, body: Message | None) -> bool:
    """The same text once more as plain text, or a style sheet of a web archive."""
    return body is not None and (_is_text(part) or part.get_content_type() in ("text/css", "text/javascript"))


def _write(body: Message | None, parts: list[Message], found: Found, *, is_page: bool) -> None:
    if body is None:
        raise Unreadable(sentences.NO_MESSAGE_TEXT)
    data = _bytes(body)
    if body.get_content_type() != "text/html":
        found.text = _decoded(body, data, found)
        return
    beside = {key: _bytes(part) for part in parts if part is not body for key in _places(part)}
    if is_page:
        found.kind = kinds.HTML
        web.page(_decoded(body, data, found).encode(), found, beside)
        return
    root = markup.fragment(_decoded(body, data, found))
    found.text = blocks.lines(root, web.writer(found, found.source_url, beside))


def _places(part: Message) -> list[str]:
    """The addresses by which the body may call a part."""
    content_id = _header(part, "Content-ID").strip("<> ")
    return [each for each in (content_id and f"cid:{content_id}", _header(part, "Content-Location")) if each]


def _attach(part: Message, found: Found) -> None:
    name = _name(part) or _header(part, "Content-Location").rpartition("/")[2]
    if part.get_content_type() == "message/rfc822":
        found.lose(sentences.INNER_MESSAGE, name=name or "message")
        return
    data = _bytes(part)
    if not data or (found.kind == kinds.HTML and not _header(part, "Content-Disposition").startswith("attachment")):
        return
    kind = next((kind for start, kind in _KEPT.items() if data.startswith(start)), None)
    if kind is None and part.get_content_type() == "text/plain" and not plain.is_binary(data):
        kind = "text/plain"
    if kind is None:
        found.lose(sentences.BLOCKED_FILE, name=name or "?")
        return
    if kind.startswith("image/"):
        pictures.check_number(len(found.files) + 1)
        pictures.kept(data, name or "?", found)
    else:
        found.keep(Piece(name, kind, data))


def _bytes(part: Message) -> bytes:
    try:
        payload = part.get_payload(decode=True)
    except (ValueError, AssertionError):
        return b""
    return payload if isinstance(payload, bytes) else b""


def _decoded(part: Message, data: bytes, found: Found) -> str:
    """By the charset that the part names, else as any text."""
    charset = part.get_content_charset() or ""
    text = web.declared(data, charset, found) if charset else None
    if text is not None:
        return text
    return web.decoded(data, found) if part.get_content_type() == "text/html" else plain.decoded(data)


def _name(part: Message) -> str:
    try:
        name = part.get_filename() or ""
    except (ValueError, TypeError, LookupError):
        return "?"
    return _words(str(name))


def _header(part: Message, name: str) -> str:
    return _words(str(part.get(name) or ""))


def _words(header: str) -> str:
    """A header decoded; what cannot be decoded stays as it is."""
    try:
        pieces = [
            piece.decode(_charset(charset), "replace") if isinstance(piece, bytes) else piece
            for piece, charset in decode_header(header[:2000])
        ]
    except (ValueError, LookupError, MessageError):
        return inline.collapsed(header[:2000])
    return inline.collapsed("".join(pieces))


def _charset(charset: str | None) -> str:
    name = (charset or "utf-8").lower()
    if name in ("unknown-8bit", "x-unknown"):
        return "gb18030"
    return "gb18030" if name in web.CHINESE else name
