"""Draws the pages of docs/designs.md anew: ``DEBUG=on python -m tests.pictures``; of own-written issues, no tests."""

from __future__ import annotations

import os
from pathlib import Path

import django
import pypdfium2

FOLDER = Path(__file__).resolve().parents[1] / "docs/pictures"
DPI = 100
COLOURS = 48  # Enough for text on paper, and a third of the bytes.


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bulletin.settings")
    django.setup()
    from bulletin import rendering
    from tests.rendering.design import issues

    FOLDER.mkdir(exist_ok=True)
    for design, accent, text in (("classic", None, 3), ("digest", "#0b5c4a", 4)):
        made = rendering.render(issues.corrected(design, accent))
        for name, page in (("front", 1), ("text", text), ("colophon", made.pages)):
            _draw(made.pdf, page, FOLDER / f"{design}-{name}.png")
    _draw(rendering.render(issues.english("classic")).pdf, 1, FOLDER / "classic-english.png")


def _draw(pdf: bytes, page: int, path: Path) -> None:
    with pypdfium2.PdfDocument(pdf) as document:
        image = document[page - 1].render(scale=DPI / 72).to_pil()
    image.quantize(COLOURS).save(path, optimize=True)


if __name__ == "__main__":
    main()
