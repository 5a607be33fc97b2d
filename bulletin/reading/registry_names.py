"""How names of authorities are compared: what is noise in them, what is no name by itself, where one ends in a text."""

from __future__ import annotations

import re
import unicodedata

_NOISE = re.compile(r"[\s\u200b-\u200d\ufeff·・.,'’&_-]+")
_SEAL = re.compile(r"\((?:代?章|盖章|公章|印章?|印)\)$")
_LATIN = re.compile(r"[A-Za-z]")
_PLURAL = "一二三四五六七八九十两各多几"
# 国家局, 我局, 该委, 三部门, 省政府: who is meant depends on where it stands.
_CONTEXTUAL = re.compile(
    rf"(?:中华人民共和国|本[刊报社网]|国家|上级|下级|[我本该原其{_PLURAL}省市县区州盟旗镇乡]|贵(?!州)|有关|相关|上述|自治[区州县]|主管|职能|直属)"
    r"{0,3}(?:总?局|委|委员会|[高中]?院|[高中]级(?:人民)?法院|(?:人民)?法院|(?:人民)?检察院|[部厅署办会司处室所站庭高]|部委|部门|总署"
    r"|办公[室厅]|综合[司处科]|秘书[处局长]|编辑部|中心|协会|学会|支?分?公司|集团|大学|学院|单位|机关|(?:人民)?政府|党组|党委|刊|报|社|网站?)"
)
_GENERIC = re.compile(
    r"(?:省|市|区|县)?(?:药监局|药品监督管理局|食药监局|食品药品监督管理局|知识产权局|市场监管局|市场监督管理局|工商局|质监局|卫健委|卫生健康委"
    r"|卫生健康委员会|卫计委|医保局|医疗保障局|发改委|发展改革委|科技[厅局]|财政[厅局]|商务[厅局]|教育[厅局]|公安[厅局]|司法[厅局]|版权局"
    r"|海关|税务局|检察院|(?:高级|中级)?人民法院|人大常委会)"
)
# What makes a longer word of a name's last letter: 财政部 门, 最高法 定, 药审中心 线.
_RUNS_ON = {
    "部": "门位件分署队落级下长委",
    "法": "定律规院治人条典",
    "检": "测验查疫索察",
    "局": "面势限部长",
    "委": "员托派任",
    "署": "名长",
    "会": "议员长场计",
    "院": "长士校系所",
    "心": "线",
    "府": "办",
    "国": "家",
}


def folded(name: str) -> str:
    """The name without spaces, marks, full-width forms, capitals and the note of a seal: for comparing only."""
    narrow = _SEAL.sub("", unicodedata.normalize("NFKC", name).strip())
    return _NOISE.sub("", narrow).casefold()


def is_abbreviation(name: str) -> bool:
    """CDE, PIC/S: Latin letters that are a name only as they are capitalised, since “who” is not WHO."""
    return bool(_LATIN.search(name)) and name.isascii() and " " not in name and len(name) <= 14


def is_latin(name: str) -> bool:
    return bool(_LATIN.match(name))


def is_contextual(name: str) -> bool:
    """Whether the name means somebody only where it stands: 国家局, 我局, 总局, 该委, 两院, 省药监局."""
    bare = folded(name)
    return bool(_CONTEXTUAL.fullmatch(bare) or _GENERIC.fullmatch(bare))


def runs_on(text: str, end: int) -> bool:
    """Whether the letter at ``end`` makes another word of the name before it."""
    after = text[end : end + 1]
    if is_latin(text[end - 1]):
        return bool(after) and after.isascii() and (after.isalnum() or after in "-/_")
    return bool(after) and after in _RUNS_ON.get(text[end - 1], "")


def runs_in(text: str, start: int) -> bool:
    """Whether a Latin name at ``start`` is the tail of a longer word: EFDA, X-FDA, v1/FDA."""
    before = text[start - 1 : start]
    return bool(before) and is_latin(text[start]) and before.isascii() and (before.isalnum() or before in "-/_")
