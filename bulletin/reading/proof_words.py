"""The proof's eye for words: characters and words typed twice, and words that are often written wrongly."""

from __future__ import annotations

import re
from collections.abc import Iterator

from . import proof_rules as rules
from .proof_rules import Slip


def _split(text: str) -> list[str]:
    return text.split()


# Function words typed twice by mistake, with what may stand before and after a pair that is none (目的的, 为了了解).
_PAIRS = """
的 目标 确
了 为受除明终知 解却结然断
是 于但可凡若 非
在 存现所内潜实正旨好自 线校职建研场岗位册押逃途案野世家座
和 总共饱调中温缓 平谐解睦蔼气声
与 参付赋授给 会其否
及 以涉普遍波触企顾 时其早格至第
于 关由对至属鉴基 是
为 作认行成因以人视较 了何此
被 - 告申害
由 自理事缘案 于此衷
有 所具拥没含享持占只公国私专稀罕原 关效限利序机力益偿权无着人色意名所
就 成 业医诊是地近学此职
对 应反针面相绝核校 方象外照应策比标接话于手待抗策
将 - 来要会军士领
并 合归兼吞一 不且购列轨联发非
或 抑 者许
从 服遵听跟盲 事业而容此前
把 一 握关手柄
其 - 他它中实次余
以 可予加得足所难用给借 及下上上来内外为后前来便求免至
按 - 照时期揭劳
向 方定倾导意走动去取流投转面指趋 往导量阳心
也 - 许
该 应 -
都 首古旧成国 市城会江
而 从然因进反 且言后已
到 达得遇收受感直迟 期达场位会岗底来处账货案
""".strip()
_LEGAL = {
    row[0]: (row[1].replace("-", ""), row[2].replace("-", "")) for row in (line.split() for line in _PAIRS.splitlines())
}
_DOUBLED = re.compile(rf"([{''.join(_LEGAL)}])\1")
_WORDS = _split(
    "进行 关于 根据 按照 以及 有关 相关 应当 可以 通过 加强 认真 贯彻 落实 推进 提高 开展 组织 为了 对于 由于 其中"
    " 目前 同时 或者 并且 但是 因此 以下 上述 下列 予以 现予 制定 印发 实施 施行 审查 提交 规定 要求 报送 完善 确保"
    " 积极 及时 依法 不得 已经 我们 他们 国家 全国 中国 日起 之日"
)
_REPEATED = re.compile(rf"({'|'.join(_WORDS)})\1")
# 图书编校质量常见差错: wrong ones that are no words of their own, with what is meant.
_WRONG = dict(
    pair.split("→")
    for pair in _split(
        "形像→形象 部份→部分 成份→成分 帐户→账户 帐号→账号 布署→部署 报导→报道 座落→坐落 重迭→重叠"
        " 蕴酿→酝酿 松驰→松弛 签定→签订 想像力→想象力 渡假→度假 甘败下风→甘拜下风 一愁莫展→一筹莫展"
        " 迫不急待→迫不及待 再接再励→再接再厉 鬼鬼崇崇→鬼鬼祟祟 寒喧→寒暄 貌和神离→貌合神离 相形见拙→相形见绌"
        " 追朔→追溯 辩别→辨别 粗旷→粗犷 穿流不息→川流不息 好高鹜远→好高骛远 竭泽而鱼→竭泽而渔 脉博→脉搏 名信片→明信片"
        " 默守成规→墨守成规 气慨→气概 水笼头→水龙头 痉孪→痉挛 趋之若骛→趋之若鹜 声名雀起→声名鹊起 宣泻→宣泄 眩耀→炫耀"
        " 针贬→针砭 震憾→震撼 装祯→装帧 坐阵→坐镇 挖墙角→挖墙脚 不径而走→不胫而走"
        " 遣责→谴责 凭添→平添 修茸→修葺 美仑美奂→美轮美奂 泊来品→舶来品 渲泄→宣泄 暴炸→爆炸"
    )
)
# 全部份额 is no 部份.
_WRONG_WORDS = re.compile(rf"(?:{'|'.join(_WRONG)})(?!额)")
# The reporter was taken out of 向记者介绍, and the 向 was left.
_LOST = re.compile(r"(?<![方定倾导意走动去取流投转面指趋志外内])向(?=介绍|透露|证实|讲述)")


def slips(text: str) -> Iterator[Slip]:
    """Every such slip in the text, lines apart."""
    for match in _DOUBLED.finditer(text):
        before, after = _LEGAL[match[1]]
        around = text[max(0, match.start() - 1) : match.start()], text[match.end() : match.end() + 1]
        if not ((around[0] and around[0] in before) or (around[1] and around[1] in after)):
            yield Slip(match.start(), match.end(), rules.DOUBLED_CHARACTER, match[1])
    for match in _REPEATED.finditer(text):
        yield Slip(match.start(), match.end(), rules.DOUBLED_WORD, match[1])
    for match in _WRONG_WORDS.finditer(text):
        right = _WRONG[match[0]]
        yield Slip(match.start(), match.end(), rules.WRONG_WORD, right, (("right", right),))
    for match in _LOST.finditer(text):
        yield Slip(match.start(), match.end(), rules.LOST_WORD)
