"""Which part of a saved page is the text that an editor wants: readability says where, the page itself says what."""

from __future__ import annotations

import re

from lxml import etree, html
from readability import Document

from editorial.intake.formats import inline

# How the systems behind Chinese government sites and the larger media call the place of the text.
_PLACES = (
    "UCAP-CONTENT",
    "TRS_Editor",
    "TRS_UEDITOR",
    "zoom",
    "Zoom",
    "ucapcontent",
    "pages_content",
    "article-content",
    "article_content",
    "articleContent",
    "con_text",
    "view_content",
    "xxgk_content",
    "detail-content",
    "js_content",
    "trs_paper_default",
)
_MARK = "data-place"
# A form without any of these is a frame around text.
_CONTROLS = ("input", "select", "textarea", "button")
_NAVIGATION = frozenset({"nav", "footer", "aside", "form"})
_ROLES = frozenset({"navigation", "banner", "contentinfo", "search", "complementary", "menu"})
_FURNITURE = re.compile(
    r"(?i)(?:^|[\s_-])(?:nav|navbar|navigation|menu|breadcrumbs?|crumbs?|location|position|mbx|dqwz|share|bshare|bdsharebuttonbox"
    r"|footer|foot|sidebar|side|toolbar|tools|copyright|related|xgxw|pager?|pagination|print|fontsize|ewm|qrcode|search|login"
    r"|header|head|top|topbar|banner|friendlink|links|sitemap)(?:$|[\s_-])"
)
_TOOLS = re.compile(
    r"[【\[（(]?\s*(?:打印|关闭|关闭窗口|打印本页|关闭本页|收藏|返回顶部|分享到?|字[体号]|扫一扫)(?:\s*[:：].{0,30}|[\s】\])）|/大中小打印关闭窗口本页]*)"
)
_NEVER = frozenset({"html", "body", "main", "article", "a", "p", "td", "tr", "tbody", *inline.BOLD})
SHORTEST = 30
LONGEST_FURNITURE = 400
LARGEST_FRAME = 600
# The share of links from which on text beside the main text is navigation; where there are none, it is text.
NAVIGATION_LINKS = 0.05


class Measures:
    """How many characters stand in each element, and how many of them in links; counted once over the tree."""

    def __init__(self, root: etree._Element) -> None:
        self._sizes: dict[etree._Element, int] = {}
        self._linked: dict[etree._Element, int] = {}
        for _, element in etree.iterwalk(root, events=("end",)):
            seen = isinstance(element.tag, str) and element.tag not in inline.SILENT
            size, linked = (_letters(element.text), 0) if seen else (0, 0)
            for child in element if seen else ():
                size += self._sizes.get(child, 0) + _letters(child.tail)  # comments have no size
                linked += self._linked.get(child, 0)
            self._sizes[element] = size
            self._linked[element] = size if element.tag == "a" else linked

    def size(self, element: etree._Element) -> int:
        return self._sizes[element]

    def linked(self, element: etree._Element) -> int:
        return self._linked[element]

    def density(self, element: etree._Element) -> float:
        """The share of an element's characters that are links."""
        return self._linked[element] / max(1, self._sizes[element])


def of(root: etree._Element) -> tuple[etree._Element, int]:
    """The element that holds the main text, cleared of furniture, and how many characters of the page are left out."""
    body = root.find("body")
    body = root if body is None else body
    measures = Measures(body)
    whole = measures.size(body)
    for each in [each for each in body.iterdescendants() if _is_furniture(each, measures)]:
        if each.getparent() is not None:
            each.drop_tree()
    measures = Measures(body)
    main = next((each for each in (_place(body, measures), _readable(root)) if each is not None), body)
    main = _widened(main if measures.size(main) >= SHORTEST else body, body, measures)
    return main, whole - measures.size(main)


def _letters(text: str | None) -> int:
    return len("".join(text.split())) if text else 0


def _place(body: etree._Element, measures: Measures) -> etree._Element | None:
    """The known place with the longest text."""
    named = [
        each for each in body.iter("div", "article", "section", "td", "ucapcontent") if _names(each) & set(_PLACES)
    ]
    sizes = [(measures.size(each), at) for at, each in enumerate(named)]
    best = max(sizes, key=lambda pair: (pair[0], -pair[1]), default=(0, 0))
    if best[0] < SHORTEST:
        return None
    place = named[best[1]]
    place.attrib.pop("style", None)  # Some sites show their text only after a script has run.
    return place


def _names(element: etree._Element) -> set[str]:
    return {element.get("id") or "", *(element.get("class") or "").split()}


def _readable(root: etree._Element) -> etree._Element | None:
    """Where readability finds the text: the nearest element around all that it kept."""
    elements = [each for each in root.iter() if isinstance(each.tag, str)]
    for place, each in enumerate(elements):
        each.set(_MARK, str(place))
    kept = html.fromstring(Document(etree.tostring(root, encoding="unicode", method="html")).summary(html_partial=True))
    places = [int(each.get(_MARK) or 0) for each in kept.iter() if isinstance(each.tag, str) and each.get(_MARK)]
    told = [elements[place] for place in places if 0 < place < len(elements) and (elements[place].text or "").strip()]
    for each in elements:
        del each.attrib[_MARK]
    return _around(told) if told else None


def _around(elements: list[etree._Element]) -> etree._Element:
    around = [*reversed([elements[0], *elements[0].iterancestors()])]
    for each in elements[1:]:
        own = [*reversed([each, *each.iterancestors()])]
        same = sum(1 for left, right in zip(around, own, strict=False) if left is right)
        around = around[:same]
    return around[-1]


def _widened(main: etree._Element, body: etree._Element, measures: Measures) -> etree._Element:
    """Out to a frame that adds little or hardly a link: the title, the attachments, text that stands beside."""
    size, linked = measures.size(main), measures.linked(main)
    while main is not body:
        frame = main.getparent()
        if frame is None or measures.density(frame) > 0.5:
            break
        added = measures.size(frame) - size
        if added > LARGEST_FRAME and measures.linked(frame) - linked > added * NAVIGATION_LINKS:
            break
        main = frame
    return main


def _is_furniture(element: etree._Element, measures: Measures) -> bool:
    if not isinstance(element.tag, str) or element.tag in _NEVER:
        return False
    size = measures.size(element)
    if element.tag == "form":  # Some systems wrap the whole page in one.
        asks = next(element.iter(*_CONTROLS), None) is not None
        prose = any(measures.size(each) >= SHORTEST for each in element.iter("p", "h1"))
        return asks and size < LONGEST_FURNITURE and not prose
    if element.tag in _NAVIGATION or (element.get("role") or "").lower() in _ROLES:
        return True
    if size <= 40 and element.tag in ("div", "span", "ul") and _TOOLS.fullmatch(inline.plain(element)):
        return True
    named = _FURNITURE.search(f"{element.get('class') or ''} {element.get('id') or ''}") is not None
    return named and (size < 60 or (size < LONGEST_FURNITURE * 5 and measures.density(element) > 0.4))
