from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from bulletin.models import Masthead
from editorial.drafting import entries
from editorial.models import AuditEntry, Entry, User
from editorial.spreadsheets.sheets import SHEETS
from tests import builders
from tests.cast import Cast
from tests.entries.pages import controls
from tests.spreadsheets.books import comma_separated, packed, workbook
from tests.spreadsheets.test_round_trip import FORMULAS

SignIn = Callable[[User], Client]
HEADS = ("期号", "栏目", "标题", "文号", "附件")


def address(kind: str, step: str = "") -> str:
    return reverse(f"desk:spreadsheets_{kind}{step}")


def sent(client: Client, kind: str, data: bytes, masthead: Masthead, name: str = "rows.xlsx") -> str:
    answer = client.post(address(kind), {"masthead": masthead.pk, "file": SimpleUploadedFile(name, data)})
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"])


def two_notices() -> bytes:
    return workbook(
        [HEADS, (7, "国家级", "关于甲的通告", "2026年第90号", ""), (7, "国家级", "关于乙的通告", "2026年第91号", "")]
    )


def confirmation(client: Client, preview: str) -> dict[str, str]:
    return controls(client.get(preview), "")


def cells(response: Any) -> list[list[Any]]:
    return [list(row) for row in openpyxl.load_workbook(io.BytesIO(response.content)).worksheets[0].iter_rows()]


def test_a_preview_writes_nothing_and_confirming_writes_all(cast: Cast, masthead: Masthead, signed_in: SignIn) -> None:
    builders.open_issue(masthead, by=cast.editor)
    client = signed_in(cast.writer)
    before, trail = Entry.objects.count(), AuditEntry.objects.count()
    preview = sent(client, "notices", two_notices(), masthead)
    page = client.get(preview).content.decode()
    assert "关于甲的通告" in page
    assert "Write these 2 rows" in page
    assert (Entry.objects.count(), AuditEntry.objects.count()) == (before, trail)
    assert client.post(preview, confirmation(client, preview)).status_code == 302
    written = Entry.objects.get(title="关于甲的通告")
    assert (written.created_by, written.state, written.number_canonical) == (cast.writer, "draft", "2026年第90号")
    assert list(AuditEntry.objects.order_by("-pk").values_list("verb", flat=True)[:3]) == [
        "bring in rows",
        "add",
        "add",
    ]


def test_what_was_not_looked_at_is_not_written(cast: Cast, masthead: Masthead, signed_in: SignIn) -> None:
    issue = builders.open_issue(masthead, by=cast.editor)
    client = signed_in(cast.writer)
    preview = sent(client, "notices", two_notices(), masthead)
    seen = confirmation(client, preview)
    section = Entry.objects.filter(section__part__issue=issue, kind="notice")[0].section
    entries.add(section, builders.notice(90, title="关于甲的通告", document_type=None, authorities=()), by=cast.editor)
    answer = client.post(preview, seen, follow=True)
    assert "The desk has changed since you looked at this" in answer.content.decode()
    assert not Entry.objects.filter(title="关于乙的通告").exists()
    assert AuditEntry.objects.filter(verb="bring in rows", refused=True).count() == 1


def test_a_preview_is_nobody_else_s_and_of_no_other_file(cast: Cast, masthead: Masthead, signed_in: SignIn) -> None:
    builders.open_issue(masthead, by=cast.editor)
    client = signed_in(cast.writer)
    preview = sent(client, "notices", two_notices(), masthead)
    other = sent(client, "notices", workbook([HEADS, (7, "国家级", "关于丙的通告", "", "")]), masthead)
    assert signed_in(cast.editor).get(preview).status_code == 400
    assert client.post(other, confirmation(client, preview)).status_code == 400
    assert client.get(preview.replace("/notices/", "/articles/")).status_code == 400
    assert client.post(preview, {"seen": "x"}).status_code == 400
    assert Entry.objects.filter(title__startswith="关于").count() == 0


