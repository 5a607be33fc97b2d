"""Looks whether everything that was published still is what it was; changes nothing."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.db import connection

from bulletin import rendering, store
from bulletin.archive import public
from bulletin.management import checking, plain, rerendering
from bulletin.models import Edition, guards
from bulletin.snapshot import Snapshot

Checked = tuple[Edition, Snapshot]


class Command(plain.PlainCommand):
    help = (
        "Verify every edition: snapshot, entries, stored files, guards; with --rerender also that it renders the same."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--rerender", action="store_true", help="render each snapshot again and compare the digests"
        )
        parser.add_argument(
            "--jobs", type=int, default=rerendering.cores(), help="how many to render at once (default: every core)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        self.flaws = [(0, f"The database's guard {name} is missing.") for name in sorted(guards.missing(connection))]
        self.expected: set[str] = set()
        self.count = 0
        checked = self._checked()
        if options["rerender"]:
            self._rerender(checked, max(1, options["jobs"]))
        else:
            for _edition in checked:
                pass
        self._tell_strays()
        if self.flaws:
            raise CommandError("\n".join(sentence for _place, sentence in sorted(self.flaws, key=lambda flaw: flaw[0])))
        self.stdout.write(f"{self.count} editions are what they were.")

    def _checked(self) -> Iterator[Checked]:
        """Every edition that has its snapshot still, one at a time; its flaws are noted."""
        for key in list(Edition.objects.order_by("pk").values_list("pk", flat=True)):
            edition = Edition.objects.get(pk=key)
            self.count += 1
            try:
                snapshot = public.snapshot_of(edition)
            except store.StoreError:
                self._note(edition, "its snapshot was altered.")
                self.expected |= {edition.html_digest, edition.pdf_digest}
                continue
            self.expected.update(checking.promised(edition, snapshot))
            for sentence in checking.flaws(edition, snapshot):
                self._note(edition, sentence)
            yield edition, snapshot

    def _rerender(self, checked: Iterator[Checked], jobs: int) -> None:
        present = rendering.renderer_version()
        whole = Edition.objects.count()
        remade = rerendering.in_order(lambda each: (each[0], rerendering.remade(each[1])), checked, jobs)
        for done, (edition, found) in enumerate(remade, start=1):
            self._compare(edition, found, present)
            self._progress(done, whole)

    def _compare(self, edition: Edition, found: rerendering.Remade, present: str) -> None:
        """Other bytes are a flaw of the archive only where the renderer is the one that made it."""
        differing = rerendering.differences(edition, found)
        if edition.renderer != present and (differing or found.refused):
            told = found.refused or f"its {' and '.join(differing)} would have other bytes today."
            self.stdout.write(f"{edition}: made by another renderer ({edition.renderer}; now {present}): {told}")
            return
        for name in differing:
            self._note(edition, f"its {name} renders differently ({present}).")
        if found.refused:
            self._note(edition, f"it renders no more: {found.refused}")

    def _tell_strays(self) -> None:
        for digest in sorted(set(store.released().digests()) - self.expected):
            self.stdout.write(f"{digest} belongs to no edition (an interrupted release left it, or it is scheduled).")

    def _note(self, edition: Edition, sentence: str) -> None:
        self.flaws.append((edition.pk, f"{edition}: {sentence}"))

    def _progress(self, done: int, whole: int) -> None:
        """A line for somebody who watches; nothing in a log."""
        if sys.stderr.isatty():
            end = "\n" if done == whole else ""
            self.stderr.write(f"\r{done} / {whole}", ending=end)
