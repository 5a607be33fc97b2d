"""Receives a document and makes drafts of it: a new issue, entries of a section, or entries that wait in the pool."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bulletin.management import plain
from editorial.intake import accept, placing, pooling, receiving, taking, wording
from editorial.management import desk
from editorial.models import Section, SourceDocument, User

ISSUE, SECTION, POOL = "issue", "section", "pool"


class Command(plain.PlainCommand):
    help = "Read a document of any format that is known here and open it as a new issue, or take its entries."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file")
        parser.add_argument("--masthead", required=True, metavar="CODE")
        parser.add_argument("--by", required=True, metavar="USER")
        parser.add_argument("--into", choices=(ISSUE, SECTION, POOL), default=ISSUE, help="a new issue by default")
        parser.add_argument(
            "--place", metavar="NUMBER:PART/SECTION", help="which section, by codes: 145:policy/national"
        )
        parser.add_argument("--source", metavar="URL", default="", help="where the document is from")

    def handle(self, *args: Any, **options: Any) -> None:
        masthead, by = plain.masthead(options["masthead"]), desk.person(options["by"])
        if (options["into"] == SECTION) != bool(options["place"]):
            raise CommandError(_("Say with --place which section it goes into, and only then."))
        section = _section(options["masthead"], options["place"]) if options["place"] else None
        data, name = desk.content(options["file"]), Path(options["file"]).name
        document = receiving.receive(data, name, masthead, by=by, source_url=options["source"])
        done = self._taken(document, options["into"], section, by=by)
        for warning in document.reading["warnings"]:
            text = wording.warning(warning)
            self.stdout.write(_("Line %(line)s: %(text)s") % {"line": warning["line"], "text": text})
        for loss in document.losses:
            self.stdout.write(wording.told(loss))
        self.stdout.write(done)

    def _taken(self, document: SourceDocument, into: str, section: Section | None, *, by: User) -> str:
        """What became of the document, as a sentence. Raises Refused."""
        if into == ISSUE:
            issue = accept.accept(document, by=by)
            count = sum(each.entries.count() for part in issue.parts.all() for each in part.sections.all())
            return _("%(issue)s is open with %(count)s entries.") % {"issue": issue, "count": count}
        refs = [each.ref for each in taking.found_in(document)]
        if section is None:
            count = len(pooling.pool(document, refs, by=by))
            return ngettext("One entry waits in the pool.", "%(count)s entries wait in the pool.", count) % {
                "count": count
            }
        count = len(placing.place(document, refs, section, by=by))
        return ngettext("One entry is placed.", "%(count)s entries are placed.", count) % {"count": count}


def _section(code: str, place: str) -> Section:
    """The section that "145:policy/national" names. Raises CommandError."""
    number, _colon, codes = place.partition(":")
    part, _slash, section = codes.partition("/")
    rows = Section.objects.filter(part__issue__masthead__code=code, part__code=part, code=section)
    found = rows.filter(part__issue__number=int(number)).first() if number.isdecimal() else None
    if found is None:
        raise CommandError(_("There is no section “%(place)s”.") % {"place": place})
    return found
