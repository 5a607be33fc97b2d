"""The facts in a line of text that a silent fix may not touch: titles, numbers, names, dates, figures, rulings.

Pure. Finds more than it must: what is taken for a fact without being one only sends its editor to a notice.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from bulletin import snapshot as shape
from bulletin.reading import dates, numbers
from bulletin.reading.brackets import quoted_titles
from bulletin.reading.registry_shipped import shipped

TITLE, NUMBER, NAME, DATE, FIGURE, SENSE = "title", "number", "name", "date", "figure", "sense"

# What is raised or lowered, while text is compared; no font and no keyboard has these.
_RAISED = {"<sup>": "\ue000", "</sup>": "\ue001", "<sub>": "\ue002", "</sub>": "\ue003"}
_SHOWN = str.maketrans({"\ue000": "^", "\ue001": "", "\ue002": "_", "\ue003": ""})

# One way to write each: a range, a minus, a nought among Chinese numerals, narrow digits and letters (NFKC).
_ONE_FORM = str.maketrans(
    {**dict.fromkeys("~∼～〜", "～"), **dict.fromkeys("–—―─‐‑−", "—"), **dict.fromkeys("○◯", "〇")}
)
_NOUGHT = re.compile(r"(?<=[一二三四五六七八九〇])[OoО零](?=[一二三四五六七八九〇OoО零年])")

_HAN = "〇一二三四五六七八九十百千万亿兆零两廿卅卌壹贰叁肆伍陆柒捌玖拾佰仟半双"
_DIGIT = rf"[\d{_HAN}\ue000-\ue003ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅰⅱⅲⅳⅴⅵⅶⅷⅸⅹ①-⑳½¼¾]"
_JOIN = r"[.,，．、:：/／～—\-至到]|分之|个百分点"
_BEFORE = (
    r"第|每|各|约|近|逾|超过|超|不足|不少于|不低于|不超过|不高于|不多于|至少|至多|最多|最少|最高|最低"
    r"|多于|少于|高于|低于|大于|小于|满|人民币|美元|欧元|￥|¥|\$|€|£|[+±≥≤<>＝=]|—(?=\d)"
)
# Units that a single character does not tell apart, and words that bound an amount.
_AFTER = (
    r"(?:个?百分点|百分比|人次|人民币|美元|欧元|日元|港元|港币|澳元|英镑|卢布|韩元|平方米|平方公里|立方米|公里|公斤|千克|毫克|微克"
    r"|毫升|厘米|毫米|千米|公顷|公顷|小时|分钟|工作日|自然日|交易日|个工作日|个自然日|个月|周年|周岁|年度|季度|倍|成|[%‰℃°])"
)
_BOUND = r"(?:以上|以下|以内|以外|以前|以后|之前|之后|左右|[余多](?=[个家件项人万亿元年天日]))"
_FIGURE = re.compile(
    rf"(?:{_BEFORE})*{_DIGIT}+(?:(?:{_JOIN}){_DIGIT}+)*(?:{_AFTER}|[\u4e00-\u9fff])?(?:{_BOUND}|起|止|前|后|内|外)?"
)
# Words in which 一, 十, 百, 千, 万 or 两 counts nothing.
_UNCOUNTED = re.compile(
    r"进一步|第一时间|统一|一定|一致|一般|一些|一起|唯一|一旦|一律|一直|一样|一并|一方面|一体化|一系列|万一|千万别|百姓"
    r"|十分(?![钟之])|半导体|双方|逐一|一贯|单一|专一|不一|一经|一如|一概|同一|一切|一同|一道|之一|一边|百货|百科|千方百计"
)

_DAY_WORD = re.compile(
    r"[本上下]?(?:星期|周)[一二三四五六日天末]|[今明昨次当翌同前后去本上下](?:日|天|年|周|月|旬|季度|半年)|即日"
    r"|年[初中底末]|月[初中底末]|[上中下]旬|[上下]半年|上午|下午|凌晨|中午|晚上|元旦|春节|清明|劳动节|端午|中秋|国庆|除夕"
)

_LATIN = re.compile(r"[^\W\d_\u2e80-\u9fff\uac00-\ud7af\u3040-\u30ff\ue000-\ue003][\w.+@:/?=&#%~’'-]*", re.UNICODE)
_LATIN_SCRIPT = re.compile(r"[A-Za-z\u00c0-\u024f\u0370-\u04ff]")

# A name of a body begins after a mark or after one of these words; only so much of what stands before it is looked at.
_LEFT = r"(?:(?!以及|关于|根据|按照|由|向|和|与|及|在|对|为|是|的|了|将|被)[\w·]){1,16}?"
_BODIES = (
    r"公司|集团|委员会|中心|法院|检察院|协会|学会|联合会|商会|大学|学院|医院|研究院|研究所|研究会|办公室|办公厅|银行|基金会|出版社"
    r"|杂志社|报社|事务所|交易所|实验室|人民政府|管委会|总局|总署|监管局|管理局|知识产权局|药监局|分局|支队|总队|仲裁委"
)
_BODY = re.compile(rf"{_LEFT}(?:{_BODIES})")
_OFFICE = re.compile(r"[\u4e00-\u9fff]{2,6}?(?:局|署|厅|庭)(?![部势面长])")
_WHERE = re.compile(
    r"[\u4e00-\u9fff]{1,3}?(?:省|市(?!场)|县|自治区|自治州|特别行政区)"
    r"|北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃"
    r"|青海|台湾|内蒙古|广西|西藏|宁夏|新疆|香港|澳门|深圳|广州|杭州|南京|苏州|成都|武汉|西安|青岛|宁波|厦门|大连"
    r"|中国|美国|英国|法国|德国|日本|韩国|俄罗斯|印度|巴西|加拿大|澳大利亚|欧盟|欧洲|新加坡|瑞士|意大利|荷兰|以色列|越南|泰国"
)
_SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石"
    "姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文申温卞焦楚付管"
    "严翁柯葛柳鲍华齐庞倪聂鲁欧骆褚祝"
)
_FAMILY = rf"(?:欧阳|诸葛|司马|上官|夏侯|皇甫|慕容|司徒|令狐|端木|公孙|尉迟|[{_SURNAMES}])"
_SPEAKS = "说|表示|发言|指出|介绍|认为|强调|负责|主持|出席|透露|坦言"
_ROLE = (
    r"记者|通讯员|作者|编辑|责编|审核|供稿|摄影|撰稿|申请人|专利权人|商标权人|当事人|原告|被告|上诉人|被上诉人|第三人|法定代表人"
    r"|代理人|发明人|设计人|负责人|联系人|局长|主任|院长|部长|书记|主席|总理|会长|司长|处长|署长|厅长|市长|省长|检察长|庭长|法官"
    r"|审判长|教授|博士|律师|先生|女士|董事长|总经理|研究员|主编|秘书长|委员"
)
_PERSON = re.compile(
    rf"(?:{_ROLE})[：:\s]*{_FAMILY}[\u4e00-\u9fff]{{1,2}}|{_FAMILY}[\u4e00-\u9fff]{{1,2}}?(?={_ROLE}|{_SPEAKS})"
)

_SENSE = re.compile(
    r"[不未无非勿禁买卖]|应当|可以|允许|同意|批准|驳回|撤销|维持|废止|失效|有效|试行|暂行|征求意见稿|修订稿|草案|公告|通告|公示|通知"
    r"|[受授须需她氨胺铵酯脂]|中止|终止|定金|订金|权[利力]|适用|使用|试用|施用|再审|在审|逾期|解除|即时|及时|裁定|判决|法人|审查"
    r"|批复|命令|提高|降低|增加|减少|增长|下降|上升|扩大|缩小|延长|缩短|提前|推迟|全部|部分|强制|自愿|有罪|胜诉|败诉"
)


@dataclass(frozen=True)
class Fact:
    """What stands at a place of a line: ``value`` is compared, ``typed`` is shown."""

    kind: str
    value: str
    typed: str


def with_marks(body: str) -> str:
    """A body in which raised and lowered characters are told apart from others by their neighbours."""
    for tag, mark in _RAISED.items():
        body = body.replace(tag, mark)
    return body


def names_of(entry: shape.Entry) -> frozenset[str]:
    """The names that an entry bears in its fields."""
    single = [entry.byline or "", entry.source_name or ""]
    pieces = (piece for each in single for piece in re.split(r"[\s、，,;；/·]+", each))
    return frozenset(each for each in (*entry.signed_by, *entry.authorities, *pieces, *single) if len(each) > 1)


def find(line: str, known: Collection[str] = (), kind: str = "p") -> list[Fact]:
    """Every fact of one line, those of each kind in their order; ``kind`` is the block that the line is."""
    text, found = one_form(line), of_block(line, kind)
    return [*found, *_titles(text), *_numbers(text), *_names(text, frozenset(known)), *_dates(text), *_rest(text)]


def of_block(line: str, kind: str) -> list[Fact]:
    """The whole line where it is a heading, or names somebody, by the block that it is."""
    whole = {"h": TITLE, "caption": TITLE, "figcaption": TITLE, "p.kicker": TITLE}
    whole |= dict.fromkeys(("p.byline", "p.addressee", "p.contact"), NAME)
    fact = whole.get("h" if kind in ("h4", "h5", "h6") else kind)
    return [Fact(fact, one_form(line), line)] if fact else []


def shown(text: str) -> str:
    """A text with what is raised or lowered written in plain characters."""
    return text.translate(_SHOWN)


def one_form(line: str) -> str:
    """A line as it is compared: what may be written in several ways, in one of them."""
    text = unicodedata.normalize("NFKC", _kept(line)).translate(_ONE_FORM)
    return _NOUGHT.sub("〇", text)


def _kept(line: str) -> str:
    """NFKC would write ① as 1 and ² as 2."""
    return re.sub(r"[²³¹⁰-⁹]+", lambda each: f"\ue000{each[0]}\ue001", line)


def _titles(text: str) -> Iterator[Fact]:
    for each in quoted_titles(text):
        yield Fact(TITLE, re.sub(r"\s", "", each.title), f"《{each.title}》")
    loose = re.sub(r"[^《》]", "", text)
    if loose:
        yield Fact(TITLE, loose, loose)


def _numbers(text: str) -> Iterator[Fact]:
    for each in numbers.find_all(text):
        yield Fact(NUMBER, each.canonical, each.typed)


def _names(text: str, known: frozenset[str]) -> Iterator[Fact]:
    spots = [(each.start, each.end) for each in shipped().named_in(text)]
    spots += [(at.start(), at.end()) for name in known if name in text for at in re.finditer(re.escape(name), text)]
    for pattern in (_BODY, _OFFICE, _WHERE, _PERSON):
        spots += [(each.start(), each.end()) for each in pattern.finditer(text)]
    spots += [(each.start(), each.end()) for each in _LATIN.finditer(text) if _LATIN_SCRIPT.match(each[0])]
    for start, end in sorted(set(spots)):
        yield Fact(NAME, text[start:end], text[start:end])


def _dates(text: str) -> Iterator[Fact]:
    spots = [(each.start, each.end) for each in dates.find_all(text)]
    spots += [(each.start(), each.end()) for each in _DAY_WORD.finditer(text)]
    for start, end in sorted(spots):
        yield Fact(DATE, re.sub(r"\s", "", text[start:end]), text[start:end])


def _rest(text: str) -> Iterator[Fact]:
    # Spaces around digits are typography, not amounts; those between two digits are not.
    tight = re.sub(r"(?<=[\d%]) +(?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff]) +(?=\d)", "", text)
    for each in _FIGURE.finditer(_UNCOUNTED.sub("□", tight)):
        yield Fact(FIGURE, each[0], each[0])
    for each in _SENSE.finditer(text):
        yield Fact(SENSE, each[0], each[0])
