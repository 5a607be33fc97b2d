"""The one door to lxml's HTML parser: text in, tree out, with what HTML forbids dropped; nothing is ever fetched."""

from __future__ import annotations

import re
from itertools import dropwhile

from lxml import etree, html

from editorial.intake.formats import sentences
from editorial.intake.formats.found import Unreadable
from editorial.intake.formats.parts import DEEPEST

_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_OF_HEAD = frozenset({"base", "link", "meta", "noscript", "script", "style", "template", "title"})
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]{0,300}>")


def page(text: str) -> etree._Element:
    """The root of a whole page. Raises Unreadable when there is nothing in it."""
    try:
        root = html.document_fromstring(_fit(text), parser=_parser())
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable(sentences.NO_BODY) from error
    _fill_body(root)
    check_depth(root)
    return root


def fragment(text: str) -> etree._Element:
    """A piece of HTML under a ``div``. Raises Unreadable."""
    return page(f"<!doctype html><html><body><div>{_fit(text)}</div></body></html>").find("body")


def _fill_body(root: etree._Element) -> None:
    """Give the body what the parser left in the head: it knows HTML 4, where no element is called ``article``."""
    head = root.find("head")
    inside = [] if head is None else list(head)
    strays = [*dropwhile(lambda each: not isinstance(each.tag, str) or each.tag in _OF_HEAD, inside)]
    if not strays:
        return
    body = root.find("body")
    body = etree.SubElement(root, "body") if body is None else body
    strays[-1].tail = (strays[-1].tail or "") + (body.text or "")
    body.text = None
    body[:0] = strays


def _fit(text: str) -> str:
    return _DECLARATION.sub("", _FORBIDDEN.sub("", text))


def _parser() -> html.HTMLParser:
    return html.HTMLParser(no_network=True, huge_tree=True, remove_pis=True, encoding=None)


def check_depth(root: etree._Element) -> None:
    """Raises Unreadable for a tree so deep that walking it would not end well."""
    depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > DEEPEST:
            raise Unreadable(sentences.TOO_DEEP)
