"""版权页 in words: who answers for an edition, which revision it is, and by what its text can be told from another."""

from __future__ import annotations

from itertools import groupby

from bulletin import richtext
from bulletin.rendering import codes, front
from bulletin.rendering.facts import labelled
from bulletin.rendering.pieces import ImprintPiece, StageRows
from bulletin.rendering.words import Words
from bulletin.snapshot import BackIssue, Imprint, SignOffLine, Snapshot, snapshot_digest

GROUP = 8  # Hexadecimal digits that stand together.


def composed(snapshot: Snapshot, imprint: Imprint, number: str, words: Words) -> ImprintPiece:
    masthead, issue = snapshot.masthead, snapshot.issue
    address = address_of(imprint)
    return ImprintPiece(
        facts=labelled(
            (words.name, " ".join(filter(None, (masthead.title, number)))),
            (words.dated_on, front.dated_on(snapshot, words)),
            *_entered_late(imprint.back_issue, words),
            (words.publisher, masthead.publisher),
            (words.departments, words.comma.join(imprint.departments)),
            (words.revision, _revision(imprint, words)),
            (words.contact, imprint.contact),
            (words.next_issue, words.date(issue.next_dated_on)),
            (words.audit_head, imprint.audit_head),
        ),
        stages=(*_stages(imprint, words), *_attested(imprint.back_issue, words)),
        numbered=any(line.number for line in imprint.sign_offs),
        override=imprint.override,
        back_issue=words.back_issue if imprint.back_issue else "",
        notice=masthead.notice or words.official,
        digest=_grouped(snapshot_digest(snapshot)),
        address=address,
        code=codes.digest(address),
        code_label=words.code.format(address),
    )


def pictures(snapshot: Snapshot) -> dict[str, bytes]:
    """The QR code that the colophon shows, by digest; none where the snapshot has no address."""
    return codes.granted(address_of(snapshot.imprint)) if snapshot.imprint else {}


def address_of(imprint: Imprint) -> str:
    """Where the issue is to be had, "" where no such address is given; a snapshot from elsewhere may say anything."""
    return richtext.safe_href(imprint.address or "") or ""


def _revision(imprint: Imprint, words: Words) -> str:
    revision = words.revision_number.format(imprint.revision)
    occasion = words.occasions.get(imprint.occasion or "")
    return words.revision_occasion.format(revision, occasion) if occasion else revision


def _grouped(digits: str) -> tuple[str, ...]:
    return tuple(digits[place : place + GROUP] for place in range(0, len(digits), GROUP))


def _stages(imprint: Imprint, words: Words) -> tuple[StageRows, ...]:
    return tuple(
        StageRows(
            stage=words.stages.get(stage, stage),
            rows=tuple(dict.fromkeys((_signer(line, words), words.date(line.on), line.number or "") for line in lines)),
        )
        for stage, lines in groupby(imprint.sign_offs, key=lambda line: line.stage)
    )


def _entered_late(found: BackIssue | None, words: Words) -> tuple[tuple[str, str], ...]:
    """Who brought a back issue in, when it was recorded, and the file that it was read from with its digest."""
    if found is None:
        return ()
    file = f"{found.name} SHA-256 {found.original}"
    return (
        (words.brought_in_by, found.brought_in_by),
        (words.recorded_on, words.date(found.recorded_on)),
        (words.original_file, words.original_stands.format(file) if found.pdf else file),
    )


def _attested(found: BackIssue | None, words: Words) -> tuple[StageRows, ...]:
    if found is None:
        return ()
    return (
        StageRows(stage=words.attested, rows=tuple((each.by, words.date(each.on), "") for each in found.attested_by)),
    )


def _signer(line: SignOffLine, words: Words) -> str:
    return line.by + (words.deputy_for.format(line.deputy_for) if line.deputy_for else "")
