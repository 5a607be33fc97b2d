from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from bulletin.refusal import Refused
from editorial.intake import bundle, envelope
from tests.backfile import numbers


def opened(data: bytes) -> list[tuple[str, bytes]]:
    return [(each.name, each.read()) for each in bundle.zipped(io.BytesIO(data))]


def test_a_zip_file_gives_its_files_by_name_and_none_that_leads_out_of_it() -> None:
    files = [("旧刊/2018/b.txt", b"b"), ("../../etc/passwd", b"p"), ("/a.txt", b"a")]
    assert opened(numbers.zipped(files)) == [("a.txt", b"a"), ("b.txt", b"b")]


def test_what_programs_leave_behind_is_passed_over() -> None:
    junk = ["__MACOSX/._a.txt", ".DS_Store", "x/Thumbs.db", "~$a.docx", "desktop.ini", "a/"]
    assert opened(numbers.zipped([*((each, b"x") for each in junk), ("a.txt", b"a")])) == [("a.txt", b"a")]


def test_names_of_old_zip_programs_are_read_as_chinese() -> None:
    stored = numbers.zipped([("XXXXXXXXXX.txt", b"a")]).replace(b"XXXXXXXXXX", "周报十二期".encode("gb18030"))
    assert [name for name, _data in opened(stored)] == ["周报十二期.txt"]


def bad() -> Iterator[bytes]:
    whole = numbers.zipped([("a.txt", b"a" * 1000)])
    yield from (b"", b"no zip", whole[:40], numbers.zipped([]), numbers.zipped([("a/", b"")]))
    yield numbers.zipped([("bomb.txt", b"0" * (3 * bundle.SMALL))])
    yield whole.replace(b"PK\x03\x04\x14\x00\x00", b"PK\x03\x04\x14\x00\x01").replace(
        b"PK\x01\x02\x14\x03\x14\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01"
    )


@pytest.mark.parametrize("place", range(7))
def test_a_bad_zip_file_is_refused_in_a_sentence(place: int) -> None:
    with pytest.raises(Refused):
        opened(list(bad())[place])


def test_a_zip_file_of_too_many_files_is_refused() -> None:
    with pytest.raises(Refused, match="2000"):
        opened(numbers.zipped((f"{place}.txt", b"") for place in range(bundle.MOST_FILES + 1)))


def test_no_more_is_read_of_a_file_than_shows_that_it_is_too_large() -> None:
    noise = os.urandom(envelope.LARGEST + 100_000)
    ((_name, data),) = opened(numbers.zipped([("a.bin", noise)]))
    assert len(data) == envelope.LARGEST + 1


def test_links_in_a_zip_file_are_passed_over() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as whole:
        link = zipfile.ZipInfo("link.txt")
        link.external_attr = 0o120777 << 16
        whole.writestr(link, "/etc/passwd")
        whole.writestr("a.txt", "a")
    assert opened(buffer.getvalue()) == [("a.txt", b"a")]


def test_a_folder_gives_its_files_in_order_and_follows_no_link(tmp_path: Path) -> None:
    (tmp_path / "2018").mkdir()
    (tmp_path / "2018" / "b.txt").write_bytes(b"b")
    (tmp_path / "a.txt").write_bytes(b"a")
    (tmp_path / ".hidden").write_bytes(b"h")
    (tmp_path / "link.txt").symlink_to("/etc/passwd")
    assert [(each.name, each.read()) for each in bundle.folder(tmp_path)] == [("b.txt", b"b"), ("a.txt", b"a")]


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="no file"):
        bundle.folder(tmp_path)
