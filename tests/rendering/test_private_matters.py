from __future__ import annotations

import hashlib
import re
import socket
from collections.abc import Iterator
from typing import Any

import pikepdf
import pytest
from django.conf import settings

from bulletin import rendering, store
from bulletin.models import Edition, Masthead
from bulletin.rendering import enclosures
from bulletin.snapshot import Snapshot
from editorial.models import User
from editorial.publishing import press
from tests.builders import signed_issue
from tests.cast import Cast
from tests.rendering import issues, reading_tags

# Whatever runs, opens, hides or comes from elsewhere (ISO 32000-1, tables 28 to 31, 98, 196 and 198).
LIVELY = {"/JS", "/JavaScript", "/OpenAction", "/AA", "/OCProperties", "/OC", "/AcroForm", "/RichMedia", "/Launch"}
ADDRESS = re.compile(r"(?:https?:)?//([^/\s\"<>]+)")
NAMESPACES = {"www.w3.org", "ns.adobe.com", "purl.org", "www.aiim.org"}


@pytest.fixture(params=issues.DESIGNS)
def snapshot(request: pytest.FixtureRequest) -> Snapshot:
    return issues.everything(request.param)


def values(pdf: pikepdf.Pdf) -> Iterator[tuple[str, Any]]:
    """Every key of every dictionary with its value."""
    for each in pdf.objects:
        yield from _values(each)


def _values(thing: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(thing, (pikepdf.Dictionary, pikepdf.Stream)):
        for key, value in thing.items():
            yield key, value
            if not getattr(value, "is_indirect", False):
                yield from _values(value)
    elif isinstance(thing, pikepdf.Array):
        for value in thing:
            if not getattr(value, "is_indirect", False):
                yield from _values(value)


def words(pdf: bytes) -> str:
    """All that can be read in a PDF: strings, names, metadata, attached files, and the text of its pages."""
    with reading_tags.opened(pdf) as document:
        found = [str(value) for _key, value in values(document) if isinstance(value, (pikepdf.String, pikepdf.Name))]
        found.append(document.Root.Metadata.read_bytes().decode())
        found += [each.get_file().read_bytes().decode() for each in document.attachments.values()]
    return "\n".join([*found, reading_tags.tree(pdf).text, *reading_tags.artifacts(pdf)])


def test_nothing_in_it_runs_opens_or_hides(snapshot: Snapshot) -> None:
    pdf = rendering.render(snapshot).pdf
    with reading_tags.opened(pdf) as document:
        found = list(values(document))
        assert {key for key, _value in found} & LIVELY == set()
        assert {str(value) for key, value in found if key == "/S"} & LIVELY == set()
        assert {str(value) for key, value in found if key == "/Subtype"} & {"/FileAttachment", "/Widget"} == set()
        drawn = [each for page in document.pages for each in pikepdf.parse_content_stream(page)]
        # Text that is drawn in no colour at all.
        assert not [each for each in drawn if str(each.operator) == "Tr" and int(each.operands[0]) == 3]


def test_what_is_attached_is_what_the_snapshot_names(snapshot: Snapshot) -> None:
    wanted = {each.name: each.digest for each, _content in enclosures.granted(snapshot)}
    assert len(wanted) == 2
    with reading_tags.opened(rendering.render(snapshot).pdf) as document:
        files = {name: each.get_file().read_bytes() for name, each in document.attachments.items()}
        embedded = [value for key, value in values(document) if key == "/Type" and str(value) == "/EmbeddedFile"]
    assert {name: hashlib.sha256(content).hexdigest() for name, content in files.items()} == wanted
    assert len(embedded) == len(wanted)


def test_its_title_and_language_are_set_and_no_hour_of_the_render(snapshot: Snapshot) -> None:
    with reading_tags.opened(rendering.render(snapshot).pdf) as document:
        assert str(document.docinfo["/Title"]) == "示例科技信息周报 第145期 更正版"
        assert str(document.Root.Lang) == "zh-Hans"
        assert bool(document.Root.ViewerPreferences.DisplayDocTitle)
        assert not {"/CreationDate", "/ModDate", "/Creator"} & set(document.docinfo.keys())
        assert b"Date" not in document.Root.Metadata.read_bytes()
        dates = {str(value) for key, value in values(document) if key in ("/CreationDate", "/ModDate")}
    assert dates == {"D:20210115000000Z", "D:20261120080000Z"}


def test_no_address_is_in_it_that_the_issue_has_not(snapshot: Snapshot) -> None:
    found = words(rendering.render(snapshot).pdf)
    hosts = set(ADDRESS.findall(found.replace("\u200b", ""))) - NAMESPACES
    assert hosts <= {"www.example.org", "news.example.org", "example.org", "weekly.example.org"}
    for hidden in (socket.gethostname(), str(settings.BASE_DIR), str(store.released().root), "page.invalid", "file:"):
        assert hidden not in found


@pytest.mark.django_db
def test_a_release_tells_no_account_and_no_remark(cast: Cast, masthead: Masthead) -> None:
    press.release(signed_issue(cast, masthead), by=cast.chief)
    found = words(store.released().get(Edition.objects.get().pdf_digest))
    accounts = [*User.objects.values_list("username", flat=True), *User.objects.values_list("email", flat=True)]
    assert len(accounts) > 8
    assert [name for name in accounts if name and re.search(rf"\b{re.escape(name)}\b", found)] == []
