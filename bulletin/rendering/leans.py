"""What our renderer replaces or calls inside a library, looked at before anything of ours is put in its place."""

from __future__ import annotations

import inspect
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Lean:
    """A function that we replace or call, and its parameters; or, without any, a name that its owner must have."""

    owner: Any
    name: str
    parameters: str | None = None

    def holds(self) -> bool:
        found = getattr(self.owner, self.name, None)
        if found is None:
            return False
        return self.parameters is None or " ".join(inspect.signature(found).parameters) == self.parameters
