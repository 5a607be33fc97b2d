from __future__ import annotations

import subprocess
import sys

import pytest
from weasyprint.formatting_structure.boxes import Box

from bulletin.rendering import economy
from bulletin.rendering.leans import Lean

# Everything that asks for one of the seldom styles, with pages enough for boxes to be broken and copied.
PAGE = (
    """<html lang="zh-Hans"><title>-</title><style>
@page { size: A5 } .foot { float: footnote } .note { position: note(notes) } .item::before { display: list-item;
content: "前" } ::marker { color: red } .far::marker { anchor: attr(id) }</style>
<ul><li>其一<li class=far id=far>其二</ul><ol><li>甲<li>乙</ol><p class=item>条目</p>
<p>正文<span class=foot>脚注</span>又<span class=note>附注</span></p>"""
    + "<p>国家知识产权局公告。<b>施行</b></p>" * 60
)
RENDER = """
import hashlib, sys
from bulletin.rendering import economy
if "plain" in sys.argv:
    # How hard streams are packed is the one thing that bytes tell.
    economy.ECONOMIES = {economy._pack: ()}
from bulletin.rendering import pdf
made = pdf.typeset(sys.stdin.read(), {})
assert made.pages > 3 and not made.plain_lines
print(hashlib.sha256(made.pdf).hexdigest())
"""

MOVED = """
from bulletin.rendering import economy
print([lean for leans in economy.ECONOMIES.values() for lean in leans if not lean.holds()])
"""


def run(script: str, *how: str) -> str:
    """What a process of its own says, since the economies are in place where anything was rendered."""
    command = [sys.executable, "-c", script, *how]
    return subprocess.run(command, input=PAGE, capture_output=True, text=True, check=True, timeout=120).stdout.strip()


def test_each_economy_stands_on_known_ground() -> None:
    assert run(MOVED) == "[]"


def test_economies_change_no_byte() -> None:
    assert run(RENDER) == run(RENDER, "plain")


def test_what_has_moved_in_a_library_is_left_to_it(monkeypatch: pytest.MonkeyPatch) -> None:
    used: list[str] = []
    ground, moved = Lean(Box, "translate", "self dx dy ignore_floats"), Lean(Box, "translate", "self by")
    economies = {lambda: used.append("known"): (ground,), lambda: used.append("moved"): (ground, moved)}
    monkeypatch.setattr(economy, "ECONOMIES", economies)
    economy.install()
    assert used == ["known"]
