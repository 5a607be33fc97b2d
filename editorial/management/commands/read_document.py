"""Reads a document and prints what was found; opens no database and stores nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _

from bulletin import snapshot
from bulletin.management import plain
from bulletin.reading import Reading
from editorial.intake import envelope, wording
from editorial.management import desk


class Command(plain.PlainCommand):
    help = "Read a document of any format that is known here and print what was found, without storing anything."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file")
        parser.add_argument("--json", action="store_true", help="the whole reading as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        found = envelope.read(desk.content(options["file"]), Path(options["file"]).name)
        if options["json"]:
            self.stdout.write(json.dumps(as_json(found), ensure_ascii=False, indent=2))
            return
        for line in outline(found):
            self.stdout.write(line)


def as_json(found: Reading) -> dict[str, Any]:
    """The reading in the form that DESIGN fixes: snapshot, leftovers, warnings, evidence."""
    return {
        "snapshot": snapshot.to_json(found.snapshot),
        "leftovers": [asdict(each) for each in found.leftovers],
        "warnings": [{"line": each.line, "text": each.text} for each in found.warnings],
        "evidence": [asdict(each) for each in found.evidence],
    }


def outline(found: Reading) -> Iterator[str]:
    """Parts, sections and entries for a person, then what needs a look."""
    front = found.snapshot
    yield " ".join(str(each) for each in (front.masthead.title, front.issue.number) if each is not None)
    for part in front.parts:
        yield _heading(part.title, part.covers_from_on, part.covers_to_on)
        for section in part.sections:
            yield f"  {section.title or '—'}"
            yield from (f"    {_entry(entry)}" for entry in section.entries)
    for each in found.warnings:
        yield _("Line %(line)s: %(text)s") % {"line": each.line, "text": wording.warning(asdict(each))}
    for left in found.leftovers:
        reason = wording.reason(asdict(left))
        yield _("Line %(line)s was left over: %(text)s") % {"line": left.line, "text": f"{left.text} ({reason})"}


def _heading(title: str | None, opens: str | None, closes: str | None) -> str:
    return " ".join(each for each in (title or "—", opens and f"{opens} – {closes}") if each)


def _entry(entry: snapshot.Entry) -> str:
    facts = (entry.document_type, entry.document_number and entry.document_number.canonical, entry.signed_on)
    label = f"{entry.number}. " if entry.number is not None else ""
    return f"{label}{entry.title} [{' · '.join(str(each) for each in facts if each)}]"
