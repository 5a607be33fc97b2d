"""Where a 代字 or the name of an issuer begins, looking back from its number; a sentence's own words are no part of it.

A prefix is what is left after the last word that cannot belong to one. Where a name runs into a 代字 without a mark
(教育部教技〔2020〕5号), the letters with which real series begin tell where it starts.
"""

from __future__ import annotations

import re

from .narrow import BLANKS

LONGEST = 24
LONGEST_LETTERS = 18
LONGEST_ISSUER = 40

_RUN = re.compile("[\u4e00-\u9fffA-ZＡ-Ｚ]")
_HAN = re.compile("[\u4e00-\u9fff]")
# 市监标创（函）: the only words in round brackets that are part of a 代字.
_INNER = re.compile("[（(](?:函|办|秘|字|发|通|令|规|文|综|密)[)）]$")
_FULL_ENDS = frozenset("局委部院署府厅室会")
# 院（后）字: what may stand after a bracket within a 代字.
_LAST_WORDS = frozenset(("字", "发", "函", "办", "令", "规", "通", "文", "办发", "发字", "函字"))
_MIDDLE = re.compile("(?<=[\u4e00-\u9fff])[（(][\u4e00-\u9fff]{1,3}[)）]$")
_NAME_ENDS = frozenset("局委部院署府厅办会行席统组处室司心所社长")
_REGIONS = "京津沪渝冀晋辽吉黑苏浙皖闽赣鲁豫鄂湘粤桂琼川蜀贵黔云滇藏陕秦甘陇青宁新蒙穗深杭甬厦汉蓉昆"
_OFFICES = "药监|食药|市监|知发|知办|政发|政办|政函|府办|府发|府规|卫|科|财|发改|医保|人社|教|建|环|高法|经信|商|税"

# With these, and no other way, a sentence goes over into a 代字.
_STRONG = re.compile(
    r"国(?:办|发|函|令|药监|食药监|市监|卫|知|医保|科|税|质检|认监|标委|环|土资)|药监综|食药监|银保监|高检发|法释"
    rf"|[{_REGIONS}](?:{_OFFICES})"
)
_HEAD = re.compile(
    rf"{_STRONG.pattern}|中[办发]|医保|卫[生办医]|法[发办]|财[税办会预建教社综企金农资]|发改|工信|商[办务建运]|人社|建[办质市标]|环[办发监]"
    r"|农[办发医]|教[育高社技科办]|税总|银[发监]|证监|保监|汇[发综]|署[法监税]|公通|司[发办]|文旅|交[办规运]|民[发办]|市监|厅字|安监"
)
_NAMES = (
    "国务院|国家|中华|中国|中共|最高|全国|财政|商务|教育|公安|卫生|海关|司法|民政|交通|农业|水利|文化|科学|科技|工业"
    "|人力|自然资|生态|环境|住房|应急|市场监|药监|药品|食品|食药|知识产权|质检|证监|银监|银保监|保监|外汇|人民银行|税务"
    "|省|市|北京|上海|天津|重庆|总局|卫健|医保|发改|发展"
)

_STOPS = re.compile(
    "按照|根据|依据|依照|遵照|参照|对照|比照|落实|贯彻|执行|违反|符合|遵循|结合|已经|业经|转发|印发|发布|公布|颁布|颁发|下发|签发|制发|制定|出台"
    "|废止|修改|修订|修正|更正|撤销|取代|替代|失效|现[将对就以按依由]|参见|详见|关于|通过|同意|适用|有关|以及|其中|包括|属于|上述|所述|前述|收到|遵守|此前|先前|之前|以前|此后|随后|同时|停止|不再|继续|沿用|重申|载明|显示|指出|提出|附件|附表|编号|例如|比如|来自|涉及"
    "|文件|文号|号文|字号|通知|公告|通告|意见|决定|批复|复函|办法|规定|条例|细则|方案|规划|纲要|目录|指南|指引|规则|报告|要求|精神"
    "|[的据按照或及将把被了]"
    rf"|(?:(?<!共)和|[对由以与经自于在从为该其是如至同并即向到见原依因日])(?=(?:{_NAMES}|{_HEAD.pattern}))"
)
_KEPT = re.compile("规划(?=和|局|委|国土|建设|土地)|对照(?=明)")
_AT_START = re.compile(
    "[对由以与和经自于在从为该其至同并即向到见原依因如日](?!照|外|然|资|济|贸|信|开|化|墨|兰|平|州|子|林)"
)
_BETWEEN = re.compile("(?<=[局委部院署府厅办会行])[和与]")
# Contracts, licences and judgments are numbered alike, and are no documents of an authority.
_NOT_PREFIX = re.compile(
    "(?:合同|协议|案|判|判决|裁定|裁|许可证|证书|执照|注册证|备案|登记证|图号|[准备]字|标准|样本|专利|论文|合格证|网备|营备|产备|营许|产许)$"
)
# 国家互联网信息办公室等12部门令: the first of several who gave an order stands for all.
_AND_OTHERS = re.compile("等[0-9０-９一二三四五六七八九十]{0,3}个?(?:部门|部委|单位|机关|委局)$")
_OWN_KINDS = re.compile(
    "(?:通知|公告|通告|意见|决定|批复|复函|办法|规定|条例|细则|方案|规划|纲要|目录|指南|指引|规则|报告)$"
)
_CERTIFICATE = re.compile("[（(](?:准|进|许|试|械|京|沪)[)）]字$")


