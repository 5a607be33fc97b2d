"""A zygote whose children do what a broken or taken-over renderer might do; run as ``python misbehaving.py WAY FD``."""

from __future__ import annotations

import os
import signal
import socket
import sys
import tempfile
import time
from collections.abc import Callable
from typing import BinaryIO

from bulletin.confinement import zygote
from bulletin.confinement.protocol import LENGTH, encoded, received

PDF = b"%PDF-1.7\nnothing\n%%EOF\n"
GOOD = encoded({"pages": 1, "denied": [], "missing": []}, [PDF])


def killed(requests: BinaryIO, answers: BinaryIO) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def aborted(requests: BinaryIO, answers: BinaryIO) -> None:
    os.abort()


def silent(requests: BinaryIO, answers: BinaryIO) -> None:
    received(requests)


def failing(requests: BinaryIO, answers: BinaryIO) -> None:
    os._exit(3)


def exhausted(requests: BinaryIO, answers: BinaryIO) -> None:
    raise MemoryError


def truncated(requests: BinaryIO, answers: BinaryIO) -> None:
    received(requests)
    answers.write(GOOD[:-7])


def junk(requests: BinaryIO, answers: BinaryIO) -> None:
    received(requests)
    answers.write(b"Segmentation fault, or so it seems\n" * 1000)


def printing(requests: BinaryIO, answers: BinaryIO) -> None:
    received(requests)
    os.write(1, b"%PDF-1.7 %%EOF\n" * 1000)


def trailing(requests: BinaryIO, answers: BinaryIO) -> None:
    received(requests)
    answers.write(GOOD + b"and more")


def no_head(requests: BinaryIO, answers: BinaryIO) -> None:
    answers.write(LENGTH.pack(2) + b"{}")


def nested_head(requests: BinaryIO, answers: BinaryIO) -> None:
    answers.write(LENGTH.pack(400_000) + b"[" * 400_000)


def negative_sizes(requests: BinaryIO, answers: BinaryIO) -> None:
    answers.write(LENGTH.pack(21) + b'{"sizes": [-5, "a"]} ')


def no_pdf(requests: BinaryIO, answers: BinaryIO) -> None:
    answers.write(encoded({"pages": 1}, [b"<html>"]))


def cut_pdf(requests: BinaryIO, answers: BinaryIO) -> None:
    answers.write(encoded({"pages": 1}, [PDF[:-8]]))


def no_pages(requests: BinaryIO, answers: BinaryIO) -> None:
    answers.write(encoded({"pages": 0}, [PDF]))


def gigabyte_announced(requests: BinaryIO, answers: BinaryIO) -> None:
    head = b'{"pages": 1, "sizes": [1073741824]}'
    answers.write(LENGTH.pack(len(head)) + head)
    gigabyte(requests, answers)


def gigabyte(requests: BinaryIO, answers: BinaryIO) -> None:
    for _ in range(1024):
        answers.write(b" " * 1024 * 1024)


def never_reads(requests: BinaryIO, answers: BinaryIO) -> None:
    time.sleep(60)


def never_ends(requests: BinaryIO, answers: BinaryIO) -> None:
    received(requests)
    answers.write(GOOD)
    answers.flush()
    time.sleep(60)


def drips(requests: BinaryIO, answers: BinaryIO) -> None:
    for each in GOOD:
        answers.write(bytes([each]))
        answers.flush()
        time.sleep(0.2)


def writes_a_file(requests: BinaryIO, answers: BinaryIO) -> None:
    with tempfile.TemporaryFile() as file:
        file.write(b"x" * 10)
    answers.write(GOOD)


def good(requests: BinaryIO, answers: BinaryIO) -> None:
    received(requests)
    answers.write(GOOD)


def main(way: str, handle: int) -> None:
    work: Callable[[BinaryIO, BinaryIO], None] = globals()[way]
    control = socket.socket(fileno=handle)
    control.send(b"misbehaving")
    zygote.serve(control, work)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
