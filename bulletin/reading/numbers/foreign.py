"""Numbers of English documents: dockets, Federal Register documents, RIN, EMA references, acts of the European Union.

Labels (Docket No., FR Doc.) stay outside the number, except RIN, which is written as one with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from .number import Family, Number

_AGENCIES = (
    "FDA|EPA|USDA|CMS|PTO|USPTO|HHS|NIH|CDC|DEA|FTC|FCC|FAA|SEC|DOJ|DOE|DOC|DOL|DOT|DOD|DHS|ED|USTR|ITC|NHTSA|APHIS|FSIS|AMS|OSHA|CPSC"
    "|NIST|NOAA|ITA|BIS|COLC|USCO|USCIS|USCBP|TTB|TREAS|IRS|OCC|FRA|FTA|FMCSA|PHMSA|NRC|NSF|OMB|OPM|SSA|VA|FWS|BLM|EERE|OPPT|HRSA|SAMHSA|NIOSH"
)
_DOCKET = re.compile(
    rf"(?<![A-Za-z0-9-])(?P<agency>{_AGENCIES})(?:-[A-Z][A-Z0-9]{{0,7}}){{0,3}}-(?P<year>(?:19|20)[0-9]{{2}})(?:-[A-Z]{{1,4}})?"
    r"-(?P<serial>[0-9]{1,6})(?![0-9-])"
)
_LABELLED_DOCKET = re.compile(
    r"(?i:Docket|案卷|案卷号|文档编号) ?(?i:Nos?\.?|Numbers?|IDs?)? ?:? ?"
    r"(?P<number>[A-Z][A-Z0-9]{1,9}(?:-[A-Z0-9]{1,8}){1,4}|(?:19|20)[0-9]{2}-[0-9]{1,6})(?![A-Za-z0-9-])"
)
_FR = re.compile(
    r"(?:FR ?Doc\.?|(?i:Federal Register) ?(?i:document)|联邦公报(?:文件|文号)) ?(?i:No\.?|Number|号|编号)? ?:? ?"
    r"(?P<number>(?P<year>(?:19|20)[0-9]{2})-[0-9]{4,5}|[EC][0-9]{1,2}-[0-9]{3,5}|[0-9]{2}-[0-9]{3,5})(?![0-9-])"
)
_RIN = re.compile(r"(?<![A-Za-z0-9-])(?P<number>[0-9]{4}-[A-Z]{2}[0-9]{2})(?![A-Za-z0-9-])")
_RIN_LABEL = re.compile(r"(?i:RINs?|Regulation Identifier Numbers?(?: \(RINs?\))?) ?:? ?(?:No\.?)? ?$")
_RIN_ROW = re.compile(r" ?(?:,|;|and|, and|&|、|和|及)? ?$")
_EMA = re.compile(
    r"(?<![A-Za-z0-9/])(?P<body>EMA|EMEA|CHMP|CPMP|CVMP|HMPC|COMP|PDCO|PRAC|CAT)(?:/[A-Z][A-Za-z&]{1,9}){0,4}/(?P<serial>[0-9]{1,6})/"
    r"(?P<year>(?:19|20)[0-9]{2}|[0-9]{2})(?![0-9/])(?P<revision> ?,? ?(?i:Rev)\.? ?[0-9]{1,2})?"
)
_EU_NUMBERED = re.compile(
    r"(?P<body>\( ?(?:EU|EC|EEC|Euratom|CFSP|JHA|EU, ?Euratom) ?\)|(?<![A-Za-z])EU|欧盟(?:法规|条例|指令|决定)?) ?"
    r"(?P<no>No\.? ?)?(?P<one>[0-9]{1,4})/(?P<two>[0-9]{1,4})"
    r"(?![0-9/])"
)
_EU_BODY_LAST = re.compile(
    r"(?<![0-9/A-Za-z])(?P<year>(?:19|20)?[0-9]{2})/(?P<serial>[0-9]{1,4})/(?P<body>EC|EU|EEC|Euratom|CFSP|JHA)(?![A-Za-z])"
)
_ACT = re.compile(r"(?i:(regulation|directive|decision)s?)[^.;。；]{0,60}?$|(法规|条例|指令|决定)[^.;。；]{0,30}?$")
_ACT_AFTER = re.compile(r"号? ?(法规|条例|指令|决定)")
_ACTS = {"法规": "regulation", "条例": "regulation", "指令": "directive", "决定": "decision"}
_SPACE = re.compile(" +")


def find(text: str) -> Iterator[Number]:
    """Every number of these families of a text in its plain form; those of one family in order."""
    if "-" in text:
        yield from (_docket(each) for each in _DOCKET.finditer(text))
        yield from (_labelled_docket(each) for each in _LABELLED_DOCKET.finditer(text))
        yield from (_federal(each) for each in _FR.finditer(text))
        yield from _rins(text)
    if "/" in text:
        yield from (_ema(each) for each in _EMA.finditer(text))
        yield from (found for each in _EU_NUMBERED.finditer(text) if (found := _numbered_act(text, each)))
        yield from (_act(text, each) for each in _EU_BODY_LAST.finditer(text))


def federal_document(text: str) -> bool:
    """Whether the text is a document number of the Federal Register and nothing else (2023-12345)."""
    return re.fullmatch(r"(?:19|20)[0-9]{2}-[0-9]{5}", text) is not None


def _docket(match: re.Match[str]) -> Number:
    return Number(*_place(match), match[0], Family.DOCKET, match["agency"], int(match["year"]), match["serial"])


def _labelled_docket(match: re.Match[str]) -> Number:
    number = match["number"]
    year = re.search(r"(?<![0-9])((?:19|20)[0-9]{2})(?![0-9])", number)
    agency = number.partition("-")[0] if number[0].isalpha() else None
    serial = number.rpartition("-")[2]
    return Number(*_place(match, "number"), number, Family.DOCKET, agency, int(year[1]) if year else None, serial)


def _federal(match: re.Match[str]) -> Number:
    number = match["number"]
    year = int(match["year"]) if match["year"] else None
    return Number(*_place(match, "number"), number, Family.FEDERAL_REGISTER, "FR Doc.", year, number.rpartition("-")[2])


def _rins(text: str) -> Iterator[Number]:
    """RIN 0910-AI12, and the others of a row that one label heads."""
    past = -1
    for match in _RIN.finditer(text):
        label = _RIN_LABEL.search(text, max(0, match.start() - 40), match.start())
        row = past >= 0 and _RIN_ROW.fullmatch(text, past, match.start())
        if label or row:
            start = label.start() if label and "RIN" in label[0][:4] else match.start()
            typed, canonical = text[start : match.end()], f"RIN {match['number']}"
            yield Number(start, match.end(), typed, canonical, Family.RIN, "RIN", None, match["number"])
            past = match.end()


def _ema(match: re.Match[str]) -> Number:
    base = match[0][: match.start("revision") - match.start()] if match["revision"] else match[0]
    revision = f" Rev. {match['revision'].rstrip()[-2:].strip(' .v')}" if match["revision"] else ""
    year = int(match["year"])
    full = year if year > 99 else year + (1900 if year > 70 else 2000)
    return Number(*_place(match), base + revision, Family.EMA, match["body"], full, match["serial"])


def _numbered_act(text: str, match: re.Match[str]) -> Number | None:
    """(EU) 2017/745 has its year first, (EC) No 726/2004 last."""
    one, two = match["one"], match["two"]
    first = _is_year(one) and not match["no"]
    if not first and not _is_year(two):
        return None
    year, serial = (one, two) if first else (two, one)
    body = match["body"].strip("( )")
    body = body if body.isascii() else "EU"
    canonical = f"({body}) {'' if first else 'No '}{one}/{two}"
    return Number(*_place(match), canonical, Family.EU, _kind_of_act(text, match), int(year), serial)


def _act(text: str, match: re.Match[str]) -> Number:
    year = int(match["year"])
    full = year if year > 99 else 1900 + year
    return Number(*_place(match), match[0], Family.EU, _kind_of_act(text, match), full, match["serial"])


def _is_year(digits: str) -> bool:
    return len(digits) == 4 and 1950 <= int(digits) <= 2099


def _kind_of_act(text: str, match: re.Match[str]) -> str | None:
    after = _ACT_AFTER.match(text, match.end())
    if after:
        return _ACTS[after[1]]
    before = _ACT.search(text, max(0, match.start() - 60), match.end("body") if match["body"] else match.start())
    return (before[1] or _ACTS[before[2]]).lower() if before else None


def _place(match: re.Match[str], group: int | str = 0) -> tuple[int, int, str]:
    """Start, end and words of a number; the words are put back as they were typed by the caller."""
    return match.start(group), match.end(group), match[group]
