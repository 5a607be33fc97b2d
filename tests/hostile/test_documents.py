from __future__ import annotations

import re
import resource
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bulletin import richtext
from bulletin.confinement.exchange import ENVIRONMENT
from bulletin.refusal import Refused
from editorial.intake import extract
from editorial.intake.extract import Extract
from editorial.intake.formats import sentences
from tests.hostile import auditing, documents

QUICK = list(documents.quick())
# All of the quick ones are read under audit; a third of them also through the limited child.
SPREAD = QUICK[::3]
SLOWEST_SECONDS = 20
MEBIBYTE = 1024
_ISLAND = re.compile(r"<(?:table|ul|ol|figure|blockquote)\b")
_LINK = re.compile(r"\]\(([^)]{0,40})")


def read(name: str, file_name: str, data: bytes) -> Extract | None:
    """The extract, or None after a refusal in one plain sentence of the table."""
    try:
        return extract.extract(data, file_name)
    except Refused as error:
        refused = error
    assert isinstance(refused, extract.NotRead)
    assert len(refused.reasons) == 1
    assert "\n" not in str(refused)
    assert str(refused).endswith(".")
    assert refused.sentence != sentences.BROKEN_OFF or name in documents.UNNAMED
    return None


def check(found: Extract) -> None:
    """What was read is fit for the reader: islands in canonical form, no address that acts."""
    for line in found.text.split("\n"):
        if _ISLAND.match(line) and found.kind not in ("text", "markdown"):
            assert richtext.is_clean(line)
        assert all(each.startswith(("http", "mailto")) for each in _LINK.findall(line))
    assert all(loss.sentence in sentences.KNOWN for loss in found.losses)
    assert "\x00" not in found.text


def test_sixty_of_them_are_read_each_time_and_no_two_have_one_name() -> None:
    assert len(SPREAD) >= 60
    assert len({name for name, _, _ in QUICK}) == len(QUICK)


@pytest.mark.parametrize(("name", "file_name", "data"), SPREAD, ids=[name for name, _, _ in SPREAD])
def test_a_hostile_document_is_read_or_refused_in_a_sentence(name: str, file_name: str, data: bytes) -> None:
    found = read(name, file_name, data)
    if found is not None:
        check(found)


def test_reading_them_opens_nothing(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-s", "-P", "-m", "tests.hostile.auditing"],
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    read_documents, *noticed = done.stdout.splitlines()
    assert int(read_documents) == len(QUICK)
    assert noticed == []


def test_the_audit_notices_what_it_is_for() -> None:
    code = "from tests.hostile import auditing; auditing.watch(); open('/etc/hostname'); print(auditing.NOTICED)"
    done = subprocess.run(
        [sys.executable, "-s", "-P", "-c", code], env=ENVIRONMENT, capture_output=True, text=True, check=True
    )
    assert "/etc/hostname" in done.stdout
    assert auditing.NOTICED == []


@pytest.mark.faults
def test_every_hostile_document_is_dealt_with_in_time_and_within_the_parents_memory() -> None:
    extract.extract(b"<p>a</p>", "a.html")
    count = 0
    for name, file_name, data in documents.every():
        before, begun = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.monotonic()
        found = read(name, file_name, data)
        assert time.monotonic() - begun < SLOWEST_SECONDS + 3, name
        # What the parent takes in is the document itself and at most as much text.
        assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 64 * MEBIBYTE, name
        if found is not None:
            check(found)
        count += 1
    assert count >= 200
