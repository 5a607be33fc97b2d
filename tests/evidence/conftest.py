from __future__ import annotations

from collections.abc import Iterator

import pytest

from bulletin.models import Masthead
from editorial.models import Entry, Issue
from tests import builders
from tests.cast import Cast
from tests.evidence.site import Site, running


@pytest.fixture
def site() -> Iterator[Site]:
    with running() as found:
        yield found


@pytest.fixture
def issue(cast: Cast, masthead: Masthead) -> Issue:
    return builders.open_issue(masthead, by=cast.writer)


@pytest.fixture
def entry(issue: Issue, site: Site) -> Entry:
    row = builders.entries_of(issue)[0]
    Entry.objects.filter(section__part__issue=issue).update(source_url="")
    Entry.objects.filter(pk=row.pk).update(source_url=site.url())
    return Entry.objects.get(pk=row.pk)
