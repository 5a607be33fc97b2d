"""Names of authorities: is a short line a signature, who stands in it, who speaks in a title; as printed."""

from __future__ import annotations

import functools
import re

from .brackets import without_quoted
from .vocabulary import Vocabulary

LONGEST_NAME = 40
LONGEST_LINE = 240

_SEPARATORS = re.compile(r"[ \t\u3000\u00a0、，,；;/／]+")
_WIDE_GAPS = re.compile(r"[ \t\u3000\u00a0]{2,}|[、，,；;/／]")
_PARTED = re.compile(r"[ \t\u3000\u00a0：:]")
_SPACES = re.compile(r"[ \t\u3000\u00a0]+")
_SEAL = re.compile(r"[（(](?:代?章|盖章|公章|印章?)[)）]$")
_NAME = re.compile(r"[\u4e00-\u9fffA-Za-z·（）()“”]{2,40}")
_PERSON = re.compile(r"[\u4e00-\u9fff·]{2,8}")
_AND = re.compile(r"(?<=.)[和与及暨](?=.)")
_AND_OTHERS = re.compile(r"等[0-9０-９一二三四五六七八九十两]{0,3}个?(?:部门|部委|单位|机关|委局|委厅局)$")
_NAME_AND_OTHERS = tuple(f"{end}等" for end in "部局委院署会办厅")
_ENGLISH_PERSON = re.compile(r"(?:[A-Z][\w.'-]{0,20} ?){2,5}")
_ENGLISH_OFFICE = re.compile(
    r"\b(?:Commissioner|Director|Secretary|Administrator|Chair|Chairman|Chairperson|Chief|Counsel|Registrar|Officer"
    r"|Minister|President|Register of Copyrights|Head|Manager)\b"
)
# What follows the issuer where a title has no 关于.
_ISSUES = re.compile(
    r"[ \t\u3000]{0,4}(?:联合)?(?:印发|转发|就《|发布|公布|公告|通告|公示|令|公开|征求|[0-9０-９]{4}[ ]?年)"
)
# A name never holds these; a sub-heading or a sentence often does.
_NOT_IN_NAMES = re.compile(
    r"关于|召开|发布|印发|转发|通知|公告|应当|进行|推进|加强|坚持|举行|举办|如下|附件|邮箱|电话|地址|联系|报名|会议$|大会$|座谈会|发布会|培训会|推进会|的|了|是|在"
)
_KNOWN_SHORT = frozenset({"国务院", "中央军委", "全国人大", "最高法", "最高检", "国办", "中办"})


