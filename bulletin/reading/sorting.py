"""Sorts the lines of an entry into title facts, attachments, signature and body; reads no running text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from . import attachments, dates, findings, kinds, labels, markup, numbers, signature
from .heads import undress
from .ledger import Ledger
from .lines import FENCE, ROW, RULE, Line
from .outline import Piece
from .signature import Signature
from .told import Sorted, bare_fact, keep_number, labelled
from .vocabulary import Vocabulary

_ANNEX = re.compile(r"附[ \u3000]{0,3}件[ \u3000]{0,3}[0-9０-９一二三四五六七八九十]{0,3}")
_PROSE = 60
LONGEST_LETTERHEAD = 12


def sort(piece: Piece, path: str, ledger: Ledger, vocabulary: Vocabulary) -> Sorted:
    """Give every line of the entry its home, or leave it for the body; ``path`` is the entry's."""
    lines = piece.lines
    found = Sorted(piece, kinds.own_number(piece.title), kinds.document_type(piece.title, vocabulary))
    found.formal = kinds.is_formal(piece.title, vocabulary)
    _take_beside_title(found, path, ledger)
    stop = min(_annex_start(lines), len(lines) if piece.nested is None else piece.nested)
    end = _trimmed(lines, stop)
    found.signature = signature.find([_readable(line) for line in lines[:end]], vocabulary)
    for line in piece.above:
        if not labelled(found, line, True, path, ledger) and not bare_fact(found, line, path, ledger, vocabulary):
            _above_title(found, line, path, ledger, vocabulary)
    _publication_of_news(found)
    _take_address_below(found)
    _home_signature(found, path, ledger)
    prose = [at for at, line in enumerate(lines) if _is_prose(line)]
    first, last = (prose[0], prose[-1]) if prose else (len(lines), -1)
    listing = 0
    for at, line in enumerate(lines):
        if at in found.signature.places:
            listing = 0
            continue
        if at == 0 and labels.LINK in found.fields and found.fields[labels.LINK][1] is line:
            ledger.home(f"{path}.{labels.LINK}", line)
            continue
        if not line.running:
            listing = 0
            _keep_as_typed(found, line, ledger)
            continue
        listing = _attachment(found, line, listing, path, ledger) if at < stop else 0
        if listing or (listing == 0 and found.attachments and found.attachments[-1][1] is line):
            continue
        edge = at < first or at > last
        told = labelled(found, line, edge, path, ledger)
        if not told and not (at < first and bare_fact(found, line, path, ledger, vocabulary)):
            found.body.append(line)
    return found


def _is_prose(line: Line) -> bool:
    if line.kind or line.text.endswith("。"):
        return True
    return len(line.text) > _PROSE and " | " not in line.text and not labels.read(line.text)


def _above_title(found: Sorted, line: Line, path: str, ledger: Ledger, vocabulary: Vocabulary) -> None:
    """The name of the agency over a title is its issuer, unless a text stands between; any other letterhead is left."""
    name = undress(line.text).core
    told = labels.ISSUER in found.fields or bool(found.signature.names)
    told = told or any(labels.of_preamble(each.running) for each in found.piece.lines[:6])
    told = told or any(_is_prose(each) for each in found.piece.above[-LONGEST_LETTERHEAD:])
    if not told and name.isascii() and vocabulary.registry.find(name):
        found.fields[labels.ISSUER] = (name, line)
        ledger.home(f"{path}.authorities", line)
    else:
        ledger.leave(findings.LETTERHEAD, line)


def _readable(line: Line) -> Line:
    return line if line.running else replace(line, text="")


def _take_address_below(found: Sorted) -> None:
    """The address that stands alone right under the title is where the entry was published."""
    first = found.piece.lines[0].running if found.piece.lines else ""
    url = markup.address(first.strip("<>")) if first.startswith(("http", "<http")) and not found.piece.url else None
    if url is not None and labels.LINK not in found.fields:
        found.fields[labels.LINK] = (url, found.piece.lines[0])


