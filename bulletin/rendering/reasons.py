"""Why an edition is not rendered, a sentence for each reason, with the entry that it lies in."""

from __future__ import annotations

import html
import unicodedata

from django.utils.translation import gettext_lazy as _

from bulletin.snapshot import Entry, Snapshot, canonical


def unclean_body(entry: Entry) -> str:
    return _("The text of entry %(entry)s holds HTML that did not pass the sanitiser.") % {"entry": name_of(entry)}


def missing_glyph(snapshot: Snapshot, character: str) -> str:
    """Names the character as in the Unicode charts, and the place that has it."""
    if unicodedata.category(character) == "Co":
        return _("The character U+%(code)04X means something in one font only, in %(place)s.") % {
            "code": ord(character),
            "place": place_of(snapshot, character),
        }
    code = f"U+{ord(character):04X} {unicodedata.name(character, '')}".strip()
    return _("No font has the character “%(character)s” (%(code)s), in %(place)s.") % {
        "character": character,
        "code": code,
        "place": place_of(snapshot, character),
    }


def denied_fetch(snapshot: Snapshot, address: str) -> str:
    return _("The page asks for %(address)s, which is no part of the issue, in %(place)s.") % {
        "address": address[:200],
        "place": place_of(snapshot, address),
    }


def missing_image(digest: str) -> str:
    return _("The image %(digest)s is not in the store.") % {"digest": digest}


def missing_copy(description: str) -> str:
    return _("The saved copy of %(source)s is not in the store.") % {"source": description}


def undated_copy(description: str) -> str:
    return _("The saved copy of %(source)s does not say when it was made.") % {"source": description}


def many_copies(most: int) -> str:
    return _(
        "The saved copies of sources come to more than %(most)s MiB, which is more than a PDF carries. "
        "Keep fewer of them, or do not have them embedded."
    ) % {"most": most // 1024 // 1024}


def unreadable_image(digest: str) -> str:
    return _("The image %(digest)s is damaged or too large to be read.") % {"digest": digest}


def forbidden_font(family: str) -> str:
    return _("The makers of the font %(family)s forbid that parts of it lie in a PDF.") % {"family": family}


def largest_entry(snapshot: Snapshot) -> str:
    """What to look at when a limit stopped the renderer: nothing is known but the sizes."""
    entries = sorted(snapshot.entries(), key=lambda entry: len(entry.body_html or ""))
    if not entries:
        return str(_("The issue has no entry."))
    return _("The longest text is entry %(entry)s, with %(size)s characters.") % {
        "entry": name_of(entries[-1]),
        "size": len(entries[-1].body_html or ""),
    }


def place_of(snapshot: Snapshot, text: str) -> str:
    """The first entry that has ``text`` in any field, otherwise the front matter."""
    for entry in snapshot.entries():
        if text in html.unescape(canonical(entry).decode()):
            return _("entry %(entry)s") % {"entry": name_of(entry)}
    return str(_("the front matter, a heading or the imprint"))


def name_of(entry: Entry) -> str:
    """An entry's place and title, as an editor would name it."""
    return f"{entry.ref} “{entry.title}”" if entry.ref else f"“{entry.title}”"
