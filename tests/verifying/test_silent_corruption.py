from __future__ import annotations

import os
import random
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from bulletin import store
from bulletin.models import Edition
from tests.archive import builders

pytestmark = pytest.mark.django_db
FLIPPED, DELETED, STRAYS = 20, 5, 5


@pytest.fixture
def editions() -> list[Edition]:
    masthead = builders.masthead()
    return [builders.release(masthead, number, pdf=builders.PDF + b"%d" % number) for number in range(1, 27)]


def damaged(editions: list[Edition]) -> tuple[list[Edition], list[Edition]]:
    """One bit of twenty stored PDFs turned over at a place by chance, and five deleted."""
    chance = random.Random(5)
    for edition in editions[:FLIPPED]:
        path = store.released().path(edition.pdf_digest)
        content = bytearray(path.read_bytes())
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
        path.write_bytes(content)
    for edition in editions[FLIPPED : FLIPPED + DELETED]:
        store.released().path(edition.pdf_digest).unlink()
    return editions[:FLIPPED], editions[FLIPPED : FLIPPED + DELETED]


def test_every_flipped_deleted_and_stray_file_is_named(editions: list[Edition]) -> None:
    flipped, deleted = damaged(editions)
    strays = [store.released().put(os.urandom(100)) for _ in range(STRAYS)]
    out = StringIO()
    with pytest.raises(CommandError) as error:
        call_command("verify_editions", stdout=out)
    assert str(error.value).splitlines() == [
        *(f"{each}: {each.pdf_digest} is damaged." for each in flipped),
        *(f"{each}: {each.pdf_digest} is missing." for each in deleted),
    ]
    told = out.getvalue().splitlines()
    assert [line.split()[0] for line in told if "belongs to no edition" in line] == sorted(strays)


def test_no_damaged_byte_is_sent_to_a_reader(editions: list[Edition], client: Client) -> None:
    flipped, deleted = damaged(editions)
    for edition in (*flipped, *deleted):
        response = client.get(f"/tech-weekly/{edition.number}/pdf/")
        assert response.status_code == 503
        assert b"%PDF" not in response.content
    sound = client.get(f"/tech-weekly/{editions[-1].number}/pdf/")
    assert (sound.status_code, sound.content) == (200, builders.PDF + b"26")
