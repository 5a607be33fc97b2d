"""What belongs to an entry beside its text: attachments and images kept in the store, each only under that entry."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from bulletin import store
from bulletin.archive import downloads, gone, pages, printed, public
from bulletin.archive.downloads import File
from bulletin.models import PublishedEntry
from bulletin.rendering import html, images
from bulletin.rendering.assets import image_type
from bulletin.richtext import safe_href
from bulletin.snapshot import Attachment, Entry

_SUFFIX = re.compile(r"\.[A-Za-z0-9]{1,8}\Z")
UNKNOWN = "application/octet-stream"


@dataclass(frozen=True, slots=True)
class AttachmentLine:
    """An attachment as listed: kept here, linked elsewhere, or only named (``address`` is "")."""

    title: str
    address: str
    is_ours: bool
    size: int | None


@require_safe
@pages.whole_or_unavailable
@gone.explained
def of_entry(
    request: HttpRequest, code: str, number: int, ref: str, digest: str, revision: int | None = None
) -> HttpResponseBase:
    """A file of an entry, in the newest revision or in a given one."""
    edition = get_object_or_404(public.at(code, number, revision))
    try:
        entry = public.text_of(public.entry(edition, ref))
    except PublishedEntry.DoesNotExist as missing:
        raise Http404 from missing
    attachment = next((each for each in entry.attachments if each.digest == digest), None)
    if attachment is None and digest not in images.of_body(entry.body_html):
        raise Http404
    return downloads.send(request, edition, _file(digest, attachment))


def attachments(row: PublishedEntry, entry: Entry, *, permanent: bool = False) -> list[AttachmentLine]:
    return [_line(row, each, permanent) for each in entry.attachments]


def with_images(page: str, row: PublishedEntry, *, permanent: bool = False) -> str:
    """The page with the archive's address for each image in it."""
    return html.addressed(page, lambda digest: _address(row, digest, permanent))


def _line(row: PublishedEntry, attachment: Attachment, permanent: bool) -> AttachmentLine:
    if attachment.digest:
        return AttachmentLine(attachment.title, _address(row, attachment.digest, permanent), True, attachment.size)
    return AttachmentLine(attachment.title, safe_href(attachment.url or "") or "", False, attachment.size)


def _address(row: PublishedEntry, digest: str, permanent: bool) -> str:
    return printed.address(row.edition, "file", row.ref, digest, permanent=permanent)


def _file(digest: str, attachment: Attachment | None) -> File:
    """An image is shown by its content's type; an attachment is always saved, whatever it claims to be."""
    content = store.released().get(digest)
    if attachment is None:
        return File(digest, len(content), image_type(content) or UNKNOWN, "image", inline=True)
    return File(digest, len(content), UNKNOWN, _name(attachment))


def _name(attachment: Attachment) -> str:
    """The title as a file name; the ending is the title's own, or that of the address it came from."""
    name = printed.safe_name(attachment.title)
    ending = _SUFFIX.search(name) or _SUFFIX.search((attachment.url or "").partition("?")[0])
    return f"{_SUFFIX.sub('', name)}{ending[0] if ending else '.bin'}"
