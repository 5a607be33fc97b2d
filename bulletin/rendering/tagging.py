"""Mends the structure tree that WeasyPrint writes where PDF/UA-1 asks for more (ISO 14289-1, 7.2 and 7.18.5).

List items must hold their blocks in an LBody, and whatever owns a link annotation must be a Link.
"""

from __future__ import annotations

from typing import Any

import pydyf


def mend(pdf: pydyf.PDF) -> None:
    for each in list(pdf.objects):
        if isinstance(each, pydyf.Dictionary) and each.get("Type") == "/StructElem":
            if each["S"] == "/LI":
                _give_body(pdf, each)
            elif each["S"] in ("/Span", "/NonStruct") and any(_is_annotation(pdf, kid) for kid in each["K"]):
                each["S"] = "/Link"


def _give_body(pdf: pydyf.PDF, item: pydyf.Dictionary) -> None:
    stray = [kid for kid in item["K"] if _role(pdf, kid) not in ("/Lbl", "/LBody")]
    if not stray:
        return
    body = pydyf.Dictionary(
        {"Type": "/StructElem", "S": "/LBody", "K": pydyf.Array(stray), "P": item.reference, "Pg": item["Pg"]}
    )
    pdf.add_object(body)
    for kid in stray:
        _element(pdf, kid)["P"] = body.reference
    kept = [kid for kid in item["K"] if kid not in stray]
    item["K"] = pydyf.Array([*kept, body.reference])


def _role(pdf: pydyf.PDF, kid: Any) -> Any:
    return _element(pdf, kid).get("S")


def _is_annotation(pdf: pydyf.PDF, kid: Any) -> bool:
    return isinstance(kid, bytes) and _element(pdf, kid).get("Type") == "/OBJR"


def _element(pdf: pydyf.PDF, reference: bytes) -> pydyf.Dictionary:
    """The object of a reference such as ``12 0 R``; WeasyPrint numbers objects by their place."""
    return pdf.objects[int(reference.split()[0])]
