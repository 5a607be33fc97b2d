from __future__ import annotations

import time
from contextlib import suppress
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client

from bulletin import rendering, store
from bulletin import snapshot as shape
from bulletin.models import Edition, Masthead, guards
from bulletin.refusal import Refused
from editorial.backfile import bringing, correcting, originals, reading
from editorial.intake import receiving
from editorial.models import BackIssue, Batch, SourceDocument
from tests.backfile import numbers
from tests.backfile.conftest import recorded
from tests.cast import Cast

HARMLESS = [
    numbers.pdf(),
    numbers.pdf(pages=7),
    numbers.pdf(catalog="/OpenAction [3 0 R /Fit]"),
    numbers.pdf(catalog="/OpenAction << /S /GoTo /D [3 0 R /Fit] >>"),
    numbers.pdf(packed="7 0 << /Title (harmless) >>"),
    numbers.pdf(extra="80 0 obj\n<< /A << /S /URI /URI (https://example.org/a) >> >>\nendobj\n"),
]
ACTING = {
    "script": "/OpenAction << /S /JavaScript /JS (app.alert(1)) >>",
    "script under another name": "/OpenAction << /S /J#61vaScript >>",
    "program": "/OpenAction << /S /Launch /F (calc.exe) >>",
    "address on opening": "/OpenAction << /S /URI /URI (https://example.org) >>",
    "action elsewhere": "/OpenAction 80 0 R",
    "further actions": "/AA << /O 80 0 R >>",
    "form": "/AcroForm << /XFA 80 0 R >>",
    "files": "/Names << /EmbeddedFiles 80 0 R >>",
    "media": "/X << /Subtype /RichMedia >>",
    "other file": "/X << /S /GoToE >>",
}


@pytest.mark.parametrize("data", HARMLESS)
def test_a_plain_pdf_may_stand_as_it_is(data: bytes) -> None:
    assert originals.pages(data) in (2, 7)


@pytest.mark.parametrize("catalog", ACTING.values(), ids=ACTING)
def test_a_pdf_that_does_anything_may_not(catalog: str) -> None:
    with pytest.raises(Refused, match="scripts"):
        originals.pages(numbers.pdf(catalog=catalog))


@pytest.mark.parametrize("packed", ["7 0 << /S /JavaScript >>", "7 0 << /S /#4aS >>"])
def test_nor_one_that_hides_it_among_compressed_objects(packed: str) -> None:
    with pytest.raises(Refused, match="scripts"):
        originals.pages(numbers.pdf(packed=packed))


HIDING = {
    "an object in the body of a stream": numbers.pdf(
        extra="80 0 obj\n<< /Length 40 >>\nstream\n81 0 obj << /S /JavaScript >> endobj\nendstream\nendobj\n"
    ),
    "objects under a filter that is not looked into": numbers.pdf(
        extra="80 0 obj\n<< /Type /ObjStm /Filter [/ASCIIHexDecode /FlateDecode] >>\nstream\n00>\nendstream\nendobj\n"
    ),
    "objects that do not unpack": numbers.pdf(
        extra="80 0 obj\n<< /Type /ObjStm /Filter /FlateDecode >>\nstream\nxxxx\nendstream\nendobj\n"
    ),
}


@pytest.mark.parametrize("data", HIDING.values(), ids=HIDING)
def test_nor_one_that_cannot_be_looked_into(data: bytes) -> None:
    with pytest.raises(Refused, match="looked into"):
        originals.pages(data)


@pytest.mark.parametrize(
    "data",
    [b"", b"%PDF-1.7", b"GIF89a%PDF-1.7 %%EOF", numbers.pdf()[:-7], numbers.pdf(pages=0), b"%PDF-1.4 stream\n %%EOF"],
)
def test_what_is_no_whole_pdf_is_none(data: bytes) -> None:
    with pytest.raises(Refused):
        originals.pages(data)


def test_an_encrypted_pdf_does_not_stand() -> None:
    with pytest.raises(Refused, match="encrypted"):
        originals.pages(numbers.pdf(catalog="/Encrypt 80 0 R"))


def test_a_bomb_is_not_unpacked() -> None:
    with pytest.raises(Refused, match="looked into"):
        originals.pages(numbers.pdf(packed=" " * (originals.MOST_UNPACKED + 10)))


