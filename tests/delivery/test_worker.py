from __future__ import annotations

import os
import signal
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
import sys, django; django.setup()
from tests.archive import builders
from tests.delivery.builders import subscriber
masthead = builders.masthead()
builders.release(masthead, 144)
for address in sys.argv[1:]:
    subscriber(masthead, address)
"""
COUNT = """
import django, json; django.setup()
from bulletin.models import Delivery
print(json.dumps(list(Delivery.objects.order_by("pk").values_list("state", flat=True))))
"""
AN_HOUR_LATER = """
import datetime, django; django.setup()
from django.db.models import F
from bulletin.models import Delivery
Delivery.objects.filter(state="claimed").update(claimed_at=F("claimed_at") - datetime.timedelta(hours=1))
"""
PATIENCE = 60


class Mailing(Record):
    """A record with an issue to be mailed, and the workers that mail it."""

    def __init__(self, folder: Path, sink: Sink) -> None:
        super().__init__(folder, blank=blank())
        self.environment |= {"EMAIL_URL": f"smtp://127.0.0.1:{sink.port}", "PYTHONUNBUFFERED": "1"}
        self.workers: list[subprocess.Popen[str]] = []

    def start(self, *options: str, desk: str = "off") -> subprocess.Popen[str]:
        worker = subprocess.Popen(
            [sys.executable, "manage.py", "worker", *options],
            cwd=ROOT,
            env={**self.environment, "BULLETIN_DESK": desk},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.workers.append(worker)
        return worker

    def states(self) -> Counter[str]:
        return Counter(self.run("-c", COUNT).strip("[]\n ").replace('"', "").replace(",", "").split())


@pytest.fixture
def sink() -> Iterator[Sink]:
    sink = Sink()
    sink.start()
    yield sink
    sink.stop()


@pytest.fixture
def mailing(tmp_path: Path, sink: Sink) -> Iterator[Mailing]:
    mailing = Mailing(tmp_path, sink)
    yield mailing
    for worker in mailing.workers:
        worker.kill()
        worker.communicate()


def fill(mailing: Mailing, *addresses: str) -> None:
    mailing.run("-c", FILL, *addresses)


def until(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_once_sends_what_is_due_prints_how_far_it_is_and_ends(mailing: Mailing, sink: Sink) -> None:
    fill(mailing, "reader@example.org", "gone@example.org", "later@example.org")
    output, _errors = mailing.start("--once").communicate(timeout=PATIENCE)
    assert "《科技信息周报》第144期" in output
    assert "2/3" in output
    assert sink.recipients == ["reader@example.org"]
    assert mailing.states() == {"sent": 1, "failed": 1, "waiting": 1}


def test_two_workers_send_each_message_once(mailing: Mailing, sink: Sink) -> None:
    addresses = [f"reader{place}@example.org" for place in range(60)]
    fill(mailing, *addresses)
    workers = [mailing.start("--once", desk=desk) for desk in ("on", "off")]
    outputs = [worker.communicate(timeout=PATIENCE)[0] for worker in workers]
    assert [worker.returncode for worker in workers] == [0, 0], outputs
    mailing.start("--once").communicate(timeout=PATIENCE)
    assert Counter(sink.recipients) == Counter(addresses)
    assert mailing.states() == {"sent": 60}


def test_sigterm_finishes_the_message_in_hand(mailing: Mailing, sink: Sink) -> None:
    fill(mailing, *(f"reader{place}@example.org" for place in range(40)))
    sink.seconds_a_message = 0.1
    worker = mailing.start()
    until(lambda: len(sink.accepted) >= 3)
    worker.send_signal(signal.SIGTERM)
    worker.communicate(timeout=PATIENCE)
    assert worker.returncode == 0
    found = mailing.states()
    assert found["sent"] == len(sink.accepted) < 40
    assert found["sent"] + found["waiting"] == 40
    sink.seconds_a_message = 0
    mailing.start("--once").communicate(timeout=PATIENCE)
    assert set(Counter(sink.recipients).values()) == {1}
    assert mailing.states() == {"sent": 40}


def test_an_idle_worker_ends_at_once_and_takes_up_what_comes(mailing: Mailing, sink: Sink) -> None:
    worker = mailing.start()
    fill(mailing, "reader@example.org")
    until(lambda: sink.recipients == ["reader@example.org"])
    worker.send_signal(signal.SIGTERM)
    began = time.monotonic()
    worker.communicate(timeout=PATIENCE)
    assert (worker.returncode, time.monotonic() - began < 10) == (0, True)


def test_a_worker_killed_while_sending_leaves_one_doubt_and_no_second_message(mailing: Mailing, sink: Sink) -> None:
    fill(mailing, *(f"reader{place}@example.org" for place in range(10)))
    sink.seconds_a_message = 0.3
    worker = mailing.start()
    until(lambda: len(sink.envelopes) >= 3)
    os.kill(worker.pid, signal.SIGKILL)
    worker.communicate(timeout=PATIENCE)
    assert mailing.states()["claimed"] == 1
    sink.seconds_a_message = 0
    mailing.start("--once").communicate(timeout=PATIENCE)
    assert mailing.states() == {"sent": 9, "claimed": 1}
    mailing.run("-c", AN_HOUR_LATER)
    mailing.start("--once").communicate(timeout=PATIENCE)
    assert mailing.states() == {"sent": 9, "uncertain": 1}
    assert max(Counter(sink.recipients).values()) == 1
