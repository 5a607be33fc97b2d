"""The only sanitiser and the only place that marks HTML as safe: one canonical form for every body.

``canonical`` gives the form that the desk's editor (ProseMirror) also gives, so an unchanged save changes nothing.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import nh3
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from bulletin import markup, tables
from bulletin.refusal import Refused

P_CLASSES = frozenset({"addressee", "closing", "byline", "kicker", "label", "contact"})
ATTRIBUTES = {
    "a": {"href"},
    "p": {"class"},
    "ol": {"start"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
    "img": {"data-digest", "alt"},
}
_DIGEST = re.compile(r"[0-9a-f]{64}")
_COUNT = re.compile(r"[1-9][0-9]{0,3}")


def canonical(source: str) -> str:
    """Sanitised, semantic HTML in the one form that is stored, compared and signed."""
    return markup.write(_tree(source))


def is_clean(body: str) -> bool:
    """Whether ``body`` already is in canonical form (anything else did not come through this module)."""
    return canonical(body) == body


def paragraph(text: str, css_class: str | None = None, tag: str = "p") -> str:
    """One block of plain text in canonical form."""
    attribute = f' class="{css_class}"' if css_class else ""
    return f"<{tag}{attribute}>{markup.escape(markup.SPACE.sub(' ', text).strip(' '))}</{tag}>"


def text_of(body: str) -> str:
    """The words of a body, a line for each block."""
    return "\n".join(markup.lines(markup.parse(body)))


def passages(body: str) -> list[tuple[str, str, tuple[str, ...]]]:
    """The blocks of a body: what each is ("p", "li", "td", "h4", "img" …), its words, and what is marked in it."""
    return list(markup.passages(markup.parse(body)))


def safe(body: str) -> SafeString:
    """A canonical body for a template: its links closed to the opener, its tables with a head.

    Raises Refused when it is not canonical.
    """
    printed = markup.write(tree(body)).replace("<a href=", '<a rel="noopener noreferrer" href=')
    return mark_safe(printed)  # noqa: S308 - canonical above


def tree(body: str) -> markup.Element:
    """The blocks of a canonical body, its tables with a head, for what writes them in another form.

    Raises Refused when it is not canonical.
    """
    found = _tree(body)
    if markup.write(found) != body:
        raise Refused([_("This text holds HTML that did not pass the sanitiser.")])
    return tables.headed(found)


def safe_href(address: str) -> str | None:
    """An absolute http, https or mailto address without user information, or None."""
    address = address.strip()
    if not re.match(r"(?i)(https?://|mailto:)[^\s\x00-\x20<>\"\\]+\Z", address):
        return None
    try:
        parts = urlsplit(address)
        parts.port  # noqa: B018 - raises for a port that is no number
    except ValueError:
        return None
    if parts.scheme == "mailto":
        return address if "@" in parts.path else None
    return address if parts.hostname and "@" not in parts.netloc else None


def _tree(source: str) -> markup.Element:
    return tables.regular(markup.parse(_sanitised(source)))


def _sanitised(source: str) -> str:
    # Characters that XML and HTML forbid are dropped first: html5ever would turn some into U+FFFD.
    source = re.sub(r"[\x00-\x08\x0b\x0e-\x1f\x7f\ud800-\udfff]", "", source)
    return nh3.clean(
        source,
        tags=set(markup.TAGS),
        attributes={tag: set(names) for tag, names in ATTRIBUTES.items()},
        attribute_filter=_attribute,
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
    )


def _attribute(tag: str, name: str, value: str) -> str | None:
    if name == "href":
        return safe_href(value)
    if name == "class":
        return next((each for each in value.split() if each in P_CLASSES), None)
    if name in {"colspan", "rowspan", "start"}:
        return value if _COUNT.fullmatch(value) and value != "1" else None
    if name == "data-digest":
        return value if _DIGEST.fullmatch(value) else None
    return value
