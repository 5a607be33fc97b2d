from __future__ import annotations

import pytest

from bulletin import rendering
from bulletin.models import Masthead
from bulletin.rendering import Rendered
from editorial.models import Issue
from editorial.publishing import press
from tests.builders import refreshed, signed_issue
from tests.cast import Cast


@pytest.fixture
def unrendered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Typesetting happens in another process; most of what is tested here is not about it."""
    monkeypatch.setattr(rendering, "render", lambda *_args, **_options: Rendered(b"<p>", b"%PDF", 1, "none"))


@pytest.fixture
def released(cast: Cast, masthead: Masthead, unrendered: None) -> Issue:
    """Number 7 of three entries, signed at three stages and out."""
    issue = signed_issue(cast, masthead)
    press.release(issue, by=cast.chief)
    return refreshed(issue)
