from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from bulletin.rendering.typesetting.hooks import SETTING


@contextmanager
def suspended() -> Iterator[None]:
    """Lines are left to WeasyPrint for a while."""
    was_on = SETTING.is_on
    SETTING.remove()
    try:
        yield
    finally:
        if was_on:
            SETTING.install()
