"""How well texts are read: precision and recall of every recogniser on the annotated texts, beside what is aimed at."""

from __future__ import annotations

import sys

from tests.corpus import loading, telling


def tell() -> None:
    sys.stdout.writelines(f"{line}\n" for line in telling.tables(loading.texts()))
