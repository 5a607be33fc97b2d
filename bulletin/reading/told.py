"""Facts that a line states by itself, by its label or by being nothing else, and whether the entry takes them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from . import attachments, authorities, dates, effect, findings, kinds, labels, markup, numbers, pipes
from .heads import undress
from .ledger import Ledger
from .lines import Line
from .numbers import Number
from .outline import Piece
from .signature import Signature
from .vocabulary import Vocabulary

# Kinds whose series are counted without a year: 公告第515号.
_ORDINAL_KINDS = frozenset(("公告", "通告", "令"))
_ORDINAL = re.compile("第[ \u3000]?(?:[0-9０-９]{1,5}|[〇○零一二三四五六七八九十百]{1,6})[ \u3000]?号")
_PARTED = re.compile(r"[ \u3000：:]")


@dataclass(slots=True)
class Sorted:
    """What the lines of an entry are; the lines of ``body`` are still to be read."""

    piece: Piece
    number: Number | None = None
    kind: str | None = None
    formal: bool = False
    body: list[Line] = field(default_factory=list)
    signature: Signature = field(default_factory=Signature)
    attachments: list[tuple[attachments.Named, Line]] = field(default_factory=list)
    fields: dict[str, tuple[str, Line]] = field(default_factory=dict)
    days: dict[str, tuple[date, Line]] = field(default_factory=dict)


def labelled(found: Sorted, line: Line, edge: bool, path: str, ledger: Ledger) -> bool:
    pairs = labels.read(line.text) or labels.read(_undressed(line.text))
    if not pairs or (not edge and pairs[0][0] not in {labels.SOURCE, labels.RELEASE, labels.LINK}):
        return False
    kept = [name for name, value in pairs if _keep(found, name, value, line)]
    if kept and (labels.of_preamble(line.text) or (kept == [labels.ISSUER] and _names_more(line.text))):
        ledger.quote(f"{path}.{kept[0]}", line, line.text)
        return False
    for name in kept[1:]:
        ledger.quote(f"{path}.{name}", line, line.text)
    if kept:
        ledger.home(f"{path}.{kept[0]}", line)
        return True
    dropped = {labels.RELEASE: findings.RELEASE_NOTE, labels.CATALOGUE: findings.CATALOGUE_FIELD}
    if pairs[0][0] in dropped:
        ledger.leave(dropped[pairs[0][0]], line)
    return pairs[0][0] in dropped


def _names_more(text: str) -> bool:
    """Whether a line says more of who issues than the names that are taken: a department beside them, 等."""
    return (text.isascii() and "," in text) or authorities.without_others(text) != text


def _undressed(text: str) -> str:
    """文号：2022年第3号 of the item - **文号**：2022年第3号."""
    item = pipes.is_item(text)
    return markup.plain(pipes.item_of(text) if item else text) if item or "**" in text[:40] else ""


def _keep(found: Sorted, name: str, value: str, line: Line) -> bool:
    """Whether the labelled value fits its field and is the first to fill it."""
    if name in {labels.PUBLISHED, labels.SIGNED, labels.EFFECTIVE}:
        return _keep_day(found, name, value, line) or (name == labels.EFFECTIVE and _keep_clause(found, value, line))
    if name == labels.NUMBER:
        return keep_number(found, value)
    if name == labels.CONSULTATION and dates.first(value) is None:
        return False
    if name in {labels.RELEASE, labels.CATALOGUE} or name in found.fields or _told_better(found, name, value):
        return False
    found.fields[name] = (_target(value) if name == labels.LINK else value, line)
    return True


def _keep_day(found: Sorted, name: str, value: str, line: Line) -> bool:
    day = dates.whole(labels.CLOCK.sub("", value).rstrip("。."))
    if day is None or name in found.days:
        return False
    if name == labels.SIGNED and found.signature.signed_on not in {None, day}:
        return False
    found.days[name] = (day, line)
    return True


def _keep_clause(found: Sorted, value: str, line: Line) -> bool:
    """施行日期：自发布之日起施行: the label's value is a rule, not a day."""
    if labels.EFFECTIVE in found.fields or not effect.clauses(value, found.piece.title):
        return False
    found.fields[labels.EFFECTIVE] = (value, line)
    return True


