from __future__ import annotations

import pytest

from bulletin.models import Edition, Masthead
from bulletin.refusal import Refused
from bulletin.rendering.composition import compose
from editorial.models import Entry
from editorial.publishing import freeze, press
from tests import builders
from tests.cast import Cast

NAMED = "第1项技术指导原则"
RAW = [
    "<script>alert(1)</script>",
    '<p onclick="x()">a</p>',
    '<p><img src="https://example.org/x.png"></p>',
    "<p>a</p><style>p{}</style>",
    '<p><a href="javascript:alert(1)">a</a></p>',
    "<p>a",
    "<p><b>a</b></p>",
    "<p><em><strong>a</strong></em></p>",
]


@pytest.mark.parametrize("raw", RAW)
def test_raw_html_in_the_database_stops_the_issue(cast: Cast, masthead: Masthead, raw: str) -> None:
    issue = builders.signed_issue(cast, masthead)
    Entry.objects.filter(pk=builders.entries_of(issue)[0].pk).update(body_html=raw)
    for publish in (lambda: press.release(issue, by=cast.chief), lambda: compose(freeze.freeze(issue))):
        with pytest.raises(Refused) as refused:
            publish()
        assert any(NAMED in str(reason) for reason in refused.value.reasons)
    assert not Edition.objects.exists()
