from __future__ import annotations

import pytest
from django.test import Client

from tests.archive import builders


@pytest.mark.django_db
def test_pages_answer(client: Client) -> None:
    masthead = builders.masthead()
    builders.release(masthead, 143)
    builders.release(masthead, 144)
    for path in ("/", "/tech-weekly/", "/tech-weekly/144/", "/tech-weekly/144/1.1.1/", "/tech-weekly/144/pdf/",
                 "/tech-weekly/144/html/", "/tech-weekly/144/r1/pdf/", "/tech-weekly/feed.atom", "/tech-weekly/entries/?part_title=&title=目录", "/tech-weekly/subscribe/"):
        response = client.get(path)
        assert response.status_code == 200, path
        if path.endswith(".atom"): print(response.content.decode())
        print(path, dict(response.headers))
