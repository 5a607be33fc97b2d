"""A newsroom in a database and a folder of its own, for tests that start and kill whole processes."""

from __future__ import annotations

import functools
import os
import subprocess
import sys
import tempfile
import textwrap
import uuid
from dataclasses import dataclass
from pathlib import Path

import psycopg

ROOT = Path(__file__).resolve().parent.parent
SIGNED = """
    from tests.builders import signed_issue
    from tests.cast import make_cast, make_masthead
    masthead = make_masthead()
    cast = make_cast(masthead)
    for number in range(1, {issues} + 1):
        signed_issue(cast, masthead, number=number)
"""

# Scheduled and due, one rendering for all: what the race is about is who records, not how pages are set.
DUE = """
    from datetime import timedelta
    from django.utils import timezone
    from bulletin import rendering, snapshot as shape
    from editorial.models import Issue, Proof, Stage
    from editorial.publishing import carrying, freeze
    from editorial.review import signing, workflow
    from tests.builders import open_issue
    from tests.cast import make_cast, make_masthead
    masthead = make_masthead()
    cast = make_cast(masthead)
    Stage.objects.exclude(code="final").delete()
    rendition = None
    for number in range(1, {issues} + 1):
        issue = open_issue(masthead, by=cast.writer, number=number)
        workflow.submit(issue, by=cast.editor)
        signing.sign(issue, signing.stage_of(issue, "final"), by=cast.chief)
        facts = freeze.facts_of(issue)
        snapshot = freeze.snapshot_of(facts)
        rendition = rendition or carrying.keep(rendering.render(snapshot))
        now = timezone.now()
        Proof.objects.create(
            issue=facts.issue, snapshot=shape.canonical(snapshot), pages=rendition.pages, renderer=rendition.renderer,
            html_digest=rendition.html.digest, html_size=rendition.html.size, pdf_digest=rendition.pdf.digest,
            pdf_size=rendition.pdf.size, generation=facts.issue.generation, release_at=now, by=cast.chief, at=now,
        )
        Issue.objects.filter(pk=issue.pk).update(state=Issue.State.SCHEDULED)
"""


@dataclass(frozen=True)
class Scratch:
    """Where the processes of one test work."""

    environment: dict[str, str]

    def python(self, code: str, *, check: bool = True) -> subprocess.CompletedProcess[str]:
        """Run code after ``django.setup()``; its output comes back as text."""
        program = "import django; django.setup()\n" + textwrap.dedent(code)
        return self._run([sys.executable, "-c", program], check=check)

    def manage(self, *args: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        return self._run([sys.executable, "manage.py", *args], check=check)

    def start(self, module: str, *args: str) -> subprocess.Popen[str]:
        command, pipe = [sys.executable, "-m", module, *args], subprocess.PIPE
        return subprocess.Popen(
            command, cwd=ROOT, env=self.environment, text=True, stdin=pipe, stdout=pipe, stderr=pipe
        )

    def _run(self, command: list[str], *, check: bool) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(command, cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False)
        if check and done.returncode != 0:
            raise AssertionError(f"{command[-1][:80]} ended with {done.returncode}:\n{done.stderr}")
        return done


def newsroom(folder: Path, *, issues: int, made_by: str = SIGNED) -> Scratch:
    """A migrated database with ``issues`` issues, numbered from 1, signed and ready for release (or ``DUE``).

    On the PostgreSQL cluster of the test run when there is one, else in an SQLite file.
    """
    given = os.environ.get("DATABASE_URL", "")
    url = _new_database(given) if given.startswith("postgres") else _new_file(folder)
    scratch = _at(url, folder)
    scratch.python(textwrap.dedent(made_by).format(issues=issues))
    return scratch


def _at(url: str, folder: Path) -> Scratch:
    return Scratch(
        {
            **os.environ,
            "DATABASE_URL": url,
            "STORE_URL": f"file://{folder / 'store'}",
            "DRAFTS_URL": f"file://{folder / 'drafts'}",
            "DJANGO_SETTINGS_MODULE": "bulletin.settings",
            "PYTHONPATH": str(ROOT),
        }
    )


def _new_file(folder: Path) -> str:
    path = folder / "scratch.sqlite3"
    path.write_bytes(_migrated_file())
    return f"sqlite:///{path}"


@functools.cache
def _migrated_file() -> bytes:
    """An SQLite file after all migrations, which take most of the time that a newsroom takes."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "migrated.sqlite3"
        _at(f"sqlite:///{path}", Path(folder)).manage("migrate", "--verbosity", "0")
        return path.read_bytes()


def _new_database(url: str) -> str:
    return _created(url, "TEMPLATE " + _migrated_database(url).rsplit("/", 1)[1])


@functools.cache
def _migrated_database(url: str) -> str:
    made = _created(url)
    _at(made, Path(tempfile.gettempdir())).manage("migrate", "--verbosity", "0")
    return made


def _created(url: str, how: str = "") -> str:
    name = f"scratch_{uuid.uuid4().hex}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} {how}")
    return f"{url.rsplit('/', 1)[0]}/{name}"