@pytest.mark.parametrize("filler", ["1 ", "obj ", "<< ", "stream", "/Count 1 ", "/Type /Pages "])
def test_looking_is_quick_whatever_the_file_repeats(filler: str) -> None:
    data = numbers.pdf(extra=filler * (512 * 1024 // len(filler)))
    began = time.process_time()
    with suppress(Refused):
        originals.pages(data)
    assert time.process_time() - began < 2


def a_pdf_read_as(batch: Batch, masthead: Masthead, cast: Cast, number: int, data: bytes) -> BackIssue:
    """The row of a PDF whose text is that number: reading PDFs is proved elsewhere."""
    made = receiving.receive(numbers.data(number), "text.txt", masthead, by=cast.editor)
    row, _how = bringing.bring_in(batch, f"第{number}期.pdf", data, by=cast.editor)
    kept, _new = receiving.keep(data, row.name, masthead, by=cast.editor)
    read = {"state": made.state, "reading": made.reading, "text_digest": made.text_digest}
    SourceDocument.objects.filter(pk=kept.pk).update(**read)
    return reading.read(row)


@pytest.fixture
def pdf_row(batch: Batch, masthead: Masthead, cast: Cast) -> BackIssue:
    return a_pdf_read_as(batch, masthead, cast, 15, numbers.pdf(pages=4))


@pytest.mark.usefixtures("unrendered")
def test_the_file_itself_is_the_pdf_of_the_edition(pdf_row: BackIssue, cast: Cast, client: Client) -> None:
    recorded(pdf_row.batch, cast)
    edition = Edition.objects.get(number=15)
    assert edition.pdf_digest == pdf_row.digest
    assert edition.page_count == 4
    assert client.get("/weekly/15/pdf/").content == numbers.pdf(pages=4)
    assert "第1502项" in store.released().get(edition.html_digest).decode()
    assert edition.entries.count() == 3
    imprint = shape.loads(bytes(edition.snapshot)).imprint
    assert imprint is not None
    assert imprint.back_issue is not None
    assert (imprint.back_issue.original, imprint.back_issue.pdf) == (pdf_row.digest, "original")


@pytest.mark.usefixtures("unrendered")
def test_an_editor_may_have_it_typeset_instead(pdf_row: BackIssue, cast: Cast) -> None:
    day, seen = pdf_row.dated_on, pdf_row.version
    assert day is not None
    correcting.say(pdf_row, number=15, dated_on=day, stands=False, by=cast.editor, seen_version=seen)
    recorded(pdf_row.batch, cast)
    assert Edition.objects.get(number=15).pdf_digest != pdf_row.digest


def test_a_pdf_that_acts_is_typeset_whatever_an_editor_says(batch: Batch, masthead: Masthead, cast: Cast) -> None:
    row = a_pdf_read_as(batch, masthead, cast, 15, numbers.pdf(catalog=ACTING["script"]))
    assert not row.stands
    assert "scripts" in row.stands_not
    assert row.dated_on is not None
    with pytest.raises(Refused, match="scripts"):
        correcting.say(row, number=15, dated_on=row.dated_on, stands=True, by=cast.editor, seen_version=row.version)


def verified(*options: str) -> str:
    out = StringIO()
    call_command("verify_editions", *options, stdout=out)
    return out.getvalue()


@pytest.mark.usefixtures("unrendered")
def test_verification_compares_the_file_itself_and_renders_the_page_alone(
    pdf_row: BackIssue, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    recorded(pdf_row.batch, cast)
    assert "4 editions are what they were" in verified("--rerender")
    path = store.released().path(pdf_row.digest)
    path.write_bytes(numbers.pdf(pages=5))
    with pytest.raises(CommandError, match="damaged"):
        verified()
    path.write_bytes(numbers.pdf(pages=4))
    monkeypatch.setattr(rendering, "render_html", lambda *_args: b"another page")
    with pytest.raises(CommandError, match="HTML renders differently"):
        verified("--rerender")


@pytest.mark.usefixtures("unrendered")
def test_a_pdf_that_is_not_the_file_that_the_imprint_names_is_found(pdf_row: BackIssue, cast: Cast) -> None:
    other = store.released().put(b"%PDF-1.7 another file %%EOF")
    recorded(pdf_row.batch, cast)
    guards.remove(connection)
    Edition.objects.filter(number=15).update(pdf_digest=other)
    guards.install(connection)
    with pytest.raises(CommandError, match="not the original file"):
        verified()
