"""One of several processes that work on the same issues at once: it edits, signs, freezes or releases what is due.

Prints one line a step; how the races end is the tests' to judge.
"""

from __future__ import annotations

import itertools
import random
import sys
import time
from collections.abc import Callable

import django

django.setup()

from django.db import transaction  # noqa: E402 - after setup

from bulletin import snapshot as shape  # noqa: E402
from bulletin.refusal import Refused  # noqa: E402
from editorial.drafting import outline  # noqa: E402
from editorial.models import Attachment, Entry, Issue, Part, User  # noqa: E402
from editorial.publishing import freeze, press, scheduling  # noqa: E402
from editorial.review import signing  # noqa: E402
from editorial.review.facts import ISSUE, gather  # noqa: E402
from tests import meeting  # noqa: E402

LONGEST_PAUSE_SECONDS = 0.4
# SQLite gives its one lock to whoever asks first; without it one process would keep it.
BREATH_SECONDS = 0.01


def say(*words: object) -> None:
    sys.stdout.write(f"{' '.join(str(word) for word in words)}\n")
    sys.stdout.flush()


def edit(number: int) -> None:
    """Change the front matter of an issue, always from what is there now, until told to end."""
    editor = User.objects.get(username="editor")
    for count in itertools.count():
        issue = Issue.objects.get(number=number)
        try:
            outline.revise_issue(issue, {"title": f"第{count}稿"}, by=editor, seen_version=issue.version)
            say("edited")
        except Refused:
            say("refused")
        # Sometimes too short for anybody to sign in between, sometimes long enough.
        time.sleep(random.uniform(0, LONGEST_PAUSE_SECONDS))


def commit(number: int) -> None:
    """Write the same word into four tables in one transaction, until told to end; no state of them differs in it."""
    rows = [
        Issue.objects.filter(number=number),
        Part.objects.filter(issue__number=number),
        Entry.objects.filter(section__part__issue__number=number),
        Attachment.objects.filter(entry__section__part__issue__number=number),
    ]
    for count in itertools.count():
        with transaction.atomic():
            for each in rows:
                each.update(title=f"第{count}稿")
        if not count:
            say("begun")
        time.sleep(BREATH_SECONDS)


def sign(number: int, rounds: int) -> None:
    """Look at an issue, then sign what was seen; say the digest that was seen of every sign-off that was taken."""
    chief = User.objects.get(username="chief")
    issue = Issue.objects.get(number=number)
    stage = signing.stage_of(issue, "final")
    for _count in range(rounds):
        seen = gather(issue.pk).digest(ISSUE)
        try:
            signing.sign(issue, stage, by=chief, seen_digest=seen)
            say("signed", seen)
        except Refused:
            say("refused")


def release(number: int, rounds: int) -> None:
    """Try to release, whenever it may be ready."""
    chief = User.objects.get(username="chief")
    for _count in range(rounds):
        try:
            edition = press.release(Issue.objects.get(number=number), by=chief)
            say("released", press.signed_digest(shape.loads(bytes(edition.snapshot))))
            return
        except Refused:
            say("refused")


def look(number: int, rounds: int) -> None:
    """Freeze an issue, over and over, and say every word that its four tables hold."""
    issue = Issue.objects.get(number=number)
    for _count in range(rounds):
        snapshot = freeze.freeze(issue)
        found = {snapshot.issue.title, *(part.title for part in snapshot.parts)}
        for entry in snapshot.entries():
            found |= {entry.title, *(attachment.title for attachment in entry.attachments)}
        say(*sorted(str(word) for word in found))
        time.sleep(BREATH_SECONDS)


def due(_time: int) -> str:
    """Release what is due; a run that finds nothing only says that it is done."""
    for outcome in scheduling.release_due():
        say("released" if outcome.edition else "refused", outcome.issue.number)
    return "done"


ENDLESS: dict[str, Callable[[int], None]] = {"edit": edit, "commit": commit}
TASKS: dict[str, Callable[[int, int], None]] = {"sign": sign, "release": release, "freeze": look}

if __name__ == "__main__":
    task, subject, times = sys.argv[1:4]
    if task in ENDLESS:
        ENDLESS[task](int(subject))
    elif task in TASKS:
        TASKS[task](int(subject), int(times))
    else:
        meeting.take_part({"due": due})
