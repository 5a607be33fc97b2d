"""A warm process that does one thing each time it is told to, and says how long it took.

Reads a line, works, writes seconds, pages and bytes; ends at end of input.
"""

from __future__ import annotations

import base64
import functools
import re
import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bulletin.rendering import Rendered

# As bulletin/rendering/pdf.py has them, which a process that is to be without its additions cannot ask.
OPTIONS = {"pdf_variant": "pdf/a-3a"}
_ASSET = re.compile("bulletin-asset:([0-9a-f]{64})")
Told = tuple[float, int, int]


def read(path: str, _unused: str) -> Told:
    from bulletin import reading

    text = Path(path).read_text(encoding="utf-8")
    began = time.perf_counter()
    reading.read(text)
    return time.perf_counter() - began, 0, 0


def release(number: str, page: str) -> Told:
    """The whole of it, rolled back at the last moment so that the next round finds the issue unreleased."""
    _django()
    from django.db import transaction

    from bulletin import store
    from editorial.models import Issue, User
    from editorial.publishing import press

    issue, chief = Issue.objects.get(number=number), User.objects.get(username="chief")
    if not Path(page).exists():
        _write_pages(issue, Path(page))
    began = time.perf_counter()
    with transaction.atomic():
        edition = press.release(issue, by=chief)
        transaction.set_rollback(True)
    seconds = time.perf_counter() - began
    shutil.rmtree(store.released().root)
    return seconds, edition.page_count, edition.pdf_size


def preview(number: str, which: str) -> Told:
    """Of the whole issue, "again" with what is remembered of it, or of an entry by the length of its text."""
    _django()
    from editorial.models import Entry, Issue, User
    from editorial.publishing import preview

    issue, chief = Issue.objects.get(number=number), User.objects.get(username="chief")
    rows = sorted(Entry.objects.filter(section__part__issue=issue), key=lambda entry: len(entry.body_html))
    work: dict[str, Callable[[], Rendered]] = {
        "whole": lambda: preview.preview(issue, by=chief),
        "again": lambda: preview.preview(issue, by=chief),
        "middle": lambda: preview.preview_entry(rows[len(rows) // 2], by=chief),
        "longest": lambda: preview.preview_entry(rows[-1], by=chief),
    }
    shutil.rmtree(preview.remembered().folder, ignore_errors=True)
    if which == "again":
        work[which]()
    began = time.perf_counter()
    made = work[which]()
    return time.perf_counter() - began, made.pages, len(made.pdf)


def bare(page: str, _unused: str) -> Told:
    """WeasyPrint as its authors made it."""
    import weasyprint

    text = Path(page).read_text(encoding="utf-8")
    began = time.perf_counter()
    made = weasyprint.HTML(string=text, base_url="https://page.invalid/").write_pdf(**OPTIONS)
    return time.perf_counter() - began, 0, len(made or b"")


def typeset(page: str, lines: str) -> Told:
    """The page as a child would set it, with our setting of lines ("ours") or WeasyPrint's ("plain")."""
    from contextlib import nullcontext

    from bulletin.rendering import pdf
    from tests.rendering.typesetting.plain import suspended

    text, warm = own(Path(page)).read_text(encoding="utf-8"), _warm()
    pictures = {digest: _pictures(Path(page)).get(digest) for digest in _ASSET.findall(text)}
    with nullcontext() if lines == "ours" else suspended():
        began = time.perf_counter()
        made = pdf.typeset(text, pictures, warm)
        seconds = time.perf_counter() - began
    return seconds, made.pages, len(made.pdf)


@functools.cache
def _warm() -> Any:
    from bulletin.rendering import pdf

    return pdf.warmed()


@functools.cache
def _django() -> None:
    import django

    django.setup()


def own(page: Path) -> Path:
    """The page as our renderer takes it, whose pictures have addresses that nobody else knows."""
    return page.with_suffix(".own.html")


def _pictures(page: Path) -> Any:
    from bulletin.store import Store

    return Store(page.with_suffix(".pictures"))


def _write_pages(issue: Any, page: Path) -> None:
    """The same snapshot for everybody: the page that we typeset, with its pictures in it, and its text for Typst."""
    from bulletin.rendering import assets, images
    from bulletin.rendering.composition import compose
    from bulletin.rendering.html import print_page
    from editorial.publishing import freeze
    from tests.bench import typst_page

    snapshot = freeze.freeze(issue)
    edition = compose(snapshot)
    text = print_page(edition)
    own(page).write_text(text, encoding="utf-8")
    for digest, content in images.granted(snapshot).items():
        _pictures(page).put(content)
        data = f"data:{assets.image_type(content)};base64,{base64.b64encode(content).decode()}"
        text = text.replace(assets.address(digest), data)
    page.write_text(text, encoding="utf-8")
    page.with_suffix(".typ").write_text(typst_page.written(edition), encoding="utf-8")


TASKS: dict[str, Callable[[str, str], Told]] = {
    "read": read,
    "release": release,
    "preview": preview,
    "bare": bare,
    "typeset": typeset,
}


def main(task: str, first: str, second: str) -> None:
    for _line in sys.stdin:
        sys.stdout.write("{} {} {}\n".format(*TASKS[task](first, second)))
        sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:4])