def signers(line: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """The authorities, or the official with his office, that a signature line names; () for any other line."""
    text = line.strip()
    if not 2 <= len(text) <= LONGEST_LINE or (
        text[-1] not in _last_letters(vocabulary.authority_suffixes) and not _PARTED.search(text)
    ):
        return ()
    official = _official(text, vocabulary)
    if official:
        return (official,)
    whole = _joined_letters(text)
    bare = _SEAL.sub("", text)
    pieces = (whole,) if whole else tuple(each for each in _SEPARATORS.split(bare) if each)
    if pieces and all(is_name(each, vocabulary) for each in pieces):
        return tuple(name for each in pieces for name in _run_together(each, vocabulary))
    return _set_wide(bare, vocabulary)


@functools.lru_cache(maxsize=8)
def _last_letters(suffixes: tuple[str, ...]) -> frozenset[str]:
    """What a name can end with: a quick look that spares most lines the rest."""
    return frozenset(suffix[-1] for suffix in (*suffixes, *_KNOWN_SHORT, "海关", ")", "）"))


def is_name(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a piece of text reads as the name of an authority, an organisation or a department."""
    bare = _SEAL.sub("", text) if text.endswith(("）", ")")) else text
    if not bare.isascii() and vocabulary.registry.find(bare) is not None:
        return True
    if bare not in _KNOWN_SHORT and (len(bare) < 3 or not bare.endswith(vocabulary.authority_suffixes)):
        return False
    if not _NAME.fullmatch(bare):
        return False
    return not _NOT_IN_NAMES.search(bare)


def in_title(title: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """The authorities that a title begins with, lead first; () when it begins with 关于 or with something else."""
    words = without_quoted(title)
    before, about, _ = words.partition("关于")
    if not about:
        return _before_verb(words, vocabulary)
    lead = without_others(before.strip(" \u3000:："))
    return _before_verb(before, vocabulary) or signers(lead, vocabulary)


def without_others(names: str) -> str:
    """生态环境部 of 生态环境部等16部门 and of 生态环境部等."""
    bare = _AND_OTHERS.sub("", names)
    return bare.removesuffix("等") if bare.endswith(_NAME_AND_OTHERS) else bare


def _before_verb(words: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """中共中央办公厅 国务院办公厅印发…, 国家药监局2021年第5号公告: known names alone, for a headline reads the same."""
    names: list[str] = []
    rest = words
    while (found := vocabulary.registry.beginning(rest)) is not None:
        names.append(found.typed)
        rest = (
            _SEPARATORS.sub("", rest[found.end :], count=1) if _SEPARATORS.match(rest, found.end) else rest[found.end :]
        )
    rest = re.sub(r"^等[^，。]{0,4}(?:部门|部委|单位|机关|委局)", "", rest)
    return tuple(names) if names and _ISSUES.match(rest) else ()


def is_official(name: str, vocabulary: Vocabulary) -> bool:
    """Whether a signature is a person's, with the office before the name (局长 某某)."""
    return _official(name, vocabulary) is not None


def is_english_official(name: str) -> bool:
    """Lauren Example, Associate Commissioner for Policy."""
    person, comma, office = name.partition(",")
    return bool(comma and _ENGLISH_PERSON.fullmatch(person.strip()) and _ENGLISH_OFFICE.search(office))


def is_department(line: str, vocabulary: Vocabulary) -> bool:
    """Whether the line names a department of the house that compiles (甲公司·法规部), not an authority."""
    text = line.strip()
    if len(text) > 30 or not text.endswith(vocabulary.departments) or _NOT_IN_NAMES.search(text):
        return False
    if "·" in text or "•" in text or "-" in text:
        return True
    return bool(_NAME.fullmatch(text)) and text not in vocabulary.ministries


def _official(text: str, vocabulary: Vocabulary) -> str | None:
    """总理　李克强, 局长：某某, or set wide: 局　长　某某某."""
    office, _, name = _SPACES.sub(" ", text.replace("：", " ").replace(":", " ")).partition(" ")
    name = name.replace(" ", "")
    letters = _SPACES.sub("", text)
    wide = len(office) == 1 and letters.startswith(vocabulary.officials) and len(letters) <= 8
    titled = office.endswith(vocabulary.officials) and 2 <= len(name) <= 6
    person = wide or (titled and not name.endswith(vocabulary.authority_suffixes))
    return text if person and _PERSON.fullmatch(name or letters) else None


def _run_together(piece: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """最高人民法院最高人民检察院, 甲局和乙局: the names in a piece; the piece itself unless every one is known."""
    registry = vocabulary.registry
    if len(piece) < 6 or registry.find(piece) is not None:
        return (piece,)
    joined = registry.parts_of(piece)
    if joined:
        return joined
    for match in _AND.finditer(piece):
        halves = piece[: match.start()], piece[match.end() :]
        if all(registry.find(each) for each in halves):
            return halves
    return (piece,)


def _set_wide(text: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """海 关 总 署　　　公　安　部: names with spaces between their letters and wider ones between them."""
    pieces = tuple("".join(_SEPARATORS.split(each)) for each in _WIDE_GAPS.split(text) if each.strip())
    if len(pieces) > 1 and all(is_name(each, vocabulary) for each in pieces):
        return pieces
    letters = "".join(pieces)
    return vocabulary.registry.parts_of(letters) if len(letters) >= 4 and letters != text else ()


def _joined_letters(text: str) -> str | None:
    """国　务　院 is one name set wide."""
    pieces = _SPACES.split(text)
    return "".join(pieces) if len(pieces) > 2 and all(len(each) == 1 for each in pieces) else None
