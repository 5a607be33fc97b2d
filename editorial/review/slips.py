"""How people mistype: a word that sounds alike, one written twice, a character too few. Pure.

Whatever looks otherwise may say something else than was said, so it is no slip, however small it is.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect
from collections.abc import Iterator

from editorial.review import wordwise

# Longer than a word written twice or wrongly is more than a slip.
LONGEST = 6

# The first characters of GB/T 2312 (3755 of them) stand in the order of their sounds; each sound begins with one of
# these.
_SOUNDS = (
    "啊埃鞍肮凹芭白斑邦苞杯奔崩逼鞭标鳖彬兵玻捕擦猜餐苍操厕层插拆搀昌超车郴撑吃充抽初揣川疮吹春戳疵聪凑粗蹿摧村磋搭呆耽当刀德蹬堤颠"
    "碉跌丁丢东兜督端堆墩掇蛾恩而发藩坊菲芬丰佛否夫噶该干冈篙哥给根耕工钩辜刮乖棺光瑰辊锅哈骸酣夯壕呵嘿痕哼轰喉呼花槐欢荒灰荤豁击嘉"
    "歼僵蕉揭巾荆炯揪鞠捐撅均喀开刊康考坷肯坑空抠枯夸块宽匡亏坤括垃莱蓝琅捞勒雷棱厘俩联粮撩列琳玲溜龙楼芦驴峦掠抡萝妈埋瞒芒猫么玫门"
    "萌眯棉苗蔑民明谬摸谋拇拿氖南囊挠呢馁嫩能妮蔫娘鸟捏您柠牛脓奴女暖虐挪哦欧啪拍攀乓抛呸喷砰坯篇飘撇拼乒坡扑期掐牵枪橇切钦青琼秋趋"
    "圈缺裙然瓤饶惹壬扔日戎揉茹软蕊闰若撒腮三桑搔瑟森僧莎筛珊墒梢奢砷声师收蔬刷摔栓霜谁吮说斯松搜苏酸虽孙蓑塌胎坍汤掏特藤梯天挑贴厅"
    "通偷凸湍推吞拖挖歪豌汪威瘟嗡挝巫昔瞎掀相萧楔薪星兄休墟轩靴勋压焉殃邀椰一茵英哟拥幽迂鸳曰耘匝栽咱赃遭责贼怎增扎摘瞻樟招遮珍蒸芝"
    "中舟珠抓拽专桩椎谆捉兹鬃邹租钻嘴尊昨"
)
_BEGINNINGS = [each.encode("gb2312") for each in _SOUNDS]
# Beyond these the standard orders by radicals.
_LAST_BY_SOUND = "座".encode("gb2312")
# Mistaken for one another without sounding alike, or with more than the one sound that the standard knows.
_MISTAKEN = (
    "的地得",
    "以予",
    "己已巳",
    "拔拨",
    "栗粟",
    "洽恰",
    "折拆",
    "侯候",
    "象像",
    "戊戌戍",
    "着著",
    "重从",
    "长常",
    "爆曝暴",
    "列例",
)

# What changes the sense of its neighbours by being there: none of these is too many or too few by a slip.
_WEIGHTY = frozenset(
    "不未无非勿禁没别莫否被免须需必应当可能仅只均皆都各每凡全总副原代已将曾拟待除或及和与且至到自从由向对给为比约内外上下前后左右中间大小多少高低"
    "长短新旧本该其此另再又还才暂主次男女正反首末半双单两省市县区国我贵准亚类级型甲乙丙丁假伪真左重轻处罚可升降增减加公"
)
# One way to write what encloses words.
_ONE_FORM = str.maketrans(
    {**dict.fromkeys("“”‘’'「」『』", '"'), **dict.fromkeys("〔[【", "("), **dict.fromkeys("〕]】", ")")}
)
_ENCLOSING = '"()《》〈〉'


def too_much(old: str, new: str) -> Iterator[tuple[str, str]]:
    """What was changed beyond a slip, both sides of each place; what was moved is too much at both its ends."""
    before, after = _written(old), _written(new)
    found = list(_changes(before, after))
    lone = {(was, now) for was, now, _left, _right in found if not (was and now)}
    mends = not _is_paired(before) and _is_paired(after)
    for was, now, left, right in found:
        is_moved = (was, now) in lone and (now, was) in lone
        is_mended = mends and not was and now in _ENCLOSING
        if not is_mended and (is_moved or not is_slip(was, now, left, right)):
            yield was, now


def is_slip(was: str, now: str, left: str = "", right: str = "") -> bool:
    """Whether one stretch of letters is a mistyped other; ``left`` and ``right`` are what stands beside it."""
    if max(len(was), len(now)) > LONGEST:
        return False
    if len(was) == len(now):
        return all(map(_alike, was, now))
    lone = was or now
    if was and now:
        return False
    return left.endswith(lone) or right.startswith(lone) or (len(lone) == 1 and _is_light(lone))


def _changes(before: str, after: str) -> Iterator[tuple[str, str, str, str]]:
    """Each change with what stayed before and after it."""
    gone = came = left = ""
    for span in (*wordwise.spans(before, after), wordwise.Span(wordwise.SAME, "")):
        if span.state == wordwise.GONE:
            gone += span.text
        elif span.state == wordwise.CAME:
            came += span.text
        else:
            if gone or came:
                yield gone, came, left, span.text
            gone, came, left = "", "", span.text


def _is_light(letter: str) -> bool:
    return "\u4e00" <= letter <= "\u9fff" and letter not in _WEIGHTY


def _alike(one: str, other: str) -> bool:
    if one == other or any(one in each and other in each for each in _MISTAKEN):
        return True
    sound = _sound(one)
    return sound is not None and sound == _sound(other)


def _sound(letter: str) -> int | None:
    """The place of a character's sound among all; None for what is rare or no Chinese character."""
    try:
        code = letter.encode("gb2312")
    except UnicodeEncodeError:
        return None
    return bisect(_BEGINNINGS, code) if _BEGINNINGS[0] <= code <= _LAST_BY_SOUND else None


def _written(text: str) -> str:
    """A text without its stops and spaces."""
    plain = unicodedata.normalize("NFKC", text).translate(_ONE_FORM)
    return "".join(each for each in plain if each.isalnum() or each in _ENCLOSING)


def _is_paired(text: str) -> bool:
    return text.count('"') % 2 == 0 and text.count("(") == text.count(")")
