from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.archive.record import ROOT, Record, blank
from tests.delivery.sink import Sink

FILL = """
import datetime, sys, django; django.setup()
from django.utils import timezone
from editorial.models import Message, User
from tests.cast import make_masthead, make_user
masthead = make_masthead()
for place in range(int(sys.argv[1])):
    person = make_user(f"person{place}", role="writer", masthead=masthead)
    User.objects.filter(pk=person.pk).update(email=f"person{place}@example.org")
    Message.objects.create(to=person, event="late", masthead=masthead, about="x",
                           at=timezone.now() - datetime.timedelta(minutes=5))
"""
AN_HOUR_LATER = """
import datetime, django; django.setup()
from django.db.models import F
from editorial.models import Message
Message.objects.update(claimed_at=F("claimed_at") - datetime.timedelta(hours=1))
"""
PATIENCE = 60


class Desk(Record):
    """A desk with people to be mailed, and the workers that mail them."""

    def __init__(self, folder: Path, sink: Sink) -> None:
        super().__init__(folder, blank=blank())
        self.environment |= {"EMAIL_URL": f"smtp://127.0.0.1:{sink.port}", "PYTHONUNBUFFERED": "1"}
        self.workers: list[subprocess.Popen[str]] = []

    def start(self, *options: str) -> subprocess.Popen[str]:
        worker = subprocess.Popen(
            [sys.executable, "manage.py", "desk_worker", *options],
            cwd=ROOT,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.workers.append(worker)
        return worker

    def states(self) -> Counter[str]:
        with sqlite3.connect(self.path) as connection:
            rows = connection.execute("SELECT claimed_at, mailed_at, failure FROM editorial_message").fetchall()
        return Counter(
            "mailed" if mailed else "failed" if failure else "claimed" if claimed else "waiting"
            for claimed, mailed, failure in rows
        )


@pytest.fixture
def sink() -> Iterator[Sink]:
    sink = Sink()
    sink.start()
    yield sink
    sink.stop()


@pytest.fixture
def desk(tmp_path: Path, sink: Sink) -> Iterator[Desk]:
    desk = Desk(tmp_path, sink)
    yield desk
    for worker in desk.workers:
        worker.kill()
        worker.communicate()


def until(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.02)


@pytest.mark.faults
def test_two_workers_send_each_letter_once(desk: Desk, sink: Sink) -> None:
    desk.run("-c", FILL, "30")
    sink.seconds_a_message = 0.05
    workers = [desk.start("--once") for _place in range(2)]
    outputs = [worker.communicate(timeout=PATIENCE)[0] for worker in workers]
    assert [worker.returncode for worker in workers] == [0, 0], outputs
    assert Counter(sink.recipients) == Counter(f"person{place}@example.org" for place in range(30))
    assert desk.states() == {"mailed": 30}


def test_sigterm_finishes_the_letter_in_hand(desk: Desk, sink: Sink) -> None:
    desk.run("-c", FILL, "30")
    sink.seconds_a_message = 0.1
    worker = desk.start()
    until(lambda: len(sink.accepted) >= 3)
    worker.send_signal(signal.SIGTERM)
    output, _errors = worker.communicate(timeout=PATIENCE)
    assert worker.returncode == 0, output
    assert desk.states() == {"mailed": len(sink.accepted), "waiting": 30 - len(sink.accepted)}
    assert len(sink.accepted) < 30


@pytest.mark.faults
def test_a_worker_killed_while_sending_leaves_one_doubt_and_no_second_letter(desk: Desk, sink: Sink) -> None:
    desk.run("-c", FILL, "6")
    sink.seconds_a_message = 0.3
    worker = desk.start()
    until(lambda: len(sink.envelopes) >= 3)
    os.kill(worker.pid, signal.SIGKILL)
    worker.communicate(timeout=PATIENCE)
    assert desk.states()["claimed"] == 1
    sink.seconds_a_message = 0
    desk.start("--once").communicate(timeout=PATIENCE)
    assert desk.states() == {"mailed": 5, "claimed": 1}
    desk.run("-c", AN_HOUR_LATER)
    output, _errors = desk.start("--once").communicate(timeout=PATIENCE)
    assert desk.states() == {"mailed": 5, "failed": 1}
    assert "is not known" in output
    assert max(Counter(sink.recipients).values()) == 1


def test_an_idle_worker_ends_at_once_and_takes_up_what_comes(desk: Desk, sink: Sink) -> None:
    worker = desk.start()
    desk.run("-c", FILL, "1")
    until(lambda: sink.recipients == ["person0@example.org"])
    worker.send_signal(signal.SIGTERM)
    began = time.monotonic()
    worker.communicate(timeout=PATIENCE)
    assert (worker.returncode, time.monotonic() - began < 10) == (0, True)


def test_a_database_that_is_away_for_a_while_does_not_end_it(desk: Desk, sink: Sink) -> None:
    desk.run("-c", FILL, "1")
    away = desk.path.with_suffix(".away")
    desk.path.rename(away)
    desk.path.mkdir()
    worker = desk.start()
    time.sleep(3)
    assert worker.poll() is None
    desk.path.rmdir()
    away.rename(desk.path)
    until(lambda: sink.recipients == ["person0@example.org"])
    worker.send_signal(signal.SIGTERM)
    output, _errors = worker.communicate(timeout=PATIENCE)
    assert worker.returncode == 0
    assert "The database does not answer" in output