def letters(text: str, edge: int, floor: int) -> int | None:
    """Where the 代字 that ends before ``edge`` begins, not before ``floor``; None where there is none."""
    end = _back_over_blanks(text, edge, floor)
    inner = _INNER.search(text, max(floor, end - 3), end)
    start = _run_start(text, inner.start() if inner else end, floor, LONGEST)
    if text[start:end] in _LAST_WORDS and (middle := _MIDDLE.search(text, max(floor, start - 5), start)):
        start = _run_start(text, middle.start(), floor, LONGEST)
    start = _after_name(text, _after_stops(text, start, end), end)
    if end - start > LONGEST_LETTERS or not _HAN.search(text, start, end) or counts_else(text, edge, floor):
        return None
    return start


def counts_else(text: str, edge: int, floor: int) -> bool:
    """Whether the number before which these words stand is a contract's, a licence's or a judgment's."""
    end = _back_over_blanks(text, edge, floor)
    before = text[max(floor, end - 8) : end]
    return bool(_NOT_PREFIX.search(before) or _CERTIFICATE.search(before))


def issuer(text: str, edge: int, floor: int) -> int | None:
    """Where the name, or the names in a row, of who gave an order begins; None where no name stands before it."""
    end = _back_over_blanks(text, edge, floor)
    others = _AND_OTHERS.search(text, max(floor, end - 9), end)
    end = others.start() if others else end
    run = _run_start(text, end, floor, LONGEST_ISSUER, "、")
    start = _after_stops(text, run, end)
    while start < end and text[start] == "、":
        start += 1
    if start == end or (text[end - 1] not in _NAME_ENDS and text[start:end] != "国"):
        return None
    before = _back_over_blanks(text, start, floor)
    if start != run or before == start or before <= floor or text[before - 1] not in _NAME_ENDS or end - start > 30:
        return start
    further = issuer(text, before, max(floor, before - LONGEST_ISSUER)) if end - before < LONGEST_ISSUER else None
    return start if further is None else further


def begins_series(prefix: str) -> bool:
    """Whether real series begin with these letters, so that a number is one even without 号."""
    return _HEAD.match(prefix) is not None


def cites(before: str) -> bool:
    """Whether the words before a number make it another document's (根据国发〔1995〕12号)."""
    last = max((match.end() for match in _STOPS.finditer(before[-12:])), default=0)
    return last == len(before[-12:]) > 0 and not _OWN_KINDS.search(before[-4:])


def _back_over_blanks(text: str, edge: int, floor: int) -> int:
    at = edge
    while at > floor and edge - at < 3 and text[at - 1] in BLANKS:
        at -= 1
    return at


def _run_start(text: str, end: int, floor: int, reach: int, further: str = "") -> int:
    at = end
    while at > floor and end - at < reach and (_RUN.match(text[at - 1]) or text[at - 1] in further):
        at -= 1
    return at


def _after_stops(text: str, start: int, end: int) -> int:
    run = text[start:end]
    kept = [range(*match.span()) for match in _KEPT.finditer(run)]
    stops = [match.end() for match in (*_STOPS.finditer(run), *_BETWEEN.finditer(run))]
    cut = max((at for at in stops if not any(at - 1 in each for each in kept)), default=0)
    while cut < len(run) and _AT_START.match(run, cut):
        cut += 1
    return start + cut


def _after_name(text: str, start: int, end: int) -> int:
    """教育部教技 begins at 教技, 近日京药监发 at 京药监发; 京国税发 and 工信部联科 are one."""
    run = text[start:end]
    if run.endswith("院法") and len(run) > 2:
        return end - 1
    heads = [match.start() for match in _HEAD.finditer(run)]
    for at in heads:
        strong = heads[0] and _STRONG.match(run, at)
        if 2 <= at <= len(run) - 2 and (strong or (run[at - 1] in _FULL_ENDS and at > 2)):
            return start + at
    return start
