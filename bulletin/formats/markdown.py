"""The whole issue as Markdown (CommonMark with the tables of GitHub): what it has no marks for stands as plain HTML.

Headings have four depths whatever is missing: issue, part, section, entry; those of a text go below.
"""

from __future__ import annotations

from collections.abc import Iterator

from bulletin import richtext
from bulletin.formats import told
from bulletin.formats.front import Front, front_of, title_of
from bulletin.formats.front import imprint as imprint_of
from bulletin.formats.markdown_text import BREAK, blocks, escaped, linked
from bulletin.formats.text import one_line
from bulletin.rendering import facts
from bulletin.rendering.facts import Fact
from bulletin.rendering.words import Words, words_for
from bulletin.snapshot import Attachment, Entry, Imprint, Part, Section, Snapshot

ISSUE, PART, SECTION, ENTRY = "# ", "## ", "### ", "#### "


def markdown(snapshot: Snapshot) -> str:
    """Raises Refused for a text that is not in canonical form."""
    words = words_for(snapshot.masthead.language)
    front = front_of(snapshot)
    found = [*_front(front, words)]
    if snapshot.imprint is not None:
        found.append(_imprint(snapshot.imprint, snapshot.masthead.notice, words))
    for part in snapshot.parts:
        found += _part(part, front.address, words)
    return "\n\n".join(block for block in found if block) + "\n"


def _front(front: Front, words: Words) -> Iterator[str]:
    yield ISSUE + escaped(front.name) if front.name else ""
    dates = [escaped(front.corrected), *(_labelled(each, words) for each in front.dates), linked(front.address)]
    yield BREAK.join(filter(None, dates))
    for heading, lines in front.lists(words):
        yield f"**{heading}**"
        yield "\n".join(f"- {escaped(line)}" for line in lines)


def _imprint(imprint: Imprint, notice: str | None, words: Words) -> str:
    lines = [_labelled(fact, words) for fact in imprint_of(imprint, words)]
    return BREAK.join([*lines, *([escaped(notice)] if notice else [])])


def _part(part: Part, address: str, words: Words) -> Iterator[str]:
    if part.title:
        period = words.period(part.covers_from_on, part.covers_to_on)
        yield PART + escaped(words.note(part.title, period))
    for section in part.sections:
        yield from _section(section, address, words)
    yield BREAK.join(_labelled(each, words) for each in told.compiled(part, words))


def _section(section: Section, address: str, words: Words) -> Iterator[str]:
    if section.title:
        yield SECTION + escaped(section.title)
    if not section.entries:
        yield words.nothing
    for entry in section.entries:
        yield from _entry(entry, address, words)


def _entry(entry: Entry, issue: str, words: Words) -> Iterator[str]:
    address = richtext.safe_href(entry.source_url or "") or ""
    bare = any(each in entry.title for each in "[]")
    yield ENTRY + words.numbered(entry.number, linked("" if bare else address, title_of(entry, words)))
    if entry.removal:
        yield escaped(facts.removal(entry.removal, words))
    original = [f"{words.original}{words.colon}{linked(address)}"] if bare and address else []
    yield BREAK.join([*original, *(_labelled(each, words) for each in told.facts_of(entry, words))])
    beside = ((words.editor_note, entry.editor_note), ("", entry.standfirst))
    yield from (f"{label}{words.colon if label else ''}{escaped(text)}" for label, text in beside if text)
    yield from blocks(entry, issue)
    yield "\n".join(_attachments(entry.attachments, words))
    yield BREAK.join(escaped(each) for each in told.signature(entry, words))


def _attachments(found: tuple[Attachment, ...], words: Words) -> Iterator[str]:
    if len(found) == 1:
        yield f"{words.attachments}{words.colon}{linked(richtext.safe_href(found[0].url or '') or '', found[0].title)}"
        return
    if found:
        yield f"{words.attachments}{words.colon}".rstrip(" ") + "\n"
    for place, each in enumerate(found, start=1):
        yield f"{place}. {linked(richtext.safe_href(each.url or '') or '', each.title)}"


def _labelled(fact: Fact, words: Words) -> str:
    return f"{fact.label}{words.colon}{escaped(one_line(fact.text))}"
