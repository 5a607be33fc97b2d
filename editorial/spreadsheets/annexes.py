"""附件 in a cell: paths of files in the zip file, links with their titles, and what the entry has already."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import unquote, urlsplit

from django.utils.translation import gettext_lazy as _

from bulletin import richtext
from bulletin import snapshot as shape
from bulletin.refusal import Refused
from editorial.drafting import uploads
from editorial.spreadsheets import cells, values

NOT_PACKED = _("The file “%(path)s” cannot come with a workbook alone. Put both into one zip file and upload that.")
NOT_THERE = _("The zip file holds no file “%(path)s”.")
LEADS_OUT = _("The path “%(path)s” leads out of the zip file.")
REFUSED = _("“%(path)s”: %(reason)s")

# Without one, and without a zip file, what stands there is the name of an annex that nobody has.
_ENDING = re.compile(r"\.[0-9A-Za-z]{1,5}$")
_LINKED = re.compile(r"(?P<title>[^<>]*?)\s*<(?P<url>[^<>\s]+)>")


class Annexes(values.Several):
    """The attachments of an entry, in order."""

    def written(self, value: Any) -> str:
        return cells.LIST_MARK.join(map(worded, value or ()))

    def read(self, value: str) -> tuple[shape.Attachment, ...]:
        return tuple(self._one(each) for each in cells.several(value))

    def _one(self, said: str) -> shape.Attachment:
        if said in self.errand.present:
            return self.errand.present[said]
        linked = _LINKED.fullmatch(said)
        url = linked["url"] if linked else said
        if url.lower().startswith(("http://", "https://")):
            if richtext.safe_href(url) != url:
                raise ValueError(values.NO_ADDRESS % {"value": url[:80]})
            last = unquote(urlsplit(url).path).rpartition("/")[2]
            title = linked["title"] if linked else ""
            return shape.Attachment(title=title or uploads.title_of(last or urlsplit(url).netloc), url=url)
        return self._file(said)

    def _file(self, path: str) -> shape.Attachment:
        steps = path.replace("\\", "/").split("/")
        shown = {"path": path[:120]}
        if ".." in steps or steps[0] == "" or ":" in steps[0]:
            raise ValueError(LEADS_OUT % shown)
        if not self.errand.is_packed and not _ENDING.search(path):
            return shape.Attachment(title=path)
        if not self.errand.is_packed:
            raise ValueError(NOT_PACKED % shown)
        try:
            return self.errand.annex("/".join(step for step in steps if step not in ("", ".")))
        except KeyError:
            raise ValueError(NOT_THERE % shown) from None
        except Refused as refused:
            raise ValueError(REFUSED % (shown | {"reason": refused})) from None


def worded(attachment: shape.Attachment) -> str:
    """An attachment as its cell says it; a kept file by the beginning of its digest."""
    where = attachment.url or (f"sha256:{attachment.digest[:12]}" if attachment.digest else "")
    return f"{attachment.title} <{where}>" if where else attachment.title
