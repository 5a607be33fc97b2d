from __future__ import annotations

import subprocess
import sys

import pytest

from bulletin.rendering import pdf
from bulletin.rendering.tagging import hooks
from bulletin.rendering.typeset import PLAIN_TAGS
from tests.scratch import ROOT

# A process in which something of WeasyPrint is not as we know it.
PROCESS = """
import weasyprint.pdf
{before}
from bulletin.rendering import pdf
made = pdf.typeset('<html lang="en"><title>-</title><p>text <a href="https://www.example.org/">link</a>', {{}})
print(made.pages, pdf.version())
"""
MOVED = {
    "asking for more": (
        "plain = weasyprint.pdf.add_tags\n"
        "weasyprint.pdf.add_tags = lambda pdf, document, pdf_version, page_streams, more=None: "
        "plain(pdf, document, pdf_version, page_streams)"
    ),
    "asking for other links": (
        "plain = weasyprint.pdf.resolve_links\nweasyprint.pdf.resolve_links = lambda some, more=None: plain(some)"
    ),
}


def run(before: str = "") -> str:
    command = [sys.executable, "-c", PROCESS.format(before=before)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, timeout=120).stdout.strip()


def test_weasyprint_is_as_our_tagger_knows_it() -> None:
    assert PLAIN_TAGS not in run()
    assert hooks.version() == ""


@pytest.mark.parametrize("before", MOVED.values(), ids=MOVED)
def test_a_weasyprint_that_has_moved_tags_by_itself_and_the_version_says_so(before: str) -> None:
    pages, version = run(before).split(maxsplit=1)
    assert pages == "1"
    assert PLAIN_TAGS in version
    assert PLAIN_TAGS not in pdf.version()
