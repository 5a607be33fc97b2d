"""Writes the watermarked preview of an issue to a file."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandParser

from bulletin.management import plain
from editorial.management import desk
from editorial.publishing import freeze, preview


class Command(plain.PlainCommand):
    help = "Write the watermarked preview of an issue to a file."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("code", help="code of the masthead")
        parser.add_argument("number", type=int)
        parser.add_argument("--format", choices=["html", "pdf"], required=True)
        parser.add_argument("--output", required=True)

    def handle(self, *args: Any, **options: Any) -> None:
        snapshot = freeze.freeze(desk.issue(options["code"], options["number"]))
        rendered = preview.watermarked(snapshot)
        plain.write(options["output"], getattr(rendered, options["format"]))
