"""Names of authorities: is a short line a signature, who stands in it, who speaks in a title; as printed."""

from __future__ import annotations

import functools
import re

from .brackets import without_quoted
from .vocabulary import Vocabulary

LONGEST_NAME = 40
LONGEST_LINE = 240

_SEPARATORS = re.compile(r"[ \t\u3000\u00a0、，,；;/／]+")
_PARTED = re.compile(r"[ \t\u3000\u00a0：:]")
_SPACES = re.compile(r"[ \t\u3000\u00a0]+")
_SEAL = re.compile(r"[（(](?:代?章|盖章|公章|印章?)[)）]$")
_NAME = re.compile(r"[\u4e00-\u9fffA-Za-z·（）()“”]{2,40}")
_PERSON = re.compile(r"[\u4e00-\u9fff·]{2,8}")
# A name never holds these; a sub-heading or a sentence often does.
_NOT_IN_NAMES = re.compile(
    r"关于|召开|发布|印发|通知|公告|应当|进行|推进|加强|坚持|举行|举办|如下|附件|邮箱|电话|地址|联系|报名|会议$|大会$|座谈会|发布会|培训会|推进会|的|了|是|在"
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
    pieces = (whole,) if whole else tuple(each for each in _SEPARATORS.split(_SEAL.sub("", text)) if each)
    return pieces if pieces and all(is_name(each, vocabulary) for each in pieces) else ()


@functools.lru_cache(maxsize=8)
def _last_letters(suffixes: tuple[str, ...]) -> frozenset[str]:
    """What a name can end with: a quick look that spares most lines the rest."""
    return frozenset(suffix[-1] for suffix in (*suffixes, *_KNOWN_SHORT, ")", "）"))


def is_name(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a piece of text reads as the name of an authority, an organisation or a department."""
    bare = _SEAL.sub("", text) if text.endswith(("）", ")")) else text
    if bare not in _KNOWN_SHORT and (len(bare) < 3 or not bare.endswith(vocabulary.authority_suffixes)):
        return False
    return bool(_NAME.fullmatch(bare)) and not _NOT_IN_NAMES.search(bare)


def in_title(title: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """The authorities before 关于 in a title, lead first; () when the title begins with 关于 or with something else."""
    words = without_quoted(title)
    before, about, _ = words.partition("关于")
    return signers(before.strip(" \u3000:："), vocabulary) if about and before.strip() else ()


def is_official(name: str, vocabulary: Vocabulary) -> bool:
    """Whether a signature is a person's, with the office before the name (局长 某某)."""
    return _official(name, vocabulary) is not None


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


def _joined_letters(text: str) -> str | None:
    """国　务　院 is one name set wide."""
    pieces = _SPACES.split(text)
    return "".join(pieces) if len(pieces) > 2 and all(len(each) == 1 for each in pieces) else None