def _keep_as_typed(found: Sorted, line: Line, ledger: Ledger) -> None:
    """A table, a list, fenced text, or a line that an editor marked as text: nothing is read into it."""
    before = found.body[-1].kind if found.body and not line.gap else ""
    if line.kind == FENCE:
        ledger.leave(findings.FENCE, line)
    elif line.kind == RULE and before not in {ROW, RULE}:
        ledger.leave(findings.COLUMNS, line)
    else:
        found.body.append(line)


def _take_beside_title(found: Sorted, path: str, ledger: Ledger) -> None:
    """The date and the number that stand on the title's own line."""
    piece, line = found.piece, found.piece.heads[0]
    if piece.day is not None:
        found.days[labels.PUBLISHED] = (piece.day, line)
        ledger.quote(f"{path}.{labels.PUBLISHED}", line, line.text)
    if piece.source is not None:
        found.fields[labels.SOURCE] = (piece.source, line)
        ledger.quote(f"{path}.{labels.SOURCE}", line, piece.source)
    for name, value in piece.beside:
        if name == labels.ISSUER:
            found.fields[labels.ISSUER] = (value, line)
    if piece.own is not None and keep_number(found, piece.own):
        ledger.quote(f"{path}.document_number", line, piece.own)


def _annex_start(lines: Sequence[Line]) -> int:
    """Where an annex is printed in full: a bare 附件 after a date."""
    dated = False
    for at, line in enumerate(lines):
        if dated and len(line.text) <= 10 and _ANNEX.fullmatch(line.running):
            return at
        dated = dated or (len(line.text) <= 60 and line.text.endswith("日") and dates.first(line.text) is not None)
    return len(lines)


def _trimmed(lines: Sequence[Line], stop: int) -> int:
    """The end of the entry without the notes, sources and lists of annexes that may follow its signature."""
    end = at = stop
    while at and len(lines[at - 1].text) <= 300:
        text = lines[at - 1].running
        if labels.read(text) or attachments.of_line(text) is not None:
            end = at - 1
        elif attachments.of_list_line(text) is None:
            break
        at -= 1
    return end


def _publication_of_news(found: Sorted) -> None:
    """A date under a headline's text with no name over it is the day of publication, not of a signature."""
    block = found.signature
    if block.names or block.dated_at is None or block.signed_on is None or found.number or found.formal:
        return
    if any(numbers.whole(line.running) for line in found.piece.lines[:2]):
        return
    found.days[labels.PUBLISHED] = (block.signed_on, found.piece.lines[block.dated_at])
    found.signature = Signature(published_at=block.dated_at)


def _home_signature(found: Sorted, path: str, ledger: Ledger) -> None:
    block, lines = found.signature, found.piece.lines
    named = dict.fromkeys(at for at, _ in block.names)
    for at in named:
        ledger.home(f"{path}.signed_by", lines[at])
    ledger.home(f"{path}.signed_on", *(lines[at] for at in block.earlier))
    if block.published_at is not None:
        ledger.home(f"{path}.{labels.PUBLISHED}", lines[block.published_at])
    if block.dated_at is not None and block.signed_on is not None:
        line = lines[block.dated_at]
        if block.dated_at in named:
            ledger.quote(f"{path}.signed_on", line, line.text)
        else:
            ledger.home(f"{path}.signed_on", line)


def _attachment(found: Sorted, line: Line, listing: int, path: str, ledger: Ledger) -> int:
    """Take the line as attachments; the number that a further line of their list would have, or 0."""
    named = attachments.of_line(line.text)
    if named is None and listing:
        further = attachments.of_list_line(line.text)
        named = [further] if further and attachments.list_number(line.text) in {listing, 1} else None
    if named is None:
        return 0
    place = f"{path}.attachments" + (f"[{len(found.attachments)}].title" if named else "")
    ledger.home(place, line)
    found.attachments += [(each, line) for each in named]
    return (attachments.list_number(line.text) or (len(named) if named else 0)) + 1