def _told_better(found: Sorted, name: str, value: str) -> bool:
    """Whether the entry says it in a better place (signature, title, the title's own link), or not usably here."""
    if name == labels.ISSUER:
        # An official (局长：某某, Jane Example) signs for an authority that the label still has to name.
        names = [each for _, each in found.signature.names if not each.isascii() and not _PARTED.search(each)]
        return bool(names) and value not in names
    if name == labels.KIND:
        return found.kind not in {None, value}
    if name == labels.LINK:
        return markup.address(_target(value)) is None or markup.address(found.piece.url or "") is not None
    return False


def _target(value: str) -> str:
    match = re.fullmatch(r"<([^<>]{1,2000})>|\[[^\[\]]{1,300}\]\(([^()\s]{1,2000})\)", value)
    return (match[1] or match[2]) if match else value


def bare_fact(found: Sorted, line: Line, path: str, ledger: Ledger, vocabulary: Vocabulary) -> bool:
    """A number or a date that stands alone between the title and the text."""
    if keep_number(found, undress(line.text).core) or _keep_number_and_day(found, line) or _keep_ordinal(found, line):
        ledger.home(f"{path}.document_number", line)
        return True
    first, bar, _ = line.text.replace("｜", "|").partition("|")
    if bar and keep_number(found, first.strip()):
        # 环大气〔2023〕1号 | 生态环境部等部门 | 2023-01-03: the row tells more than the number, and stays in the text.
        ledger.quote(f"{path}.document_number", line, first.strip())
        _keep_issuer_beside(found, line, vocabulary)
        return False
    if bar and line.text.isascii() and len(first) <= 30 and kinds.english(first) and not found.kind:
        found.fields.setdefault(labels.KIND, (first.strip(), line))
        return False
    day = dates.whole(labels.CLOCK.sub("", line.text)) if len(line.text) <= 40 else None
    if day is None or labels.PUBLISHED in found.days:
        return False
    if found.formal and line.text[0] in "（(" and _keep_day(found, labels.SIGNED, line.text.strip("（）()"), line):
        ledger.home(f"{path}.{labels.SIGNED}", line)
        return True
    found.days[labels.PUBLISHED] = (day, line)
    ledger.home(f"{path}.{labels.PUBLISHED}", line)
    return True


def _keep_issuer_beside(found: Sorted, line: Line, vocabulary: Vocabulary) -> None:
    """Who stands in a further cell of the row that begins with the number."""
    cells = [cell.strip() for cell in line.text.replace("｜", "|").split("|")[1:]]
    named = next((each for each in cells if authorities.signers(authorities.without_others(each), vocabulary)), None)
    if named is not None and labels.ISSUER not in found.fields:
        found.fields[labels.ISSUER] = (named, line)


def _keep_number_and_day(found: Sorted, line: Line) -> bool:
    """（2022年4月20日　国办发〔2022〕9号） under the title of a document of the State Council."""
    bare = line.text.strip("（）() 　")
    number = next(iter(numbers.find_all(bare)), None) if len(bare) <= 60 else None
    day = dates.whole(bare[: number.start] + bare[number.end :]) if number else None
    if number is None or day is None or not keep_number(found, number.typed):
        return False
    return _keep_day(found, labels.SIGNED, day.isoformat(), line)


def _keep_ordinal(found: Sorted, line: Line) -> bool:
    """（第515号） alone under the title of a public notice or an order."""
    bare = line.text.strip("（）() 　")
    if found.number is not None or found.kind not in _ORDINAL_KINDS or not _ORDINAL.fullmatch(bare):
        return False
    found.number = kinds.own_number(f"{found.piece.title}（{bare}）")
    return found.number is not None


def keep_number(found: Sorted, value: str) -> bool:
    number = numbers.whole(value) or numbers.of_line(value)
    if number is None or number.family in numbers.SPOKEN_OF:
        return False
    if found.number is not None and found.number.canonical != number.canonical:
        return False
    found.number = found.number or number
    return True
