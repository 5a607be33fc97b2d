"""Messages that wait to be mailed, and a mail server that keeps what it is given."""

from __future__ import annotations

from tests.delivery.conftest import smtp

__all__ = ["smtp"]
