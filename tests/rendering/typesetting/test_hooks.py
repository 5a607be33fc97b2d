from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest

from bulletin.rendering import pdf, typesetting
from bulletin.rendering.leans import Lean
from bulletin.rendering.typeset import PLAIN_LINES
from bulletin.rendering.typesetting import hooks
from tests.rendering.typesetting import paragraphs
from tests.rendering.typesetting.plain import suspended
from tests.scratch import ROOT

# A process in which something of WeasyPrint is not as we know it, before or after ours is put in place.
PROCESS = """
import json, sys
import weasyprint.draw.text, weasyprint.layout.inline
from weasyprint.text import line_break
from tests.rendering.typesetting import paragraphs
{before}
from bulletin.rendering import pdf, typesetting
{after}
from tests.rendering.typesetting.plain import suspended
was_set = typesetting.is_installed()
made = pdf.typeset(paragraphs.page(paragraphs.paragraphs(2, 1), 30), {{}})
again = pdf.typeset(paragraphs.page(paragraphs.paragraphs(2, 1), 30), {{}})
with suspended():
    plain = pdf.typeset(paragraphs.page(paragraphs.paragraphs(2, 1), 30), {{}})
print(json.dumps([was_set, made.plain_lines, pdf.version(), made.pages, made.pdf == plain.pdf == again.pdf]))
"""
MOVED = {
    "under another name": (
        "import inspect\n"
        "inline = weasyprint.layout.inline\n"
        "source = inspect.getsource(inline).replace('remove_last_whitespace', 'strip_end')\n"
        "del inline.remove_last_whitespace\n"
        "exec(compile(source, inline.__file__, 'exec'), vars(inline))"
    ),
    "asking for more": (
        "plain = line_break.Layout.set_text\n"
        "line_break.Layout.set_text = lambda self, text, justify=False, more=None: plain(self, text, justify)"
    ),
}
BROKEN = {
    "lines": "from bulletin.rendering.typesetting import lines; lines.share = None",
    "trimming": "from bulletin.rendering.typesetting import lines; lines.trim = None",
    "shaping": "from bulletin.rendering.typesetting import shaping; shaping.narrow = None",
    "drawing": "from bulletin.rendering.typesetting import drawing; drawing._positioned = None",
}


def run(before: str = "", after: str = "") -> list[Any]:
    command = [sys.executable, "-c", PROCESS.format(before=before, after=after)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    answer: list[Any] = json.loads(done.stdout)
    return answer


def test_weasyprint_is_as_our_line_setting_knows_it() -> None:
    with suspended():
        assert hooks.moved() == ()
    assert typesetting.is_installed()
    assert PLAIN_LINES not in pdf.version()


@pytest.mark.parametrize("before", MOVED.values(), ids=MOVED)
def test_a_weasyprint_that_has_moved_sets_its_lines_by_itself_and_the_version_says_so(before: str) -> None:
    was_set, plain_lines, version, pages, is_plain = run(before=before)
    assert (was_set, plain_lines, is_plain) == (False, False, True)
    assert PLAIN_LINES in version
    assert pages


@pytest.mark.parametrize("after", BROKEN.values(), ids=BROKEN)
def test_a_page_on_which_ours_fails_is_set_plainly_as_a_whole_and_says_so(after: str) -> None:
    was_set, plain_lines, version, pages, is_plain = run(after=after)
    assert (was_set, plain_lines, is_plain) == (True, True, True)
    assert PLAIN_LINES in version
    assert pages


@pytest.mark.parametrize("lean", [lean for lean in hooks.LEANS if lean.parameters], ids=lambda lean: lean.name)
def test_a_function_that_is_gone_or_asks_for_other_things_is_seen(lean: Lean, monkeypatch: pytest.MonkeyPatch) -> None:
    with suspended():
        monkeypatch.setattr(lean.owner, lean.name, lambda another: None)
        assert [lean.name in each for each in hooks.moved()] == [True]
        monkeypatch.delattr(lean.owner, lean.name)
        inherited = any(lean.name in vars(base) for base in getattr(lean.owner, "__mro__", ())[1:])
        assert inherited or [lean.name in each for each in hooks.moved()] == [True]
        monkeypatch.undo()
        assert hooks.moved() == ()


def test_nothing_is_left_in_place_when_it_is_taken_out() -> None:
    with suspended():
        plain = {lean: getattr(lean.owner, lean.name) for lean in hooks.REPLACED}
        assert all("typesetting" not in each.__module__ for each in plain.values())
    assert all("typesetting" in getattr(lean.owner, lean.name).__module__ for lean in hooks.REPLACED)


def test_the_same_page_gives_the_same_bytes() -> None:
    page = paragraphs.page(paragraphs.paragraphs(3, 7), 20)
    assert pdf.typeset(page, {}).pdf == pdf.typeset(page, {}).pdf
