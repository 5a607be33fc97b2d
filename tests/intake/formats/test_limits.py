from __future__ import annotations

import io
import random
import struct
import zipfile
from collections import Counter
from contextlib import AbstractContextManager, nullcontext

import pytest

from editorial.intake import envelope, extract
from editorial.intake.formats import package, parts, pdf, pictures, rows, sentences, sheets
from editorial.intake.formats.found import Found, Unreadable
from editorial.intake.formats.package import Package
from tests.hostile import packing
from tests.hostile.texts import bare_png

STEPS = [(-1, False), (0, False), (1, True)]
MEBIBYTE = 1024 * 1024


def expect(sentence: str, refused: bool) -> AbstractContextManager[object]:
    return (
        pytest.raises(Unreadable, match=f"^{sentence.replace('(', '.').replace(')', '.')[:40]}")
        if refused
        else nullcontext()
    )


def stating(sizes: dict[str, int], filler: int = 0) -> bytes:
    """A package whose directory states these unpacked sizes; the limits are checked before anything is unpacked."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as made:
        for name in sizes:
            made.writestr(name, b"")
        made.writestr("filler", b"f" * filler)
    data = bytearray(target.getvalue())
    for name, size in sizes.items():
        at = data.rfind(name.encode()) - 46
        struct.pack_into("<L", data, at + 24, size)
    return bytes(data)


@pytest.mark.parametrize(("step", "refused"), STEPS)
def test_ten_mebibytes_are_the_most(step: int, refused: bool) -> None:
    data = b"a" * (10 * MEBIBYTE + step)
    with pytest.raises(extract.NotRead, match="larger than 10 MiB") if refused else nullcontext():
        extract.extract(data, "a.txt")
    assert envelope.LARGEST == 10 * MEBIBYTE


@pytest.mark.parametrize(("step", "refused"), STEPS)
def test_two_thousand_parts_are_the_most(step: int, refused: bool) -> None:
    data = packing.zipped([(str(each), b"") for each in range(2_000 + step)])
    with expect(sentences.TOO_MANY_MEMBERS, refused):
        Package(data)


@pytest.mark.parametrize(("step", "refused"), STEPS)
def test_a_hundred_mebibytes_unpacked_are_the_most(step: int, refused: bool) -> None:
    filler = 2 * MEBIBYTE
    data = stating({"one": 60 * MEBIBYTE, "two": 40 * MEBIBYTE - filler + step}, filler)
    with expect(sentences.TOO_MUCH_UNPACKED, refused):
        Package(data)


@pytest.mark.parametrize(("step", "refused"), STEPS)
def test_a_hundred_to_one_is_the_strongest_compression(step: int, refused: bool) -> None:
    size = len(stating({"one": 0}))
    data = stating({"one": size * package.HIGHEST_RATIO + step})
    with expect(sentences.TOO_COMPRESSED, refused):
        Package(data)
    assert package.HIGHEST_RATIO == 100


@pytest.mark.parametrize(("step", "refused"), STEPS)
def test_twenty_thousand_paragraphs_are_the_most(step: int, refused: bool) -> None:
    with expect(sentences.TOO_MANY_PARAGRAPHS, refused):
        parts.look_through(packing.body("<w:p/>" * (20_000 + step)).encode(), Counter())


def test_paragraphs_are_counted_over_all_parts_and_by_their_name_space() -> None:
    strict = (
        '<d:document xmlns:d="http://purl.oclc.org/ooxml/wordprocessingml/main">' + "<d:p/>" * 15_000 + "</d:document>"
    )
    data = packing.word(
        "<w:p/>" * 15_000, {"word/footnotes.xml": strict, "word/media/n": random.Random(1).randbytes(9_000)}
    )
    with expect(sentences.TOO_MANY_PARAGRAPHS, refused=True):
        parts.counted(Package(data))


@pytest.mark.parametrize(("step", "refused"), STEPS)
def test_fifty_pictures_are_the_most(step: int, refused: bool) -> None:
    with expect(sentences.TOO_MANY_PICTURES, refused):
        pictures.check_number(50 + step)


@pytest.mark.parametrize(("step", "refused"), STEPS)
def test_twenty_million_pixels_are_the_most(step: int, refused: bool) -> None:
    with expect("The picture “", refused):
        pictures.kept(bare_png(1, 20_000_000 + step), "a", Found("word"))


@pytest.mark.parametrize(("step", "refused"), STEPS)
def test_two_hundred_levels_are_the_deepest(step: int, refused: bool) -> None:
    depth = parts.DEEPEST + step
    with expect(sentences.TOO_DEEP, refused):
        parts.look_through(b"<a>" * depth + b"</a>" * depth, Counter())


@pytest.mark.parametrize(("step", "refused"), STEPS)
def test_two_hundred_columns_and_a_hundred_thousand_cells_are_the_most(step: int, refused: bool) -> None:
    with expect(sentences.TOO_MANY_COLUMNS, refused):
        rows.check(1, 200 + step)
    with expect(sentences.TOO_MANY_CELLS, refused):
        rows.check(100_000 + step, 1)
    with expect(sentences.TOO_MANY_CELLS, refused):
        sheets._check(Counter({"s:c": 100_000 + step}))


def test_cells_that_a_merged_range_covers_count() -> None:
    counts: Counter[str] = Counter()
    sheet = f'<worksheet xmlns="{packing.SHEETS}"><mergeCell ref="B2:AA11"/></worksheet>'
    parts.look_through(sheet.encode(), counts)
    assert counts["merged"] == 260


@pytest.mark.parametrize(("step", "refused"), STEPS)
def test_a_thousand_pages_are_the_most(step: int, refused: bool) -> None:
    count = 1_000 + step
    kids = " ".join(f"{each} 0 R" for each in range(3, count + 3))
    pages = "".join(
        f"{each} 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\n" for each in range(3, count + 3)
    )
    tree = f"1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[{kids}]/Count {count}>>endobj\n"
    data = f"%PDF-1.4\n{tree}{pages}"
    with pytest.raises(Unreadable) as error:
        pdf.read(f"{data}trailer<</Root 1 0 R>>\n%%EOF".encode(), Found("pdf"))
    assert error.value.sentence == (sentences.TOO_MANY_PAGES if refused else sentences.NO_BODY)
