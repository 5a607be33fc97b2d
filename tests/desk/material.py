"""New material as the pages of the desk take it: pasted, opened, and its form sent as it stands there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.test import Client
from django.urls import reverse

from bulletin.models import Masthead
from editorial.models import SourceDocument

ADD = "desk:editorial_sourcedocument_add"
BULLETIN = Path(__file__).resolve().parents[2] / "editorial" / "demo" / "issue-1.txt"
NOTICE = (
    "示例省药品监督管理局关于发布第三批示范名单的通告（2026年第8号）\n"
    "发布日期：2026年3月12日\n"
    "现将第三批示范名单予以发布，自发布之日起施行。\n特此通告。\n"
    "示例省药品监督管理局\n2026年3月10日\n"
)


def pasted(masthead: Masthead, text: str = "") -> dict[str, object]:
    return {"masthead": masthead.pk, "text": text or BULLETIN.read_text(encoding="utf-8")}


def received(client: Client, masthead: Masthead, text: str = "") -> SourceDocument:
    client.post(reverse(ADD), pasted(masthead, text))
    return SourceDocument.objects.latest("pk")


def page_of(client: Client, document: SourceDocument, query: str = "") -> Any:
    return client.get(reverse("desk:editorial_sourcedocument_change", args=[document.pk]) + query)


def sent(client: Client, document: SourceDocument, step: str, **changes: Any) -> Any:
    """Press a button of the reading view with everything as it stands there, but for ``changes`` by name."""
    form = page_of(client, document).context
    values: dict[str, Any] = {"version": SourceDocument.objects.get(pk=document.pk).version, "step": step}
    refs = [piece.found.ref for piece in form["waiting"]]
    values |= {"shown": refs, "ref": refs}
    for piece in form["waiting"]:
        for name, bound in ((each, piece.form[each]) for each in piece.form.fields if each != "take"):
            shown = bound.field.prepare_value(bound.value())
            values[f"{piece.found.ref}-{name}"] = "" if shown is None else shown
        values[f"{piece.found.ref}-take"] = sorted(piece.form.taken())
    return client.post(reverse("desk:editorial_sourcedocument_take", args=[document.pk]), values | changes)
