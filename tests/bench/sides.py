"""The sides that are compared, and the issues on which: number 144 where the samples are, else a demo bulletin."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from types import TracebackType

from tests.bench.measuring import Sample
from tests.bench.watching import Watch
from tests.scratch import ROOT, Scratch

NUMBER_144 = ROOT.parent / "shared" / "samples" / "weekly-144.txt"
DEMO = ROOT / "editorial" / "demo" / "issue-1.txt"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
QUIET = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run")
TYPST = "import sys, typst; typst.compile(sys.argv[1], output=sys.argv[2])"
LARGE = """
    from dataclasses import replace
    from editorial import assembly
    from editorial.drafting import opening
    from editorial.models import Issue, User
    whole = assembly.assemble(Issue.objects.get(number={sample}).pk).snapshot
    times = -(-{entries} // len(whole.entries()))
    parts = [
        replace(part, sections=tuple(replace(each, entries=each.entries * times) for each in part.sections))
        for part in whole.parts
    ]
    issue = Issue.objects.get(number={sample})
    writer = User.objects.get(username="writer")
    opening.create(issue.masthead, replace(whole.issue, number={number}), parts, by=writer)
"""
LARGE_NUMBER = 1000
SIGNERS = (("first", "reviewer1"), ("second", "reviewer2"), ("final", "chief"))


class Worker:
    """A process of ``tests.bench.worker`` that is told to run once, again and again."""

    def __init__(self, newsroom: Scratch, task: str, *arguments: str) -> None:
        command = [sys.executable, "-m", "tests.bench.worker", task, *arguments, *[""] * (2 - len(arguments))]
        self.process = subprocess.Popen(
            command, cwd=ROOT, env=newsroom.environment, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )

    def __enter__(self) -> Worker:
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self.process.communicate()

    def once(self) -> Sample:
        assert self.process.stdin
        assert self.process.stdout
        with Watch(self.process.pid) as watch:
            self.process.stdin.write("\n")
            self.process.stdin.flush()
            answer = self.process.stdout.readline().split()
        if len(answer) != 3:
            raise RuntimeError("the worker ended; its error stands above")
        return Sample(float(answer[0]), watch.peak, int(answer[1]), int(answer[2]))


def chromium(page: Path) -> Sample:
    """Headless Chromium, started and printing the page once."""
    with tempfile.TemporaryDirectory() as profile:
        made = Path(profile) / "page.pdf"
        options = [*QUIET, f"--user-data-dir={profile}", f"--print-to-pdf={made}", page.as_uri()]
        return _started([str(CHROMIUM), *options], made)


def typst(page: Path) -> Sample:
    """Typst, started and setting the same text once: a process that stays would remember what it made."""
    return _started([sys.executable, "-c", TYPST, str(page), str(page.with_suffix(".pdf"))], page.with_suffix(".pdf"))


def _started(command: list[str], made: Path) -> Sample:
    began = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    with Watch(process.pid) as watch:
        _out, error = process.communicate()
    seconds = time.perf_counter() - began
    if not made.exists():
        raise RuntimeError(error)
    return Sample(seconds, watch.peak, 0, made.stat().st_size)


def sample() -> tuple[Path, str]:
    if NUMBER_144.exists():
        return NUMBER_144, "number 144"
    sys.stdout.write("SKIPPED: the sample is not beside this checkout; a demo bulletin stands in for number 144.\n")
    return DEMO, "demo bulletin"


def sample_issue(newsroom: Scratch, path: Path) -> int:
    """The number of the sample as an issue that is ready for release."""
    newsroom.manage("import_issue", str(path), "--masthead", "weekly", "--by", "writer")
    found = newsroom.python("from editorial.models import Issue; print(Issue.objects.get().number)")
    return _signed(newsroom, int(found.stdout))


def large_issue(newsroom: Scratch, sample: int, entries: int) -> int:
    """The number of an issue that holds the sample's entries again and again, ready for release."""
    newsroom.python(LARGE.format(sample=sample, entries=entries, number=LARGE_NUMBER))
    return _signed(newsroom, LARGE_NUMBER)


def _signed(newsroom: Scratch, number: int) -> int:
    newsroom.manage("submit_issue", "weekly", str(number), "--by", "writer")
    for stage, signer in SIGNERS:
        newsroom.manage("sign_issue", "weekly", str(number), "--stage", stage, "--by", signer)
    return number
