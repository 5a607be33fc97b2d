"""审签单 as a PDF: the stored JSON of a sign-off sheet typeset by the confined child, and nothing else looked at."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.template import Context, Engine
from django.utils.translation import gettext_lazy as _

from bulletin.refusal import Refused
from bulletin.rendering import confined
from bulletin.rendering.html import FOLDERS
from bulletin.rendering.limits import Limits
from bulletin.rendering.sheet_words import SheetWords, words_for

Kept = Mapping[str, Any]
# The child tells at most so many characters without a glyph at once.
ROUNDS = 8
UNSEEN = {"Cc", "Cs", "Cn"}
UNPRINTABLE = _("The sign-off sheet holds too many characters that no font has.")


@dataclass(frozen=True, slots=True)
class Line:
    """One sign-off, or with ``missing`` the stage that nobody signed."""

    stage: str
    person: str
    at: str
    number: str
    remark: str
    missing: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """What was signed, with its lines."""

    kind: str
    ref: str
    title: str
    lines: tuple[Line, ...]

    @property
    def height(self) -> str:
        return str(len(self.lines))


def sheet_pdf(kept: Kept, *, draft: bool = False) -> bytes:
    """The sheet as PDF/A-3a and PDF/UA-1, the same bytes for the same JSON and renderer. Raises Refused.

    A character that no font has is printed by its code: a remark must not keep the sheet from being made.
    """
    page = sheet_page(kept, draft=draft)
    limits = Limits.of(len(kept.get("targets", ())))
    for _attempt in range(ROUNDS):
        made = confined.typeset(page, {}, limits)
        if not made.missing:
            return made.pdf
        for character in made.missing:
            page = page.replace(character, f"[U+{ord(character):04X}]")
    raise Refused([UNPRINTABLE])


def sheet_page(kept: Kept, *, draft: bool = False) -> str:
    """The page that is typeset."""
    words = words_for(kept["masthead"].get("language"))
    context = {
        "kept": kept,
        "words": words,
        "language": kept["masthead"].get("language") or "zh-Hans",
        "number": kept["issue"].get("label") or words.number.format(kept["issue"]["number"]),
        "facts": tuple(_facts(kept, words)),
        "stages": tuple(_stages(kept, words)),
        "blocks": tuple(_block(target, words) for target in kept.get("targets", ())),
        "threads": tuple(_thread(each, words) for each in kept.get("remarks", ())),
        "draft": words.draft if draft else "",
    }
    engine = Engine(dirs=[str(folder) for folder in FOLDERS], autoescape=True)
    written = engine.get_template("bulletin/edition/sheet.html").render(Context(context, use_l10n=False, use_tz=False))
    # Characters that no document may hold would otherwise end the page there.
    return "".join(each for each in written if unicodedata.category(each) not in UNSEEN or each == "\n")


def _facts(kept: Kept, words: SheetWords) -> Iterator[tuple[str, str]]:
    issue, edition = kept["issue"], kept.get("edition") or {}
    pairs = (
        (words.dated_on, issue.get("dated_on")),
        (words.revision, edition.get("revision") and str(edition["revision"])),
        (words.released_at, instant(edition.get("released_at"))),
        (words.digest, kept.get("digest")),
        (words.snapshot, edition.get("snapshot_digest")),
        (words.audit_head, kept.get("audit_head")),
    )
    return ((label, text) for label, text in pairs if text)


def _stages(kept: Kept, words: SheetWords) -> Iterator[tuple[str, str, str]]:
    """Of every stage its name, how much of what it covers is signed, and by whom."""
    for stage in kept.get("stages", ()):
        given = [
            each for target in kept.get("targets", ()) for each in target.get("sign_offs", ()) if each["stage"] == stage
        ]
        missing = sum(stage in target.get("missing", ()) for target in kept.get("targets", ()))
        people = dict.fromkeys(_person(each, words) for each in given)
        yield stage, f"{len(given)} / {len(given) + missing}", words.comma.join(people) or words.none


def _block(target: Kept, words: SheetWords) -> Block:
    title = words.whole_issue if target["kind"] == "issue" else target.get("title", "")
    given = [
        Line(
            each["stage"],
            _person(each, words),
            instant(each.get("at")),
            each.get("number", words.none),
            each.get("remark", ""),
        )
        for each in target.get("sign_offs", ())
    ]
    missing = [Line(stage, words.missing, "", "", "", missing=True) for stage in target.get("missing", ())]
    lines = (*given, *missing) or (Line(words.none, "", "", "", ""),)
    return Block(target["kind"], target.get("ref", ""), title, lines)


def _thread(remark: Kept, words: SheetWords) -> dict[str, Any]:
    settled = words.open
    if remark.get("resolved_at"):
        settled = f"{words.resolved}{words.colon}{remark.get('resolved_by', '')} {instant(remark['resolved_at'])}"
    said = [remark, *remark.get("replies", ())]
    return {
        "place": remark.get("ref") or remark.get("about") or words.whole_issue,
        "must_fix": remark.get("must_fix", False),
        "passage": remark.get("passage", ""),
        "said": [(f"{each['by']} {instant(each['at'])}", each["text"]) for each in said],
        "settled": settled,
        "open": not remark.get("resolved_at"),
    }


def _person(sign_off: Kept, words: SheetWords) -> str:
    name = str(sign_off["person"])
    if sign_off.get("deputy_for"):
        return name + words.deputy.format(sign_off["deputy_for"])
    if sign_off.get("invited_by"):
        return name + words.guest.format(sign_off["invited_by"])
    return name


def instant(value: str | None) -> str:
    """An ISO 8601 instant as printed, in the zone that it is written in."""
    return datetime.fromisoformat(value).strftime("%Y-%m-%d %H:%M") if value else ""
