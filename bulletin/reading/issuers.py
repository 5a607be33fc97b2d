"""Who issued an entry: by its signature, failing that a label, its title, the heading over it, last the number."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from bulletin import snapshot

from . import authorities, findings, labels
from .heads import undress
from .ledger import Ledger
from .lines import Line
from .outline import Piece
from .registry import Known
from .told import Sorted
from .vocabulary import Vocabulary

_ORDER = re.compile(r"([\u4e00-\u9fff、 \u3000]{2,30}?)(?:令|公告|通告)")
_PREFIX = re.compile(r"[\u4e00-\u9fff（）()]{1,14}(?=〔)")
# How a register names the department of an agency: by its whole name, by its initials, by its first word.
_DEPARTMENT = re.compile(
    r" (?:(?:U\.S\. |United States )?Department of [A-Z][A-Za-z ]{3,40}|[A-Z]{2,5}"
    r"|Labor|Commerce|Interior|Treasury|Agriculture|Energy|Transportation|Justice)"
)
_PARTED = re.compile(r"[;；]\s*|,\s+and\s+|\s+and\s+(?=the\s)")


@dataclass(frozen=True, slots=True)
class Printed:
    """A name with the line it stands in; ``inferred`` when the line does not say it but lets it be told."""

    name: str
    line: Line
    inferred: bool = False


def authorities_of(
    found: Sorted,
    number: snapshot.DocumentNumber | None,
    is_notice: bool,
    under: Line | None,
    path: str,
    ledger: Ledger,
    vocabulary: Vocabulary,
) -> tuple[str, ...]:
    """The names as printed, lead first, each authority once; quoted, and warned of where the register has them not.

    ``under`` is the heading of the entry's section, which in many bulletins is the agency.
    """
    sources = (
        signed(found, vocabulary),
        labelled(found, vocabulary),
        titled(found.piece, number, vocabulary) if is_notice else [],
        headed(under, vocabulary) if is_notice else [],
        numbered(found.piece, number, vocabulary) if is_notice else [],
    )
    for source in sources:
        kept = _kept(source, ledger, vocabulary)
        for each in kept:
            ledger.quote(f"{path}.authorities", each.line, each.name, each.inferred)
            _warn(each, ledger, vocabulary)
        if kept:
            return tuple(each.name for each in kept)
    return ()


def signed(found: Sorted, vocabulary: Vocabulary) -> list[Printed]:
    """Who stands under the text, without officials."""
    return [
        each
        for each in signers(found, vocabulary)
        if (
            vocabulary.registry.find(each.name)
            if each.name.isascii()
            else not authorities.is_official(each.name, vocabulary)
        )
    ]


def signers(found: Sorted, vocabulary: Vocabulary) -> list[Printed]:
    """Who stands under the text, in order; a name set on two lines (国家药品监督管理局 / 药品审评中心) is one."""
    names: list[Printed] = []
    for at, name in found.signature.names:
        before = names[-1] if names else None
        whole = vocabulary.registry.find(f"{before.name}{name}") if before else None
        if before and whole and _stands_under(vocabulary.registry.find(before.name), whole):
            names[-1] = Printed(f"{before.name}{name}", before.line)
        else:
            names.append(Printed(name, found.piece.lines[at]))
    return names


def _stands_under(above: Known | None, whole: Known) -> bool:
    return above is not None and above.name == whole.parent


def labelled(found: Sorted, vocabulary: Vocabulary) -> list[Printed]:
    """发文机关：…, AGENCY: …; a label's word is taken even for a name that nobody knows."""
    if labels.ISSUER in found.fields:
        value, line = found.fields[labels.ISSUER]
        value = authorities.without_others(value)
        names = authorities.signers(value, vocabulary) or agencies(value, vocabulary)
        return [Printed(name, line) for name in names]
    return []


def titled(piece: Piece, number: snapshot.DocumentNumber | None, vocabulary: Vocabulary) -> list[Printed]:
    """Who speaks in the title, or is named with the number of an order."""
    told = (piece.title, number.canonical, number.typed) if number else (piece.title,)
    orders = [order[1].strip() for each in told if (order := _ORDER.match(each))]
    ordered = next(filter(None, (authorities.signers(each, vocabulary) for each in orders)), ())
    names = authorities.in_title(piece.title, vocabulary) or ordered
    return [Printed(name, piece.heads[0]) for name in names]


def headed(under: Line | None, vocabulary: Vocabulary) -> list[Printed]:
    """The agency that heads the section."""
    name = undress(under.text).core if under else ""
    return [Printed(name, under)] if under and vocabulary.registry.find(name) else []


def numbered(piece: Piece, number: snapshot.DocumentNumber | None, vocabulary: Vocabulary) -> list[Printed]:
    """The last resort: whose 机关代字 the own number begins with."""
    prefix = _PREFIX.match(number.canonical) if number else None
    known = vocabulary.registry.of_prefix(prefix[0]) if prefix else None
    return [Printed(known.name, piece.heads[-1], inferred=True)] if known else []


def agencies(text: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """The names of an English line; a department beside its agency (Food and Drug Administration, HHS) is left out."""
    whole = text.strip().rstrip(".")
    own, _, above = whole.partition(",")
    if above and ";" not in whole and (vocabulary.registry.find(own) is not None or _DEPARTMENT.fullmatch(above)):
        return (own,)
    names = tuple(each.removeprefix("the ").strip() for each in _PARTED.split(whole) if each.strip())
    return names if all(vocabulary.registry.find(each) for each in names) else (whole,)


def _kept(source: Iterable[Printed], ledger: Ledger, vocabulary: Vocabulary) -> list[Printed]:
    """Each authority once, under the first of its names; a name that means somebody only here is no authority."""
    kept: list[Printed] = []
    for each in source:
        if vocabulary.registry.is_contextual(each.name):
            ledger.warn(each.line, findings.CONTEXTUAL_NAME, ("name", each.name))
        elif not any(vocabulary.registry.same(each.name, other.name) for other in kept):
            kept.append(each)
    return kept


def _warn(printed: Printed, ledger: Ledger, vocabulary: Vocabulary) -> None:
    if printed.inferred:
        ledger.warn(printed.line, findings.AUTHORITY_OF_NUMBER, ("name", printed.name))
    elif vocabulary.registry.find(printed.name) is None:
        near = vocabulary.registry.nearest(printed.name)
        sentence = findings.MISSPELT_AUTHORITY if near else findings.UNKNOWN_AUTHORITY
        ledger.warn(printed.line, sentence, ("name", printed.name), *([("known", near)] if near else []))
