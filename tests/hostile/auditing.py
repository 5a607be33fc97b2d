from __future__ import annotations

import io
import sys

from bulletin.confinement import limits
from bulletin.confinement.protocol import received
from editorial.intake.formats import child, families, sentences
from tests.hostile import documents
from tests.hostile.packages import Case

WATCHED = (
    "open",
    "socket.",
    "subprocess.",
    "os.system",
    "os.exec",
    "os.fork",
    "os.posix_spawn",
    "ctypes.dlopen",
    "urllib.",
)
NOTICED: list[str] = []


def watch() -> None:
    """From here on, note every file, connection and program that Python is asked to open."""

    def hook(event: str, details: tuple[object, ...]) -> None:
        if event.startswith(WATCHED) and not (event == "open" and isinstance(details[0], int)):
            NOTICED.append(f"{event} {details!r}"[:200])

    sys.addaudithook(hook)


def prepared() -> tuple[list[Case], families.Judges]:
    """The documents, and everything loaded that the child has loaded."""
    cases = list(documents.quick())
    child.prepared()
    return cases, families.Judges()


def read(cases: list[Case], judges: families.Judges) -> None:
    """Read them as the child would; a refusal that nobody foresaw is noticed as well."""
    for name, file_name, data in cases:
        head, _ = received(io.BytesIO(child.answer(data, file_name, "file", judges)))
        if head.get("refused") == sentences.BROKEN_OFF and name not in documents.UNNAMED:
            NOTICED.append(f"{name}: {sentences.BROKEN_OFF}")


def main() -> None:
    """Print how many documents were read, and what was noticed."""
    cases, judges = prepared()
    watch()
    read(cases, judges)
    sys.stdout.write("\n".join([str(len(cases)), *NOTICED]) + "\n")


if __name__ == "__main__":
    limits.leave_network()
    main()
