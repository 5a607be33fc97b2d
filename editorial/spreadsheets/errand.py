"""Who brings which file in for which masthead, and what is looked up while its rows are read; it writes nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from bulletin import snapshot as shape
from bulletin.models import Masthead
from bulletin.reading.registry import Registry
from bulletin.refusal import Refused
from editorial.drafting import uploads
from editorial.intake import vocabulary
from editorial.models import User

Files = Mapping[str, Callable[[], bytes]]


@dataclass
class Errand:
    """``files`` are those of the zip file by their paths from the workbook, ``is_packed`` whether there was one."""

    by: User | None = None
    masthead: Masthead | None = None
    files: Files = field(default_factory=dict)
    is_packed: bool = False
    # The attachments of the entry at hand, as its cell says them.
    present: Mapping[str, shape.Attachment] = field(default_factory=dict)
    _looked_at: dict[str, shape.Attachment] = field(default_factory=dict)

    @cached_property
    def registry(self) -> Registry:
        return vocabulary.current().registry

    def lead(self, names: list[str]) -> str:
        """The leading authority by its full name, whichever of its names is printed."""
        found = self.registry.find(names[0]) if names else None
        return found.name if found else "".join(names[0].split()) if names else ""

    def annex(self, path: str) -> shape.Attachment:
        """A file of the zip file as an attachment. Raises Refused; KeyError for one that is not in it."""
        if path not in self._looked_at:
            self._looked_at[path] = uploads.look(path, self.files[path]())
        return self._looked_at[path]

    def keep(self) -> None:
        """Store the files that rows named. Raises Refused."""
        for path, seen in self._looked_at.items():
            if uploads.keep(path, self.files[path]()) != seen:
                raise Refused([uploads.UNKNOWN])
