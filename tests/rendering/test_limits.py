from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bulletin import rendering
from bulletin.confinement import exchange, limits
from bulletin.refusal import Refused
from bulletin.rendering import confined
from bulletin.rendering.limits import Limits
from tests.rendering import builders

LIMITS = Limits(memory=900 * 1024 * 1024, cpu=2, wall=5)
SVG = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'


def _nested_use(depth: int) -> str:
    groups = "".join(f'<g id="g{each}">{f"<use href=#g{each - 1} />" * 10}</g>' for each in range(1, depth))
    first = '<g id="g0"><rect width="1" height="1"/></g>'
    return f'<svg {SVG} width="9" height="9"><defs>{first}{groups}</defs><use href="#g{depth - 1}"/></svg>'


BOMBS = {
    "gradient": '<p style="background: repeating-linear-gradient(red, blue 0.0001px); height: 90mm">x</p>',
    "nested use": _nested_use(9),
    "blocks in blocks": "<div>" * 20_000 + "x",
    "inline in inline": "<em>" * 20_000 + "x",
    "rows": "<table>" + "<tr><td>x<td>y</tr>" * 30_000 + "</table>",
    "tiny pages": "<style>@page { size: 4mm 4mm; margin: 0 }</style><p>" + "x " * 100_000,
    "grid": '<div style="display: grid; grid-template-columns: repeat(5000, 1px)">' + "<p>x</p>" * 20_000 + "</div>",
    "paragraphs": "<p>x</p>" * 100_000,
    "one word": "<p>" + "x" * 3_000_000 + "</p>",
    "columns": '<div style="columns: 50000">' + "<p>x</p>" * 5_000 + "</div>",
    "flex in flex": '<div style="display: flex">' * 40 + "x",
    "breaks": "<p>" + "x<br>" * 200_000 + "</p>",
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_stopped_and_the_sentence_says_by_what(name: str) -> None:
    begun = time.monotonic()
    with pytest.raises(Refused) as refused:
        confined.typeset(f'<html lang="zh-Hans"><title>t</title>{BOMBS[name]}', limits=LIMITS)
    assert time.monotonic() - begun < LIMITS.wall + 3
    assert str(refused.value) in {
        "Typesetting took longer than 5 seconds and was stopped.",
        "Typesetting took more than 2 seconds of processor time and was stopped.",
        "Typesetting needed more than 900 MiB of memory and was stopped.",
        "Typesetting failed (RecursionError).",
    }


def test_after_a_bomb_the_next_issue_is_rendered() -> None:
    with pytest.raises(Refused):
        confined.typeset(BOMBS["paragraphs"], limits=Limits(cpu=1, wall=3))
    assert rendering.render(builders.single()).pages > 0


def test_the_refusal_of_an_issue_names_its_longest_entry() -> None:
    snapshot = builders.weekly(guidelines=2)
    with pytest.raises(Refused) as refused:
        rendering.render(snapshot, limits=Limits(memory=60 * 1024 * 1024))
    assert "MiB of memory" in str(refused.value) or "no whole PDF" in str(refused.value)
    assert "The longest text is entry 1.1.1" in str(refused.value)


def test_memory_is_limited_as_told() -> None:
    # A pattern that is small to write and large to lay out: some 40 MiB for each thousand rows.
    page = f'<html lang="zh-Hans"><title>t</title>{"<p>x</p>" * 60_000}'
    with pytest.raises(Refused, match="needed more than 400 MiB of memory"):
        confined.typeset(page, limits=Limits(memory=400 * 1024 * 1024))


def test_the_child_sees_nothing_of_this_process_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "a key that no renderer needs")
    zygote = exchange.Zygote(confined._ZYGOTE.command)
    zygote.started()
    assert zygote.process is not None
    environment = Path(f"/proc/{zygote.process.pid}/environ").read_bytes()
    zygote.forget()
    zygote.process.wait(20)
    assert b"SECRET_KEY" not in environment
    assert environment.count(b"\0") == len(exchange.ENVIRONMENT)


def test_the_zygote_has_loaded_neither_models_nor_settings() -> None:
    code = (
        "import sys, bulletin.confinement.zygote, bulletin.rendering.compositor; "
        "print([name for name in sys.modules if name.startswith('django')])"
    )
    command = [sys.executable, "-s", "-P", "-c", code]
    done = subprocess.run(command, env=exchange.ENVIRONMENT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.skipif(not os.path.exists("/proc/self/ns/net"), reason="no network namespaces here")  # noqa: PTH110
def test_the_zygote_has_a_network_of_its_own_where_the_kernel_allows_it() -> None:
    child = os.fork()
    if child == 0:
        os._exit(0 if limits.leave_network() else 1)
    if os.waitpid(child, 0)[1] != 0:
        pytest.skip("the kernel forbids network namespaces here: the fetcher alone keeps renders off the network")
    zygote = exchange.Zygote(confined._ZYGOTE.command)
    zygote.started()
    assert zygote.process is not None
    theirs, ours = (os.readlink(f"/proc/{who}/ns/net") for who in (zygote.process.pid, "self"))  # noqa: PTH115
    zygote.forget()
    zygote.process.wait(20)
    assert theirs != ours


@pytest.mark.parametrize(("design", "ordinary"), [("classic", 400), ("digest", 200), ("unknown", 400), (None, 400)])
def test_a_large_issue_may_use_more_in_proportion(design: str | None, ordinary: int) -> None:
    usual = Limits()
    assert Limits.of(1, design) == Limits.of(ordinary, design) == usual
    large = Limits.of(ordinary * 3, design)
    assert (large.cpu, large.wall, large.memory) == (usual.cpu * 3, usual.wall * 3, usual.memory * 3)
    assert large.output == usual.output
