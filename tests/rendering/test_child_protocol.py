from __future__ import annotations

import os
import resource
import signal
import socket
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bulletin.confinement.exchange import Zygote
from bulletin.refusal import Refused
from bulletin.rendering import confined
from bulletin.rendering.limits import Limits
from tests.rendering import misbehaving

SCRIPT = Path(misbehaving.__file__)
LIMITS = Limits(wall=20, output=16 * 1024 * 1024)
NO_PDF = "What the typesetting process answered is no whole PDF."


@contextmanager
def children_that(way: str) -> Iterator[Zygote]:
    zygote = Zygote(command=(sys.executable, "-P", str(SCRIPT), way))
    try:
        yield zygote
    finally:
        zygote.forget()
        if zygote.process is not None:
            zygote.process.wait(20)


def refusal(way: str, limits: Limits = LIMITS, page: str = "page") -> str:
    with children_that(way) as zygote, pytest.raises(Refused) as refused:
        confined.typeset(page, limits=limits, zygote=zygote)
    assert len(refused.value.reasons) == 1
    return str(refused.value)


@pytest.mark.parametrize(
    "way",
    [
        "silent",
        "failing",
        "truncated",
        "junk",
        "printing",
        "trailing",
        "no_head",
        "nested_head",
        "negative_sizes",
        "no_pdf",
        "cut_pdf",
        "no_pages",
        "writes_a_file",
    ],
)
def test_an_answer_that_is_no_whole_pdf_is_refused(way: str) -> None:
    assert refusal(way) == NO_PDF


def test_a_killed_child_is_refused_with_its_signal() -> None:
    assert refusal("killed") == "Typesetting was ended by signal 9."


def test_a_child_that_a_library_aborted_is_taken_to_be_out_of_memory() -> None:
    assert refusal("aborted") == "Typesetting needed more than 1536 MiB of memory and was stopped."


def test_a_child_too_short_of_memory_to_say_so_is_understood() -> None:
    assert refusal("exhausted") == "Typesetting needed more than 1536 MiB of memory and was stopped."


@pytest.mark.parametrize("way", ["gigabyte", "gigabyte_announced"])
def test_a_gigabyte_of_output_is_refused_without_taking_it_in(way: str) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert refusal(way) in (NO_PDF, "Typesetting was ended by signal 9.", "Typesetting was ended by signal 13.")
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 64 * 1024


@pytest.mark.parametrize("way", ["never_reads", "never_ends", "drips"])
def test_a_child_that_takes_too_long_is_stopped_at_the_wall_clock(way: str) -> None:
    begun = time.monotonic()
    page = "x" * 8 * 1024 * 1024
    assert refusal(way, Limits(wall=2), page) == "Typesetting took longer than 2 seconds and was stopped."
    assert time.monotonic() - begun < 10


def test_a_child_is_gone_when_the_call_returns() -> None:
    with children_that("never_reads") as zygote:
        zygote.started()
        assert zygote.process is not None
        with pytest.raises(Refused):
            confined.typeset("page", limits=Limits(wall=1), zygote=zygote)
        children = Path(f"/proc/{zygote.process.pid}/task/{zygote.process.pid}/children")
        deadline = time.monotonic() + 2  # its own alarm would ring after five
        while children.read_text() and time.monotonic() < deadline:
            time.sleep(0.05)
        assert children.read_text() == ""


def test_a_dead_zygote_is_noticed_and_started_again() -> None:
    with children_that("good") as zygote:
        assert confined.typeset("page", zygote=zygote).pdf == misbehaving.PDF
        first = zygote.process
        assert first is not None
        first.kill()
        first.wait()
        assert confined.typeset("page", zygote=zygote).pdf == misbehaving.PDF
        assert zygote.process is not first


def test_a_zygote_that_cannot_start_is_refused_in_a_sentence(capfd: pytest.CaptureFixture[str]) -> None:
    zygote = Zygote(command=(sys.executable, "-c", "raise SystemExit('no fonts here')"))
    with pytest.raises(Refused, match=r"^The typesetting process could not be started; the log says why\.$"):
        confined.typeset("page", zygote=zygote)
    assert "no fonts here" in capfd.readouterr().err


def test_a_zygote_ends_when_the_process_that_started_it_lets_go() -> None:
    with children_that("good") as zygote:
        confined.typeset("page", zygote=zygote)
        process = zygote.process
        assert process is not None
    assert process.returncode == 0


def test_requests_of_many_threads_do_not_mix() -> None:
    with children_that("good") as zygote:
        answers: list[bytes] = []
        threads = [
            threading.Thread(target=lambda: answers.append(confined.typeset("page", zygote=zygote).pdf))
            for _ in range(8)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert answers == [misbehaving.PDF] * 8


def test_a_forked_process_starts_a_zygote_of_its_own() -> None:
    first = confined.version()
    ours, theirs = socket.socketpair()
    child = os.fork()
    if child == 0:
        fresh = confined._ZYGOTE.control is None
        theirs.send(b"fresh" if fresh else b"shared")
        os.kill(os.getpid(), signal.SIGKILL)
    os.waitpid(child, 0)
    assert ours.recv(10) == b"fresh"
    assert confined.version() == first


def test_no_descriptor_is_left_open() -> None:
    with children_that("truncated") as zygote:
        zygote.started()
        before = len(os.listdir("/proc/self/fd"))  # noqa: PTH208
        for _ in range(5):
            with pytest.raises(Refused):
                confined.typeset("page", limits=LIMITS, zygote=zygote)
        assert len(os.listdir("/proc/self/fd")) == before  # noqa: PTH208
