from __future__ import annotations

import signal
import sys
import time

import pytest

from tests.setup.troupe import Troupe

# One that ends when asked, one that will not, each with a child of its own; the parent says when both run.
TROUPE = """
import os, sys
from bin import processes
processes.GRACE_SECONDS = 0.5
with processes.ending_together() as running:
    running.start("polite", ["sh", "-c", "sleep 987 & sleep 987"], os.environ)
    running.start("deaf", ["sh", "-c", "trap '' TERM INT HUP; sleep 987 & while :; do sleep 987; done"], os.environ)
    print("ready", flush=True)
    print(running.wait_for_the_first_to_end(), "ended", flush=True)
"""


def start(program: str) -> Troupe:
    return Troupe([sys.executable, "-c", program], {})


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_whatever_asks_it_to_end_nothing_that_it_started_stays(number: signal.Signals) -> None:
    with start(TROUPE) as troupe:
        assert troupe.said_until("ready") == ["ready"]
        assert len(troupe.members()) >= 5
        troupe.send_signal(number)
        troupe.leader.wait(10)
        assert troupe.left_after() == []


def test_a_killed_parent_takes_those_with_it_that_listen() -> None:
    program = TROUPE.replace('    running.start("deaf"', '    () and running.start("deaf"')
    program = program.replace('["sh", "-c", "sleep 987 & sleep 987"]', '["sleep", "987"]')
    with start(program) as troupe:
        assert troupe.said_until("ready") == ["ready"]
        # setpriv asks the kernel for the parent's end just before it becomes the program.
        troupe.await_program("sleep")
        troupe.leader.kill()
        troupe.leader.wait(10)
        assert troupe.left_after() == []


def test_the_first_to_end_is_named_and_the_others_end_too() -> None:
    with start(TROUPE.replace("sleep 987 & sleep 987", "exit 3")) as troupe:
        assert troupe.left_after() == []
        assert troupe.said() == ["ready", "polite ended"]


def test_a_second_request_does_not_interrupt_the_ending() -> None:
    with start(TROUPE) as troupe:
        troupe.said_until("ready")
        for _ in range(3):
            troupe.send_signal(signal.SIGINT)
            time.sleep(0.1)
        troupe.leader.wait(10)
        assert troupe.left_after() == []
