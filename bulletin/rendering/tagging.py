"""Mends the structure tree that WeasyPrint writes where PDF/UA-1 asks for more (ISO 14289-1, 7.18.5).

Whatever owns a link annotation must be a Link; WeasyPrint gives one to each piece of emphasis inside a link, too.
"""

from __future__ import annotations

from typing import Any

import pydyf


def mend(pdf: pydyf.PDF) -> None:
    for each in pdf.objects:
        span = isinstance(each, pydyf.Dictionary) and each.get("S") in ("/Span", "/NonStruct")
        if span and any(_is_annotation(pdf, kid) for kid in each["K"]):
            each["S"] = "/Link"


def _is_annotation(pdf: pydyf.PDF, kid: Any) -> bool:
    """Whether a reference such as ``12 0 R`` leads to an annotation; WeasyPrint numbers objects by their place."""
    return isinstance(kid, bytes) and pdf.objects[int(kid.split()[0])].get("Type") == "/OBJR"
