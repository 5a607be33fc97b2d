"""The files of an edition: verified bytes under the right name, whole or in part; damaged ones are never sent."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from bulletin import formats, store
from bulletin.archive import gone, making, pages, printed, public
from bulletin.archive.ranges import Span, UnsatisfiableError, wanted
from bulletin.models import Edition

TYPES = {"pdf": "application/pdf", "html": "text/html; charset=utf-8", **formats.TYPES}


class File(NamedTuple):
    """What is sent: the digest of its bytes, their number, their type and the name to save them under.

    ``content`` are the bytes where they do not lie in the store under their digest; ``inline``, to be shown at once.
    """

    digest: str
    size: int
    type: str
    name: str
    inline: bool = False
    content: bytes | None = None


@require_safe
@pages.whole_or_unavailable
@gone.explained
def newest(request: HttpRequest, code: str, number: int, form: str) -> HttpResponseBase:
    return _sent(request, get_object_or_404(public.at(code, number)), form, permanent=False)


@require_safe
@pages.whole_or_unavailable
@gone.explained
def of_revision(request: HttpRequest, code: str, number: int, revision: int, form: str) -> HttpResponseBase:
    edition = get_object_or_404(public.at(code, number, revision))
    # The first one keeps the name that its file has always had.
    return _sent(request, edition, form, permanent=revision > 1)


def _sent(request: HttpRequest, edition: Edition, form: str, *, permanent: bool) -> HttpResponseBase:
    name = printed.file_name(edition, formats.ENDINGS.get(form, form), revision=permanent)
    if form not in formats.TYPES:
        return send(request, edition, _file(edition, form, name))
    # Readers copy the text for a chat from where it is shown.
    file = File(making.digest(edition, form), 0, TYPES[form], name, inline=form == "txt")
    unchanged = _unchanged(request, _headers(file, edition.masthead.language))
    if unchanged is not None:
        return unchanged
    content = making.content(edition, form)
    return send(request, edition, file._replace(size=len(content), content=content))


def _file(edition: Edition, form: str, name: str) -> File:
    if form == "pdf":
        return File(edition.pdf_digest, edition.pdf_size, TYPES[form], name)
    return File(edition.html_digest, edition.html_size, TYPES[form], name)


def send(request: HttpRequest, edition: Edition, file: File) -> HttpResponseBase:
    """The whole file, the part that was asked for, 304, 412 or 416. Raises StoreError."""
    headers = _headers(file, edition.masthead.language)
    unchanged = _unchanged(request, headers)
    if unchanged is not None:
        return unchanged
    try:
        span = wanted(_range(request, headers["ETag"]), file.size)
    except UnsatisfiableError:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{file.size}", "Accept-Ranges": "bytes"})
    return _bytes(request, file, span, headers)


def _unchanged(request: HttpRequest, headers: dict[str, str]) -> HttpResponseBase | None:
    """304 or 412, as the reader's conditions ask for."""
    found = get_conditional_response(request, etag=headers["ETag"])
    if found is not None:
        _patch(found, {key: headers[key] for key in ("ETag", "Cache-Control")})
    return found


def _bytes(request: HttpRequest, file: File, span: Span | None, headers: dict[str, str]) -> HttpResponse:
    content = store.released().get(file.digest) if file.content is None else file.content
    if span is not None:
        headers["Content-Range"] = f"bytes {span.first}-{span.last}/{len(content)}"
        content = content[span.first : span.last + 1]
    headers["Content-Length"] = str(len(content))
    body = b"" if request.method == "HEAD" else content
    return HttpResponse(body, content_type=file.type, status=200 if span is None else 206, headers=headers)


def _headers(file: File, language: str) -> dict[str, str]:
    return {
        "ETag": f'"{file.digest}"',
        "Cache-Control": "no-cache",
        "Accept-Ranges": "bytes",
        "Content-Disposition": disposition(file.name, "inline" if file.inline else "attachment"),
        "Content-Language": language,
    }


def _range(request: HttpRequest, etag: str) -> str | None:
    """The Range header, unless ``If-Range`` names another state of the file (a date never names ours)."""
    if request.headers.get("If-Range", etag) != etag:
        return None
    return request.headers.get("Range")


def _patch(response: HttpResponseBase, headers: dict[str, str]) -> None:
    for name, value in headers.items():
        response[name] = value


def disposition(name: str, kind: str = "attachment") -> str:
    """``Content-Disposition`` with the name as it is (RFC 8187) and in ASCII for old programs (RFC 6266, D).

    What has no ending is no name.
    """
    stem, dot, suffix = name.rpartition(".")
    if not dot:
        return kind
    plain = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode()
    plain = re.sub(r"[^A-Za-z0-9]+", "-", plain).strip("-")
    fallback = f"bulletin-{plain}.{suffix}" if plain else f"bulletin.{suffix}"
    return f"{kind}; filename=\"{fallback}\"; filename*=UTF-8''{quote(name, safe='')}"
