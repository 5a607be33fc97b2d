from __future__ import annotations

from datetime import date

import pytest

from editorial.backfile import names
from editorial.backfile.names import Named

DAY = date(2021, 1, 8)
NAMES = [
    ("监管周报第144期.txt", Named(144)),
    ("监管周报第 144 期（2021-01-08）.pdf", Named(144, DAY)),
    ("监管周报-第１４４期-20210108.docx", Named(144, DAY)),
    ("weekly-144-2021.01.08.html", Named(144, DAY)),
    ("Weekly No. 144, 2021_1_8.md", Named(144, DAY)),
    ("2021年1月8日第144期.txt", Named(144, DAY)),
    ("issue 144.pdf", Named(144)),
    ("144.pdf", Named(144)),
    ("旧刊/2021/144期.pdf", Named(144)),
    ("2021年第3期（总第144期）.pdf", Named(144)),
    ("监管周报第12—13期合刊.txt", Named(12, None, 13)),
    ("监管周报第12至13期.txt", Named(12, None, 13)),
]
UNTOLD = [
    ("无题.txt", Named()),
    ("2021年第3期.pdf", Named()),
    ("2021.pdf", Named()),
    ("第144期 第145期.txt", Named()),
    ("第13—12期.txt", Named()),
    ("报告3 表5.txt", Named()),
    ("volcano5 13.txt", Named()),
    ("20211308.txt", Named()),
    ("20210108-20210109.txt", Named()),
    ("第0期.txt", Named()),
    ("第1234567期.txt", Named()),
    ("", Named()),
]


@pytest.mark.parametrize(("name", "told"), NAMES)
def test_a_file_name_tells_number_and_date(name: str, told: Named) -> None:
    assert names.read(name) == told


@pytest.mark.parametrize(("name", "told"), UNTOLD)
def test_a_name_that_could_mean_two_things_tells_neither(name: str, told: Named) -> None:
    assert names.read(name) == told


@pytest.mark.parametrize(
    ("number", "label", "span"),
    [(12, "第12—13期", (12, 13)), (12, "第12期", (12, 12)), (12, "第12—999期", (12, 12)), (11, "第12—13期", (11, 11))],
)
def test_a_combined_issue_stands_for_all_its_numbers(number: int, label: str, span: tuple[int, int]) -> None:
    assert names.span_of(number, label) == span
