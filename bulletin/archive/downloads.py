"""The files of an edition: verified bytes under the right name, whole or in part; damaged ones are never sent."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple
from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from bulletin import store
from bulletin.archive import gone, pages, printed, public
from bulletin.archive.ranges import Span, UnsatisfiableError, wanted
from bulletin.models import Edition

TYPES = {"pdf": "application/pdf", "html": "text/html; charset=utf-8"}


class File(NamedTuple):
    """What is sent: the digest of its bytes, their number, their type and the name to save them under."""

    digest: str
    size: int
    type: str
    name: str
    inline: bool = False


@require_safe
@pages.whole_or_unavailable
@gone.explained
def newest(request: HttpRequest, code: str, number: int, form: str) -> HttpResponseBase:
    try:
        edition = public.issues().get(masthead__code=code, number=number)
    except Edition.DoesNotExist as missing:
        raise Http404 from missing
    return send(request, edition, _file(edition, form, printed.file_name(edition, form)))


@require_safe
@pages.whole_or_unavailable
@gone.explained
def of_revision(request: HttpRequest, code: str, number: int, revision: int, form: str) -> HttpResponseBase:
    revisions = public.revisions().defer("snapshot")
    try:
        edition = revisions.get(masthead__code=code, number=number, revision=revision)
    except Edition.DoesNotExist as missing:
        raise Http404 from missing
    return send(request, edition, _file(edition, form, printed.file_name(edition, form, revision=revision > 1)))


def _file(edition: Edition, form: str, name: str) -> File:
    if form == "pdf":
        return File(edition.pdf_digest, edition.pdf_size, TYPES[form], name)
    return File(edition.html_digest, edition.html_size, TYPES[form], name)


def send(request: HttpRequest, edition: Edition, file: File) -> HttpResponseBase:
    """The whole file, the part that was asked for, 304, 412 or 416. Raises StoreError."""
    headers = _headers(file, edition.masthead.language)
    unchanged = get_conditional_response(request, etag=headers["ETag"])
    if unchanged is not None:
        _patch(unchanged, {key: headers[key] for key in ("ETag", "Cache-Control")})
        return unchanged
    try:
        span = wanted(_range(request, headers["ETag"]), file.size)
    except UnsatisfiableError:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{file.size}", "Accept-Ranges": "bytes"})
    return _bytes(request, file, span, headers)


def _bytes(request: HttpRequest, file: File, span: Span | None, headers: dict[str, str]) -> HttpResponse:
    content = store.released().get(file.digest)
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
        "Content-Disposition": "inline" if file.inline else disposition(file.name),
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


def disposition(name: str) -> str:
    """``Content-Disposition`` with the name as it is (RFC 8187) and in ASCII for old programs (RFC 6266, D)."""
    stem, _, suffix = name.rpartition(".")
    plain = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode()
    plain = re.sub(r"[^A-Za-z0-9]+", "-", plain).strip("-")
    fallback = f"bulletin-{plain}.{suffix}" if plain else f"bulletin.{suffix}"
    return f"attachment; filename=\"{fallback}\"; filename*=UTF-8''{quote(name, safe='')}"
