"""Plain and lightly marked text as canonical body HTML: escapes everything, keeps links that can be followed."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from urllib.parse import urlsplit

_INLINE = re.compile(
    r"<(?P<auto>https?://[^\s<>]{1,2000})>|\[(?P<label>[^\s\[\]](?:[^\[\]]{0,298}[^\s\[\]])?)\]\((?P<url>[^()\s]{0,2000})\)|\*\*(?P<bold>[^\s*](?:[^*]{0,298}[^\s*])?)\*\*"
)
_SPACE = re.compile(r"[ \t\r\n\f]+")
_ADDRESS = re.compile(r"(?i)(?:https?://|mailto:)[^\s\x00-\x20<>\"\\^`{|}]{1,2000}")


def address(url: str) -> str | None:
    """The address when it is an absolute http, https or mailto one without user information; None otherwise."""
    if not _ADDRESS.fullmatch(url):
        return None
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        return None
    if parts.scheme.lower() == "mailto":
        return url if "@" in parts.path else None
    return url if parts.hostname and "@" not in parts.netloc else None


def escape(text: str) -> str:
    return html.escape(text, quote=False).replace("\xa0", "&nbsp;")


def block(
    text: str, tag: str = "p", css_class: str | None = None, unusable: Callable[[str], None] | None = None
) -> str:
    """One block element holding the text, its links made links; ``unusable`` hears of every address left out."""
    inner = inline(_SPACE.sub(" ", text).strip(" "), unusable)
    attribute = f' class="{css_class}"' if css_class else ""
    return f"<{tag}{attribute}>{inner}</{tag}>"


def inline(text: str, unusable: Callable[[str], None] | None = None) -> str:
    """Neighbours under the same mark share one element, as the editor writes them."""
    pieces: list[str] = []
    past, closing = 0, ""
    for match in _INLINE.finditer(text):
        opening, inner = _marked(match, unusable)
        mark = f"</{opening[1:].split(' ')[0].rstrip('>')}>" if opening else ""
        if match.start() == past and pieces and opening and pieces[-1] == mark and closing == opening:
            pieces[-1:] = [inner, mark]
        else:
            pieces += [escape(text[past : match.start()]), opening, inner, mark]
        past, closing = match.end(), opening
    return "".join((*pieces, escape(text[past:])))


def plain(text: str) -> str:
    """The words that ``inline`` shows."""
    return _INLINE.sub(lambda match: match["auto"] or match["label"] or match["bold"] or "", text)


def _marked(match: re.Match[str], unusable: Callable[[str], None] | None) -> tuple[str, str]:
    """(opening tag or nothing, escaped words)."""
    if match["bold"] is not None:
        return ("<strong>", escape(match["bold"]))
    url, label = match["auto"] or match["url"], match["auto"] or match["label"]
    usable = address(url)
    if usable is None:
        if unusable is not None:
            unusable(url)
        return "", escape(label)
    return f'<a href="{html.escape(usable)}">', escape(label)
