"""A warm process that does one thing each time it is told to: read, release (and roll back), or render bare.

Reads a line, works, writes seconds and pages; ends at end of input.
"""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path


def read(path: str, _unused: str) -> tuple[float, int]:
    from bulletin import reading

    text = Path(path).read_text(encoding="utf-8")
    began = time.perf_counter()
    reading.read(text)
    return time.perf_counter() - began, 0


def release(number: str, page: str) -> tuple[float, int]:
    """The whole of it, rolled back at the last moment so that the next round finds the issue unreleased."""
    import django

    django.setup()
    from django.db import transaction

    from bulletin import store
    from bulletin.rendering.html import print_html
    from editorial.models import Issue, User
    from editorial.publishing import freeze, press

    issue, chief = Issue.objects.get(number=number), User.objects.get(username="chief")
    if not Path(page).exists():
        Path(page).write_text(print_html(freeze.freeze(issue)), encoding="utf-8")
    began = time.perf_counter()
    with transaction.atomic():
        edition = press.release(issue, by=chief)
        transaction.set_rollback(True)
    seconds = time.perf_counter() - began
    shutil.rmtree(store.released().root)
    return seconds, edition.page_count


def bare(page: str, _unused: str) -> tuple[float, int]:
    from bulletin.rendering import pdf

    text = Path(page).read_text(encoding="utf-8")
    began = time.perf_counter()
    pdf.bare(text)
    return time.perf_counter() - began, 0


TASKS: dict[str, Callable[[str, str], tuple[float, int]]] = {"read": read, "release": release, "bare": bare}


def main(task: str, first: str, second: str) -> None:
    for _line in sys.stdin:
        sys.stdout.write("{} {}\n".format(*TASKS[task](first, second)))
        sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:4])
