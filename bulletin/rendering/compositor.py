"""What a confined child does with a request: typeset the page and answer with the PDF, or with why there is none."""

from __future__ import annotations

from collections.abc import Callable
from typing import BinaryIO

from bulletin.confinement.protocol import encoded, received
from bulletin.rendering import economy, pdf
from bulletin.rendering.typeset import FAULTS

MOST = 50  # So many faults of one sort are told; nobody reads more.


def prepared() -> tuple[Callable[[BinaryIO, BinaryIO], None], str]:
    """The work to fork for, with everything loaded that all renders share, and the version of the libraries."""
    warm = pdf.warmed()

    def work(requests: BinaryIO, answers: BinaryIO) -> None:
        economy.spare_collection()
        head, blobs = received(requests)
        page, *rest = blobs
        count = len(head["images"])
        images = dict(zip(head["images"], rest[:count], strict=True))
        enclosed = list(zip(head["enclosed"], rest[count:], strict=True))
        answers.write(_answer(page.decode(), images, enclosed, warm))

    return work, pdf.version()


def _answer(page: str, images: dict[str, bytes], enclosed: list[tuple[dict[str, str], bytes]], warm: pdf.Warm) -> bytes:
    try:
        typeset = pdf.typeset(page, images, warm, enclosed)
    except MemoryError:
        return encoded({"failed": "memory"})
    except Exception as error:  # noqa: BLE001 - whatever it is, the parent is told its name and refuses
        return encoded({"failed": type(error).__name__})
    faults = {name: getattr(typeset, name)[:MOST] for name in FAULTS}
    return encoded({"pages": typeset.pages, "plain_lines": typeset.plain_lines, **faults}, [typeset.pdf])
