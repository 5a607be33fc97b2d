from __future__ import annotations

import functools
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
import weasyprint

from bulletin.confinement.exchange import ENVIRONMENT
from bulletin.refusal import Refused
from bulletin.rendering import _typeset, confined, html, pdf
from bulletin.snapshot import Snapshot
from tests.rendering import builders, vectors
from tests.rendering.printing import print_html


class Listener:
    """Counts connections on a loopback port."""

    def __init__(self) -> None:
        self.hits = 0
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        with suppress(OSError):
            while True:
                connection, _address = self.socket.accept()
                self.hits += 1
                connection.close()


@pytest.fixture
def listener() -> Iterator[Listener]:
    listener = Listener()
    yield listener
    listener.socket.close()


@pytest.fixture
def secret(tmp_path: Path) -> str:
    path = tmp_path / "secret.txt"
    path.write_text("the text of an unreleased issue")
    return str(path)


@pytest.fixture(scope="module")
def warm() -> pdf.Warm:
    return pdf.warmed()


def page_with(fragment: str) -> str:
    """A printed page with the fragment written where a body stands."""
    return _printed().replace("<p>PLACE</p>", fragment)


@functools.cache
def _printed() -> str:
    return print_html(builders.single(body_html="<p>PLACE</p>"))


def alone(fragment: str) -> str:
    """The fragment as a page of its own: what is asked for does not depend on styles and words beside it."""
    return f'<!DOCTYPE html><html lang="en"><title>-</title><body>{fragment}</body></html>'


def every_fragment(listener: Listener, secret: str) -> dict[str, str]:
    target = f"http://127.0.0.1:{listener.port}/x.png"
    ways = vectors.addresses(listener.port, secret)
    written = {f"img to {name}": f'<img src="{address}">' for name, address in ways.items()}
    svg = {
        f"svg to {name}": f'<svg {vectors.SVG}><image href="{address}" width="9" height="9"/></svg>'
        for name, address in ways.items()
    }
    return {**vectors.asking(target), **written, **svg}


def together(fragments: dict[str, str]) -> str:
    """All of them but those that end a render or change what an address means."""
    return "".join(fragment for name, fragment in fragments.items() if name not in ("colour profile", "base"))


def test_every_address_asked_for_is_denied_and_remembered(listener: Listener, secret: str, warm: pdf.Warm) -> None:
    fragments = every_fragment(listener, secret)
    assert len(fragments) >= 60
    unnoticed = [name for name, fragment in fragments.items() if not pdf.typeset(alone(fragment), {}, warm).denied]
    assert unnoticed == []
    whole = pdf.typeset(page_with(together(fragments)), {}, warm)
    assert len(whole.denied) >= 20
    assert listener.hits == 0


def test_what_weasyprint_does_not_ask_for_is_not_fetched_either(listener: Listener, warm: pdf.Warm) -> None:
    for fragment in vectors.inert(f"http://127.0.0.1:{listener.port}/x.png").values():
        pdf.typeset(alone(fragment), {}, warm)
    assert listener.hits == 0


def test_the_vectors_are_live(listener: Listener) -> None:
    page = page_with(together(vectors.asking(f"http://127.0.0.1:{listener.port}/x.png")))
    weasyprint.HTML(string=page).write_pdf()
    assert listener.hits >= 10


def test_a_confined_render_refuses_and_names_the_address_and_the_entry(listener: Listener) -> None:
    target = f"http://127.0.0.1:{listener.port}/x.png"
    snapshot = builders.weekly(guidelines=1)
    for name in ("img", "svg image", "data: svg", "font face", "attachment"):
        with pytest.raises(Refused, match="which is no part of the issue"):
            _typeset(snapshot, page_with(vectors.asking(target)[name]), {}, None)
    hidden = _with_raw_body(snapshot, f'<p><img src="{target}"></p>')
    with pytest.raises(Refused) as refused:
        _typeset(hidden, page_with(f'<img src="{target}">'), {}, None)
    assert f"{target}, which is no part of the issue, in entry 2.1.1" in str(refused.value)
    assert listener.hits == 0


def _with_raw_body(snapshot: Snapshot, body: str) -> Snapshot:
    part = snapshot.parts[1]
    section = part.sections[0]
    entries = (replace(section.entries[0], body_html=body), *section.entries[1:])
    changed = replace(part, sections=(replace(section, entries=entries),))
    return replace(snapshot, parts=(snapshot.parts[0], changed))


def test_nothing_is_embedded_that_was_asked_for(secret: str) -> None:
    asked = f'<a rel="attachment" href="file://{secret}">x</a><link rel="attachment" href="file://{secret}">'
    made = confined.typeset(page_with(asked))
    assert made.denied == (f"file://{secret}",)
    assert made.pdf == b""


TRACED = """
import sys
from bulletin.rendering import pdf
warm = pdf.warmed()
open(sys.argv[1]).read()
for page in open(sys.argv[2], encoding="utf-8").read().split("\\x1e"):
    pdf.typeset(page, {}, warm)
"""
ALLOWED = ("/usr/", "/lib", "/etc/fonts/", "/etc/ld.so", "/var/cache/fontconfig/", "/proc/", "/sys/", "/dev/")


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed: system calls are not looked at")
def test_system_calls_show_no_connection_and_no_file_outside_fonts_and_libraries(
    listener: Listener, secret: str, tmp_path: Path
) -> None:
    marker, pages, trace = tmp_path / "marker", tmp_path / "pages", tmp_path / "trace"
    marker.write_text("from here on")
    fragments = {**every_fragment(listener, secret), **vectors.inert(f"http://127.0.0.1:{listener.port}/x.png")}
    alone = (fragments["colour profile"], fragments["base"])
    pages.write_text("\x1e".join(map(page_with, (together(fragments), *alone))))
    command = [sys.executable, "-s", "-c", TRACED, str(marker), str(pages)]
    strace = ["strace", "-f", "-qq", "-e", "trace=connect,open,openat,openat2", "-o", str(trace)]
    done = subprocess.run([*strace, *command], env=ENVIRONMENT, capture_output=True, text=True, check=False)
    if "ptrace" in done.stderr.lower():
        pytest.skip("strace may not trace here: system calls are not looked at")
    assert done.returncode == 0, done.stderr
    _before, found, after = trace.read_text().partition(str(marker))
    assert found
    opened = [line.split('"')[1] for line in after.splitlines() if "open" in line and '"' in line]
    # WeasyPrint makes a folder for web fonts before it asks for them, and removes it, empty.
    allowed = (
        *ALLOWED,
        f"{tempfile.gettempdir()}/weasyprint-",
        sys.prefix,
        sys.base_prefix,
        str(pages),
        str(marker),
        os.fspath(html.ROOT / "bulletin"),
    )
    assert [path for path in opened if not path.startswith(allowed)] == []
    assert "connect(" not in after
