from __future__ import annotations

import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace

import pytest

from bulletin.confinement import exchange
from bulletin.confinement.exchange import ENVIRONMENT, Zygote
from editorial.intake import extract
from editorial.intake.extract import LIMITS, Extract, NotRead
from editorial.intake.formats import sentences
from tests.intake.formats import lying

MEBIBYTE = 1024 * 1024


@pytest.fixture(scope="module")
def liar() -> Iterator[Zygote]:
    zygote = Zygote(exchange.command("tests.intake.formats.lying"))
    yield zygote
    zygote.forget()
    if zygote.process is not None:
        zygote.process.wait(20)


def told_by(zygote: Zygote, way: str) -> Extract:
    return extract.extract(b"<p>a</p>\0", f"file.{way}", zygote=zygote, limits=replace(LIMITS, wall=1))


def refused_by(zygote: Zygote, way: str) -> str:
    with pytest.raises(NotRead) as refused:
        told_by(zygote, way)
    return refused.value.sentence


def test_the_child_can_open_no_file_no_connection_and_no_program(liar: Zygote) -> None:
    assert told_by(liar, "opens").title == "nothing"
    assert not lying.STRAY.exists()


@pytest.mark.parametrize("way", ["invents", "miscounts", "mistypes", "garbles", "forges", "floods"])
def test_what_a_child_makes_up_is_refused_in_the_words_of_the_table(liar: Zygote, way: str) -> None:
    assert refused_by(liar, way) == sentences.BROKEN_OFF


def test_what_a_child_says_beside_the_table_is_dropped_and_its_values_are_one_plain_line(liar: Zygote) -> None:
    found = told_by(liar, "adorns")
    assert found.title == "a b"
    assert [(loss.sentence, dict(loss.values)) for loss in found.losses] == [
        (sentences.COMMENTS, {"count": "1 [31m2"}),
    ]


def test_a_child_that_takes_too_long_is_stopped(liar: Zygote) -> None:
    begun = time.monotonic()
    assert refused_by(liar, "drones") == sentences.OUT_OF_TIME
    assert time.monotonic() - begun < 5


def test_a_child_that_crashes_is_taken_to_be_out_of_memory(liar: Zygote) -> None:
    assert refused_by(liar, "crashes") == sentences.OUT_OF_MEMORY


def test_a_process_that_cannot_start_is_told_in_a_sentence(capfd: pytest.CaptureFixture[str]) -> None:
    zygote = Zygote((sys.executable, "-c", "raise SystemExit('no libmagic here')"))
    assert refused_by(zygote, "x") == sentences.NOT_STARTED
    assert "no libmagic here" in capfd.readouterr().err


def test_processor_time_is_limited() -> None:
    page = f"<p {' '.join(f'a{each}=b' for each in range(60_000))}>a</p>"
    with pytest.raises(NotRead) as refused:
        extract.extract(page.encode(), "a.html", limits=replace(LIMITS, cpu=1, wall=15))
    assert refused.value.sentence == sentences.OUT_OF_TIME


def test_memory_is_limited() -> None:
    with pytest.raises(NotRead) as refused:
        extract.extract("文".encode() * 3_000_000, "a.html", limits=replace(LIMITS, memory=150 * MEBIBYTE))
    assert refused.value.sentence == sentences.OUT_OF_MEMORY


def test_the_limits_are_those_that_are_promised() -> None:
    assert LIMITS.memory <= 1024 * MEBIBYTE
    assert LIMITS.wall <= 20
    assert LIMITS.files == 0


def test_the_parent_holds_no_more_than_64_mebibytes_beside_the_document() -> None:
    code = f"""
import resource
from editorial.intake import extract
import django.conf
django.conf.settings.configure(USE_I18N=False)
page = b'<p>' + {"文" * 1000!r}.encode() * 3400 + b'</p>'
extract.extract(b'<p>a</p>', 'a.html')
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
found = extract.extract(page, 'a.html')
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before, len(found.text))
"""
    done = subprocess.run(
        [sys.executable, "-c", code], env=ENVIRONMENT, capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 0, done.stderr
    grown, length = map(int, done.stdout.split())
    assert length == 3_400_000
    assert grown < 64 * 1024, f"{grown // 1024} MiB"


def test_neither_models_nor_settings_are_loaded_where_documents_are_parsed() -> None:
    code = "import sys, editorial.intake.formats.child; print([n for n in sys.modules if n.startswith('django.db')])"
    done = subprocess.run(
        [sys.executable, "-s", "-P", "-c", code], env=ENVIRONMENT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss > 0
