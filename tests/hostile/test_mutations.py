from __future__ import annotations

import random
import time

import pytest

from bulletin.refusal import Refused
from editorial.intake import extract
from tests.hostile import mutating

SEEDS = mutating.seeds()
LONGEST_SECONDS = 20


def survive(count: int, seed: int) -> list[str]:
    """Read so many mutated documents; what did not end in an extract or in one sentence, and what took too long."""
    chance = random.Random(seed)
    bad = []
    for at in range(count):
        name, data = SEEDS[at % len(SEEDS)]
        begun = time.monotonic()
        try:
            extract.extract(mutating.mutated(data, chance), name)
        except Refused as refused:
            if len(refused.reasons) != 1 or "\n" in str(refused):
                bad.append(f"{name} {at}: {refused}")
        if time.monotonic() - begun > LONGEST_SECONDS:
            bad.append(f"{name} {at}: {time.monotonic() - begun:.0f} s")
    return bad


@pytest.mark.parametrize(("name", "data"), SEEDS, ids=[name for name, _ in SEEDS])
def test_the_seeds_are_honest(name: str, data: bytes) -> None:
    assert extract.extract(data, name).kind


def test_a_hundred_mutated_documents_end_in_an_extract_or_a_sentence() -> None:
    assert survive(100, seed=4) == []


@pytest.mark.faults
def test_five_thousand_mutated_documents_end_in_an_extract_or_a_sentence() -> None:
    assert survive(5_000, seed=20_260_506) == []
