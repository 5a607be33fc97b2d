from __future__ import annotations

import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from bulletin.models import Masthead
from editorial.models import Candidate, Entry, Issue, Section
from tests import builders
from tests.cast import Cast

PAGE = """<html><head><title>通告 - 示例局</title></head><body><nav><a href="/">首页</a></nav><main>
<h1>示例省药品监督管理局关于发布第三批示范名单的通告（2026年第8号）</h1>
<p>现将第三批示范名单予以发布，自发布之日起施行。</p><p>特此通告。</p>
<p>示例省药品监督管理局</p><p>2026年3月10日</p></main><footer>版权所有</footer></body></html>"""


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "通告.html"
    path.write_text(PAGE, encoding="utf-8")
    return path


def imported(path: Path, *arguments: str) -> str:
    out = io.StringIO()
    call_command("import_issue", str(path), "--masthead", "weekly", "--by", "writer", *arguments, stdout=out)
    return out.getvalue()


def test_a_web_page_goes_into_the_pool_by_command(cast: Cast, masthead: Masthead, page: Path) -> None:
    said = imported(page, "--into", "pool", "--source", "https://www.example.org/8.html")
    assert "One entry waits in the pool." in said
    candidate = Candidate.objects.get()
    assert candidate.number_canonical == "2026年第8号"
    assert candidate.content["source_url"] == "https://www.example.org/8.html"
    assert not Issue.objects.exists()


def test_a_web_page_goes_into_a_section_by_command(cast: Cast, masthead: Masthead, page: Path) -> None:
    builders.open_issue(masthead, by=cast.writer)
    assert "One entry is placed." in imported(page, "--into", "section", "--place", "7:policy/local")
    draft = Entry.objects.get(title__contains="第三批")
    assert draft.section == Section.objects.get(code="local")
    assert str(draft.signed_on) == "2026-03-10"


@pytest.mark.parametrize(
    "arguments",
    [
        ("--into", "section"),
        ("--into", "section", "--place", "7:policy/nowhere"),
        ("--into", "section", "--place", "x"),
        ("--into", "pool", "--place", "7:policy/local"),
    ],
)
def test_a_section_that_is_not_there_is_named_and_nothing_is_kept(
    arguments: tuple[str, ...], cast: Cast, masthead: Masthead, page: Path
) -> None:
    builders.open_issue(masthead, by=cast.writer)
    with pytest.raises(CommandError):
        imported(page, *arguments)
    assert not Candidate.objects.exists()


def test_a_web_page_is_read_by_command_without_its_navigation(page: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("read_document", str(page))
    printed = capsys.readouterr().out
    assert "2026年第8号" in printed
    assert "首页" not in printed
