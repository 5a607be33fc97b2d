"""A process of its own that fills a database with issues, or reads every page of it; run by ``test_without_desk``."""

from __future__ import annotations

import hashlib
import json
import sys

PAGES = [
    "/",
    "/tech-weekly/",
    "/tech-weekly/143/",
    "/tech-weekly/144/",
    "/tech-weekly/144/1.1.1/",
    "/tech-weekly/144/2.1.1/",
    "/tech-weekly/144/pdf/",
    "/tech-weekly/144/html/",
    "/tech-weekly/144/r1/pdf/",
    "/tech-weekly/144/r2/html/",
    "/tech-weekly/144/docx/",
    "/tech-weekly/144/mail/",
    "/tech-weekly/144/txt/",
    "/tech-weekly/144/md/",
    "/tech-weekly/144/r1/docx/",
    "/tech-weekly/142/md/",
    "/tech-weekly/142/",
    "/tech-weekly/145/",
    "/tech-weekly/feed.atom",
    "/tech-weekly/entries/",
    "/tech-weekly/entries/?title=目录&kind=notice&page=2",
    "/subscription/confirm/1-1~1~x/",
    "/subscription/unsubscribe/1-1~1~x/",
    "/nobody/",
]


def fill() -> None:
    from django.utils import timezone

    from bulletin.models import Withdrawal
    from tests.archive import builders

    masthead = builders.masthead()
    withdrawn = builders.release(masthead, 142)
    Withdrawal.objects.create(edition=withdrawn, reason="整期撤稿。", by="主编丙", at=timezone.now())
    builders.release(masthead, 143, entries=30)
    first = builders.release(masthead, 144)
    builders.release(masthead, 144, supersedes=first)


def read() -> dict[str, object]:
    """Status, headers and digest of the body of every page, in both languages, and whether the desk was loaded."""
    from django.test import Client

    answers: dict[str, object] = {"desk": [name for name in sys.modules if name.partition(".")[0] == "editorial"]}
    for language in ("zh-CN", "en"):
        for page in PAGES:
            response = Client(SERVER_NAME="localhost").get(page, headers={"accept-language": language})
            body = hashlib.sha256(response.content).hexdigest()
            headers = dict(response.headers)
            # django-csp writes the directives in an order that differs from process to process.
            headers["Content-Security-Policy"] = sorted(headers["Content-Security-Policy"].split("; "))  # type: ignore[assignment]
            answers[f"{language} {page}"] = [response.status_code, headers, body]
    return answers


if __name__ == "__main__":
    import django

    django.setup()
    if sys.argv[1] == "fill":
        fill()
    else:
        sys.stdout.write(json.dumps(read()))