def test_no_masthead_is_filled_that_the_person_does_not_hold(
    cast: Cast, masthead: Masthead, other_masthead: Masthead, signed_in: SignIn
) -> None:
    client = signed_in(cast.writer)
    file = SimpleUploadedFile("rows.xlsx", two_notices())
    answer = client.post(address("notices"), {"masthead": other_masthead.pk, "file": file})
    assert answer.status_code == 200
    assert other_masthead.title not in answer.content.decode()


def test_files_come_with_the_workbook_in_a_zip_file(cast: Cast, masthead: Masthead, signed_in: SignIn) -> None:
    builders.open_issue(masthead, by=cast.editor)
    rows = workbook(
        [HEADS, (7, "国家级", "关于甲的通告", "2026年第90号", "附件/指南.txt；目录 <https://example.org/a.pdf>")]
    )
    bundle = packed({"来稿/rows.xlsx": rows, "来稿/附件/指南.txt": "正文".encode()})
    client = signed_in(cast.writer)
    preview = sent(client, "notices", bundle, masthead, "rows.zip")
    client.post(preview, confirmation(client, preview))
    found = Entry.objects.get(title="关于甲的通告").attachments.values_list("title", "url", "type", "size")
    assert list(found) == [("指南", "", "text/plain", 6), ("目录", "https://example.org/a.pdf", "", None)]
    again = sent(client, "notices", bundle, masthead, "rows.zip")
    assert "Every row is as the desk has it" in client.get(again).content.decode()


@pytest.mark.parametrize("kind", SHEETS)
def test_the_empty_template_has_every_head_and_says_what_goes_where(
    cast: Cast, masthead: Masthead, signed_in: SignIn, kind: str
) -> None:
    person = cast.subscription_manager if kind == "subscribers" else cast.chief
    heads = [cell.value for cell in cells(signed_in(person).get(address(kind, "_template")))[0]]
    assert heads == [column.chinese for column in SHEETS[kind].columns if not column.only_out]
    assert len(set(heads)) == len(heads)


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_what_leaves_is_text_whatever_it_begins_with(
    cast: Cast, masthead: Masthead, signed_in: SignIn, ending: str
) -> None:
    issue = builders.open_issue(masthead, by=cast.editor)
    section = Entry.objects.filter(section__part__issue=issue, kind="notice")[0].section
    for place, formula in enumerate(FORMULAS, start=20):
        entries.add(section, builders.notice(place, title=f"{formula}{place}"), by=cast.editor)
    answer = signed_in(cast.editor).get(address("notices", "_export"), {"format": ending})
    if ending == "xlsx":
        rows = cells(answer)
        assert {cell.data_type for row in rows for cell in row if cell.value is not None} == {"s"}
        assert "=1+120" in {cell.value for row in rows for cell in row}
    else:
        text = answer.content.decode("utf-8-sig")
        first = {cell[:1] for line in text.splitlines() for cell in line.split(",") if "1" in cell}
        assert not first & set("=+-@\t\r\0＝＋－＠")
        assert "'=1+120" in text


def test_a_head_that_is_a_formula_harms_nobody(cast: Cast, masthead: Masthead, signed_in: SignIn) -> None:
    builders.open_issue(masthead, by=cast.editor)
    client = signed_in(cast.writer)
    rows = comma_separated([("期号", "栏目", "标题", "=HYPERLINK()"), (7, "国家级", "'=1+1", "x")])
    page = client.get(sent(client, "notices", rows, masthead, "rows.csv")).content.decode()
    assert "The column “=HYPERLINK()” is not known" in page


@pytest.mark.parametrize("kind", ["notices", "articles", "issues"])
def test_lists_lead_to_their_spreadsheets(cast: Cast, masthead: Masthead, signed_in: SignIn, kind: str) -> None:
    model = kind.removesuffix("s")
    page = signed_in(cast.editor).get(reverse(f"desk:editorial_{model}_changelist")).content.decode()
    assert f'href="{address(kind)}"' in page
