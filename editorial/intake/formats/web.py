"""HTML, saved from a site or pasted: its charset, its address, its title, and the lines of its main text."""

from __future__ import annotations

import codecs
import re
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from lxml import etree

from bulletin import richtext
from editorial.intake.formats import blocks, inline, mainpart, markup, pictures, plain, sentences
from editorial.intake.formats.found import Found

_CHARSET = re.compile(
    rb"(?i)<meta[^>]{0,400}?charset\s*=\s*[\"']?\s*([a-z0-9_:-]{2,30})|<\?xml[^>]{0,100}encoding=[\"']([a-z0-9_-]{2,30})"
)
CHINESE = frozenset({"gb2312", "gbk", "gb18030", "gb_2312-80", "x-gbk", "cp936", "hz-gb-2312"})
_SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d{1,8}\)(\S{1,2000})\s*-->")
_TITLE_META = ("articletitle", "og:title", "twitter:title")
_SITE_NAME = re.compile(r"\s*(?:[|_｜]|\s[-–—]+\s|--+|——).*\Z", re.DOTALL)
# What sites tell of a notice in the head of the page, and how a reader finds it in the text.
_FACTS = (("pubdate", "发布时间"), ("contentsource", "来源"))
_TOLD = re.compile(r"发布时间|发布日期|来源[:：]|时间[:：]|日期[:：]")
MOST_REPLACED = 200  # so many good characters for each that had to be replaced


def page(data: bytes, found: Found, beside: dict[str, bytes] | None = None) -> None:
    """A page saved from a site, without its navigation. Raises Unreadable."""
    text = decoded(data, found)
    root = markup.page(text)
    found.source_url = _address(root, text) or found.source_url
    main, left_out = mainpart.of(root)
    found.title = _title(root) or found.title
    if left_out:
        found.lose(sentences.NAVIGATION, count=left_out)
    lines = blocks.lines(main, writer(found, _base(root, found.source_url), beside)).split("\n")
    found.text = "\n".join([*_opening(root, found.title, lines), *lines])


def fragment(text: str, found: Found) -> None:
    """What was pasted, all of it. Raises Unreadable."""
    root = markup.fragment(text)
    found.source_url = _address(root, text)
    found.text = blocks.lines(root, writer(found, found.source_url))


def writer(found: Found, base: str | None, parts: dict[str, bytes] | None = None) -> inline.Writer:
    """Keeps pictures written into the page itself, or lying beside it in ``parts``; never fetches one."""

    def picture(element: etree._Element) -> str | None:
        address = element.get("src") or ""
        name = _name(address, element.get("alt") or "")
        data = (parts or {}).get(address) or pictures.inline(address)
        if data is None:
            if address and not address.lower().startswith("data:"):
                found.lose(sentences.REMOTE_PICTURE, name=name)
            return None
        pictures.check_number(len(found.files) + 1)
        return pictures.kept(data, name, found)

    return inline.Writer(found, base, picture)


def decoded(data: bytes, found: Found) -> str:
    """The characters of a page: by its mark, by what it declares, then as any text. Raises Unreadable."""
    told = _CHARSET.search(data[:4096])
    name = (told[1] or told[2]).decode("ascii").lower() if told else ""
    if name and not data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text = declared(data, name, found)
        if text is not None:
            return text
    return plain.decoded(data)


def declared(data: bytes, encoding: str, found: Found) -> str | None:
    """None when the page is plainly not in the encoding that it declares."""
    try:
        encoding = "gb18030" if encoding.lower() in CHINESE else encoding
        if encoding.lower().startswith(("utf-16", "utf-32", "utf-7")):
            return None
        text = data.decode(encoding, "replace")
    except (LookupError, OSError, UnicodeError):
        return None
    odd = text.count("\ufffd")
    if odd * MOST_REPLACED > len(text) or "\x00" in text:
        return None
    if odd:
        found.lose(sentences.ODD_BYTES, count=odd)
    return text


def _address(root: etree._Element, text: str) -> str | None:
    """Where the page says it is from."""
    canonical = [link.get("href") for link in root.iter("link") if (link.get("rel") or "").lower() == "canonical"]
    saved = _SAVED_FROM.search(text[:4000])
    told = [*canonical, _metas(root).get("og:url"), saved[1] if saved else None]
    usable = [richtext.safe_href(each) for each in told if each]
    return next((each for each in usable if each and each.lower().startswith("http")), None)


def _base(root: etree._Element, source_url: str | None) -> str | None:
    told = [base.get("href") or "" for base in root.iter("base")]
    return next((each for each in map(richtext.safe_href, told) if each), source_url)


def _metas(root: etree._Element) -> dict[str, str]:
    found: dict[str, str] = {}
    for meta in root.iter("meta"):
        name = (meta.get("name") or meta.get("property") or "").lower()
        value = inline.collapsed(meta.get("content") or "")
        if name and value:
            found.setdefault(name, value)
    return found


def _title(root: etree._Element) -> str | None:
    metas = _metas(root)
    headings = [inline.plain(each) for each in root.iter("h1") if inline.plain(each)]
    told = [metas[name] for name in _TITLE_META if name in metas]
    page_title = [_SITE_NAME.sub("", inline.plain(each)) for each in root.iter("title")]
    best = told[:1] if "articletitle" in metas else headings[:1] if len(headings) == 1 else []
    return next((each for each in [*best, *told, *page_title] if each), None)


def _opening(root: etree._Element, title: str | None, lines: list[str]) -> list[str]:
    """The title and what the page's head tells of the notice, where the main text does not say it."""
    start = "".join(lines[:8])
    opening = [title] if title and _bare(title) not in _bare(start) else []
    if _TOLD.search(start):
        return opening
    facts = [f"{label}：{value}" for name, label in _FACTS if (value := _metas(root).get(name))]
    if not opening and facts and title:
        # The title stands in the text: what belongs to it comes after it.
        place = next((at for at, line in enumerate(lines[:8]) if _bare(title) in _bare(line)), None)
        if place is not None:
            lines[place + 1 : place + 1] = facts
            return []
    return [*opening, *facts]


def _bare(text: str) -> str:
    return re.sub(r"[\s#*]", "", text)


def _name(address: str, alt: str) -> str:
    if address.lower().startswith("data:"):
        return alt or "data"
    return alt or unquote(PurePosixPath(urlsplit(address).path if "//" in address else address).name) or "?"
