"""The figures of all annotated texts, or the differences of those named: python -m tests.corpus [NAME or SPLIT …]"""

from __future__ import annotations

import sys

from tests.corpus import telling
from tests.corpus.loading import texts


def main(names: list[str]) -> None:
    every = texts()
    if not names:
        sys.stdout.writelines(f"{line}\n" for line in telling.tables(every))
    for text in every:
        if text.name in names or text.split in names:
            sys.stdout.write(f"== {text.split}/{text.name}\n")
            sys.stdout.writelines(f"  {line}\n" for line in telling.differences(text))


if __name__ == "__main__":
    main(sys.argv[1:])
