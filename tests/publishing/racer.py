"""One of several processes that release the same issues at the same moments; prints one line an issue."""

from __future__ import annotations

import sys
import time

import django

django.setup()

from bulletin.refusal import Refused  # noqa: E402 - after setup
from editorial.models import Issue, User  # noqa: E402
from editorial.publishing import press  # noqa: E402

HEAD_START_SECONDS = 1.0


def main(first_at: float, count: int, spacing: float) -> None:
    """Release issue 1 at ``first_at`` (seconds since the epoch), and each next one ``spacing`` seconds later."""
    chief = User.objects.get(username="chief")
    for number in range(1, count + 1):
        issue = Issue.objects.get(number=number)
        time.sleep(max(0.0, first_at + (number - 1) * spacing - time.time()))
        try:
            press.release(issue, by=chief)
            sys.stdout.write(f"{number} released\n")
        except Refused as refused:
            sys.stdout.write(f"{number} refused {len(refused.reasons)}\n")


if __name__ == "__main__":
    main(float(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3]))
