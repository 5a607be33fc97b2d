"""What a screen reader sees in a PDF: the structure tree with its text in structure order, and what it leaves out."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pikepdf

from tests.rendering import reading_marks


@dataclass(eq=False)
class Tag:
    """One structure element."""

    type: str
    language: str | None
    alternative: str | None
    attributes: dict[str, Any]
    contents: list[str]
    kids: list[Tag | str] = field(default_factory=list)

    @property
    def tags(self) -> list[Tag]:
        return [kid for kid in self.kids if isinstance(kid, Tag)]

    @property
    def text(self) -> str:
        """All its text, in the order of the structure."""
        return "".join(kid if isinstance(kid, str) else kid.text for kid in self.kids)

    def all(self, *types: str) -> Iterator[Tag]:
        """It and what is under it, in order; of the types that are given."""
        if not types or self.type in types:
            yield self
        for kid in self.tags:
            yield from kid.all(*types)


@contextmanager
def opened(pdf: bytes) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        yield document


def tree(pdf: bytes) -> Tag:
    """The document's root element, every piece of text at its place."""
    with opened(pdf) as document:
        texts: dict[Any, dict[int | None, str]] = {page.objgen: reading_marks.texts(page) for page in document.pages}
        (root,) = document.Root.StructTreeRoot.K
        return _tag(root, texts)


def artifacts(pdf: bytes) -> list[str]:
    """The text of each page that no reader is told."""
    with opened(pdf) as document:
        return [reading_marks.texts(page).get(None, "") for page in document.pages]


def _tag(element: pikepdf.Object, texts: dict[Any, dict[int | None, str]]) -> Tag:
    found = Tag(
        type=str(element.S).removeprefix("/"),
        language=str(element.Lang) if "/Lang" in element else None,
        alternative=str(element.Alt) if "/Alt" in element else None,
        attributes={key[1:]: value for key, value in element.get("/A", pikepdf.Dictionary()).items()},
        contents=[],
    )
    for kid in element.K:
        if isinstance(kid, int):
            found.kids.append(texts[element.Pg.objgen][int(kid)])
        elif kid.get("/Type") == "/MCR":
            found.kids.append(texts[kid.Pg.objgen][int(kid.MCID)])
        elif kid.get("/Type") == "/OBJR":
            found.contents.append(str(kid.Obj.get("/Contents", "")))
        else:
            found.kids.append(_tag(kid, texts))
    return found
