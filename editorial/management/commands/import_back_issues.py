"""Brings a folder of past numbers in as one batch, which two people attest; a dry run writes nothing."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils.translation import gettext as _

from bulletin.management import plain
from bulletin.models import Masthead
from bulletin.refusal import Refused
from editorial.backfile import bringing, reading, rehearsing, standing
from editorial.backfile.bringing import Brought
from editorial.backfile.digesting import digest
from editorial.backfile.findings import report
from editorial.intake import bundle
from editorial.intake.bundle import Incoming
from editorial.management import back_issues, desk
from editorial.models import BackIssue, Batch, User


class Command(plain.PlainCommand):
    help = "Bring in back issues: a folder or a zip file of past numbers. Run again, it goes on where it was stopped."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", help="a folder, a zip file, or one file")
        parser.add_argument("--masthead", required=True, metavar="CODE")
        parser.add_argument("--by", required=True, metavar="USER")
        parser.add_argument("--dry-run", action="store_true", help="read everything, write nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        masthead, by, path = plain.masthead(options["masthead"]), desk.person(options["by"]), Path(options["folder"])
        if not path.exists():
            raise CommandError(_("%(path)s is not there.") % {"path": path})
        if path.suffix.lower() != ".zip" or path.is_dir():
            files = bundle.folder(path) if path.is_dir() else [bundle.single(path)]
            self._take(masthead, path.resolve().name, files, by, dry=options["dry_run"])
            return
        with path.open("rb") as file:
            self._take(masthead, path.name, bundle.zipped(file), by, dry=options["dry_run"])

    def _take(self, masthead: Masthead, source: str, files: Iterable[Incoming], by: User, *, dry: bool) -> None:
        if dry:
            self._rehearse(masthead, files)
            return
        batch = bringing.open_batch(masthead, source, by=by)
        for place, file in enumerate(files, start=1):
            self._bring(batch, file, place, by)
        for row in standing.waiting().filter(batch=batch):
            self.stdout.write(back_issues.line(reading.read(row)))
        self._tell(batch)

    def _rehearse(self, masthead: Masthead, files: Iterable[Incoming]) -> None:
        rows = []
        for row in rehearsing.rehearse(masthead, files):
            self.stdout.write(f"{row.pk}  {back_issues.line(row)}")
            rows.append(row)
        self.stdout.write("")
        for line in back_issues.lines(rehearsing.reported(masthead, rows)):
            self.stdout.write(line)
        self.stdout.write(_("Nothing was written."))

    def _bring(self, batch: Batch, file: Incoming, place: int, by: User) -> None:
        """One file, wholly: a kill between two of them loses nothing, and one in the middle is read at the next run."""
        try:
            row, how = bringing.bring_in(batch, file.name, file.read(), by=by)
        except Refused as refused:
            self.stdout.write(f"{place}  {file.name}: {refused}")
            return
        if how == Brought.ELSEWHERE:
            values = {"name": file.name, "batch": row.batch_id, "other": row.batch}
            self.stdout.write(_("%(name)s: the same file is in batch %(batch)s (%(other)s).") % values)
            return
        is_waiting = row.state == BackIssue.State.WAITING
        self.stdout.write(f"{place}  {back_issues.line(reading.read(row) if is_waiting else row)}")

    def _tell(self, batch: Batch) -> None:
        self.stdout.write("")
        for line in back_issues.lines(report(batch)):
            self.stdout.write(line)
        values = {"batch": batch.pk, "digest": digest(batch)}
        self.stdout.write(_("Batch %(batch)s, digest %(digest)s: two people attest it, then it is released.") % values)
